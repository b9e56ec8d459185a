"""Sealed ballots struck unread by scrutineers, beside open ones, and what becomes of boxes meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.http import Http404
from django.test import override_settings

from recount.bundles.verifying import verify
from talkoot.ballotboxes import actions as ballotboxes
from talkoot.ballotboxes.models import BallotBox, Slip, Strike
from talkoot.ballotboxes.queries import papers
from talkoot.ballotboxes.rules import BoxState
from talkoot.decisions import actions, queries
from talkoot.decisions.models import Ballot, Chamber, Decision, RollEntry
from talkoot.decisions.tests.given import given_ballot
from talkoot.decisions.tests.given_course import EXTENSION, SCRUTINEERS
from talkoot.decisions.tests.given_elections import CLOSES
from talkoot.decisions.tests.given_scrutiny import given_strike
from talkoot.decisions.tests.given_secret import (
    COUNTED,
    DURING,
    election_text,
    given_choice,
    given_opened_boxes,
    given_sealed_marks,
    given_secret_vote,
    question_text,
)
from talkoot.directory.queries import hats_of
from talkoot.kernel.actors import Actor
from talkoot.kernel.refusals import Refusal
from talkoot.kernel.verdicts import PermissionDenied
from talkoot.ledger.models import Entry
from talkoot.ledger.tasks import drain
from talkoot.notifications.models import Notice
from talkoot.results.queries import results_of
from talkoot.results.queries.bundles import bundle_of
from talkoot.rulebooks.tests.given import Council, given_council, person_of

pytestmark = pytest.mark.django_db
MIXED = (question_text(), question_text("plenary", ballots="open"))
ALL = '{ share = "100 %", of = "eligible", counts = "yes+no+neutral", strictness = "at least" }'
LATER = CLOSES + timedelta(minutes=5)
WHY = {"reason": "Voted *twice*.", "language": "en"}


@pytest.fixture(autouse=True)
def keys(tmp_path: Path) -> Iterator[None]:
    with override_settings(BALLOT_KEYS=tmp_path / "keys"):
        yield


@pytest.fixture
def council() -> Council:
    return given_council()


def given_mixed(council: Council, *, filed: bool = False):
    """Return a decision in scrutiny, a secret chamber beside an open one, where all three say yes; and the keys."""
    decision, keepers = given_secret_vote(council, *MIXED, filed=filed, scrutineers=SCRUTINEERS)
    for by in (council.ada, council.bo, council.dee):
        given_choice(decision, by)
        given_ballot(decision, by, chamber="plenary", at=DURING)
    actions.close_due(CLOSES)
    drain(CLOSES)
    decision.refresh_from_db()
    return decision, keepers


def place_of(decision: Decision, by: Actor, chamber: str = "council") -> int:
    return RollEntry.objects.get(chamber__decision=decision, chamber__key=chamber, person=by.person_id).pk


def strike(decision: Decision, of: Actor, by: Actor, **changed: str) -> None:
    place = place_of(decision, of)
    actions.strike_sealed(decision.pk, place, **{**WHY, **changed}, by=by, at=LATER)


def ended(decision: Decision, by: Actor) -> Decision:
    actions.end_scrutiny(decision.pk, by=by, at=LATER)
    drain(LATER)
    return Decision.objects.select_related("rulebook", "steward_body").get(pk=decision.pk)


def verified(decision: Decision, tmp_path: Path) -> bool:
    with (path := tmp_path / "D.zip").open("w+b") as file:
        bundle_of(decision, file)
    return verify(path).is_match


def test_boxes_wait_for_the_scrutineers_before_they_ask_for_keys(council: Council):
    decision, keepers = given_mixed(council)
    box = BallotBox.objects.get()
    assert (decision.is_in_scrutiny, box.state, box.closed_at) == (True, BoxState.SCRUTINY, CLOSES)
    assert not Notice.objects.filter(subject__startswith="Hand in your key").exists()
    with pytest.raises(Refusal, match="once they are done"):
        ballotboxes.hand_in_key(box.pk, words=keepers[0].words, by=keepers[0].actor, at=LATER)
    decision = ended(decision, council.bo)
    assert (BallotBox.objects.get().state, decision.is_counted) == (BoxState.CLOSED, False)
    assert Notice.objects.filter(subject__startswith="Hand in your key").count() == 3
    assert given_opened_boxes(decision, keepers).is_final


def test_a_sealed_ballot_is_struck_unread_and_the_evidence_is_verified(council: Council, tmp_path: Path):
    decision, keepers = given_mixed(council)
    strike(decision, council.ada, council.bo)
    given_strike(decision, ballot_of_open(decision, council.dee), council.bo)
    decision = given_opened_boxes(ended(decision, council.bo), keepers)
    secret, plenary = Chamber.objects.filter(decision=decision).order_by("position")
    assert (secret.yes, secret.ballots_cast, plenary.yes, plenary.ballots_cast) == (2, 3, 2, 3)
    assert len(list(papers(secret.box_subject))) == 2
    found = Slip.objects.get(place=place_of(decision, council.ada))
    assert (bytes(found.sealed), found.state) == (b"", "struck")
    decision = Decision.objects.select_related("rulebook", "steward_body").get(pk=decision.pk)
    assert verified(decision, tmp_path)
    assert queries.struck_in(decision) == 2


def ballot_of_open(decision: Decision, by: Actor) -> Ballot:
    return Ballot.objects.get(entry=place_of(decision, by, "plenary"), is_current=True)


def test_what_is_told_of_a_strike_is_whose_ballot_and_why(council: Council):
    decision, _keepers = given_mixed(council)
    strike(decision, council.ada, council.bo)
    told = Entry.objects.get(kind="decisions.ballot_struck")
    assert told.payload == {"chamber": "council", "entry": place_of(decision, council.ada)}
    chamber = Chamber.objects.get(key="council")
    roll = queries.list_roll(decision, chamber)
    rows, scrutiny = queries.with_strikes(decision, chamber, roll, council.dee, hats_of(council.dee, LATER))
    assert scrutiny is not None
    assert scrutiny.scrutineer == person_of(council.dee).pk
    assert [(row.voter.text, row.strike.by.name) for row in rows if row.strike] == [("Ada", "Bo")]
    assert [row.voter.text for row in rows if row.is_own] == ["Dee"]
    assert "<em>twice</em>" in next(row.strike.html for row in rows if row.strike)


def test_who_struck_a_sealed_ballot_takes_it_back_until_scrutiny_is_over(council: Council, tmp_path: Path):
    decision, keepers = given_mixed(council)
    strike(decision, council.ada, council.bo)
    place = place_of(decision, council.ada)
    with pytest.raises(Refusal, match="Only who struck"):
        actions.take_back_sealed(decision.pk, place, by=council.dee, at=LATER)
    actions.take_back_sealed(decision.pk, place, by=council.bo, at=LATER)
    with pytest.raises(Refusal, match="not struck"):
        actions.take_back_sealed(decision.pk, place, by=council.bo, at=LATER)
    strike(decision, council.dee, council.bo)
    decision = ended(decision, council.bo)
    for late in (
        lambda: actions.take_back_sealed(decision.pk, place_of(decision, council.dee), by=council.bo, at=LATER),
        lambda: strike(decision, council.ada, council.bo),
    ):
        with pytest.raises(Refusal, match="until the scrutineers are done"):
            late()
    decision = given_opened_boxes(decision, keepers)
    assert Chamber.objects.get(key="council").yes == 2
    assert {row.taken_back_at for row in Strike.objects.all()} == {None, LATER}


def test_striking_a_sealed_ballot_is_refused_with_a_reason(council: Council):
    decision, _keepers = given_mixed(council)
    with pytest.raises(Refusal, match="your own"):
        strike(decision, council.bo, council.bo)
    with pytest.raises(PermissionDenied):
        strike(decision, council.bo, council.ada)
    with pytest.raises(Refusal, match="why it does not count"):
        strike(decision, council.ada, council.bo, reason=" ")
    open_place = place_of(decision, council.ada, "plenary")
    with pytest.raises(Http404):
        actions.strike_sealed(decision.pk, open_place, **WHY, by=council.bo, at=LATER)
    strike(decision, council.ada, council.bo)
    with pytest.raises(Refusal, match="no ballot in this place"):
        strike(decision, council.ada, council.bo)
    with pytest.raises(Refusal, match="how it was cast"):
        strike(decision, council.bo, council.dee)


def test_nobody_strikes_while_votes_are_cast(council: Council):
    decision, _keepers = given_secret_vote(council, *MIXED, scrutineers=SCRUTINEERS)
    given_choice(decision, council.ada)
    with pytest.raises(Refusal, match="after the close"):
        strike(decision, council.ada, council.bo)


def test_a_box_kept_by_a_file_is_emptied_after_scrutiny_and_not_before(council: Council, tmp_path: Path):
    decision, _nobody = given_mixed(council, filed=True)
    assert (BallotBox.objects.get().state, decision.is_counted) == (BoxState.SCRUTINY, False)
    strike(decision, council.ada, council.bo)
    decision = ended(decision, council.bo)
    assert (decision.is_final, Chamber.objects.get(key="council").yes) == (True, 2)
    assert verified(decision, tmp_path)


def test_a_struck_marking_leaves_an_election(council: Council, tmp_path: Path):
    names = ("Ann", "Ben", "Cleo")
    decision, keepers = given_secret_vote(council, election_text("council"), names=names, scrutineers=SCRUTINEERS)
    for by in (council.ada, council.bo, council.dee):
        given_sealed_marks(decision, by, "2", "1", "3", chamber="council")
    actions.close_due(CLOSES)
    strike(decision, council.ada, council.bo)
    decision = given_opened_boxes(ended(decision, council.bo), keepers)
    decision = Decision.objects.select_related("rulebook", "steward_body").get(pk=decision.pk)
    view = queries.decision_view(decision, council.ada, COUNTED, hats_of(council.ada, COUNTED))
    [result] = results_of(view)
    assert (result.counted, result.spoiled) == (2, 0)
    assert verified(decision, tmp_path)


def test_what_lay_in_an_emptied_box_is_not_struck_when_scrutineers_look_again(council: Council):
    decision, keepers = given_mixed(council)
    decision = given_opened_boxes(ended(decision, council.bo), keepers)
    Decision.objects.filter(pk=decision.pk).update(
        scrutiny_ended_at=None, counted_at=None, final_at=None, verdict=None, closeness=None, outcome=""
    )  # as an upheld challenge leaves it
    with pytest.raises(Refusal, match="been emptied"):
        strike(decision, council.ada, council.bo)


def test_voting_with_boxes_goes_on_by_rule_and_counts_what_came_later(council: Council, tmp_path: Path):
    """A quorum is missed: the box stays open, takes more, and what was sealed before counts as well."""
    chamber = question_text().replace('quorum = "none"', f"quorum = {ALL}")
    decision, keepers = given_secret_vote(council, chamber, scrutineers=SCRUTINEERS, extension=EXTENSION)
    codes = [given_choice(decision, council.ada), given_choice(decision, council.bo)]
    actions.close_due(CLOSES)
    decision.refresh_from_db()
    assert (decision.is_open, decision.extensions, BallotBox.objects.get().state) == (True, 1, BoxState.OPEN)
    codes += [given_choice(decision, council.dee, at=LATER)]
    assert decision.closes_at is not None
    actions.close_due(decision.closes_at)
    assert BallotBox.objects.get().state == BoxState.SCRUTINY
    actions.end_scrutiny(decision.pk, by=council.bo, at=decision.closes_at)
    decision = given_opened_boxes(decision, keepers, at=decision.closes_at)
    assert (decision.is_final, Chamber.objects.get().yes) == (True, 3)
    assert sorted(codes) == [code for code, _said in papers(Chamber.objects.get().box_subject)]
    decision = Decision.objects.select_related("rulebook", "steward_body").get(pk=decision.pk)
    assert verified(decision, tmp_path)
