"""Suspending and lifting: what is refused, and what the ledger and the person are told."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from talkoot.accounts.tests.given import given_account
from talkoot.directory.queries import person_of
from talkoot.directory.tests.given import actor_of
from talkoot.eligibility import actions
from talkoot.eligibility.models import Suspension
from talkoot.eligibility.tests.given import (
    DAY,
    MONDAY,
    TODAY,
    Cast,
    given_decided,
    given_suspension,
    given_voting,
    person_id,
)
from talkoot.kernel.actors import Actor
from talkoot.kernel.refusals import Refusal
from talkoot.kernel.verdicts import PermissionDenied
from talkoot.ledger import tasks
from talkoot.ledger.models import Entry
from talkoot.notifications.models import Notice

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(db: None) -> Cast:
    return given_voting()


@pytest.fixture
def eve(cast: Cast) -> Actor:
    person = person_of(given_account("Eve", password=None, interface_language="es").pk)
    assert person is not None
    return actor_of(person)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"from_on": TODAY - DAY}, "begins_before_today"),
        ({"until_on": TODAY}, "no_days"),
        ({"decision": "decision:404"}, "no_such_decision"),
        ({"decision": "proposal:1"}, "no_such_decision"),
        ({"person_id": 9_999}, "person_gone"),
    ],
)
def test_a_suspension_that_could_not_stand_is_refused(cast: Cast, change: dict[str, Any], code: str) -> None:
    values: dict[str, Any] = {
        "person_id": person_id(cast.bo), "from_on": TODAY, "until_on": None, "decision": given_decided(),
        "reason": "Because.", "appeal": "Write to us.", "language": "en",
    } | change  # fmt: skip
    with pytest.raises(Refusal) as refused:
        actions.suspend_person(cast.body.pk, **values, by=cast.ada, at=MONDAY)
    assert refused.value.code == code
    assert not Suspension.objects.exists()


@pytest.mark.parametrize("left_out", ["reason", "appeal"])
def test_nobody_is_suspended_without_a_reason_and_a_way_to_appeal(cast: Cast, left_out: str) -> None:
    values: dict[str, Any] = {"reason": "Because.", "appeal": "Write to us."} | {left_out: ""}
    with pytest.raises(Refusal) as refused:
        actions.suspend_person(
            cast.body.pk, person_id=person_id(cast.bo), from_on=TODAY, until_on=None, decision=given_decided(),
            language="en", **values, by=cast.ada, at=MONDAY,
        )  # fmt: skip
    assert refused.value.field == left_out


def test_the_ledger_keeps_days_and_decision_and_neither_name_nor_reason(cast: Cast) -> None:
    suspension = given_suspension(cast, cast.bo)
    entry = Entry.objects.get(kind="eligibility.person_suspended")
    assert entry.payload == {
        "body": f"body:{cast.body.pk}", "from_on": "2026-11-23", "until_on": "2026-12-23", "decision": "decision:87",
    }  # fmt: skip
    assert (entry.subject, entry.is_public, entry.on_behalf) == (suspension.ref, False, f"body:{cast.body.pk}")
    assert entry.mandate.startswith("mandate:")


def test_a_suspension_is_lifted_once_and_not_after_its_end(cast: Cast) -> None:
    first, second = given_suspension(cast, cast.bo), given_suspension(cast, cast.dee)
    lifted = actions.lift_suspension(first.pk, reason="Sorry.", language="en", by=cast.ada, at=MONDAY + DAY)
    assert lifted.ends_on == TODAY + DAY
    for key, at in ((first.pk, MONDAY + DAY), (second.pk, MONDAY + 30 * DAY)):
        with pytest.raises(Refusal, match="over already"):
            actions.lift_suspension(key, reason="Sorry.", language="en", by=cast.ada, at=at)
    later = given_suspension(cast, cast.oz, from_on=TODAY + 5 * DAY)
    actions.lift_suspension(later.pk, reason="Sorry.", language="en", by=cast.ada, at=MONDAY)
    with pytest.raises(Refusal, match="lifted before"):
        actions.lift_suspension(later.pk, reason="Sorry.", language="en", by=cast.ada, at=MONDAY)


def test_nobody_lifts_their_own(cast: Cast) -> None:
    suspension = given_suspension(cast, cast.ada)
    with pytest.raises(PermissionDenied, match="their own"):
        actions.lift_suspension(suspension.pk, reason="Sorry.", language="en", by=cast.ada, at=MONDAY)


def test_who_is_suspended_is_told_why_until_when_by_which_decision_and_how_to_appeal(cast: Cast, eve: Actor) -> None:
    suspension = given_suspension(cast, eve)
    tasks.drain(MONDAY)
    notice = Notice.objects.get(account=eve.account_id)
    for said in ("23 de diciembre", "D-87", "Wrote to members at night.", "Write to the Far Circle before Christmas."):
        assert said in notice.body
    assert "Wiki Circle" in notice.subject
    assert (notice.url, notice.needs_action) == (f"/es{suspension.get_absolute_url()}", True)
    actions.lift_suspension(suspension.pk, reason="We erred.", language="en", by=cast.ada, at=MONDAY + DAY)
    tasks.drain(MONDAY + DAY + timedelta(hours=1))
    notices = Notice.objects.filter(account=eve.account_id).order_by("pk")
    assert [("We erred." in one.body, one.needs_action) for one in notices] == [(False, True), (True, False)]


def test_who_has_no_account_is_told_nothing_and_nothing_breaks(cast: Cast) -> None:
    given_suspension(cast, cast.bo)
    tasks.drain(MONDAY)
    assert not Notice.objects.exists()
