"""Pages of slates."""

from talkoot.slates.views.nominating import consent, decline, nominate, withdraw
from talkoot.slates.views.reading import candidate, candidates_csv, slate, slates, versions
from talkoot.slates.views.speaking import answer_question, ask_question, write_statement
from talkoot.slates.views.stewarding import freeze_slate, import_candidates, strike_candidate

__all__ = [
    "answer_question",
    "ask_question",
    "candidate",
    "candidates_csv",
    "consent",
    "decline",
    "freeze_slate",
    "import_candidates",
    "nominate",
    "slate",
    "slates",
    "strike_candidate",
    "versions",
    "withdraw",
    "write_statement",
]
