"""The table of permissions, cast by stage."""

from __future__ import annotations

import pytest

from talkoot.directory.tests.given import given_body, given_cast
from talkoot.kernel.testing import MONDAY
from talkoot.radar.permissions import TABLE, Permission, may
from talkoot.radar.tests.given import given_gap

pytestmark = pytest.mark.django_db


def test_who_may_settle_what_is_up_to_a_body() -> None:
    cast = given_cast()
    below = given_gap(given_body("Team", parent=cast.body))
    people = {name: getattr(cast, name) for name in ("ada", "bo", "cy", "dee", "oz", "system")}
    assert set(TABLE) == set(Permission)
    for permission in Permission:
        assert {n for n, actor in people.items() if may(actor, permission, below, at=MONDAY)} == {"ada", "oz", "system"}
        below.ended_at = MONDAY
        assert {n for n, actor in people.items() if may(actor, permission, below, at=MONDAY)} == {"system"}
        below.ended_at = None
