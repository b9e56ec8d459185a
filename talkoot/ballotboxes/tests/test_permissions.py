"""Who may do what with a box: the cast against every row of the table."""

from __future__ import annotations

import pytest

from talkoot.ballotboxes.permissions import TABLE, Permission, may
from talkoot.ballotboxes.rules import Custody
from talkoot.ballotboxes.tests.given import OPENED, given_prepared_box, given_scrutineers
from talkoot.directory.tests.given import actor_of, given_person
from talkoot.kernel.actors import SYSTEM, VISITOR

pytestmark = pytest.mark.django_db
KEEPERS = {"ada", "bo"}


def cast(people):
    ada, bo = people
    return {
        "ada": actor_of(ada),
        "bo": actor_of(bo),
        "dee": actor_of(given_person("Dee")),
        "cy": VISITOR,
        "oz": actor_of(given_person("Oz"), is_operator=True),
        "system": SYSTEM,
    }


@pytest.mark.parametrize("permission", TABLE)
def test_scrutineers_alone_act_on_their_box(permission):
    people = given_scrutineers("Ada", "Bo")
    box, who = given_prepared_box(people), cast(people)
    assert {name for name, actor in who.items() if may(actor, permission, box, at=OPENED)} == KEEPERS


def test_a_box_kept_in_a_file_has_no_scrutineers_and_leaves_the_right_to_its_caller():
    people = given_scrutineers("Ada", "Bo")
    box, who = given_prepared_box([], needed=0, custody=Custody.KEY_FILE), cast(people)
    allowed = {p: {n for n, actor in who.items() if may(actor, p, box, at=OPENED)} for p in TABLE}
    assert allowed == {
        Permission.MAKE_KEY: set(),
        Permission.HAND_IN_KEY: set(),
        Permission.EMPTY_BOX: set(who),
    }


def test_who_was_replaced_has_no_rights_any_more():
    people = given_scrutineers("Ada", "Bo", "Dee")
    box = given_prepared_box(people)
    given_prepared_box(people[:2])
    assert not may(actor_of(people[2]), Permission.MAKE_KEY, box, at=OPENED)


@pytest.mark.parametrize("permission", TABLE)
def test_every_refusal_says_why(permission):
    box = given_prepared_box(given_scrutineers("Ada", "Bo"))
    assert str(may(VISITOR, permission, box, at=OPENED).reason)
