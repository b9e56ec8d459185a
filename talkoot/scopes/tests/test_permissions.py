"""The table of permissions, by cast; topics have no stages."""

from __future__ import annotations

import pytest

from talkoot.kernel.testing import CAST, MONDAY
from talkoot.scopes.permissions import TABLE, Permission, may
from talkoot.scopes.tests.given import OPERATOR


@pytest.mark.parametrize("permission", Permission)
def test_only_those_who_run_the_site_keep_topics(permission: Permission) -> None:
    allowed = {name for name, actor in {**CAST, "olu": OPERATOR}.items() if may(actor, permission, at=MONDAY)}
    assert allowed == {"olu", "system"}


def test_every_permission_is_in_the_table_and_a_denial_says_whom_to_ask() -> None:
    assert set(TABLE) == set(Permission)
    assert "operator" in str(may(CAST["ada"], Permission.ADD_TOPIC, at=MONDAY).reason)
