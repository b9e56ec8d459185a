"""Rolls amended where more hangs on them: sealed boxes, objections that are weighed by them, and others at work."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from django.db import connection

from recount.bundles.verifying import verify
from talkoot.ballotboxes.models import BallotBox, Slip
from talkoot.decisions import actions
from talkoot.decisions.models import Chamber, Decision, RollEntry
from talkoot.decisions.tests.actions.test_appealing import SOON, asked, decided, given_appealable
from talkoot.decisions.tests.actions.test_races import meet
from talkoot.decisions.tests.given import given_ballot
from talkoot.decisions.tests.given_course import VOTING_ENDS
from talkoot.decisions.tests.given_elections import CLOSES
from talkoot.decisions.tests.given_rounds import DURING as ROUND
from talkoot.decisions.tests.given_rounds import given_objection, given_position, given_round, round_text
from talkoot.decisions.tests.given_secret import DURING, given_choice, given_opened_boxes, given_secret_vote
from talkoot.directory.rules import Power
from talkoot.directory.tests.given import actor_of, given_mandate
from talkoot.kernel.actors import Actor
from talkoot.kernel.refusals import Refusal
from talkoot.kernel.verdicts import PermissionDenied
from talkoot.objections.actions import withdraw_objection
from talkoot.results.queries.bundles import bundle_of
from talkoot.rulebooks.tests.given import Council, given_council, given_member

pytestmark = pytest.mark.django_db


def given_second_steward(council: Council) -> Actor:
    gil = given_member("Gil")
    given_mandate(gil, council.body, [Power.STEWARD])
    return actor_of(gil)


def place_asked(decision, by, *, chamber="council", at=DURING):
    return actions.ask_for_place(decision.pk, chamber=chamber, reason="Forgotten.", language="en", by=by, at=at)


def strike_asked(decision, by, about, *, at=DURING):
    place = RollEntry.objects.get(chamber__decision=decision, person=about.person_id)
    return actions.ask_to_strike(decision.pk, place.pk, reason="Gone.", language="en", by=by, at=at)


def is_verified(decision, path: Path) -> bool:
    decision = Decision.objects.select_related("rulebook", "steward_body").get(pk=decision.pk)
    bundle = BytesIO()
    bundle_of(decision, bundle)
    path.write_bytes(bundle.getvalue())
    return verify(path).is_match


def test_who_is_added_to_a_secret_chamber_votes_in_secret_as_all_do(tmp_path: Path):
    council = given_council()
    decision, keepers = given_secret_vote(council, appeal=7)
    given_choice(decision, council.ada)
    decided(decision, place_asked(decision, council.eve), council.ada, "add", at=DURING)
    assert BallotBox.objects.get().slip_count == Slip.objects.count() == 4
    given_choice(decision, council.eve, "no")
    actions.close_due(CLOSES)
    decision = given_opened_boxes(decision, keepers)
    chamber, box = Chamber.objects.get(), BallotBox.objects.get()
    assert (chamber.eligible, chamber.yes, chamber.no) == (4, 1, 1)
    assert (box.paper_count, box.unused_count) == (2, 2)
    assert is_verified(decision, tmp_path / "D.zip")


def test_a_place_that_has_not_voted_is_struck_from_a_secret_chamber_with_its_slip(tmp_path: Path):
    council = given_council()
    decision, keepers = given_secret_vote(council, appeal=7)
    given_choice(decision, council.ada)
    decided(decision, strike_asked(decision, council.bo, council.dee), council.ada, "strike", at=DURING)
    assert BallotBox.objects.get().slip_count == Slip.objects.count() == 2
    with pytest.raises(PermissionDenied, match="not on the roll"):
        given_choice(decision, council.dee)
    actions.close_due(CLOSES)
    decision = given_opened_boxes(decision, keepers)
    assert (Chamber.objects.get().eligible, BallotBox.objects.get().unused_count) == (2, 1)
    assert is_verified(decision, tmp_path / "D.zip")


def test_a_place_whose_sealed_ballot_lies_in_the_box_stays():
    council = given_council()
    decision, _keepers = given_secret_vote(council, appeal=7)
    appeal = strike_asked(decision, council.bo, council.dee)
    given_choice(decision, council.dee)
    with pytest.raises(Refusal, match="stays cast"):
        decided(decision, appeal, council.ada, "strike", at=DURING)
    assert (BallotBox.objects.get().slip_count, Chamber.objects.get().eligible) == (3, 3)


def test_who_is_added_to_a_round_of_consent_may_object_and_is_one_of_the_others(tmp_path: Path):
    council = given_council()
    decision = given_round(council, source=round_text(override="3/4", appeal=7))
    decided(decision, place_asked(decision, council.eve, chamber="group", at=SOON), council.ada, "add")
    assert given_objection(decision, council.eve).others == 3
    given_position(decision, council.ada)
    assert decision.closes_at is not None
    actions.close_due(decision.closes_at)
    assert is_verified(decision, tmp_path / "D.zip")


def test_while_an_objection_is_weighed_by_the_roll_it_stays():
    council = given_council()
    decision = given_round(council, source=round_text(override="3/4", appeal=7))
    appeal = place_asked(decision, council.eve, chamber="group", at=SOON)
    objection = given_objection(decision, council.dee)
    with pytest.raises(Refusal, match="weighed by this roll"):
        decided(decision, appeal, council.ada, "add", at=ROUND)
    withdraw_objection(objection.pk, by=council.dee, at=ROUND)
    decided(decision, appeal, council.ada, "add", at=ROUND)
    assert Chamber.objects.get().eligible == 4


def test_where_nobody_may_override_an_objection_weighs_nothing():
    council = given_council()
    decision = given_round(council, source=round_text(override="none", appeal=7))
    appeal = place_asked(decision, council.eve, chamber="group", at=SOON)
    given_objection(decision, council.dee)
    decided(decision, appeal, council.ada, "add", at=ROUND)
    assert Chamber.objects.get().eligible == 4


@pytest.mark.django_db(transaction=True)
def test_of_two_stewards_who_decide_one_appeal_at_once_one_does():
    council = given_council()
    decision = given_appealable(council)
    other = given_second_steward(council)
    appeal = asked(decision, council.eve)
    late = meet(
        lambda: decided(decision, appeal, council.ada, "dismissed"), lambda: decided(decision, appeal, other, "add")
    )
    with pytest.raises(Refusal, match="decided before"):
        late.result()
    assert Chamber.objects.get().eligible == 3


@pytest.mark.django_db(transaction=True)
def test_of_two_who_grant_one_appeal_at_once_one_does_and_the_roll_has_one_place_more():
    council = given_council()
    decision = given_appealable(council)
    other = given_second_steward(council)
    appeal = asked(decision, council.eve)
    late = meet(lambda: decided(decision, appeal, council.ada, "add"), lambda: decided(decision, appeal, other, "add"))
    with pytest.raises(Refusal, match="decided before"):
        late.result()
    assert Chamber.objects.get().eligible == RollEntry.objects.count() == 4


@pytest.mark.django_db(transaction=True)
def test_an_appeal_that_meets_the_close_is_not_granted_any_more():
    council = given_council()
    decision = given_appealable(council)
    appeal = asked(decision, council.eve)
    late = meet(lambda: actions.close_due(VOTING_ENDS), lambda: decided(decision, appeal, council.ada, "add"))
    with pytest.raises(Refusal, match="Voting is over"):
        late.result()
    appeal.refresh_from_db()
    assert (appeal.is_open, Chamber.objects.get().eligible) == (True, 3)


@pytest.mark.django_db(transaction=True)
def test_the_close_waits_for_an_appeal_that_is_being_granted_and_counts_by_the_new_roll():
    council = given_council()
    decision = given_appealable(council)
    appeal = asked(decision, council.eve)
    meet(lambda: decided(decision, appeal, council.ada, "add"), lambda: actions.close_due(VOTING_ENDS)).result()
    decision.refresh_from_db()
    assert decision.verdict is not None
    assert (decision.eligible, Chamber.objects.get().eligible, decision.is_final) == (4, 4, True)


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one write at a time")
def test_a_ballot_on_its_way_keeps_its_place():
    council = given_council()
    decision = given_appealable(council)
    place = RollEntry.objects.get(person=council.dee.person_id)
    appeal = actions.ask_to_strike(decision.pk, place.pk, reason="Gone.", language="en", by=council.bo, at=SOON)
    late = meet(
        lambda: given_ballot(decision, council.dee, at=SOON), lambda: decided(decision, appeal, council.ada, "strike")
    )
    with pytest.raises(Refusal, match="stays cast"):
        late.result()
    assert Chamber.objects.get().eligible == 3
