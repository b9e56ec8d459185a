"""Casting ballots."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from talkoot.decisions import actions
from talkoot.decisions.models import Ballot, RollEntry
from talkoot.decisions.tests.given import AFTER, CLOSES, DURING, given_ballot, given_decision, turnout_of
from talkoot.directory.tests.given import actor_of, given_person
from talkoot.kernel.actors import SYSTEM, VISITOR
from talkoot.kernel.refusals import AlreadyDone, Refusal
from talkoot.kernel.verdicts import PermissionDenied
from talkoot.ledger.models import Entry
from talkoot.rulebooks.tests.given import CHAPTERS, ELSEWHERE, MEMBERS, given_council

pytestmark = pytest.mark.django_db


def cast(decision, by, **changes):
    values = {"chamber": "council", "choice": "yes", "reason": "", "language": "en", "at": DURING}
    return actions.cast_ballot(decision.pk, **{**values, **changes}, by=by)


def refused(decision, by, **changes):
    with pytest.raises(Refusal) as refusal:
        cast(decision, by, **changes)
    assert not Ballot.objects.exists()
    return refusal.value.code


def test_a_member_votes_with_a_reason_in_any_language():
    council = given_council()
    decision = given_decision(council)
    ballot = cast(decision, council.bo, choice="no", reason="Por **qué** no.", language="es")
    assert (ballot.choice, ballot.language, ballot.html.strip()) == ("no", "es", "<p>Por <strong>qué</strong> no.</p>")
    assert turnout_of(decision) == 1
    assert RollEntry.objects.get(pk=ballot.entry_id).voted_at == DURING


def test_a_ballot_can_be_changed_until_the_close_and_the_earlier_one_is_kept():
    council = given_council()
    decision = given_decision(council)
    given_ballot(decision, council.bo, "yes")
    given_ballot(decision, council.bo, "neutral", at=CLOSES.replace(second=0, minute=0, hour=0))
    ballots = Ballot.objects.order_by("number").values_list("number", "choice", "is_current")
    assert list(ballots) == [(1, "yes", False), (2, "neutral", True)]
    assert turnout_of(decision) == 1


def test_a_body_votes_by_its_delegate():
    council = given_council()
    decision = given_decision(council, MEMBERS, CHAPTERS)
    ballot = given_ballot(decision, council.eve, chamber="chapters", body=council.chapters[0])
    assert ballot.mandate.startswith("mandate:")
    assert ballot.cast_by_id == council.eve.person_id
    entry = Entry.objects.get(kind="decisions.ballot_cast")
    assert (entry.on_behalf, entry.mandate) == (council.chapters[0].ref, ballot.mandate)


def test_the_ledger_knows_that_but_not_how_somebody_voted():
    council = given_council()
    ballot = given_ballot(given_decision(council), council.bo, "no")
    entry = Entry.objects.get(kind="decisions.ballot_cast")
    assert entry.payload == {"chamber": "council", "entry": ballot.entry_id, "number": 1}
    assert entry.is_public is False


def test_the_delegate_of_another_body_may_not():
    council = given_council()
    decision = given_decision(council, CHAPTERS)
    with pytest.raises(PermissionDenied, match="represent the body"):
        given_ballot(decision, council.fay, chamber="chapters", body=council.chapters[0])


@pytest.mark.parametrize("by", [VISITOR, SYSTEM])
def test_whoever_is_nobody_may_not(by):
    decision = given_decision(given_council())
    with pytest.raises(PermissionDenied, match="Sign in"):
        cast(decision, by)


def test_whoever_is_not_on_the_roll_is_told_so():
    decision = given_decision(given_council())
    with pytest.raises(PermissionDenied) as refused:
        cast(decision, actor_of(given_person("Late")))
    assert str(refused.value.reason) == (
        "You are not on the roll of this chamber, which was frozen when voting opened. "
        "Every person with a mandate in \u2068Technology Council\u2069 votes."
    )


def test_a_body_not_on_the_roll_is_told_so():
    council = given_council()
    decision = given_decision(council, CHAPTERS)
    with pytest.raises(PermissionDenied, match="not on the roll"):
        cast(decision, council.eve, chamber="chapters", body_id=council.body.pk)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"chamber": "senate"}, "wrong_chamber"),
        ({"chamber": "individuals"}, "held_elsewhere"),
        ({"chamber": "chapters"}, "wrong_chamber"),
        ({"body_id": 1}, "wrong_chamber"),
        ({"choice": "maybe"}, "no_choice"),
        ({"choice": "no"}, "empty"),
        ({"reason": "x" * 5_001}, "too_long"),
        ({"language": "zz"}, "unknown_language"),
        ({"at": CLOSES}, "closed"),
        ({"at": AFTER}, "closed"),
    ],
)
def test_a_ballot_that_cannot_count_is_refused(changes, code):
    council = given_council()
    decision = given_decision(council, MEMBERS, CHAPTERS, ELSEWHERE)
    assert refused(decision, council.bo, **changes) == code


def test_nothing_is_voted_on_in_a_draft_a_voided_or_a_closed_decision():
    council = given_council()
    decision = given_decision(council)
    actions.void_decision(decision.pk, reason="Wrong body.", language="en", by=council.ada, at=DURING)
    assert refused(decision, council.bo) == "voided"
    other = given_decision(council, rulebook=decision.rulebook)
    actions.close_due(AFTER)
    assert refused(other, council.bo) == "closed"


def test_the_same_form_posted_twice_casts_one_ballot():
    council = given_council()
    decision = given_decision(council)
    cast(decision, council.bo, key="form")
    with pytest.raises(AlreadyDone) as done:
        cast(decision, council.bo, key="form")
    assert (done.value.subject, Ballot.objects.count()) == (decision.ref, 1)


def test_what_a_ballot_said_never_changes():
    council = given_council()
    ballot = given_ballot(given_decision(council), council.bo)
    with pytest.raises(IntegrityError), transaction.atomic():
        Ballot.objects.filter(pk=ballot.pk).update(choice="no")


def test_two_ballots_of_one_place_never_both_count():
    council = given_council()
    ballot = given_ballot(given_decision(council), council.bo)
    with pytest.raises(IntegrityError), transaction.atomic():
        Ballot.objects.create(
            entry_id=ballot.entry_id, chamber_id=ballot.chamber_id, number=2, choice="no", language="en",
            cast_by_id=ballot.cast_by_id, cast_at=DURING,
        )  # fmt: skip


def test_casting_costs_the_same_however_many_have_voted():
    council = given_council()
    decision = given_decision(council)
    with CaptureQueriesContext(
        connection,
    ) as first:
        given_ballot(decision, council.ada)
    with CaptureQueriesContext(connection) as second:
        given_ballot(decision, council.bo)
    assert len(first) == len(second) <= 14
