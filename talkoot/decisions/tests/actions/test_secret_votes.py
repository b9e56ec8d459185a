"""Secret chambers from the draft to the evidence: boxes, casting, the close, the keys, the count."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import TestCase, override_settings

from recount.bundles.verifying import verify
from talkoot.ballotboxes import actions as ballotboxes
from talkoot.ballotboxes import queries as boxes
from talkoot.ballotboxes.models import BallotBox
from talkoot.ballotboxes.rules import BoxState, Lock, seal
from talkoot.ballotboxes.tests.given import given_key
from talkoot.decisions import actions, queries
from talkoot.decisions.models import Ballot, Chamber, RollEntry
from talkoot.decisions.rules import Outcome, State
from talkoot.decisions.tests.given import turnout_of
from talkoot.decisions.tests.given_elections import CLOSES, VOTING, keys_of
from talkoot.decisions.tests.given_secret import (
    CHAPTERS,
    COUNTED,
    DURING,
    ELSEWHERE,
    election_text,
    given_choice,
    given_keepers,
    given_opened_boxes,
    given_sealed_marks,
    given_secret_draft,
    given_secret_vote,
    prepare,
    question_text,
)
from talkoot.directory.queries import NO_HATS, tasks_of
from talkoot.kernel.actors import SYSTEM
from talkoot.kernel.refusals import AlreadyDone, Refusal
from talkoot.kernel.verdicts import PermissionDenied
from talkoot.ledger.models import Entry
from talkoot.ledger.tasks import drain
from talkoot.notifications.models import Notice
from talkoot.results.queries import election_of, results_of
from talkoot.results.queries.bundles import bundle_of
from talkoot.rulebooks.tests.given import OPENED, Council, given_council, person_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def keys(tmp_path: Path):
    with override_settings(BALLOT_KEYS=tmp_path / "keys"):
        yield tmp_path / "keys"


@pytest.fixture
def council() -> Council:
    return given_council()


def test_voting_does_not_open_before_somebody_keeps_the_key(council: Council):
    decision = given_secret_draft(council)
    with pytest.raises(Refusal, match="Say first who keeps the key"):
        actions.open_draft(decision.pk, closes_at=CLOSES, by=council.ada, at=VOTING)
    prepare(decision, council.ada, [person_of(council.bo), person_of(council.dee)])
    with pytest.raises(Refusal, match="have yet to make theirs: Bo, Dee"):
        actions.open_draft(decision.pk, closes_at=CLOSES, by=council.ada, at=VOTING)
    assert not Chamber.objects.exists()


def test_boxes_are_prepared_anew_until_voting_opens_and_only_where_something_is_secret(council: Council):
    decision = given_secret_draft(council)
    prepare(decision, council.ada, [person_of(council.bo), person_of(council.dee)])
    prepare(decision, council.ada)
    assert not BallotBox.objects.get().is_by_scrutineers
    actions.open_draft(decision.pk, closes_at=CLOSES, by=council.ada, at=VOTING)
    with pytest.raises(Refusal, match="opened before"):
        prepare(decision, council.ada)
    openly = given_secret_draft(council, question_text(ballots="open"))
    with pytest.raises(Refusal, match="No chamber votes in secret"):
        prepare(openly, council.ada)


def test_who_is_no_steward_names_no_scrutineers(council: Council):
    decision = given_secret_draft(council)
    with pytest.raises(PermissionDenied):
        prepare(decision, council.bo)


def test_the_same_form_prepares_once(council: Council):
    decision = given_secret_draft(council, question_text("one"), question_text("two"))
    asked: dict[str, Any] = {"custody": "key_file", "by": council.ada, "at": OPENED, "key": "k"}
    actions.prepare_boxes(decision.pk, **asked)
    with pytest.raises(AlreadyDone):
        actions.prepare_boxes(decision.pk, **asked)
    assert sorted(BallotBox.objects.values_list("subject", flat=True)) == [
        f"chamber:{decision.pk}-one",
        f"chamber:{decision.pk}-two",
    ]


def test_a_secret_question_is_counted_when_the_last_key_is_handed_in(council: Council):
    decision, keepers = given_secret_vote(council)
    codes = [given_choice(decision, by, choice) for by, choice in ((council.ada, "yes"), (council.bo, "no"))]
    given_choice(decision, council.dee, "no")
    codes.append(given_choice(decision, council.dee, "yes"))
    assert turnout_of(decision) == 3
    actions.close_due(CLOSES)
    drain(CLOSES)
    decision.refresh_from_db()
    assert (decision.state, decision.final_at) == (State.CLOSED, None)
    with pytest.raises(Refusal, match="waits for the keys"):
        actions.count_decision(decision.pk, by=council.ada, at=CLOSES)

    given_opened_boxes(decision, keepers)
    chamber = Chamber.objects.get()
    assert (chamber.yes, chamber.no, chamber.neutral, chamber.has_passed) == (2, 1, 0, True)
    assert (decision.outcome, decision.final_at) == (Outcome.ADOPTED, COUNTED)
    assert {code for code, _ballot in boxes.papers(chamber.box_subject)} == set(codes)
    assert not Ballot.objects.exists()


def test_a_secret_election_is_counted_by_its_rules(council: Council):
    decision, keepers = given_secret_vote(council, election_text(), names=("Ann", "Ben", "Cleo"))
    given_sealed_marks(decision, council.ada, "1", "2", "")
    given_sealed_marks(decision, council.bo, "1", "2", "3")
    given_sealed_marks(decision, council.dee, "", "", "1")
    actions.close_due(CLOSES)
    given_opened_boxes(decision, keepers)
    told = election_of(decision, "members")
    assert told is not None
    assert [winner.name for winner in told.winners] == ["Ann", "Cleo"]
    assert not Ballot.objects.exists()


def test_with_a_key_file_the_count_follows_the_close(council: Council, keys: Path):
    decision, _nobody = given_secret_vote(council, filed=True)
    given_choice(decision, council.ada)
    assert len(list(keys.iterdir())) == 1
    actions.close_due(CLOSES)
    with override_settings(BALLOT_KEYS=keys / "lost"), pytest.raises(Refusal, match="not where it should be"):
        actions.count_decision(decision.pk, by=council.ada, at=CLOSES)
    drain(CLOSES)
    decision.refresh_from_db()
    assert decision.outcome == Outcome.ADOPTED


def test_two_secret_chambers_an_open_one_and_one_elsewhere_make_one_verdict(council: Council, tmp_path: Path):
    chambers = (
        question_text(),
        election_text("board"),
        question_text("chapters", CHAPTERS, ballots="open"),
        question_text("movement", ELSEWHERE, ballots="open"),
    )
    decision, keepers = given_secret_vote(council, *chambers, names=("Ann", "Ben", "Cleo"))
    for by in (council.ada, council.bo):
        given_choice(decision, by)
        given_sealed_marks(decision, by, "2", "1", chamber="board")
    actions.cast_ballot(
        decision.pk, chamber="chapters", choice="yes", reason="", language="en", body_id=council.chapters[0].pk,
        by=council.eve, at=DURING,
    )  # fmt: skip
    actions.close_due(CLOSES)
    given_opened_boxes(decision, keepers)
    assert decision.final_at is None
    tally: dict[str, Any] = {"eligible": 9, "yes": 5, "no": 1, "neutral": 0, "evidence_sha256": "a" * 64}
    actions.record_tally(
        decision.pk, chamber="movement", source_url="https://vote.example/", by=council.ada, at=COUNTED, **tally
    )
    actions.count_decision(decision.pk, by=council.ada, at=COUNTED)
    decision.refresh_from_db()
    assert decision.outcome == Outcome.ADOPTED
    assert dict(Chamber.objects.values_list("key", "yes")) == {
        "council": 2,
        "board": None,
        "chapters": 1,
        "movement": 5,
    }
    with (path := tmp_path / "D.zip").open("w+b") as file:
        bundle_of(decision, file)
    assert verify(path).is_match


def test_secret_and_open_chambers_do_not_take_each_others_ballots(council: Council):
    secret, _keepers = given_secret_vote(council)
    vote: dict[str, Any] = {"chamber": "council", "by": council.ada, "at": DURING}
    with pytest.raises(Refusal, match="votes in secret"):
        actions.cast_ballot(secret.pk, choice="yes", reason="", language="en", **vote)
    openly = given_secret_draft(council, question_text(ballots="open"))
    actions.open_draft(openly.pk, closes_at=CLOSES, by=council.ada, at=VOTING)
    with pytest.raises(Refusal, match="votes openly"):
        actions.seal_choice(openly.pk, choice="yes", **vote)
    assert not Ballot.objects.exists()


def test_what_a_secret_chamber_refuses(council: Council):
    question, _keepers = given_secret_vote(council)
    election, _others = given_secret_vote(council, election_text(equal="exhaust"), names=("Ann", "Ben"))
    ann, ben = keys_of(election)
    vote: dict[str, Any] = {"by": council.ada, "at": DURING}
    wrong = [
        lambda: actions.seal_choice(question.pk, chamber="council", choice="maybe", **vote),
        lambda: actions.seal_choice(election.pk, chamber="members", choice="yes", **vote),
        lambda: actions.seal_marks(question.pk, chamber="council", marks=(), **vote),
        lambda: actions.seal_marks(election.pk, chamber="members", marks=((ann, 1), (ben, 1)), **vote),
        lambda: actions.seal_marks(election.pk, chamber="members", marks=((0, 1),), **vote),
        lambda: given_choice(question, council.ada, at=CLOSES),
    ]
    for attempt in wrong:
        with pytest.raises(Refusal):
            attempt()
    with pytest.raises(PermissionDenied, match="not on the roll"):
        given_choice(question, council.eve)
    assert turnout_of(question) == turnout_of(election) == 0


def test_the_same_form_casts_once(council: Council):
    decision, _keepers = given_secret_vote(council)
    vote: dict[str, Any] = {"chamber": "council", "by": council.ada, "at": DURING, "key": "k"}
    actions.seal_choice(decision.pk, choice="yes", **vote)
    before = boxes.filled_places(f"chamber:{decision.pk}-council")
    with pytest.raises(AlreadyDone):
        actions.seal_choice(decision.pk, choice="no", **vote)
    assert boxes.filled_places(f"chamber:{decision.pk}-council") == before


def test_the_roll_knows_when_somebody_voted_last_and_the_ledger_not_how_often(council: Council):
    decision, _keepers = given_secret_vote(council)
    given_choice(decision, council.bo, "no")
    given_choice(decision, council.bo, "yes", at=DURING + timedelta(hours=5))
    entry = RollEntry.objects.get(person=council.bo.person_id)
    assert entry.voted_at == DURING + timedelta(hours=5)
    told = Entry.objects.filter(kind="decisions.ballot_cast").values_list("payload", flat=True)
    assert list(told) == [{"chamber": "council", "entry": entry.pk, "number": 0}] * 2


def test_bodies_vote_in_secret_by_their_delegates(council: Council):
    decision, keepers = given_secret_vote(council, question_text("chapters", CHAPTERS))
    given_choice(decision, council.eve, "no", chamber="chapters", body=council.chapters[0])
    told = Entry.objects.get(kind="decisions.ballot_cast")
    assert told.on_behalf == council.chapters[0].ref
    assert told.mandate
    actions.close_due(CLOSES)
    given_opened_boxes(decision, keepers)
    assert Chamber.objects.get().no == 1


@pytest.mark.parametrize(
    "sealed",
    [{"choice": "maybe"}, {"choice": ["yes"]}, {"choice": "yes", "more": 1}, {"marks": []}, "yes", None, 3],
    ids=str,
)
def test_a_paper_that_breaks_the_rules_is_spoiled_and_the_count_goes_on(council: Council, sealed: object):
    decision, keepers = given_secret_vote(council)
    given_choice(decision, council.ada)
    entry = RollEntry.objects.get(person=council.bo.person_id)
    _put(f"chamber:{decision.pk}-council", entry.pk, sealed)
    actions.close_due(CLOSES)
    given_opened_boxes(decision, keepers)
    chamber = Chamber.objects.get()
    assert (chamber.yes, chamber.no, chamber.neutral) == (1, 0, 0)
    [shown] = results_of(queries.decision_view(decision, SYSTEM, COUNTED, NO_HATS))
    assert shown.spoiled == 1


def test_a_stranger_verifies_the_bundle_of_a_secret_vote(council: Council, tmp_path: Path):
    decision, keepers = given_secret_vote(
        council, question_text(), election_text("board"), names=("Ann", "Ben", "Cleo")
    )
    for by in (council.ada, council.bo, council.dee):
        given_choice(decision, by)
        given_sealed_marks(decision, by, "2", "1", "3", chamber="board")
    entry = RollEntry.objects.get(person=council.bo.person_id, chamber__key="board")
    _put(f"chamber:{decision.pk}-board", entry.pk, {"marks": [[1, 1], [1, 2]]})
    struck = RollEntry.objects.get(person=council.dee.person_id, chamber__key="council")
    ballotboxes.strike_slip(
        f"chamber:{decision.pk}-council", struck.pk, reason="Voted\n\ntwice.", language="en", by=SYSTEM, at=DURING
    )
    actions.close_due(CLOSES)
    given_opened_boxes(decision, keepers)
    with (path := tmp_path / "D.zip").open("w+b") as file:
        bundle_of(decision, file)
    found = verify(path)
    assert found.is_match
    assert Chamber.objects.get(key="council").yes == 2


def test_ones_own_data_says_where_one_may_vote_and_not_how(council: Council):
    decision, _keepers = given_secret_vote(council)
    given_choice(decision, council.ada, "no")
    assert council.ada.account_id is not None
    told = queries.export_of(council.ada.account_id)
    assert told["ballots"] == []
    assert told["places"] == [{"decision": decision.public_id, "room": "council"}]


def test_a_vote_that_does_not_stand_is_erased_unread(council: Council, keys: Path):
    """Voided by a steward, by a new question, or with its matter: nobody reads what was cast."""
    voided, keepers = given_secret_vote(council)
    changed, _keepers = given_secret_vote(council)
    ended, _nobody = given_secret_vote(council, filed=True)
    for decision in (voided, changed, ended):
        given_choice(decision, council.ada)
    actions.void_decision(voided.pk, reason="No.", language="en", by=council.ada, at=DURING)
    actions.change_question(changed.pk, title="T", question="Q?", language="en", by=council.ada, at=DURING)
    with TestCase.captureOnCommitCallbacks(execute=True):
        actions.void_with_matter(ended.pk, at=DURING)
    for box in BallotBox.objects.all():
        assert box.state == BoxState.DISCARDED
        assert {bytes(slip.sealed) for slip in box.slips.all()} == {b""}
        assert {bytes(keeper.sealed_share) for keeper in box.custodians.all()} <= {b""}
    assert list(keys.iterdir()) == []
    assert tasks_of(boxes.tasks(council.bo)) == []
    box = BallotBox.objects.get(subject=f"chamber:{voided.pk}-council")
    with pytest.raises(Refusal, match="was discarded"):
        ballotboxes.hand_in_key(box.pk, words=keepers[0].words, by=council.bo, at=CLOSES)


def test_scrutineers_are_told_when_their_keys_are_wanted(council: Council):
    decision = given_secret_draft(council)
    given_keepers(council, decision)
    prepare(decision, council.ada, [person_of(actor) for actor in (council.bo, council.dee, council.fay)])
    box = BallotBox.objects.get()
    assert _told(OPENED) == [("Fay", f"Make your key of ballot box {box.public_id}")]  # the others have theirs
    given_key(box, person_of(council.fay))
    actions.open_draft(decision.pk, closes_at=CLOSES, by=council.ada, at=VOTING)
    actions.close_due(CLOSES)
    assert {name for name, subject in _told(CLOSES) if subject.startswith("Hand in your key")} == {
        "Bo",
        "Dee",
        "Fay",
    }


def _told(at: datetime) -> list[tuple[str, str]]:
    drain(at)
    return list(
        Notice.objects.filter(matter__startswith="ballotbox:").order_by("pk").values_list("account__name", "subject")
    )


def _put(subject: str, place: int, said: object) -> None:
    """Put into a place what our own program would not seal."""
    lock: Lock | None = boxes.lock_of(subject)
    assert lock is not None
    ballotboxes.put_slip(subject, place, seal(lock, place, said).slip)
    RollEntry.objects.filter(pk=place).update(voted_at=DURING)
