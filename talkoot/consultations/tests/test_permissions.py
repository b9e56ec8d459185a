"""The table: who may do what, at each stage of a consultation's life."""

from __future__ import annotations

from datetime import timedelta

import pytest

from talkoot.consultations.models import Consultation
from talkoot.consultations.permissions import TABLE, Permission, Voice, may, rights_of
from talkoot.consultations.tests.given import given_consultation
from talkoot.directory.rules import Power
from talkoot.directory.tests.given import Cast, actor_of, given_cast, given_mandate, given_person
from talkoot.kernel.testing import MONDAY

pytestmark = pytest.mark.django_db

EVERYBODY = {"ada", "bo", "dee", "oz"}
ALLOWED: dict[Permission, set[str]] = {
    Permission.OPEN_CONSULTATION: {"ada", "system"},
    Permission.INVITE_PARTY: {"ada"},
    Permission.EXTEND_DEADLINE: {"ada"},
    Permission.GIVE_INPUT: EVERYBODY,
    Permission.TAKE_UP_INPUTS: {"ada"},
    Permission.DISPOSE_OF_INPUTS: {"ada"},
    Permission.CLOSE_CONSULTATION: {"ada"},
    Permission.STOP_ASKING: {"system"},
}
# A right does not come and go with the deadline: what the time forbids is a refusal, which keeps the form filled.
STAGES = {"asked": MONDAY, "past the deadline": MONDAY + timedelta(days=8)}


@pytest.fixture
def cast(db: None) -> Cast:
    return given_cast()


@pytest.fixture
def opened(cast: Cast) -> Consultation:
    return given_consultation(cast.body)


def subject(permission: Permission, opened: Consultation) -> object:
    match permission:
        case Permission.OPEN_CONSULTATION:
            return opened.answering_body_id
        case Permission.GIVE_INPUT:
            return Voice(opened)
    return opened


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("permission", list(TABLE))
def test_the_table(cast: Cast, opened: Consultation, permission: Permission, stage: str) -> None:
    for who in ("ada", "bo", "cy", "dee", "oz", "system"):
        verdict = may(getattr(cast, who), permission, subject(permission, opened), at=STAGES[stage])
        assert bool(verdict) == (who in ALLOWED[permission]), who
        assert verdict or str(verdict.reason)


def test_visitors_speak_where_they_are_taken(cast: Cast, opened: Consultation) -> None:
    opened.takes_visitors = True
    assert may(cast.cy, Permission.GIVE_INPUT, Voice(opened), at=MONDAY)
    assert not may(cast.system, Permission.GIVE_INPUT, Voice(opened), at=MONDAY)


@pytest.mark.parametrize("power", list(Power))
def test_each_power_opens_its_own_doors(cast: Cast, opened: Consultation, power: Power) -> None:
    person = given_person("Eve")
    given_mandate(person, cast.body, [power])
    eve = actor_of(person)
    rights = {name for name, verdict in rights_of(eve, opened, at=MONDAY).items() if verdict}
    others = {Permission.OPEN_CONSULTATION, Permission.GIVE_INPUT, Permission.STOP_ASKING}
    answers = {str(p) for p in ALLOWED if p not in others}
    assert rights == ({"give_input", *answers} if power == Power.ANSWER else {"give_input"})
    opens = may(eve, Permission.OPEN_CONSULTATION, cast.body.pk, at=MONDAY)
    assert bool(opens) == (power in {Power.STEWARD, Power.MODERATE, Power.ANSWER})
    speaks = may(eve, Permission.GIVE_INPUT, Voice(opened, cast.body.pk), at=MONDAY)
    assert bool(speaks) == (power == Power.REPRESENT)


def test_a_right_ends_with_the_mandate(cast: Cast, opened: Consultation) -> None:
    person = given_person("Eve")
    given_mandate(person, cast.body, [Power.ANSWER], until_on=MONDAY.date() + timedelta(days=2))
    assert may(actor_of(person), Permission.DISPOSE_OF_INPUTS, opened, at=MONDAY)
    assert not may(actor_of(person), Permission.DISPOSE_OF_INPUTS, opened, at=MONDAY + timedelta(days=2))
