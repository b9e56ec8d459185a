from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from talkoot.commitments import actions, rules
from talkoot.commitments.models import Commitment, DueDateChange, Review, Update
from talkoot.commitments.tests.actions.test_promising import refused
from talkoot.commitments.tests.given import (
    DAY,
    DUE,
    LATE,
    Promise,
    given_commitment,
    given_promise,
    given_review,
    given_update,
)
from talkoot.kernel.actors import SYSTEM, Actor
from talkoot.kernel.refusals import Refusal
from talkoot.kernel.testing import CY, MONDAY
from talkoot.kernel.verdicts import PermissionDenied
from talkoot.ledger.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def promise(db: None) -> Promise:
    return given_promise()


@pytest.fixture
def made(promise: Promise) -> Commitment:
    return given_commitment(promise)


def move(made: Commitment, by: Actor, day: date, reason: str = "Illness.") -> DueDateChange:
    return actions.change_due_date(made.pk, due_on=day, reason=reason, language="en", by=by, at=MONDAY)


def test_an_update_is_public_with_its_evidence(promise: Promise, made: Commitment) -> None:
    update = given_update(made, promise.mo, text="*Half*", language="ar", url="https://example.org/half")
    made.refresh_from_db()
    assert (update.html, update.evidence_url, made.update_count) == (
        "<p><em>Half</em></p>\n",
        "https://example.org/half",
        1,
    )
    entry = Entry.objects.get(kind="commitments.commitment_updated")
    assert entry.payload == {"update": update.pk, "has_evidence": True, "says_done": False}


@pytest.mark.parametrize("url", ["javascript:alert(1)", "https://u:p@example.org", "example.org", "https://a b"])
def test_evidence_is_a_plain_web_address(promise: Promise, made: Commitment, url: str) -> None:
    assert refused("bad_address", lambda: given_update(made, promise.mo, url=url)).field == "evidence_url"


@pytest.mark.parametrize("text", ["", "x" * (rules.UPDATE_MAX + 1), "\u2067hidden", "\x1b[0m"])
def test_words_of_an_update_that_cannot_be_kept_are_refused(promise: Promise, made: Commitment, text: str) -> None:
    with pytest.raises(Refusal):
        given_update(made, promise.mo, text=text)
    assert not Update.objects.exists()


def test_only_those_who_deliver_tell_how_it_goes_and_move_the_day(promise: Promise, made: Commitment) -> None:
    for who in (promise.bo, promise.sam, promise.ada, CY, SYSTEM):
        with pytest.raises(PermissionDenied):
            given_update(made, who)
        with pytest.raises(PermissionDenied):
            move(made, who, DUE + DAY)


def test_what_is_said_to_be_done_is_not_late_until_it_is_said_otherwise(promise: Promise, made: Commitment) -> None:
    late = (DUE + DAY,)
    assert made.is_overdue_on(*late)
    given_update(made, promise.mo, done=True)
    made.refresh_from_db()
    assert not made.is_overdue_on(*late)
    given_update(made, promise.mo, text="It broke.")
    made.refresh_from_db()
    assert made.is_overdue_on(*late)


def test_a_moved_day_keeps_the_first_and_the_reason(promise: Promise, made: Commitment) -> None:
    move(made, promise.mo, DUE + 10 * DAY)
    move(made, promise.mo, DUE + 4 * DAY, "Faster than feared.")
    made.refresh_from_db()
    assert (made.first_due_on, made.due_on, made.slip_days) == (DUE, DUE + 4 * DAY, 4)
    assert [(c.was, c.due_on) for c in made.due_date_changes.order_by("pk")] == [
        (DUE, DUE + 10 * DAY),
        (DUE + 10 * DAY, DUE + 4 * DAY),
    ]
    assert Entry.objects.filter(kind="commitments.due_date_changed", is_public=True).count() == 2


def test_a_day_moves_with_a_reason_to_another_day_ahead(promise: Promise, made: Commitment) -> None:
    refused("same_day", lambda: move(made, promise.mo, DUE))
    refused("due_past", lambda: move(made, promise.mo, MONDAY.date() - DAY))
    refused("empty", lambda: move(made, promise.mo, DUE + DAY, ""))


def test_what_is_settled_is_neither_updated_nor_moved(promise: Promise, made: Commitment) -> None:
    given_review(made, promise.ada)
    refused("settled", lambda: given_update(made, promise.mo))
    refused("settled", lambda: move(made, promise.mo, DUE + 60 * DAY))


@pytest.mark.parametrize(("outcome", "status"), [("kept", "kept"), ("partly", "partly_kept"), ("not_kept", "not_kept")])
def test_a_promise_is_judged_with_a_reason_after_its_day(
    promise: Promise, made: Commitment, outcome: str, status: str
) -> None:
    refused("not_yet", lambda: given_review(made, promise.ada, outcome=outcome, at=LATE - DAY))
    given_review(made, promise.ada, outcome=outcome)
    made.refresh_from_db()
    assert (made.status, made.settled_at) == (status, LATE)
    entry = Entry.objects.get(kind="commitments.commitment_reviewed")
    assert (entry.on_behalf, entry.payload) == (promise.council.ref, {"outcome": outcome, "matter": ""})


def test_what_is_said_to_be_done_may_be_judged_at_once(promise: Promise, made: Commitment) -> None:
    given_update(made, promise.mo, done=True)
    assert given_review(made, promise.ada, at=MONDAY).outcome == "kept"


def test_a_promise_kept_late_may_be_judged_again_for_the_better(promise: Promise, made: Commitment) -> None:
    given_review(made, promise.ada, outcome="not_kept")
    given_review(made, promise.ada, outcome="partly")
    refused("settled", lambda: given_review(made, promise.ada, outcome="not_kept"))
    given_review(made, promise.ada, outcome="kept")
    assert list(Review.objects.order_by("pk").values_list("outcome", flat=True)) == ["not_kept", "partly", "kept"]


def test_nobody_judges_what_their_own_body_promised(promise: Promise, made: Commitment) -> None:
    for who in (promise.mo, promise.sam, promise.bo):
        with pytest.raises(PermissionDenied, match="own body"):
            given_review(made, who)
    for who in (CY, SYSTEM):
        with pytest.raises(PermissionDenied):
            given_review(made, who)


def test_a_judgement_needs_an_outcome_and_a_reason(promise: Promise, made: Commitment) -> None:
    refused("unknown_outcome", lambda: given_review(made, promise.ada, outcome="withdrawn"))
    refused("empty", lambda: given_review(made, promise.ada, reason=""))


def test_what_comes_due_and_what_is_late_is_announced_once_for_each_day(promise: Promise, made: Commitment) -> None:
    given_update(given_commitment(promise), promise.mo, done=True)

    def announced(days: int) -> list[str]:
        before = Entry.objects.count()
        actions.watch_due_dates(by=SYSTEM, at=MONDAY + days * DAY)
        return list(Entry.objects.order_by("id").values_list("kind", flat=True)[before:])

    assert announced(22) == []
    assert announced(23) == ["commitments.commitment_due_soon"]
    assert announced(30) == []
    assert announced(31) == ["commitments.commitment_overdue"]
    assert announced(32) == []
    entry = Entry.objects.get(kind="commitments.commitment_overdue")
    assert (entry.subject, entry.actor, entry.on_behalf, entry.is_public) == (
        made.ref,
        "system",
        promise.team.ref,
        True,
    )
    move(made, promise.mo, DUE + 30 * DAY)
    assert announced(33) == []
    assert announced(61) == ["commitments.commitment_overdue"]


@pytest.mark.django_db(transaction=True)
def test_of_two_judgements_at_once_one_counts() -> None:
    promise = given_promise()
    made = given_commitment(promise)

    def judge(outcome: str) -> str:
        try:
            given_review(made, promise.ada, outcome=outcome)
        except Refusal as refusal:
            return refusal.code
        finally:
            connection.close()
        return "judged"

    with ThreadPoolExecutor(2) as pool:
        ends = sorted(pool.map(judge, ["kept", "kept"]))
    assert ends == ["judged", "settled"]
    assert Review.objects.count() == 1


@pytest.mark.parametrize(
    ("model", "values"),
    [
        (Update, {"text": ""}),
        (Update, {"evidence_url": "javascript:alert(1)"}),
        (DueDateChange, {"reason": ""}),
        (DueDateChange, {"was": DUE + DAY}),
        (Review, {"outcome": "odd"}),
        (Review, {"reason": ""}),
    ],
)
def test_the_database_keeps_each_row_whole(
    promise: Promise, made: Commitment, model: type[Update], values: dict[str, object]
) -> None:
    given_update(made, promise.mo)
    move(made, promise.mo, DUE + DAY)
    given_review(made, promise.ada, at=LATE + DAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.update(**values)
