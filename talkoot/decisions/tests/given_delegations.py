"""Builders of decisions in which somebody may vote for those who let them; they call the real actions."""

from __future__ import annotations

from datetime import datetime
from textwrap import dedent

from talkoot.decisions.models import Decision
from talkoot.decisions.tests.given import CLOSES, given_decision
from talkoot.rulebooks.actions import publish_rulebook
from talkoot.rulebooks.models import Rulebook
from talkoot.rulebooks.tests.given import OPENED, Council

COURSE = """
    [course]
    notice_days = 0
    languages = []
    appeal_days = 0
    challenge_days = 0
    extension = "none"
    clock = "UTC"
    scrutineers = "none"
"""
QUESTION = """
    format = 2
    name = "Members decide"
    language = "en"
    combination = "all"
    [[chambers]]
    key = "council"
    name = "Council"
    electorate = { kind = "members_of_body", body = "technology-council" }
    votes = "one per person"
    weights = "equal"
    split = "whole"
    recusals = "leave the base"
    [chambers.quorum]
    share = "50 %"
    of = "eligible"
    counts = "yes+no+neutral"
    strictness = "more than"
    [chambers.threshold]
    share = "50 %"
    base = "yes+no"
    strictness = "more than"
    tie = "fails"
    empty = "fails"
"""


def delegating(source: str, word: str = "allowed") -> str:
    """Return a rulebook of format 2 with what it says of delegation in each chamber, and a course without waiting."""
    source = dedent(source)
    said = f'recusals = "leave the base"\nballots = "open"\ndelegation = "{word}"'
    source = source.replace('recusals = "leave the base"', said)
    return source.replace("[[chambers]]", f"{dedent(COURSE)}[[chambers]]", 1)


def given_delegable(council: Council, *, closes_at: datetime = CLOSES, word: str = "allowed") -> Decision:
    """Return an open question to the council's members, who may vote for each other."""
    source = delegating(QUESTION, word)
    rulebook = Rulebook.objects.filter(source=source).first() or publish_rulebook(
        source=source, slug="", body_id=council.body.pk, by=council.ada, at=OPENED
    )
    return given_decision(council, rulebook=rulebook, closes_at=closes_at)
