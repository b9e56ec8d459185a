"""The mandate an act is done under, in the body itself or above it."""

from __future__ import annotations

import pytest

from talkoot.directory import actions
from talkoot.directory.queries import acting_mandate, hats_of
from talkoot.directory.rules import Power
from talkoot.directory.tests.given import actor_of, given_body, given_mandate, given_person
from talkoot.kernel.testing import MONDAY
from talkoot.ledger.models import Entry

pytestmark = pytest.mark.django_db


def test_the_nearest_mandate_counts_and_that_of_another_power_does_not() -> None:
    far = given_body("Federation")
    near = given_body("Hub", parent=far)
    body, ada = given_body("Chapter", parent=near), given_person("Ada")
    above = given_mandate(ada, far, [Power.STEWARD])
    assert acting_mandate(hats_of(actor_of(ada), MONDAY), Power.STEWARD, body.pk) == above.ref
    nearest = given_mandate(ada, near, [Power.STEWARD])
    hats = hats_of(actor_of(ada), MONDAY)
    assert acting_mandate(hats, Power.STEWARD, body.pk) == nearest.ref
    assert acting_mandate(hats, Power.STEWARD, far.pk) == above.ref
    assert acting_mandate(hats, Power.APPOINT, body.pk) == ""


def test_who_tends_a_body_from_above_is_told_with_the_mandate_up_there() -> None:
    far, ada = given_body("Federation"), given_person("Ada")
    body, hat = given_body("Chapter", parent=far), given_mandate(ada, far, [Power.STEWARD])
    actions.create_role(body.pk, name="Chair", seats=1, powers=[], by=actor_of(ada), at=MONDAY)
    assert Entry.objects.filter(kind="directory.role_created").latest("pk").mandate == hat.ref
