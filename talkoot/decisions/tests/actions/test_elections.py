"""A chamber that elects: its paper, its ballots, its count, and the evidence that a stranger verifies."""

from __future__ import annotations

import io
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction

from recount.bundles.verifying import verify
from talkoot.decisions import actions
from talkoot.decisions.models import Ballot, Chamber
from talkoot.decisions.tests.given import given_decision, turnout_of
from talkoot.decisions.tests.given_elections import (
    CLOSES,
    VOTING,
    chamber_of,
    election_text,
    given_election,
    given_marks,
    given_person,
    given_voters,
    keys_of,
)
from talkoot.directory.models import Person
from talkoot.directory.rules import Power
from talkoot.directory.tests.given import given_mandate, person_id
from talkoot.kernel.actors import SYSTEM
from talkoot.kernel.refusals import AlreadyDone, Refusal
from talkoot.kernel.testing import MONDAY
from talkoot.kernel.verdicts import PermissionDenied
from talkoot.ledger.actions import seal_batch
from talkoot.ledger.models import Entry
from talkoot.results.queries import election_of
from talkoot.results.queries.bundles import bundle_of
from talkoot.rulebooks.tests.given import Council, given_council

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).parents[4]


@pytest.fixture
def council() -> Council:
    return given_council()


def test_ranked_ballots_are_counted_and_fill_the_seats(council: Council):
    decision = given_election(council)
    given_marks(decision, council.ada, "1", "2", "")
    given_marks(decision, council.bo, "1", "2", "3")
    given_marks(decision, council.dee, "", "", "1")
    actions.close_decision(decision.pk, by=SYSTEM, at=CLOSES)

    decision.refresh_from_db()
    told = election_of(decision, "members")
    assert told is not None
    assert [winner.name for winner in told.winners] == ["Ann", "Cleo"]
    assert (decision.outcome, chamber_of(decision).has_passed, told.cast, told.eligible) == ("adopted", True, 3, 3)
    assert told.sentence == "2 of 2 seats are filled."


def test_a_ballot_may_be_changed_and_the_last_one_counts(council: Council):
    decision = given_election(council)
    given_marks(decision, council.ada, "1", "", "")
    given_marks(decision, council.ada, "", "1", "", at=VOTING + timedelta(days=2))
    ann, ben, _cleo = keys_of(decision)
    assert list(Ballot.objects.order_by("number").values_list("is_current", "marks")) == [
        (False, [[ann, 1]]),
        (True, [[ben, 1]]),
    ]
    assert turnout_of(decision) == 1


def test_a_blank_ballot_is_cast_and_marks_nobody(council: Council):
    decision = given_election(council)
    given_marks(decision, council.ada)
    assert turnout_of(decision) == 1
    actions.close_decision(decision.pk, by=SYSTEM, at=CLOSES)
    decision.refresh_from_db()
    assert (decision.verdict or {})["chambers"][0]["cast"] == 1


def test_marks_the_rules_do_not_take_are_refused(council: Council):
    decision = given_election(council, source=election_text(equal="exhaust", skipped="exhaust"))
    ann, ben, cleo = keys_of(decision)
    wrong = {"equal": ((ann, 1), (ben, 1)), "skipped": ((ann, 1), (cleo, 3)), "no_candidate": ((0, 1),)}
    for code, marks in wrong.items():
        with pytest.raises(Refusal) as refused:
            actions.cast_marks(decision.pk, chamber="members", marks=marks, language="en", by=council.ada, at=VOTING)
        assert refused.value.code == code
    assert not Ballot.objects.exists()


def test_who_prepares_questions_opens_an_election_and_the_ledger_says_under_which_mandate(council: Council):
    election = given_election(council, opened=False)
    mo = given_person("Mo")
    hat = given_mandate(Person.objects.get(pk=person_id(mo)), council.body, [Power.MODERATE])
    seal_batch(at=VOTING)
    assert actions.open_draft(election.pk, closes_at=CLOSES, by=mo, at=VOTING).is_open
    assert Entry.objects.get(kind="slates.slate_frozen").mandate == hat.ref


def test_a_question_takes_no_marks_and_an_election_no_yes(council: Council):
    election, question = given_election(council), given_decision(council)
    with pytest.raises(Refusal, match="elects"):
        actions.cast_ballot(
            election.pk, chamber="members", choice="yes", reason="", language="en", by=council.ada, at=VOTING
        )
    with pytest.raises(Refusal, match="answers a question"):
        actions.cast_marks(
            question.pk, chamber="council", marks=(), language="en", by=council.ada, at=VOTING - timedelta(days=2)
        )


def test_who_is_on_no_roll_marks_nobody(council: Council):
    decision = given_election(council)
    with pytest.raises(PermissionDenied, match="not on the roll"):
        given_marks(decision, council.eve, "1")


def test_voting_does_not_open_before_anybody_can_stand(council: Council):
    decision = given_election(council, opened=False, names=())
    with pytest.raises(Refusal):
        actions.open_draft(decision.pk, closes_at=CLOSES, by=council.ada, at=VOTING)
    assert not Chamber.objects.filter(decision=decision).exists()


def test_the_database_keeps_marks_as_they_were(council: Council):
    ballot = given_marks(given_election(council), council.ada, "1")
    with pytest.raises(IntegrityError, match="stays as it was"), transaction.atomic():
        Ballot.objects.filter(pk=ballot.pk).update(marks=[])
    with pytest.raises(IntegrityError), transaction.atomic():
        Ballot.objects.filter(pk=ballot.pk).update(is_current=True, choice="yes")


def test_a_stranger_verifies_the_bundle_and_sees_where_it_was_changed(council: Council, tmp_path: Path):
    decision = given_election(council)
    for place, voter in enumerate([council.ada, council.bo, council.dee, *given_voters(council, 0)]):
        given_marks(decision, voter, *[str(1 + (place + each) % 3) for each in range(3)])
    actions.close_decision(decision.pk, by=SYSTEM, at=CLOSES)
    decision.refresh_from_db()

    first, again = io.BytesIO(), io.BytesIO()
    assert bundle_of(decision, first) == bundle_of(decision, again)
    assert first.getvalue() == again.getvalue()
    (path := tmp_path / "D.zip").write_bytes(first.getvalue())
    assert verify(path).is_match
    ran = subprocess.run(
        [sys.executable, "-m", "recount", "verify", str(path)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr

    (decision.verdict or {})["chambers"][0]["elected"] = ["Ben"]
    forged = io.BytesIO()
    bundle_of(decision, forged)
    path.write_bytes(forged.getvalue())
    assert not verify(path).is_match


def test_a_question_has_a_bundle_too(council: Council, tmp_path: Path):
    decision = given_decision(council)
    actions.cast_ballot(
        decision.pk, chamber="council", choice="yes", reason="", language="en", by=council.ada, at=VOTING - timedelta(2)
    )
    actions.close_decision(decision.pk, by=SYSTEM, at=VOTING)
    decision.refresh_from_db()
    with (path := tmp_path / "D.zip").open("w+b") as file:
        bundle_of(decision, file)
    assert verify(path).is_match


def test_asking_for_candidates_asks_for_what_the_rules_go_by(council: Council):
    source = (ROOT / "recount" / "examples" / "committee.toml").read_text("utf-8")
    decision = given_election(council, source=source, opened=False, names=None)
    asking = {"kind": "people", "opens_at": MONDAY, "closes_at": VOTING, "by": council.ada, "at": MONDAY, "key": "k"}
    slate = actions.ask_for_candidates(decision.pk, **asking)  # type: ignore[arg-type]  # as the form gives them
    assert [asked.key for asked in slate.asked] == ["home_wiki", "region"]
    with pytest.raises(AlreadyDone):
        actions.ask_for_candidates(decision.pk, **asking)  # type: ignore[arg-type]  # as above


def test_nobody_is_asked_to_stand_where_nobody_is_elected(council: Council):
    question = given_decision(council)
    with pytest.raises(Refusal) as refused:
        actions.ask_for_candidates(
            question.pk, kind="people", opens_at=MONDAY, closes_at=VOTING, by=council.ada, at=MONDAY
        )
    assert refused.value.code == "not_a_draft"


def test_a_lot_waits_for_its_seed_and_anybody_draws_it_again(council: Council, tmp_path: Path):
    source = election_text().replace('tie = "order"', 'tie = "lot"\nseed = "at the count"')
    decision = given_election(council, source=source)
    given_marks(decision, council.ada, "1")
    given_marks(decision, council.bo, "", "1")
    given_marks(decision, council.dee, "", "", "1")
    actions.close_decision(decision.pk, by=SYSTEM, at=CLOSES)
    decision.refresh_from_db()
    assert decision.final_at is None
    with pytest.raises(Refusal, match="seed"):
        actions.count_decision(decision.pk, by=council.ada, at=CLOSES)
    actions.count_decision(decision.pk, seed="4 8 15 16 23 42", by=council.ada, at=CLOSES)
    decision.refresh_from_db()
    with (path := tmp_path / "D.zip").open("w+b") as file:
        bundle_of(decision, file)
    assert verify(path).is_match
    assert decision.seed == "4 8 15 16 23 42"
