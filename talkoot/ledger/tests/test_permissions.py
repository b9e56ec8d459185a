from __future__ import annotations

import pytest

from talkoot.kernel.actors import Actor
from talkoot.kernel.testing import CAST, MONDAY, actor
from talkoot.ledger.permissions import TABLE, Permission, may

CAST_AND_OPERATOR: dict[str, Actor] = {**CAST, "operator": actor("Op", 9, is_operator=True)}
ALLOWED = {
    Permission.SEE_PARKED: {"operator"},
    Permission.RETRY_DELIVERY: {"operator"},
}


def test_every_permission_is_in_the_table():
    assert set(TABLE) == set(Permission) == set(ALLOWED)


@pytest.mark.parametrize("permission", Permission)
@pytest.mark.parametrize("name", CAST_AND_OPERATOR)
def test_who_may(permission: Permission, name: str):
    verdict = may(CAST_AND_OPERATOR[name], permission, at=MONDAY)

    assert bool(verdict) == (name in ALLOWED[permission])
    assert verdict or str(verdict.reason)
