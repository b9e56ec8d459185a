"""Builders of rulebooks that say something of the course of a decision, and of decisions under them."""

from __future__ import annotations

from datetime import datetime, timedelta
from textwrap import dedent

from talkoot.decisions import actions
from talkoot.decisions.models import Decision
from talkoot.decisions.tests.given import EXEMPTION
from talkoot.rulebooks.actions import publish_rulebook
from talkoot.rulebooks.models import Rulebook
from talkoot.rulebooks.tests.given import OPENED, Council

NOTICE_ENDS = OPENED + timedelta(days=7)
VOTING_ENDS = OPENED + timedelta(days=21)
EXTENSION = '{ days = 5, times = 2, when = "quorum missed" }'
SCRUTINEERS = '{ body = "technology-council", role = "member" }'
ELSEWHERE = '{ kind = "held_elsewhere" }'
MEMBERS = '{ kind = "members_of_body", body = "technology-council" }'


def course_text(
    *,
    notice: int = 0,
    languages: str = "[]",
    appeal: int = 0,
    challenge: int = 0,
    extension: str = '"none"',
    clock: str = "UTC",
    scrutineers: str = '"none"',
    electorate: str = MEMBERS,
    counts: str = "yes+no+neutral",
    quorum: str = "50 %",
    recusals: str = "leave the base",
) -> str:
    """Return a rulebook of format 2 that asks one chamber a question, with half as its quorum unless told otherwise."""
    return dedent(f"""
        format = 2
        name = "Council with a course"
        language = "en"
        combination = "all"
        [course]
        notice_days = {notice}
        languages = {languages}
        appeal_days = {appeal}
        challenge_days = {challenge}
        extension = {extension}
        clock = "{clock}"
        scrutineers = {scrutineers}
        [[chambers]]
        key = "council"
        name = "Council"
        electorate = {electorate}
        votes = "one per person"
        weights = "equal"
        split = "whole"
        recusals = "{recusals}"
        ballots = "open"
        delegation = "none"
        [chambers.quorum]
        share = "{quorum}"
        of = "eligible"
        counts = "{counts}"
        strictness = "at least"
        [chambers.threshold]
        share = "50 %"
        base = "yes+no"
        strictness = "more than"
        tie = "fails"
        empty = "fails"
    """)


def given_draft(council: Council, source: str = "", *, rests_on: str = "", title: str = "Dark mode") -> Decision:
    """Return a draft of the council's under rules that ask for a week of notice, unless told otherwise."""
    source = source or course_text(notice=7)
    rulebook = Rulebook.objects.filter(source=source).first() or publish_rulebook(
        source=source, slug="", body_id=council.body.pk, by=council.ada, at=OPENED
    )
    return actions.draft_decision(
        title=title,
        question="Shall dark mode be **on** by default?",
        language="en",
        rulebook_id=rulebook.pk,
        steward_body_id=council.body.pk,
        rests_on=rests_on,
        exemption="" if rests_on else EXEMPTION,
        by=council.ada,
        at=OPENED,
    )


def given_announced(
    council: Council,
    source: str = "",
    *,
    rests_on: str = "",
    opens_at: datetime = NOTICE_ENDS,
    closes_at: datetime = VOTING_ENDS,
) -> Decision:
    """Return a decision of the council's announced on Monday, to open a week later."""
    draft = given_draft(council, source, rests_on=rests_on)
    return actions.announce_decision(draft.pk, opens_at=opens_at, closes_at=closes_at, by=council.ada, at=OPENED)


def given_running(council: Council, source: str, *, closes_at: datetime = VOTING_ENDS) -> Decision:
    """Return an open decision under rules that ask for no notice."""
    draft = given_draft(council, source)
    return actions.open_draft(draft.pk, closes_at=closes_at, by=council.ada, at=OPENED)
