"""Appealing against a roll, and what comes of it."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest

from recount.bundles.verifying import verify
from talkoot.appeals.models import Appeal
from talkoot.counting.rules import roll_sha256
from talkoot.decisions import actions
from talkoot.decisions.models import Chamber, Decision, RollEntry
from talkoot.decisions.tests.given import given_ballot
from talkoot.decisions.tests.given_course import MEMBERS, VOTING_ENDS, course_text, given_running
from talkoot.directory.models import Person
from talkoot.directory.rules import Power
from talkoot.directory.tests.given import actor_of, given_mandate
from talkoot.kernel.refusals import Refusal
from talkoot.kernel.verdicts import PermissionDenied
from talkoot.ledger.models import Entry
from talkoot.ledger.tasks import drain
from talkoot.notifications.models import Notice
from talkoot.results.queries.bundles import bundle_of
from talkoot.rulebooks.tests.given import OPENED, Council, given_council, given_member

pytestmark = pytest.mark.django_db

SOON = OPENED + timedelta(days=1)
APPEALS_END = OPENED + timedelta(days=7)
LATER = OPENED + timedelta(days=9)
CHAPTERS = '{ kind = "bodies_of_kind", kinds = ["chapter"] }'


def given_appealable(council: Council, *, electorate: str = MEMBERS) -> Decision:
    """Return an open decision of the council's whose roll may be appealed against for a week."""
    return given_running(council, course_text(appeal=7, electorate=electorate))


def asked(decision, by, *, body=None, reason="I was forgotten.", at=SOON):
    return actions.ask_for_place(
        decision.pk, chamber="council", body_id=body and body.pk, reason=reason, language="en", by=by, at=at
    )


def strike_asked(decision, by, about, at=SOON):
    place = RollEntry.objects.get(chamber__decision=decision, person=about.person_id)
    return actions.ask_to_strike(decision.pk, place.pk, reason="Gone since May.", language="en", by=by, at=at)


def decided(decision, appeal, by, outcome, at=SOON):
    return actions.decide_roll_appeal(
        decision.pk, appeal.pk, outcome=outcome, reason="We looked.", language="en", by=by, at=at
    )


def chamber_of(decision):
    return Chamber.objects.get(decision=decision)


def verified(decision, path: Path):
    decision = Decision.objects.select_related("rulebook", "steward_body").get(pk=decision.pk)
    bundle = BytesIO()
    bundle_of(decision, bundle)
    path.write_bytes(bundle.getvalue())
    return verify(path)


def test_whoever_was_forgotten_gets_a_place_and_votes(tmp_path: Path):
    council = given_council()
    decision = given_appealable(council)
    before = chamber_of(decision)
    decided(decision, asked(decision, council.eve), council.ada, "add")
    chamber = chamber_of(decision)
    decision.refresh_from_db()
    assert (before.eligible, chamber.eligible, decision.eligible) == (3, 4, 4)
    assert chamber.roll_sha256 != before.roll_sha256
    told = Entry.objects.get(subject=decision.ref, kind="decisions.roll_amended")
    assert told.payload["roll_sha256"] == chamber.roll_sha256
    assert (told.payload["eligible"], told.payload["voter"]) == (4, council.eve.ref)
    given_ballot(decision, council.eve, at=SOON)
    given_ballot(decision, council.bo, at=SOON)
    actions.close_due(VOTING_ENDS)
    report = verified(decision, tmp_path / "evidence.zip")
    assert report.is_match, report.difference
    assert chamber_of(decision).yes == 2


def test_whoever_should_not_be_there_is_struck(tmp_path: Path):
    council = given_council()
    decision = given_appealable(council)
    decided(decision, strike_asked(decision, council.bo, council.dee), council.ada, "strike")
    assert chamber_of(decision).eligible == 2
    with pytest.raises(PermissionDenied, match="not on the roll"):
        given_ballot(decision, council.dee, at=SOON)
    given_ballot(decision, council.ada, at=SOON)
    actions.close_due(VOTING_ENDS)
    kept = [place.voter_ref for place in RollEntry.objects.filter(chamber__decision=decision)]
    assert chamber_of(decision).roll_sha256 == roll_sha256(kept)
    assert sorted(kept) == sorted([council.ada.ref, council.bo.ref])
    report = verified(decision, tmp_path / "evidence.zip")
    assert report.is_match, report.difference


def test_a_body_gets_its_place_through_whoever_represents_it():
    council = given_council()
    decision = given_appealable(council, electorate=CHAPTERS)
    with pytest.raises(PermissionDenied, match="represent"):
        asked(decision, council.bo, body=council.body)
    with pytest.raises(Refusal, match="another kind"):
        asked(decision, council.bo)
    with pytest.raises(Refusal, match="already"):
        asked(decision, council.eve, body=council.chapters[0])


def test_a_place_that_has_voted_stays():
    council = given_council()
    decision = given_appealable(council)
    appeal = strike_asked(decision, council.bo, council.dee)
    given_ballot(decision, council.dee, at=SOON)
    with pytest.raises(Refusal) as refusal:
        decided(decision, appeal, council.ada, "strike")
    assert refusal.value.code == "voted"
    assert (Appeal.objects.get().is_open, chamber_of(decision).eligible) == (True, 3)


def test_a_place_that_stood_back_stays():
    council = given_council()
    decision = given_appealable(council)
    appeal = strike_asked(decision, council.bo, council.dee)
    actions.recuse(decision.pk, chamber="council", reason="My shop.", language="en", by=council.dee, at=SOON)
    with pytest.raises(Refusal, match="stood back"):
        decided(decision, appeal, council.ada, "strike")


def test_the_last_place_stays():
    council = given_council()
    decision = given_appealable(council)
    appeals = [strike_asked(decision, council.ada, about) for about in (council.dee, council.bo)]
    last = strike_asked(decision, council.dee, council.ada)
    given_mandate(given_member("Gil"), council.body, [Power.STEWARD])
    gil = actor_of(Person.objects.get(name="Gil"))
    for appeal in appeals:
        decided(decision, appeal, gil, "strike")
    with pytest.raises(Refusal, match="Nobody would be left"):
        decided(decision, last, gil, "strike")
    assert chamber_of(decision).eligible == 1


def test_nobody_asks_to_strike_what_stays_for_all_to_see():
    council = given_council()
    decision = given_appealable(council)
    actions.recuse(decision.pk, chamber="council", reason="My shop.", language="en", by=council.dee, at=SOON)
    with pytest.raises(Refusal, match="stood back"):
        strike_asked(decision, council.bo, council.dee)
    with pytest.raises(Refusal, match="your own"):
        strike_asked(decision, council.bo, council.bo)


def test_asking_to_strike_tells_nobody_who_has_voted():
    council = given_council()
    decision = given_appealable(council)
    given_ballot(decision, council.dee, at=SOON)
    assert strike_asked(decision, council.bo, council.dee).is_open


def test_who_asks_twice_asks_once():
    council = given_council()
    decision = given_appealable(council)
    asked(decision, council.eve)
    with pytest.raises(Refusal, match="asked for this already"):
        asked(decision, council.eve)


@pytest.mark.parametrize(("asks", "at"), [("bo", SOON), ("eve", APPEALS_END), ("eve", VOTING_ENDS)])
def test_an_appeal_that_cannot_be_taken_is_refused(asks, at):
    council = given_council()
    decision = given_appealable(council)
    with pytest.raises(Refusal) as refusal:
        asked(decision, getattr(council, asks), at=at)
    assert refusal.value.code == ("on_roll" if asks == "bo" else "no_appeals")


def test_rules_without_appeals_take_none():
    council = given_council()
    with pytest.raises(Refusal, match="not taken now"):
        asked(given_running(council, course_text()), council.eve)


def test_who_is_on_no_roll_strikes_nobody():
    council = given_council()
    with pytest.raises(PermissionDenied, match="on a roll"):
        strike_asked(given_appealable(council), council.eve, council.dee)


def test_nobody_decides_about_themselves():
    council = given_council()
    decision = given_appealable(council)
    appeal = strike_asked(decision, council.bo, council.ada)
    with pytest.raises(PermissionDenied, match="somebody else"):
        decided(decision, appeal, council.ada, "dismissed")
    with pytest.raises(PermissionDenied, match="stewards"):
        decided(decision, appeal, council.dee, "dismissed")


def test_only_what_was_asked_is_granted():
    council = given_council()
    decision = given_appealable(council)
    with pytest.raises(Refusal) as refusal:
        decided(decision, asked(decision, council.eve), council.ada, "strike")
    assert refusal.value.code == "no_such_outcome"


def test_after_the_close_an_appeal_can_only_be_dismissed():
    council = given_council()
    decision = given_appealable(council)
    appeal = asked(decision, council.eve)
    actions.close_due(VOTING_ENDS)
    with pytest.raises(Refusal, match="Voting is over"):
        decided(decision, appeal, council.ada, "add", at=VOTING_ENDS)
    assert decided(decision, appeal, council.ada, "dismissed", at=VOTING_ENDS).outcome == "dismissed"


def test_nobody_closes_early_while_an_appeal_waits():
    council = given_council()
    decision = given_appealable(council)
    appeal = asked(decision, council.eve)
    for voter in (council.ada, council.bo, council.dee):
        given_ballot(decision, voter, at=SOON)
    with pytest.raises(Refusal) as refusal:
        actions.close_decision(decision.pk, by=council.ada, at=LATER)
    assert refusal.value.code == "appeal_waits"
    decided(decision, appeal, council.ada, "dismissed", at=LATER)
    assert actions.close_decision(decision.pk, by=council.ada, at=LATER).is_counted


def told(subject):
    return {name for (name,) in Notice.objects.filter(subject__startswith=subject).values_list("account__name")}


def test_judges_are_asked_and_those_concerned_are_told():
    council = given_council()
    decision = given_appealable(council)
    drain(SOON)
    Notice.objects.update(at=OPENED - timedelta(days=9))
    for_eve = asked(decision, council.eve)
    drain(SOON)
    assert told("There is an appeal against the roll") == {"Ada"}
    decided(decision, for_eve, council.ada, "add")
    drain(SOON)
    assert told("There is a place on the roll for you") == {"Eve"}
    decided(decision, strike_asked(decision, council.bo, council.dee), council.ada, "strike")
    drain(SOON)
    assert told("A place was struck from the roll") == {"Dee"}
    assert told("Your appeal against the roll was decided") == {"Bo"}
