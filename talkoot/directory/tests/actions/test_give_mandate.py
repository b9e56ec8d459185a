"""Giving a mandate."""

from __future__ import annotations

import pytest

from talkoot.directory.queries import hats_of
from talkoot.directory.rules import Power
from talkoot.directory.tests.given import given_cast
from talkoot.kernel.testing import MONDAY

pytestmark = pytest.mark.django_db


def test_powers_come_with_the_mandate() -> None:
    cast = given_cast()
    hats = hats_of(cast.ada, MONDAY)
    assert hats.may(Power.STEWARD, cast.body.pk)
    assert hats.bodies(Power.APPOINT) == {cast.body.pk}
    assert not hats_of(cast.bo, MONDAY).may(Power.STEWARD, cast.body.pk)
