"""Builders of decisions and ballots; they call the real actions."""

from __future__ import annotations

from datetime import datetime, timedelta

from talkoot.decisions import actions
from talkoot.decisions.models import Ballot, Chamber, Decision
from talkoot.decisions.queries.turnout import with_turnout
from talkoot.directory.models import Body, Person
from talkoot.kernel.actors import Actor
from talkoot.kernel.testing import MONDAY
from talkoot.rulebooks.models import Rulebook
from talkoot.rulebooks.tests.given import OPENED, Council, given_rulebook

CLOSES = MONDAY + timedelta(days=14)
DURING = MONDAY + timedelta(days=3)
AFTER = CLOSES + timedelta(minutes=1)
EXEMPTION = "The bylaws ask for this vote *every year*."


def given_decision(
    council: Council,
    *chambers: str,
    rulebook: Rulebook | None = None,
    combination: str = "all",
    title: str = "Dark mode for everyone",
    question: str = "Shall dark mode be **on** by default?",
    language: str = "en",
    at: datetime = OPENED,
    closes_at: datetime = CLOSES,
    rests_on: str = "",
) -> Decision:
    """Return an open decision put by the council's steward, without a consultation unless told otherwise."""
    rulebook = rulebook or given_rulebook(council, *chambers, combination=combination)
    return actions.open_decision(
        title=title,
        question=question,
        language=language,
        rulebook_id=rulebook.pk,
        steward_body_id=council.body.pk,
        closes_at=closes_at,
        rests_on=rests_on,
        exemption="" if rests_on else EXEMPTION,
        by=council.ada,
        at=at,
    )


def given_ballot(
    decision: Decision,
    by: Actor,
    choice: str = "yes",
    *,
    chamber: str = "council",
    body: Body | None = None,
    reason: str = "",
    language: str = "en",
    at: datetime = DURING,
) -> Ballot:
    """Return a ballot; a no has a reason even when none is given."""
    return actions.cast_ballot(
        decision.pk,
        chamber=chamber,
        choice=choice,
        reason=reason or ("Too early." if choice == "no" else ""),
        language=language,
        body_id=body.pk if body else None,
        by=by,
        at=at,
    )


def given_tally(decision: Decision, by: Actor, *, at: datetime = AFTER, **figures: int | str) -> None:
    """Record the real ratification's individual votes, or other ``figures``."""
    values: dict[str, int | str] = {
        "chamber": "individuals",
        "eligible": 117_275,
        "yes": 1_710,
        "no": 623,
        "neutral": 113,
        "source_url": "https://vote.example/result",
        "evidence_sha256": "a" * 64,
    }
    actions.record_tally(decision.pk, **{**values, **figures}, by=by, at=at)  # type: ignore[arg-type]  # figures are typed where they are given


def given_persons(number: int) -> list[Person]:
    """Return so many persons, made in one go: for lists that must not grow slower."""
    return Person.objects.bulk_create(
        Person(name=f"Voter {n}", slug=f"voter-{n}", fold=f"voter {n}", created_at=OPENED) for n in range(number)
    )


def turnout_of(decision: Decision) -> int:
    """Return how many have voted in a decision of one chamber."""
    [chamber] = with_turnout(Chamber.objects.filter(decision=decision))
    return int(chamber.turnout)
