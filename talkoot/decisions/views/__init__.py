"""HTML in and out of decisions."""

from talkoot.decisions.views.ending import close_decision, count_decision, record_tally, void_decision
from talkoot.decisions.views.evidence import evidence, tallies
from talkoot.decisions.views.preparing import change_question, draft_decision, open_draft
from talkoot.decisions.views.reading import ballots, decision, decisions, roll
from talkoot.decisions.views.rulebooks import (
    latest_rulebook,
    publish_rulebook,
    rulebook,
    rulebook_schema,
    rulebook_source,
    rulebooks,
    trial,
)
from talkoot.decisions.views.voting import cast_ballot

__all__ = [
    "ballots",
    "cast_ballot",
    "change_question",
    "close_decision",
    "count_decision",
    "decision",
    "decisions",
    "draft_decision",
    "evidence",
    "latest_rulebook",
    "open_draft",
    "publish_rulebook",
    "record_tally",
    "roll",
    "rulebook",
    "rulebook_schema",
    "rulebook_source",
    "rulebooks",
    "tallies",
    "trial",
    "void_decision",
]
