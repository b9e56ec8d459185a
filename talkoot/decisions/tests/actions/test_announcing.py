"""Notice: a decision is announced, opens by the clock, and says so when it cannot."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from talkoot.consultations.tests.given import given_consultation
from talkoot.decisions import actions
from talkoot.decisions.models import Decision, RollEntry
from talkoot.decisions.queries import trouble_sentence
from talkoot.decisions.rules import State
from talkoot.decisions.tests.given import EXEMPTION
from talkoot.decisions.tests.given_course import (
    NOTICE_ENDS,
    VOTING_ENDS,
    course_text,
    given_announced,
    given_draft,
)
from talkoot.decisions.tests.given_elections import election_text
from talkoot.directory.tests.given import given_mandate, given_person
from talkoot.kernel.actors import SYSTEM
from talkoot.kernel.refusals import Refusal
from talkoot.kernel.verdicts import PermissionDenied
from talkoot.ledger.models import Entry
from talkoot.rulebooks.models import Rulebook
from talkoot.rulebooks.tests.given import OPENED, given_council, given_rulebook, person_of

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)


def facts(decision: Decision) -> list[str]:
    told = Entry.objects.filter(subject=decision.ref).order_by("pk").values_list("kind", flat=True)
    return [kind.removeprefix("decisions.") for kind in told]


def test_an_announced_decision_opens_by_the_clock_with_the_roll_of_that_moment():
    council = given_council()
    decision = given_announced(council)
    assert (decision.state, decision.opens_at, decision.opened_at) == (State.ANNOUNCED, NOTICE_ENDS, None)
    assert not RollEntry.objects.exists()
    given_mandate(given_person("Late"), council.body)
    assert actions.open_due(NOTICE_ENDS - MINUTE) == 0
    assert actions.open_due(NOTICE_ENDS) == 1
    decision.refresh_from_db()
    assert (decision.state, decision.opened_at, decision.closes_at) == (State.OPEN, NOTICE_ENDS, VOTING_ENDS)
    assert RollEntry.objects.filter(chamber__decision=decision).count() == 4
    assert facts(decision) == ["decision_drafted", "decision_announced", "decision_opened"]


def test_the_announcement_says_when_voting_opens_and_closes():
    council = given_council()
    decision = given_announced(council)
    entry = Entry.objects.get(kind="decisions.decision_announced")
    assert (entry.payload["opens_at"], entry.payload["closes_at"]) == (NOTICE_ENDS.isoformat(), VOTING_ENDS.isoformat())
    assert (entry.on_behalf, entry.subject) == (council.body.ref, decision.ref)


@pytest.mark.parametrize(
    ("opens", "closes", "code"),
    [
        (NOTICE_ENDS - MINUTE, VOTING_ENDS, "short_notice"),
        (NOTICE_ENDS, NOTICE_ENDS, "closing_time_early"),
    ],
)
def test_an_announcement_that_breaks_the_rules_is_refused(opens, closes, code):
    council = given_council()
    draft = given_draft(council)
    with pytest.raises(Refusal) as refusal:
        actions.announce_decision(draft.pk, opens_at=opens, closes_at=closes, by=council.ada, at=OPENED)
    assert refusal.value.code == code
    draft.refresh_from_db()
    assert draft.is_draft


def test_the_past_cannot_be_announced_where_no_notice_is_asked():
    council = given_council()
    draft = given_draft(council, course_text())
    with pytest.raises(Refusal, match="in the future"):
        actions.announce_decision(draft.pk, opens_at=OPENED - MINUTE, closes_at=VOTING_ENDS, by=council.ada, at=OPENED)


def test_what_asks_for_notice_cannot_be_opened_at_once():
    council = given_council()
    draft = given_draft(council)
    with pytest.raises(Refusal, match="announced first"):
        actions.open_draft(draft.pk, closes_at=VOTING_ENDS, by=council.ada, at=OPENED)


def test_only_those_who_prepare_questions_announce_them():
    council = given_council()
    draft = given_draft(council)
    with pytest.raises(PermissionDenied):
        actions.announce_decision(draft.pk, opens_at=NOTICE_ENDS, closes_at=VOTING_ENDS, by=council.bo, at=OPENED)


def test_an_announced_decision_is_not_announced_twice():
    council = given_council()
    decision = given_announced(council)
    with pytest.raises(Refusal, match="Only a draft"):
        actions.announce_decision(decision.pk, opens_at=NOTICE_ENDS, closes_at=VOTING_ENDS, by=council.ada, at=OPENED)


def test_a_matter_that_is_put_under_rules_of_notice_is_announced():
    council = given_council()
    draft = given_draft(council)
    decision = actions.open_decision(
        title="T", question="Q?", language="en", rulebook_id=draft.rulebook_id, steward_body_id=council.body.pk,
        closes_at=VOTING_ENDS, exemption=EXEMPTION, by=SYSTEM, at=OPENED,
    )  # fmt: skip
    assert (decision.state, decision.opens_at) == (State.ANNOUNCED, NOTICE_ENDS)


def test_an_election_is_announced_once_candidates_can_be_put_forward():
    council = given_council()
    draft = given_draft(council, election_text())
    with pytest.raises(Refusal, match="list of candidates"):
        actions.announce_decision(draft.pk, opens_at=NOTICE_ENDS, closes_at=VOTING_ENDS, by=council.ada, at=OPENED)
    actions.ask_for_candidates(
        draft.pk, kind="people", opens_at=OPENED + MINUTE, closes_at=NOTICE_ENDS + MINUTE, by=council.ada, at=OPENED
    )
    with pytest.raises(Refusal, match="Nominations end later"):
        actions.announce_decision(draft.pk, opens_at=NOTICE_ENDS, closes_at=VOTING_ENDS, by=council.ada, at=OPENED)


def test_a_changed_question_takes_the_announcement_back_and_stays_to_be_seen():
    council = given_council()
    decision = given_announced(council)
    actions.change_question(
        decision.pk, title="Dim mode", question="Dim?", language="en", by=council.ada, at=OPENED + MINUTE
    )
    decision.refresh_from_db()
    assert (decision.state, decision.opens_at, decision.is_reworded) == (State.DRAFT, None, True)
    assert Decision.objects.visible_to().filter(pk=decision.pk).exists()
    assert facts(decision)[-1] == "announcement_taken_back"
    assert actions.open_due(NOTICE_ENDS) == 0
    later = OPENED + MINUTE
    actions.announce_decision(
        decision.pk, opens_at=NOTICE_ENDS + MINUTE, closes_at=VOTING_ENDS, by=council.ada, at=later
    )
    assert actions.open_due(NOTICE_ENDS + MINUTE) == 1


def test_words_that_notice_was_given_of_do_not_change_under_an_open_vote():
    council = given_council()
    decision = given_announced(council)
    actions.open_due(NOTICE_ENDS)
    successor = actions.change_question(
        decision.pk, title="Dim mode", question="Dim?", language="en", by=council.ada, at=NOTICE_ENDS + MINUTE
    )
    decision.refresh_from_db()
    assert (decision.state, decision.title, decision.void_kind) == (State.VOIDED, "Dark mode", "question_changed")
    assert (successor.state, successor.replaces_id) == (State.DRAFT, decision.pk)


def test_an_opening_that_fails_leaves_nothing_half_done_and_is_told_once():
    council = given_council()
    decision = given_announced(council)
    council.body.roles.get(name="Member").mandates.update(until_on=OPENED.date())
    person_of(council.ada).mandates.update(until_on=OPENED.date())
    for minutes in (0, 1, 11):
        assert actions.open_due(NOTICE_ENDS + minutes * MINUTE) == 0
    decision.refresh_from_db()
    assert (decision.state, decision.opening_trouble, decision.rulebook_sha256) == (State.ANNOUNCED, "empty_roll", "")
    assert decision.opening_tried_at == NOTICE_ENDS + 11 * MINUTE
    assert "Nobody would be on the roll" in trouble_sentence(decision)
    assert facts(decision)[2:] == ["opening_failed"]
    assert not RollEntry.objects.exists()


def test_what_opens_late_after_a_failure_runs_as_long_as_was_announced():
    council = given_council()
    asked = given_consultation(council.body, title="Is it too bright?")
    decision = given_announced(council, rests_on=asked.ref)
    actions.open_due(NOTICE_ENDS)
    decision.refresh_from_db()
    assert decision.opening_trouble == "still_asking"
    Decision.objects.filter(pk=decision.pk).update(rests_on="", exemption=EXEMPTION, exemption_language="en")
    late = NOTICE_ENDS + timedelta(hours=3)
    opened = actions.open_announced(decision.pk, by=council.ada, at=late)
    assert (opened.opening_trouble, opened.closes_at) == ("", VOTING_ENDS + timedelta(hours=3))


def test_nobody_opens_earlier_than_was_announced():
    council = given_council()
    decision = given_announced(council)
    with pytest.raises(Refusal, match="opens later"):
        actions.open_announced(decision.pk, by=council.ada, at=NOTICE_ENDS - MINUTE)


def test_what_is_no_announcement_is_not_opened_as_one():
    council = given_council()
    with pytest.raises(Refusal, match="not announced"):
        actions.open_announced(given_draft(council).pk, by=council.ada, at=NOTICE_ENDS)


def test_an_announced_decision_takes_no_ballots_and_is_voided_with_its_matter():
    council = given_council()
    decision = given_announced(council)
    voided = actions.void_with_matter(decision.pk, at=OPENED + MINUTE)
    assert (voided.is_voided, actions.open_due(NOTICE_ENDS)) == (True, 0)


def test_rules_without_a_course_open_at_once_as_ever():
    council = given_council()
    draft = actions.draft_decision(
        title="T", question="Q?", language="en", rulebook_id=given_rulebook(council).pk,
        steward_body_id=council.body.pk, exemption=EXEMPTION, by=council.ada, at=OPENED,
    )  # fmt: skip
    opened = actions.open_draft(draft.pk, closes_at=VOTING_ENDS, by=council.ada, at=OPENED)
    assert (opened.state, opened.announced_at, opened.opens_at) == (State.OPEN, None, None)
    assert Rulebook.objects.get(pk=draft.rulebook_id).source.startswith("format = 1")


@pytest.mark.parametrize("lacking", ["announced_at", "opens_at", "closes_at"])
def test_what_is_announced_always_has_its_times(lacking):
    decision = given_announced(given_council())
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.filter(pk=decision.pk).update(**{lacking: None})
