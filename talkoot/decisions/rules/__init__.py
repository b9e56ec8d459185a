"""Thought of decisions: states, grounds and their course; how ballots are counted is for `counting`."""

from talkoot.decisions.rules.course import (
    Clock,
    Course,
    appeals_end,
    course_of,
    earliest_opening,
    naming,
)
from talkoot.decisions.rules.grounds import (
    CONSULTATION_CLOSED,
    CONSULTATION_OPENED,
    consultation_named,
    is_consultation,
)
from talkoot.decisions.rules.said import Said
from talkoot.decisions.rules.secrecy import box_subject, boxed_chamber, boxed_decision
from talkoot.decisions.rules.states import (
    TRANSITIONS,
    Outcome,
    State,
    VoidReason,
    is_due,
    may_follow,
    needs_reason,
    takes_ballots,
)
from talkoot.decisions.rules.weighing import COLUMNS, WeightRow, read_weights
from talkoot.decisions.rules.wordings import Translation

TITLE_MAX = 200
QUESTION_MAX = 10_000
REASON_MAX = 5_000

__all__ = [
    "COLUMNS",
    "CONSULTATION_CLOSED",
    "CONSULTATION_OPENED",
    "QUESTION_MAX",
    "REASON_MAX",
    "TITLE_MAX",
    "TRANSITIONS",
    "Clock",
    "Course",
    "Outcome",
    "Said",
    "State",
    "Translation",
    "VoidReason",
    "WeightRow",
    "appeals_end",
    "box_subject",
    "boxed_chamber",
    "boxed_decision",
    "consultation_named",
    "course_of",
    "earliest_opening",
    "is_consultation",
    "is_due",
    "may_follow",
    "naming",
    "needs_reason",
    "read_weights",
    "takes_ballots",
]
