"""The table of permissions, cast by stage."""

from __future__ import annotations

import pytest

from talkoot.delegations import actions
from talkoot.delegations.models import Delegation
from talkoot.delegations.permissions import TABLE, Permission, may
from talkoot.delegations.tests.given import given_delegation, given_voter
from talkoot.directory.models import Person
from talkoot.directory.tests.given import ALL_POWERS, given_body, given_mandate, given_person, person_id
from talkoot.kernel.actors import SYSTEM, VISITOR, Actor, ActorKind
from talkoot.kernel.testing import MONDAY

pytestmark = pytest.mark.django_db

# Who may while the delegation of bo to dee stands, and when it is over. Ada tends the body, oz runs the site.
ALLOWED: dict[Permission, tuple[set[str], set[str]]] = {
    Permission.MAKE_DELEGATION: ({"ada", "bo", "dee", "oz"}, {"ada", "bo", "dee", "oz"}),
    Permission.REVOKE_DELEGATION: ({"bo"}, set()),
    Permission.DECLINE_DELEGATION: ({"dee"}, set()),
    Permission.LIMIT_CHAINS: ({"ada", "oz", "system"}, {"ada", "oz", "system"}),
}


def _cast() -> dict[str, Actor]:
    people = {name: given_voter(name.capitalize(), is_operator=name == "oz") for name in ("ada", "bo", "dee", "oz")}
    token = Actor(ActorKind.TOKEN, person_id=given_person("Eve").pk)
    return people | {"cy": VISITOR, "system": SYSTEM, "token": token}


@pytest.mark.parametrize("permission", Permission)
@pytest.mark.parametrize("is_over", [False, True])
def test_who_may_do_what_when(permission: Permission, is_over: bool) -> None:
    cast, body = _cast(), given_body("Wiki Circle")
    given_mandate(Person.objects.get(pk=person_id(cast["ada"])), body, ALL_POWERS)
    one: Delegation = given_delegation(cast["bo"], cast["dee"])
    if is_over:
        one = actions.revoke_delegation(one.pk, by=cast["bo"], at=MONDAY)
    subject = body.pk if permission is Permission.LIMIT_CHAINS else one
    verdicts = {name: may(actor, permission, subject, at=MONDAY) for name, actor in cast.items()}
    assert {name for name, verdict in verdicts.items() if verdict} == ALLOWED[permission][is_over]
    assert all(verdict or str(verdict.reason) for verdict in verdicts.values())


def test_every_permission_is_in_the_table() -> None:
    assert set(TABLE) == set(Permission)


def test_the_limit_of_every_question_is_for_operators() -> None:
    cast = _cast()
    given_mandate(Person.objects.get(pk=person_id(cast["ada"])), given_body("Wiki Circle"), ALL_POWERS)
    allowed = {name for name, actor in cast.items() if may(actor, Permission.LIMIT_CHAINS, at=MONDAY)}
    assert allowed == {"oz", "system"}
