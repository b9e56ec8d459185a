"""The table of permissions, cast by stage."""

from __future__ import annotations

import pytest

from talkoot.directory.tests.given import given_cast
from talkoot.duties import actions
from talkoot.duties.permissions import TABLE, Permission, may
from talkoot.duties.tests.given import given_duty
from talkoot.kernel.actors import SYSTEM
from talkoot.kernel.testing import MONDAY

pytestmark = pytest.mark.django_db

# Who may, while the duty is current and when it has ended (for a matter: while somebody has a duty in it, and after).
ALLOWED: dict[Permission, tuple[set[str], set[str]]] = {
    Permission.ASSIGN_DUTY: ({"ada", "oz", "system"}, {"ada", "oz", "system"}),
    Permission.CONFIRM_DUTY: ({"ada", "oz", "system"}, {"system"}),
    Permission.END_DUTY: ({"ada", "oz", "system"}, {"system"}),
    Permission.RETIRE_MATTER: ({"system"}, {"oz", "system"}),
}


@pytest.mark.parametrize("permission", Permission)
@pytest.mark.parametrize("has_ended", [False, True])
def test_who_may_do_what_when(permission: Permission, has_ended: bool) -> None:
    cast = given_cast()
    duty = given_duty(cast.body)
    if has_ended:
        duty = actions.end_duty(duty.pk, reason="Done.", language="en", by=SYSTEM, at=MONDAY)
    duty.matter.refresh_from_db()
    subject = {Permission.ASSIGN_DUTY: cast.body.pk, Permission.RETIRE_MATTER: duty.matter}.get(permission, duty)
    people = {name: getattr(cast, name) for name in ("ada", "bo", "cy", "dee", "oz", "system")}
    allowed = {name for name, actor in people.items() if may(actor, permission, subject, at=MONDAY)}
    assert allowed == ALLOWED[permission][has_ended]


def test_every_permission_is_in_the_table_and_every_denial_says_why() -> None:
    assert set(TABLE) == set(Permission)
    cast = given_cast()
    duty = given_duty(cast.body)
    assert "mandate" in str(may(cast.bo, Permission.END_DUTY, duty, at=MONDAY).reason)


def test_without_a_body_the_question_is_whether_one_tends_any() -> None:
    cast = given_cast()
    assert may(cast.ada, Permission.ASSIGN_DUTY, at=MONDAY)
    assert not may(cast.bo, Permission.ASSIGN_DUTY, at=MONDAY)
