"""What can be done with slates."""

from talkoot.slates.actions.carrying import carry_over
from talkoot.slates.actions.ending import freeze_slate, strike_candidate, withdraw
from talkoot.slates.actions.forgetting import forget_candidacies
from talkoot.slates.actions.importing import import_candidates
from talkoot.slates.actions.nominating import consent, decline, nominate
from talkoot.slates.actions.opening import open_slate
from talkoot.slates.actions.speaking import answer_question, ask_question, write_statement

__all__ = [
    "answer_question",
    "ask_question",
    "carry_over",
    "consent",
    "decline",
    "forget_candidacies",
    "freeze_slate",
    "import_candidates",
    "nominate",
    "open_slate",
    "strike_candidate",
    "withdraw",
    "write_statement",
]
