"""Closing, counting, tallies from elsewhere, voiding."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from recount.tests.given import RATIFICATION
from talkoot.counting.rules import verdict_sha256
from talkoot.decisions import actions
from talkoot.decisions.models import Chamber, Decision, Tally
from talkoot.decisions.rules import Outcome, State, VoidReason
from talkoot.decisions.tests.given import AFTER, CLOSES, DURING, given_ballot, given_decision, given_tally
from talkoot.directory.rules import Power
from talkoot.directory.tests.given import given_body, given_kind, given_mandate
from talkoot.kernel.actors import SYSTEM
from talkoot.kernel.refusals import Refusal
from talkoot.kernel.verdicts import PermissionDenied
from talkoot.ledger.models import Entry
from talkoot.rulebooks.actions import publish_rulebook
from talkoot.rulebooks.tests.given import CHAPTERS, ELSEWHERE, MEMBERS, OPENED, given_council

pytestmark = pytest.mark.django_db


def test_the_clock_closes_and_counts():
    council = given_council()
    decision = given_decision(council)
    given_ballot(decision, council.ada)
    given_ballot(decision, council.bo)
    given_ballot(decision, council.dee, "no")
    assert actions.close_due(CLOSES - timedelta(seconds=1)) == 0
    assert actions.close_due(CLOSES) == 1
    decision.refresh_from_db()
    assert (decision.state, decision.outcome, decision.final_at) == (State.CLOSED, Outcome.ADOPTED, CLOSES)
    chamber = Chamber.objects.get(decision=decision)
    assert (chamber.yes, chamber.no, chamber.neutral, chamber.has_passed) == (2, 1, 0, True)
    assert decision.verdict
    quorum, threshold, _combination = decision.verdict["tests"]
    assert (quorum["figures"]["needed"], quorum["figures"]["by"]) == (2, 1)
    assert threshold["figures"]["percent"] == "66.67"


def test_the_close_and_the_outcome_are_told():
    council = given_council()
    decision = given_decision(council)
    given_ballot(decision, council.bo, "no")
    actions.close_due(AFTER)
    decision.refresh_from_db()
    assert decision.verdict
    closed, final = Entry.objects.filter(kind__in=["decisions.decision_closed", "decisions.decision_final"])
    assert closed.payload == {"cast": {"council": 1}, "by_clock": True}
    assert final.payload == {
        "outcome": "rejected",
        "passed": 0,
        "chambers": {"council": False},
        "verdict_sha256": verdict_sha256(decision.verdict),
    }


def test_only_the_last_ballot_of_a_place_counts():
    council = given_council()
    decision = given_decision(council)
    for choice in ("no", "neutral", "yes"):
        given_ballot(decision, council.bo, choice)
    actions.close_due(AFTER)
    chamber = Chamber.objects.get(decision=decision)
    assert (chamber.yes, chamber.no, chamber.neutral) == (1, 0, 0)


def test_nobody_voting_rejects():
    decision = given_decision(given_council())
    actions.close_due(AFTER)
    decision.refresh_from_db()
    assert decision.outcome == Outcome.REJECTED
    assert decision.verdict
    assert [t["sentence"] for t in decision.verdict["tests"]] == ["quorum_missed", "empty_fails", "rejected"]


def test_a_steward_may_not_cut_short_the_time_that_was_promised():
    council = given_council()
    decision = given_decision(council)
    given_ballot(decision, council.bo)
    with pytest.raises(Refusal, match="promised time"):
        actions.close_decision(decision.pk, by=council.ada, at=DURING)


def test_a_steward_may_close_once_all_have_voted():
    council = given_council()
    decision = given_decision(council)
    for voter in (council.ada, council.bo, council.dee):
        given_ballot(decision, voter)
    closed = actions.close_decision(decision.pk, by=council.ada, at=DURING)
    assert (closed.outcome, closed.closed_at) == (Outcome.ADOPTED, DURING)


def test_a_decision_closes_once():
    council = given_council()
    decision = given_decision(council)
    actions.close_decision(decision.pk, by=council.ada, at=AFTER)
    with pytest.raises(Refusal, match="not open"):
        actions.close_decision(decision.pk, by=council.ada, at=AFTER)
    assert actions.close_due(AFTER) == 0


def test_members_and_an_early_clock_do_not_close():
    council = given_council()
    decision = given_decision(council)
    for by, at in ((council.bo, AFTER), (SYSTEM, DURING)):
        with pytest.raises(PermissionDenied):
            actions.close_decision(decision.pk, by=by, at=at)


def test_a_vote_held_elsewhere_is_awaited_recorded_and_counted():
    council = given_council()
    decision = given_decision(council, MEMBERS, ELSEWHERE)
    for voter in (council.ada, council.bo):
        given_ballot(decision, voter)
    actions.close_due(AFTER)
    decision.refresh_from_db()
    assert decision.awaits_tally
    with pytest.raises(Refusal, match="“Individuals” is held elsewhere"):
        actions.count_decision(decision.pk, by=council.ada, at=AFTER)
    given_tally(decision, council.ada)
    counted = actions.count_decision(decision.pk, by=council.ada, at=AFTER)
    assert (counted.outcome, counted.eligible) == (Outcome.ADOPTED, 117_278)
    assert Chamber.objects.get(decision=decision, key="individuals").yes == 1_710


def test_a_tally_may_be_corrected_until_it_is_counted_and_the_first_stays():
    council = given_council()
    decision = given_decision(council, ELSEWHERE)
    actions.close_decision(decision.pk, by=council.ada, at=DURING)
    given_tally(decision, council.ada, yes=1)
    given_tally(decision, council.ada)
    assert list(Tally.objects.order_by("number").values_list("number", "yes", "is_current")) == [
        (1, 1, False),
        (2, 1_710, True),
    ]
    actions.count_decision(decision.pk, by=council.ada, at=AFTER)
    with pytest.raises(Refusal, match="counted and stands"):
        given_tally(decision, council.ada)


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"chamber": "council"}, "wrong_chamber", "chamber"),
        ({"yes": -1}, "not_a_number", "yes"),
        ({"eligible": 0, "yes": 0, "no": 0, "neutral": 0}, "nobody_eligible", "eligible"),
        ({"eligible": 10}, "more_than_eligible", "eligible"),
        ({"eligible": 3_000_000_000}, "too_large", "eligible"),
        ({"source_url": "javascript:alert(1)"}, "no_source", "source_url"),
        ({"source_url": ""}, "no_source", "source_url"),
        ({"evidence_sha256": "XYZ"}, "no_hash", "evidence_sha256"),
    ],
)
def test_a_tally_that_cannot_be_is_refused(changes, code, field):
    council = given_council()
    decision = given_decision(council, MEMBERS, ELSEWHERE)
    actions.close_due(AFTER)
    with pytest.raises(Refusal) as refusal:
        given_tally(decision, council.ada, **changes)
    assert (refusal.value.code, refusal.value.field) == (code, field)


def test_a_tally_waits_for_the_close_so_that_no_count_is_known_before():
    council = given_council()
    decision = given_decision(council, MEMBERS, ELSEWHERE)
    with pytest.raises(Refusal, match="Voting must be over"):
        given_tally(decision, council.ada, at=DURING)


def test_voiding_needs_a_reason_and_ends_voting():
    council = given_council()
    decision = given_decision(council)
    with pytest.raises(Refusal, match="Say why"):
        actions.void_decision(decision.pk, reason=" ", language="en", by=council.ada, at=DURING)
    voided = actions.void_decision(decision.pk, reason="The wrong *roll*.", language="en", by=council.ada, at=DURING)
    assert (voided.state, voided.void_kind) == (State.VOIDED, VoidReason.STEWARD)
    assert "<em>roll</em>" in voided.void_html
    assert Entry.objects.get(kind="decisions.decision_voided").payload == {"why": "steward", "replaced_by": ""}
    assert actions.close_due(AFTER) == 0
    with pytest.raises(Refusal, match="voided before"):
        actions.void_decision(decision.pk, reason="Again", language="en", by=council.ada, at=DURING)


def test_a_counted_decision_stands():
    council = given_council()
    decision = given_decision(council)
    actions.close_due(AFTER)
    with pytest.raises(Refusal, match="counted and stands"):
        actions.void_decision(decision.pk, reason="Regret", language="en", by=council.ada, at=AFTER)


def test_one_decision_that_cannot_be_counted_stops_no_other():
    council = given_council()
    broken = given_decision(council)
    fine = given_decision(council, rulebook=broken.rulebook)
    Chamber.objects.filter(decision=broken).update(key="gone")
    with pytest.raises(ExceptionGroup):
        actions.close_due(AFTER)
    fine.refresh_from_db()
    broken.refresh_from_db()
    assert (fine.state, broken.state) == (State.CLOSED, State.OPEN)


def test_the_real_ratification_is_met_by_100_and_fails_on_the_board():
    council = given_council()
    for kind in ("thematic", "user-group"):
        given_kind(kind)
    board = given_body("Foundation Board", kind="foundation")
    given_mandate_of(council, board)
    chapters = RATIFICATION.replace('{ kind = "bodies_of_kind", kinds = ["chapter", "thematic", "user-group"] }',
                                    '{ kind = "held_elsewhere" }')  # fmt: skip
    rulebook = publish_rulebook(source=chapters, body_id=council.body.pk, by=council.ada, at=OPENED)
    decision = given_decision(council, rulebook=rulebook)
    given_ballot(decision, council.ada, "no", chamber="board", body=board)
    actions.close_decision(decision.pk, by=council.ada, at=DURING)
    given_tally(decision, council.ada)
    given_tally(decision, council.ada, chamber="affiliates", eligible=186, yes=93, no=18, neutral=18)
    counted = actions.count_decision(decision.pk, by=council.ada, at=AFTER)
    assert counted.outcome == Outcome.REJECTED
    assert counted.verdict
    quorum, threshold, affiliates, no, combination = (test["figures"] for test in counted.verdict["tests"])
    assert (quorum["by"], threshold["percent"], affiliates["percent"], no["by"]) == (100, "73.30", "83.78", -1)
    assert combination["failed"] == ["board"]


def given_mandate_of(council, board):
    from talkoot.directory.models import Person

    given_mandate(Person.objects.get(pk=council.ada.person_id), board, [Power.REPRESENT])


@pytest.mark.parametrize(
    "change",
    [
        {"state": "paused"},
        {"state": "closed", "closed_at": None},
        {"state": "voided"},
        {"outcome": "adopted"},
        {"final_at": AFTER},
        {"rulebook_sha256": ""},
        {"closes_at": OPENED},
        {"closed_at": AFTER},
        {"voided_at": AFTER},
    ],
)
def test_the_database_refuses_a_decision_that_cannot_be(change):
    decision = given_decision(given_council())
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.filter(pk=decision.pk).update(**change)


@pytest.mark.parametrize(
    "change",
    [
        {"ballots_cast": 4},
        {"yes": 1},
        {"yes": 2, "no": 2, "neutral": 0, "has_passed": True},
        {"eligible": 0},
        {"eligible": None},
        {"roll_sha256": ""},
        {"voters": "cats"},
    ],
)
def test_the_database_refuses_a_chamber_that_cannot_be(change):
    decision = given_decision(given_council())
    with pytest.raises(IntegrityError), transaction.atomic():
        Chamber.objects.filter(decision=decision).update(**change)


def test_two_chambers_never_share_a_key_or_a_place():
    council = given_council()
    decision = given_decision(council, MEMBERS, CHAPTERS)
    for change in ({"key": "council"}, {"position": 1}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Chamber.objects.filter(decision=decision, key="chapters").update(**change)


def test_the_turnout_is_kept_from_the_close_on():
    council = given_council()
    decision = given_decision(council)
    given_ballot(decision, council.bo)
    given_ballot(decision, council.dee, "no")
    assert Chamber.objects.get(decision=decision).ballots_cast is None
    actions.close_due(AFTER)
    assert Chamber.objects.get(decision=decision).ballots_cast == 2
