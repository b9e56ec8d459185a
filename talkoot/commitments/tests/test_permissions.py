"""The table: who may do what with a promise, at each stage of its life."""

from __future__ import annotations

import pytest

from talkoot.commitments.models import Commitment
from talkoot.commitments.permissions import TABLE, Permission, may, rights_of
from talkoot.commitments.tests.given import LATE, Promise, given_commitment, given_member, given_promise
from talkoot.directory.rules import Power
from talkoot.kernel.actors import SYSTEM
from talkoot.kernel.testing import CY, MONDAY

pytestmark = pytest.mark.django_db

ALLOWED: dict[Permission, set[str]] = {
    Permission.MAKE_COMMITMENT: {"mo", "sam"},
    Permission.POST_UPDATE: {"mo"},
    Permission.CHANGE_DUE_DATE: {"mo"},
    Permission.WITHDRAW_COMMITMENT: {"sam"},
    Permission.REVIEW_COMMITMENT: {"ada"},
}
# A right does not come and go with the day: what the time forbids is a refusal.
STAGES = {"running": MONDAY, "late": LATE}


@pytest.fixture
def promise(db: None) -> Promise:
    return given_promise()


@pytest.fixture
def made(promise: Promise) -> Commitment:
    return given_commitment(promise)


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("permission", list(TABLE))
def test_the_table(promise: Promise, made: Commitment, permission: Permission, stage: str) -> None:
    cast = {name: getattr(promise, name) for name in ("ada", "mo", "sam", "bo")} | {"cy": CY, "system": SYSTEM}
    subject = made.body_id if permission == Permission.MAKE_COMMITMENT else made
    for who, actor in cast.items():
        verdict = may(actor, permission, subject, at=STAGES[stage])
        assert bool(verdict) == (who in ALLOWED[permission]), who
        assert verdict or str(verdict.reason)


@pytest.mark.parametrize("power", list(Power))
def test_each_power_opens_its_own_doors(promise: Promise, made: Commitment, power: Power) -> None:
    inside = given_member("Eve", promise.team, [power])
    outside = given_member("Oda", promise.council, [power])
    wanted = {Power.DELIVER: {"post_update", "change_due_date"}, Power.STEWARD: {"withdraw_commitment"}}
    assert {n for n, v in rights_of(inside, made, at=MONDAY).items() if v} == wanted.get(power, set())
    judged = {n for n, v in rights_of(outside, made, at=MONDAY).items() if v}
    assert judged == ({"review_commitment"} if power == Power.STEWARD else set())
    binds = may(inside, Permission.MAKE_COMMITMENT, made.body_id, at=MONDAY)
    assert bool(binds) == (power in {Power.STEWARD, Power.REPRESENT, Power.DELIVER})


def test_a_judge_with_a_hat_in_the_promising_body_is_no_judge(promise: Promise, made: Commitment) -> None:
    both = given_member("Eve", promise.council, [Power.STEWARD])
    assert may(both, Permission.REVIEW_COMMITMENT, made, at=MONDAY)
    from talkoot.directory.models import Person
    from talkoot.directory.tests.given import given_mandate

    given_mandate(Person.objects.get(pk=both.person_id or 0), promise.team)
    verdict = may(both, Permission.REVIEW_COMMITMENT, made, at=MONDAY)
    assert str(verdict.reason) == "Nobody reviews what their own body promised; someone from outside it does."
