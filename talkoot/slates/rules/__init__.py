"""What a slate is made of, thought through without a database: states, names, what is asked, order, files."""

from talkoot.slates.rules.asked import (
    KEY_MAX,
    MOST_ASKED,
    RESERVED,
    VALUE_MAX,
    Asked,
    AskedFault,
    Fault,
    asked_of,
    fault_in_asked,
    fault_in_given,
    stored,
)
from talkoot.slates.rules.names import NAME_MAX, look, strokes
from talkoot.slates.rules.order import SEED_MAX, drawn
from talkoot.slates.rules.questions import PER_CANDIDATE, PER_SLATE, WINDOW, wait_for
from talkoot.slates.rules.reading import best_language, wanted_languages
from talkoot.slates.rules.states import (
    ON_BALLOT,
    PUBLIC,
    RUNS,
    Kind,
    State,
    Status,
    became,
    may_become,
    status_of,
    takes_nominations,
)
from talkoot.slates.rules.tables import COST_MAX, CandidateRow, read_candidates

ANSWER_MAX = 5_000
QUESTION_MAX = 1_000
REASON_MAX = 5_000
SOURCE_MAX = 300
STATEMENT_MAX = 10_000
TITLE_MAX = 200

__all__ = [
    "ANSWER_MAX",
    "COST_MAX",
    "KEY_MAX",
    "MOST_ASKED",
    "NAME_MAX",
    "ON_BALLOT",
    "PER_CANDIDATE",
    "PER_SLATE",
    "PUBLIC",
    "QUESTION_MAX",
    "REASON_MAX",
    "RESERVED",
    "RUNS",
    "SEED_MAX",
    "SOURCE_MAX",
    "STATEMENT_MAX",
    "TITLE_MAX",
    "VALUE_MAX",
    "WINDOW",
    "Asked",
    "AskedFault",
    "CandidateRow",
    "Fault",
    "Kind",
    "State",
    "Status",
    "asked_of",
    "became",
    "best_language",
    "drawn",
    "fault_in_asked",
    "fault_in_given",
    "look",
    "may_become",
    "read_candidates",
    "status_of",
    "stored",
    "strokes",
    "takes_nominations",
    "wait_for",
    "wanted_languages",
]
