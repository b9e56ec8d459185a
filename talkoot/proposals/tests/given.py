"""Builders: they call the real actions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from talkoot.commitments.actions import review_commitment
from talkoot.commitments.models import Commitment
from talkoot.consultations.actions import close_consultation
from talkoot.consultations.tests.given import given_languages, given_member
from talkoot.decisions.actions import cast_ballot, close_decision
from talkoot.directory.models import Body
from talkoot.directory.rules import Power
from talkoot.directory.tests.given import ALL_POWERS, actor_of, given_body, given_person, given_role
from talkoot.kernel.actors import SYSTEM, VISITOR, Actor
from talkoot.kernel.testing import MONDAY
from talkoot.ledger import tasks
from talkoot.proposals import actions
from talkoot.proposals.models import Proposal, StageRecord, Support
from talkoot.proposals.rules.openings import AddedParty, ConsultationOpening, DecisionOpening
from talkoot.rulebooks.actions import publish_rulebook
from talkoot.rulebooks.models import Rulebook
from talkoot.rulebooks.tests.given import chamber_text, rules_text

DAY = timedelta(days=1)
WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Circle:
    """A council that ada acts for with every power, a member bo of it without any, dee with every power in another
    body, a visitor cy and an operator oz; the shipped process, looked after by the council."""

    body: Body
    other: Body
    ada: Actor
    bo: Actor
    dee: Actor
    cy: Actor
    oz: Actor


def given_circle() -> Circle:
    """Return the circle, each in place since a year before `MONDAY`."""
    given_languages()
    body, other = given_body("Technology Council", kind="council"), given_body("North Chapter")
    circle = Circle(
        body=body,
        other=other,
        ada=given_member("Ada", body, ALL_POWERS),
        bo=given_member("Bo", body),
        dee=given_member("Dee", other, ALL_POWERS),
        cy=VISITOR,
        oz=given_operator(),
    )
    actions.publish_shipped_processes(body_id=body.pk, at=MONDAY - WEEK)
    return circle


def given_operator() -> Actor:
    """Return who runs the site."""
    return actor_of(given_person("Oz"), is_operator=True)


def given_proposal(
    by: Actor, *, title: str = "Night mode on every wiki", at: datetime = MONDAY, **values: Any
) -> Proposal:
    """Return a proposal of ``by``, in triage."""
    usual: dict[str, Any] = {
        "problem": "At night the page is **glaring white**.",
        "affected": "Everybody who reads at night.",
        "language": "en",
    }
    return actions.submit_proposal(title=title, **{**usual, **values}, by=by, at=at)


def given_supporters(proposal: Proposal, count: int, *, at: datetime = MONDAY) -> None:
    """Let ``count`` new people support the proposal."""
    for n in range(count):
        person = actor_of(given_person(f"Supporter {n}"))
        actions.support_proposal(proposal.pk, by=person, at=at)


def consultation_opening(at: datetime, added: Iterable[AddedParty] = ()) -> ConsultationOpening:
    """Return what a mover gives for a consultation that runs a week."""
    return ConsultationOpening(
        question="What would *help* you?", language="en", closes_at=at + WEEK, languages=["es"], added=list(added)
    )


def given_asked(circle: Circle, proposal: Proposal, *, at: datetime = MONDAY + WEEK, **values: Any) -> StageRecord:
    """Move the proposal into consultation; a week in triage opens the gate."""
    actions.move_proposal(
        proposal.pk,
        to="consultation",
        reason="Those concerned are known.",
        language="en",
        opening=values.pop("opening", None) or consultation_opening(at),
        by=circle.ada,
        at=at,
        **values,
    )
    return record_of(proposal)


def given_heard(circle: Circle, proposal: Proposal, *, at: datetime = MONDAY + 2 * WEEK) -> StageRecord:
    """Move it into consultation and close that without any input."""
    record = given_asked(circle, proposal)
    close_consultation(record.consultation_id, by=circle.ada, at=at)  # type: ignore[arg-type]  # a consultation was opened
    settle(at)
    return record_of(proposal)


def given_rulebook(circle: Circle) -> Rulebook:
    """Return rules under which the council decides by more than half of its yes and no."""
    council = chamber_text("council", '{ kind = "members_of_body", body = "technology-council" }', quorum="")
    return publish_rulebook(
        source=rules_text(council), slug="council", body_id=circle.body.pk, by=circle.ada, at=MONDAY
    )


def decision_opening(circle: Circle, at: datetime, *, exemption: str = "") -> DecisionOpening:
    """Return what a mover gives for a vote of a week."""
    book = Rulebook.objects.filter(slug="council").first() or given_rulebook(circle)
    return DecisionOpening(
        question="Shall night mode come?", language="en", rulebook_id=book.pk, closes_at=at + WEEK, exemption=exemption
    )


def given_put(circle: Circle, proposal: Proposal, *, at: datetime = MONDAY + 2 * WEEK + DAY) -> StageRecord:
    """Ask, hear, and put it to the vote."""
    given_heard(circle, proposal)
    actions.move_proposal(
        proposal.pk,
        to="decision",
        reason="Everybody was heard.",
        language="en",
        opening=decision_opening(circle, at),
        by=circle.ada,
        at=at,
    )
    return record_of(proposal)


def given_decided(circle: Circle, proposal: Proposal, choice: str = "yes") -> datetime:
    """Put it to the vote and let ada and bo vote alike; return when the decision was final."""
    record = given_put(circle, proposal)
    decision = record.decision
    assert decision is not None
    assert decision.closes_at is not None
    for voter in (circle.ada, circle.bo):
        cast_ballot(
            decision.pk, chamber="council", choice=choice, reason="Said aloud.", language="en", by=voter,
            at=decision.closes_at - DAY,
        )  # fmt: skip
    closed = decision.closes_at + timedelta(minutes=1)
    close_decision(decision.pk, by=circle.ada, at=closed)
    settle(closed)
    return closed


def given_promise(circle: Circle, proposal: Proposal, *, at: datetime, days: int = 60) -> Commitment:
    """Let the other body promise to deliver it; the council will judge."""
    role = given_role(circle.other, "Product lead", powers=[Power.DELIVER], at=at)
    promise = actions.promise_delivery(
        proposal.pk,
        body_id=circle.other.pk,
        role_id=role.pk,
        text="Night mode on every wiki.",
        language="en",
        due_on=(at + timedelta(days=days)).date(),
        review_body_id=circle.body.pk,
        by=circle.dee,
        at=at,
    )
    settle(at)
    return promise


def given_kept(circle: Circle, promise: Commitment, *, at: datetime) -> None:
    """Let the council find the promise kept."""
    review_commitment(promise.pk, outcome="kept", reason="It is there.", language="en", by=circle.ada, at=at)
    settle(at)


def settle(at: datetime) -> None:
    """Let everything that follows from what was announced happen."""
    tasks.drain(at)


def record_of(proposal: Proposal) -> StageRecord:
    """Return the latest stage record, the proposal's own row read anew."""
    proposal.refresh_from_db()
    return StageRecord.objects.filter(proposal=proposal).latest("number")


def given_many(circle: Circle, count: int) -> None:
    """Add ``count`` open proposals at once; rows as the actions write them, without texts."""
    pattern = given_proposal(circle.bo, title="The pattern of many")
    columns = {f.attname: getattr(pattern, f.attname) for f in Proposal._meta.concrete_fields if not f.primary_key}
    made = Proposal.objects.bulk_create(
        [
            Proposal(
                **columns
                | {
                    "title": f"Proposal number {n}",
                    "support_count": n % 50,
                    "due_at": MONDAY + timedelta(hours=n),
                    "next_at": MONDAY + timedelta(hours=n),
                    "language": "ar" if n % 3 == 0 else "en",
                }
            )
            for n in range(count)
        ],
        batch_size=500,
    )
    Support.objects.bulk_create(
        [Support(proposal=p, person_id=pattern.author_id or 0, given_at=MONDAY) for p in made], batch_size=500
    )


__all__ = [
    "DAY", "MONDAY", "SYSTEM", "WEEK",
    "Circle", "consultation_opening", "decision_opening", "given_asked", "given_circle", "given_decided", "given_heard",
    "given_kept", "given_many", "given_operator", "given_promise", "given_proposal", "given_put", "given_rulebook",
    "given_supporters", "record_of", "settle",
]  # fmt: skip
