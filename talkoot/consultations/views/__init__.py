"""Pages of consultations."""

from talkoot.consultations.views.answering import answers, dispose_of_input, take_up_inputs
from talkoot.consultations.views.asking import close_consultation, extend_deadline, invite_party, open_consultation
from talkoot.consultations.views.reading import consultation, consultations, input_page, parties, receipt, receipts
from talkoot.consultations.views.speaking import give_input

__all__ = [
    "answers",
    "close_consultation",
    "consultation",
    "consultations",
    "dispose_of_input",
    "extend_deadline",
    "give_input",
    "input_page",
    "invite_party",
    "open_consultation",
    "parties",
    "receipt",
    "receipts",
    "take_up_inputs",
]
