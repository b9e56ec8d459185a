"""What can be done with consultations."""

from talkoot.consultations.actions.answering import dispose_of_input, dispose_of_inputs, take_up_inputs
from talkoot.consultations.actions.asking import invite_party, open_consultation
from talkoot.consultations.actions.ending import close_consultation, extend_deadline, remind_parties, stop_asking
from talkoot.consultations.actions.speaking import give_input, sweep_allowances

__all__ = [
    "close_consultation",
    "dispose_of_input",
    "dispose_of_inputs",
    "extend_deadline",
    "give_input",
    "invite_party",
    "open_consultation",
    "remind_parties",
    "stop_asking",
    "sweep_allowances",
    "take_up_inputs",
]
