from __future__ import annotations

import pytest

from talkoot.commitments import actions
from talkoot.commitments.tests.given import (
    DAY,
    DUE,
    LATE,
    Promise,
    given_commitment,
    given_member,
    given_promise,
    given_review,
    given_update,
)
from talkoot.directory.rules import Power
from talkoot.kernel.actors import SYSTEM, Actor
from talkoot.kernel.testing import MONDAY
from talkoot.ledger import tasks
from talkoot.notifications.models import Notice

pytestmark = pytest.mark.django_db


@pytest.fixture
def promise(db: None) -> Promise:
    return given_promise()


def subjects(who: Actor) -> list[str]:
    return list(Notice.objects.filter(account=who.account_id).order_by("pk").values_list("subject", flat=True))


def watch(days: int) -> None:
    actions.watch_due_dates(by=SYSTEM, at=MONDAY + days * DAY)
    tasks.drain(MONDAY + days * DAY)


def test_the_owner_is_told_once_before_the_day_and_once_after_it_and_the_judge_then(promise: Promise) -> None:
    given_commitment(promise)
    for days in (22, 23, 24, 31, 32):
        watch(days)
    title = "Drafts are kept on the phone."
    assert subjects(promise.mo) == [f"Due soon: {title}", f"Overdue: {title}"]
    assert subjects(promise.ada) == [f"To be judged: {title}"]
    assert subjects(promise.bo) == subjects(promise.sam) == []
    notice = Notice.objects.filter(account=promise.mo.account_id).latest("pk")
    assert notice.why == "You deliver this promise of Mobile team (Lead)."
    assert notice.needs_action


def test_the_reason_is_in_the_language_of_who_reads_it(promise: Promise) -> None:
    owner = given_member("Gil", promise.team, role=promise.role, interface_language="es")
    judge = given_member("Hal", promise.council, [Power.STEWARD], interface_language="es")
    given_commitment(promise)
    watch(31)
    whys: dict[int | None, str] = dict(Notice.objects.values_list("account", "why"))
    assert whys[owner.account_id] == "Usted cumple esta promesa de Mobile team (Lead)."
    assert whys[judge.account_id] == "Usted dirige Council, que juzga esta promesa."
    assert whys[promise.mo.account_id] == "You deliver this promise of Mobile team (Lead)."


def test_a_fact_that_is_no_longer_true_is_not_told(promise: Promise) -> None:
    made = given_commitment(promise)
    actions.watch_due_dates(by=SYSTEM, at=MONDAY + 23 * DAY)
    actions.change_due_date(
        made.pk, due_on=DUE + 60 * DAY, reason="Ill", language="en", by=promise.mo, at=MONDAY + 23 * DAY
    )
    tasks.drain(MONDAY + 23 * DAY)
    assert subjects(promise.mo) == []


def test_the_judge_is_told_when_it_is_said_to_be_done_and_the_owner_how_it_was_judged(promise: Promise) -> None:
    made = given_commitment(promise)
    given_update(made, promise.mo)
    tasks.drain(MONDAY)
    assert subjects(promise.ada) == []
    given_update(made, promise.mo, done=True)
    tasks.drain(MONDAY)
    assert subjects(promise.ada) == ["To be judged: Drafts are kept on the phone."]
    given_review(made, promise.ada, outcome="partly")
    tasks.drain(LATE)
    notice = Notice.objects.get(account=promise.mo.account_id)
    assert notice.body == "The promise was found to be partly kept."
    assert notice.url == made.get_absolute_url()
