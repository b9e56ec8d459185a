"""Who may do what in the directory: cast x stage for every row of the table."""

from __future__ import annotations

from itertools import product

import pytest

from talkoot.directory import actions
from talkoot.directory.models import Body, Mandate, Person, Role
from talkoot.directory.permissions import TABLE, Permission, may
from talkoot.directory.rules import BodyStatus
from talkoot.directory.tests.given import Cast, given_body, given_cast, given_role, person_id
from talkoot.kernel.actors import SYSTEM
from talkoot.kernel.testing import MONDAY

pytestmark = pytest.mark.django_db
STAGES = ("working", "within", "fresh", "ended")
WHO = ("ada", "bo", "cy", "dee", "oz")

# Who may, at each stage: a working body with ada as its appointer and steward; a body within it without own roles;
# a body of its own in which nobody appoints yet; ada's body after it has ended. The system may always.
EXPECTED: dict[Permission, dict[str, set[str]]] = {
    Permission.FOUND_BODY: {"working": {"ada", "oz"}, "within": {"ada", "oz"}, "fresh": {"oz"}, "ended": set()},
    Permission.EDIT_BODY: {"working": {"ada", "oz"}, "within": {"ada", "oz"}, "fresh": {"oz"}, "ended": {"oz"}},
    Permission.MOVE_BODY: {key: {"oz"} for key in STAGES},
    Permission.CHANGE_BODY_STATUS: {
        "working": {"ada", "oz"},
        "within": {"ada", "oz"},
        "fresh": {"oz"},
        "ended": {"oz"},
    },
    Permission.CREATE_ROLE: {"working": {"ada", "oz"}, "within": {"ada", "oz"}, "fresh": {"oz"}, "ended": set()},
    Permission.EDIT_ROLE: {"working": {"ada", "oz"}, "within": {"ada", "oz"}, "fresh": {"oz"}, "ended": {"oz"}},
    Permission.GIVE_MANDATE: {"working": {"ada"}, "within": {"ada", "oz"}, "fresh": {"oz"}, "ended": set()},
    Permission.END_MANDATE: {
        "working": {"ada", "bo"},
        "within": {"ada", "bo", "oz"},
        "fresh": {"bo", "oz"},
        "ended": {"bo", "oz"},
    },
    Permission.EDIT_PROFILE: {key: {"bo"} for key in STAGES},
    Permission.IMPORT: {key: {"oz"} for key in STAGES},
}


def body_at(cast: Cast, stage: str) -> Body:
    """Return the body the table speaks of."""
    if stage == "within":
        return given_body("Within", parent=cast.body)
    if stage == "fresh":
        return given_body("Fresh")
    if stage == "ended":
        actions.change_body_status(
            cast.body.pk, status=BodyStatus.ENDED, reason="Merged.", language="en", by=SYSTEM, at=MONDAY
        )
    return Body.objects.get(pk=cast.body.pk)


def subject_of(permission: Permission, cast: Cast, body: Body, role: Role) -> object:
    """Return what the permission is asked for: bo's mandate, bo's page, a role, or the body."""
    match permission:
        case Permission.GIVE_MANDATE | Permission.EDIT_ROLE:
            return Role.objects.select_related("body").get(pk=role.pk)
        case Permission.END_MANDATE:
            bo = Person.objects.get(pk=person_id(cast.bo))
            return Mandate(person=bo, role=role, how_chosen="lot", seat=1)
        case Permission.EDIT_PROFILE:
            return Person.objects.get(pk=person_id(cast.bo))
        case _:
            return body


@pytest.mark.parametrize("stage", STAGES)
def test_the_table_is_kept(stage: str) -> None:
    cast = given_cast()
    role = given_role(cast.body, "Guide")
    body = body_at(cast, stage)
    Role.objects.filter(pk=role.pk).update(body=body)
    role.body = body
    for permission, name in product(Permission, WHO):
        verdict = may(getattr(cast, name), permission, subject_of(permission, cast, body, role), at=MONDAY)
        assert bool(verdict) is (name in EXPECTED[permission][stage]), f"{name} {permission} {stage}: {verdict.reason}"
        assert verdict or str(verdict.reason)


def test_every_permission_has_a_row_and_the_system_has_all() -> None:
    assert set(TABLE) == set(EXPECTED) == set(Permission)
    assert all(may(SYSTEM, permission, given_body(), at=MONDAY) for permission in Permission)


def test_at_the_top_only_operators_found_bodies() -> None:
    cast = given_cast()
    assert {name for name in WHO if may(getattr(cast, name), Permission.FOUND_BODY, at=MONDAY)} == {"oz"}
