"""The table: who may do what with a slate and those who stand on it."""

from __future__ import annotations

import pytest

from talkoot.directory.rules import Power
from talkoot.kernel.actors import SYSTEM
from talkoot.kernel.testing import CY, MONDAY
from talkoot.slates import actions
from talkoot.slates.models import Candidate, Slate
from talkoot.slates.permissions import OF_CANDIDATE, OF_SLATE, TABLE, Permission, may
from talkoot.slates.rules import Kind
from talkoot.slates.tests.given import House, given_candidate, given_house, given_slate, given_someone

pytestmark = pytest.mark.django_db

# Ada is a steward, Bo stands, Dee represents a body, Cy is a visitor.
ALLOWED: dict[Permission, set[str]] = {
    Permission.OPEN_SLATE: {"ada", "system"},
    Permission.NOMINATE: {"ada", "bo", "dee"},
    Permission.CONSENT: {"bo"},
    Permission.DECLINE: {"bo"},
    Permission.WRITE_STATEMENT: {"bo"},
    Permission.ASK_QUESTION: {"ada", "bo", "dee"},
    Permission.ANSWER_QUESTION: {"bo"},
    Permission.WITHDRAW: {"bo"},
    Permission.STRIKE_CANDIDATE: {"ada"},
    Permission.FREEZE_SLATE: {"ada", "system"},
    Permission.IMPORT_CANDIDATES: {"ada", "system"},
}


@pytest.fixture
def house(db: None) -> House:
    return given_house()


@pytest.fixture
def slate(house: House) -> Slate:
    return given_slate(house)


def allowed(house: House, permission: Permission, subject: object) -> set[str]:
    cast = {"ada": house.ada, "bo": house.bo, "dee": house.dee, "cy": CY, "system": SYSTEM}
    verdicts = {who: may(actor, permission, subject, at=MONDAY) for who, actor in cast.items()}
    assert all(verdict or str(verdict.reason) for verdict in verdicts.values())
    return {who for who, verdict in verdicts.items() if verdict}


@pytest.mark.parametrize("permission", list(TABLE))
def test_the_table(house: House, slate: Slate, permission: Permission) -> None:
    candidate = given_candidate(slate, house.bo)
    subject: object = candidate if permission in OF_CANDIDATE else slate if permission in OF_SLATE else house.council.pk
    assert allowed(house, permission, subject) == ALLOWED[permission]


def test_whoever_represents_a_body_speaks_for_it(house: House) -> None:
    slate = given_slate(house, kind=Kind.BODIES)
    body = actions.nominate(slate.pk, body_id=house.chapter.pk, language="en", by=house.ada, at=MONDAY)
    for permission in (Permission.CONSENT, Permission.WRITE_STATEMENT, Permission.ANSWER_QUESTION, Permission.WITHDRAW):
        assert allowed(house, permission, body) == {"dee"}


def test_a_steward_speaks_for_a_name_alone_and_whoever_proposed_it_for_a_project(house: House, slate: Slate) -> None:
    name = Candidate(slate=slate, name="Zed")
    assert allowed(house, Permission.WRITE_STATEMENT, name) == {"ada"}
    assert allowed(house, Permission.CONSENT, name) == set()
    project = Candidate(slate=given_slate(house, kind=Kind.PROJECTS), name="Maps", nominated_by_id=house.bo.person_id)
    assert allowed(house, Permission.WRITE_STATEMENT, project) == {"bo"}


@pytest.mark.parametrize("power", list(Power))
def test_each_power_opens_its_own_doors(house: House, slate: Slate, power: Power) -> None:
    eve = given_someone("Eve", house.council, [power])
    assert bool(may(eve, Permission.OPEN_SLATE, house.council.pk, at=MONDAY)) == (
        power in {Power.STEWARD, Power.MODERATE}
    )
    assert bool(may(eve, Permission.FREEZE_SLATE, slate, at=MONDAY)) == (power in {Power.STEWARD, Power.MODERATE})
    assert bool(may(eve, Permission.IMPORT_CANDIDATES, slate, at=MONDAY)) == (power == Power.STEWARD)
