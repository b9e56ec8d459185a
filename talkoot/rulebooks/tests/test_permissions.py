"""Who may publish rules: the cast against every row of the table."""

from __future__ import annotations

import pytest

from talkoot.directory.rules import Power
from talkoot.directory.tests.given import actor_of, given_mandate, given_person
from talkoot.kernel.actors import SYSTEM, VISITOR
from talkoot.rulebooks.permissions import TABLE, Permission, may
from talkoot.rulebooks.tests.given import OPENED, given_council

pytestmark = pytest.mark.django_db


def allowed(permission, council, body_id):
    """Return who of the cast may: steward, one who moves proposals on, member, delegate, visitor, operator, system."""
    mo = given_person("Mo")
    given_mandate(mo, council.body, [Power.MODERATE])
    who = {
        "ada": council.ada, "mo": actor_of(mo), "bo": council.bo, "eve": council.eve, "cy": VISITOR,
        "oz": actor_of(given_person("Oz"), is_operator=True), "system": SYSTEM,
    }  # fmt: skip
    return {name for name, actor in who.items() if may(actor, permission, body_id, at=OPENED)}


def test_stewards_publish_for_their_body_and_operators_for_any():
    council = given_council()
    assert allowed(Permission.PUBLISH_RULEBOOK, council, council.body.pk) == {"ada", "oz"}


def test_only_operators_publish_rulebooks_that_no_body_keeps():
    assert allowed(Permission.PUBLISH_RULEBOOK, given_council(), None) == {"oz"}


def test_nobody_publishes_the_rules_of_a_run_off_but_the_system():
    council = given_council()
    assert allowed(Permission.PUBLISH_RUNOFF, council, council.body.pk) == {"system"}


def test_every_refusal_says_why():
    council = given_council()
    for permission in TABLE:
        assert str(may(VISITOR, permission, council.body.pk, at=OPENED).reason)
