from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction

from talkoot.commitments import actions, rules
from talkoot.commitments.models import Commitment, Withdrawal
from talkoot.commitments.tests.given import (
    DAY,
    DUE,
    LATE,
    Promise,
    given_commitment,
    given_matter,
    given_promise,
    given_review,
)
from talkoot.directory.tests.given import given_body, given_role
from talkoot.kernel.actors import SYSTEM, Actor
from talkoot.kernel.refusals import AlreadyDone, Refusal
from talkoot.kernel.testing import CY, MONDAY
from talkoot.kernel.verdicts import PermissionDenied
from talkoot.ledger.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def promise(db: None) -> Promise:
    return given_promise()


def refused(code: str, call: Callable[[], object]) -> Refusal:
    with pytest.raises(Refusal) as refusal:
        call()
    assert refusal.value.code == code
    return refusal.value


def test_a_promise_has_an_owner_a_day_a_matter_and_a_judge(promise: Promise) -> None:
    made = given_commitment(promise, text="Drafts stay.\n\n*All* of them.", matter=given_matter("proposal:7"))
    assert (made.title, made.html) == ("Drafts stay.", "<p>Drafts stay.</p>\n<p><em>All</em> of them.</p>\n")
    assert (made.due_on, made.first_due_on, made.slip_days) == (DUE, DUE, 0)
    assert made.review_body == promise.council
    entry = Entry.objects.get(subject=made.ref)
    assert (entry.kind, entry.on_behalf) == ("commitments.commitment_made", promise.team.ref)
    assert entry.mandate.startswith("mandate:")
    assert entry.payload == {
        "body": promise.team.ref,
        "role": promise.role.ref,
        "due_on": DUE.isoformat(),
        "matter": "proposal:7",
        "review_body": promise.council.ref,
    }


@pytest.mark.parametrize(
    "matter", ["proposal:99999", "proposal:0", "proposal:x", "person:3", "javascript:1", "proposal:7 ", "proposal"]
)
def test_a_promise_about_what_is_no_matter_or_never_was_is_refused(promise: Promise, matter: str) -> None:
    given_matter("person:3")
    given_matter("proposal:7")
    refused("no_such_matter", lambda: given_commitment(promise, matter=matter))
    assert not Commitment.objects.exists()


def test_the_database_keeps_no_promise_about_anything_but_a_proposal(promise: Promise) -> None:
    made = Commitment.objects.filter(pk=given_commitment(promise).pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        made.update(matter="person:3")
    assert made.update(matter="proposal:3")


def test_the_same_form_makes_one_promise(promise: Promise) -> None:
    form = {"body_id": promise.team.pk, "role_id": promise.role.pk, "text": "x", "language": "en", "due_on": DUE,
            "matter": "", "by": promise.mo, "at": MONDAY, "key": "once"}  # fmt: skip
    first = actions.make_commitment(**form)  # type: ignore[arg-type]  # values from a table
    with pytest.raises(AlreadyDone) as done:
        actions.make_commitment(**form)  # type: ignore[arg-type]  # values from a table
    assert done.value.subject == first.ref
    assert Commitment.objects.count() == 1


@pytest.mark.parametrize("who", ["bo", "ada"])
def test_only_those_who_act_for_a_body_bind_it(promise: Promise, who: str) -> None:
    for by in (getattr(promise, who), CY, SYSTEM):
        with pytest.raises(PermissionDenied):
            given_commitment(promise, by=by)


def test_nobody_promises_to_judge_themselves(promise: Promise) -> None:
    assert refused("own_judge", lambda: given_commitment(promise, review_body=promise.team)).field == "review_body"
    alone = given_body("Alone")
    other = Promise(alone, alone, given_role(alone), promise.ada, promise.mo, promise.sam, promise.bo)
    with pytest.raises(PermissionDenied):
        given_commitment(other)


def test_a_body_that_is_part_of_nothing_names_its_judge(promise: Promise) -> None:
    role = given_role(promise.council, "Chair")
    top = Promise(promise.council, promise.council, role, promise.ada, promise.ada, promise.sam, promise.bo)
    refused("no_judge", lambda: given_commitment(top))
    assert given_commitment(top, review_body=promise.team).review_body == promise.team


def test_a_promise_is_owned_by_a_role_of_its_body_and_lies_ahead(promise: Promise) -> None:
    stranger = Promise(**{**vars(promise), "role": given_role(promise.council, "Chair")})
    refused("role_elsewhere", lambda: given_commitment(stranger))
    refused("due_past", lambda: given_commitment(promise, due_on=MONDAY.date() - DAY))
    assert given_commitment(promise, due_on=MONDAY.date()).due_on == MONDAY.date()


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"text": " \n"}, "empty"),
        ({"text": "x" * (rules.TEXT_MAX + 1)}, "too_long"),
        ({"text": "a\u202eb"}, "bad_character"),
        ({"text": "a\x00"}, "bad_character"),
        ({"language": "xx"}, "unknown_language"),
        ({"language": "e" * 99}, "unknown_language"),
    ],
)
def test_words_that_cannot_be_kept_are_refused(promise: Promise, values: dict[str, str], code: str) -> None:
    refused(code, lambda: given_commitment(promise, **values))  # type: ignore[arg-type]  # values from a table


def withdraw(made: Commitment, by: Actor, reason: str = "No money.") -> Withdrawal:
    return actions.withdraw_commitment(made.pk, reason=reason, language="en", by=by, at=LATE)


def test_a_promise_is_taken_back_once_with_a_reason_by_who_leads(promise: Promise) -> None:
    made = given_commitment(promise, matter=given_matter("proposal:7"))
    for who in (promise.mo, promise.bo, promise.ada):
        with pytest.raises(PermissionDenied):
            withdraw(made, who)
    refused("empty", lambda: withdraw(made, promise.sam, " "))
    withdraw(made, promise.sam)
    made.refresh_from_db()
    assert (made.status, made.settled_at) == ("withdrawn", LATE)
    assert Entry.objects.get(kind="commitments.commitment_withdrawn").payload == {"matter": "proposal:7"}
    refused("settled", lambda: withdraw(made, promise.sam))
    refused("settled", lambda: given_review(made, promise.ada))


@pytest.mark.parametrize(
    "values",
    [{"status": "odd"}, {"status": "kept"}, {"settled_at": MONDAY}, {"text": ""}, {"title": ""}, {"review_body_id": 0}],
)
def test_the_database_keeps_a_promise_whole(promise: Promise, values: dict[str, object]) -> None:
    made = given_commitment(promise)
    if "review_body_id" in values:
        values = {"review_body_id": promise.team.pk}
    with pytest.raises(IntegrityError), transaction.atomic():
        Commitment.objects.filter(pk=made.pk).update(**values)


def test_the_database_keeps_a_withdrawal_whole(promise: Promise) -> None:
    made = given_commitment(promise)
    row = withdraw(made, promise.sam)
    with pytest.raises(IntegrityError), transaction.atomic():
        Withdrawal.objects.filter(pk=row.pk).update(reason="")
    row.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)
