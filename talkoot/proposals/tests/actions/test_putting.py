"""Into the decision under rules that ask for more than a question: languages, notice, a ballot box."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from talkoot.decisions import actions as decisions
from talkoot.decisions.models import Decision
from talkoot.decisions.rules import State, Translation
from talkoot.decisions.tests.given_course import course_text
from talkoot.kernel.refusals import AlreadyDone, Refusal
from talkoot.proposals import actions
from talkoot.proposals.actions.releasing import release
from talkoot.proposals.models import Proposal
from talkoot.proposals.rules.openings import DecisionOpening
from talkoot.proposals.tests.given import (
    DAY,
    MONDAY,
    WEEK,
    Circle,
    decision_opening,
    given_circle,
    given_heard,
    given_proposal,
    record_of,
    settle,
)
from talkoot.rulebooks.actions import publish_rulebook

pytestmark = pytest.mark.django_db

NOW = MONDAY + 2 * WEEK + DAY
SPANISH = Translation(title="Modo noche", question="¿Vendrá?", language="es")


@pytest.fixture
def circle() -> Circle:
    return given_circle()


@pytest.fixture
def proposal(circle: Circle) -> Proposal:
    found = given_proposal(circle.bo)
    given_heard(circle, found)
    return found


def opening(circle: Circle, *, notice: int = 0, **changes: Any) -> DecisionOpening:
    """Return a vote of a week under rules that ask for Spanish, too."""
    source = course_text(notice=notice, languages='["en", "es"]')
    book = publish_rulebook(source=source, slug="spoken", body_id=circle.body.pk, by=circle.ada, at=MONDAY)
    return replace(decision_opening(circle, NOW), rulebook_id=book.pk, **changes)


def moved(circle: Circle, proposal: Proposal, said: DecisionOpening, *, at: datetime = NOW, key: str = "") -> Decision:
    actions.move_proposal(
        proposal.pk, to="decision", reason="All heard.", language="en", opening=said, by=circle.ada, at=at, key=key
    )
    found = record_of(proposal).decision
    assert found is not None
    return found


def until(proposal: Proposal) -> datetime | None:
    """Return until when the proposal says that votes are taken, after everything that follows has happened."""
    settle(NOW)
    proposal.refresh_from_db()
    assert proposal.next_at == (proposal.closes_at or proposal.due_at)
    return proposal.closes_at


def test_a_question_in_every_language_opens_with_the_move(circle: Circle, proposal: Proposal) -> None:
    put = moved(circle, proposal, opening(circle, title="Night mode?", translations=[SPANISH]))
    assert (put.state, put.title, put.translations["es"]["title"]) == (State.OPEN, "Night mode?", "Modo noche")
    assert proposal.closes_at == NOW + WEEK


def test_a_missing_language_keeps_the_proposal_where_it_is(circle: Circle, proposal: Proposal) -> None:
    with pytest.raises(Refusal, match="Español"):
        moved(circle, proposal, opening(circle))
    assert record_of(proposal).stage == "consultation"


def test_what_is_prepared_first_moves_the_proposal_and_opens_when_complete(circle: Circle, proposal: Proposal) -> None:
    put = moved(circle, proposal, opening(circle, is_prepared=True, closes_at=None))
    assert put.is_in_preparation
    assert (put.title, put.scope_id) == (proposal.title, proposal.scope_id)
    assert record_of(proposal).stage == "decision"
    assert until(proposal) is None
    with pytest.raises(Refusal):
        decisions.open_draft(put.pk, closes_at=NOW + WEEK, by=circle.ada, at=NOW)
    said = {"title": SPANISH.title, "question": SPANISH.question, "language": "es"}
    decisions.translate_question(put.pk, **said, by=circle.ada, at=NOW)
    decisions.open_draft(put.pk, closes_at=NOW + WEEK, by=circle.ada, at=NOW)
    assert until(proposal) == NOW + WEEK


def test_the_proposal_follows_notice_given_taken_back_and_a_later_close(circle: Circle, proposal: Proposal) -> None:
    said = opening(circle, notice=2, is_prepared=True, translations=[SPANISH])
    put = moved(circle, proposal, said)
    opens = NOW + 3 * DAY
    decisions.announce_decision(put.pk, opens_at=opens, closes_at=opens + WEEK, by=circle.ada, at=NOW)
    assert until(proposal) == opens + WEEK
    decisions.change_question(put.pk, title="Dim", question="Dim?", language="en", by=circle.ada, at=NOW)
    assert until(proposal) is None


def test_a_vote_that_goes_on_by_rule_is_shown_longer(circle: Circle, proposal: Proposal) -> None:
    source = course_text(extension='{ days = 5, times = 1, when = "quorum missed" }')
    book = publish_rulebook(source=source, slug="longer", body_id=circle.body.pk, by=circle.ada, at=MONDAY)
    put = moved(circle, proposal, replace(decision_opening(circle, NOW), rulebook_id=book.pk))
    decisions.close_due(NOW + WEEK)
    put.refresh_from_db()
    assert put.extensions == 1
    assert until(proposal) == put.closes_at == NOW + WEEK + 5 * DAY


@pytest.mark.parametrize(("notice", "is_prepared"), [(0, True), (2, True), (2, False)])
def test_what_was_not_opened_ends_with_the_proposal(
    circle: Circle, proposal: Proposal, notice: int, is_prepared: bool
) -> None:
    said = opening(circle, notice=notice, is_prepared=is_prepared, translations=[SPANISH])
    put = moved(circle, proposal, said)
    release(proposal.pk, at=NOW)
    put.refresh_from_db()
    assert (put.state, put.void_kind) == (State.VOIDED, "matter_ended")


def test_without_a_closing_time_nothing_opens(circle: Circle, proposal: Proposal) -> None:
    with pytest.raises(Refusal) as refusal:
        moved(circle, proposal, opening(circle, closes_at=None, translations=[SPANISH]))
    assert (refusal.value.code, refusal.value.field) == ("no_closing_time", "closes_at")


def test_a_form_that_comes_twice_puts_one_question(circle: Circle, proposal: Proposal) -> None:
    said = opening(circle, is_prepared=True)
    moved(circle, proposal, said, key="once")
    with pytest.raises(AlreadyDone):
        moved(circle, proposal, said, key="once")
    assert Decision.objects.count() == 1
