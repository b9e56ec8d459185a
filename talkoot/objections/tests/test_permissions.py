"""The table: who may take which step about an objection."""

from __future__ import annotations

import pytest

from talkoot.kernel.actors import SYSTEM
from talkoot.kernel.testing import CY
from talkoot.objections import actions
from talkoot.objections.models import Objection
from talkoot.objections.permissions import TABLE, Permission, may, rights_of
from talkoot.objections.tests.given import DURING, given_objection, given_round, given_steward
from talkoot.slates.tests.given import House, given_house

pytestmark = pytest.mark.django_db

# Ada and Sol are stewards, Bo objects, Dee represents a body, Cy is a visitor. Ada found it without reason.
ALLOWED: dict[Permission, set[str]] = {
    Permission.REWORD_OBJECTION: {"bo"},
    Permission.WITHDRAW_OBJECTION: {"bo"},
    Permission.PROPOSE_RESOLUTION: {"ada", "sol"},
    Permission.CONFIRM_RESOLUTION: {"bo"},
    Permission.DECLINE_RESOLUTION: {"bo"},
    Permission.SUPPORT_OVERRIDE: {"ada", "sol", "dee"},
    Permission.FIND_WITHOUT_REASON: {"ada", "sol"},
    Permission.APPEAL_FINDING: {"bo"},
    Permission.UPHOLD_APPEAL: {"sol"},
    Permission.DISMISS_APPEAL: {"sol"},
}


def allowed(house: House, permission: Permission, objection: Objection) -> set[str]:
    """Return who of the cast may; whoever may not is told why."""
    cast = {"ada": house.ada, "bo": house.bo, "dee": house.dee, "cy": CY, "system": SYSTEM}
    cast["sol"] = given_steward(house)
    verdicts = {who: may(actor, permission, objection, at=DURING) for who, actor in cast.items()}
    assert all(verdict or str(verdict.reason) for verdict in verdicts.values())
    return {who for who, verdict in verdicts.items() if verdict}


@pytest.mark.parametrize("permission", list(TABLE))
def test_the_table(permission: Permission) -> None:
    house = given_house()
    objection = given_objection(given_round(house), house.bo)
    actions.find_without_reason(objection.pk, text="A matter of taste.", language="en", by=house.ada, at=DURING)
    objection.refresh_from_db()
    assert allowed(house, permission, objection) == ALLOWED[permission]


@pytest.mark.parametrize("permission", [Permission.FIND_WITHOUT_REASON, Permission.UPHOLD_APPEAL])
def test_a_steward_who_objects_does_not_judge_their_own_objection(permission: Permission) -> None:
    house = given_house()
    objection = given_objection(given_round(house), house.ada)
    assert not may(house.ada, permission, objection, at=DURING)


def test_whoever_represents_the_body_speaks_for_its_objection() -> None:
    house = given_house()
    objection = given_objection(given_round(house), house.dee, body_id=house.chapter.pk)
    assert may(house.dee, Permission.WITHDRAW_OBJECTION, objection, at=DURING)
    assert not may(house.bo, Permission.WITHDRAW_OBJECTION, objection, at=DURING)


def test_the_page_knows_every_right() -> None:
    house = given_house()
    objection = given_objection(given_round(house), house.bo)
    from talkoot.directory.queries import hats_of

    rights = rights_of(house.bo, objection, at=DURING, hats=hats_of(house.bo, DURING))
    assert rights.keys() == {permission.value for permission in Permission}
