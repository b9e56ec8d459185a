"""Who may do what at which stage: the cast against every row of the table."""

from __future__ import annotations

import pytest

from talkoot.decisions.models import RollEntry
from talkoot.decisions.permissions import ABOUT_ONE, TABLE, Permission, Place, may, rights_of
from talkoot.decisions.rules import State
from talkoot.decisions.tests.given import AFTER, DURING, given_decision
from talkoot.decisions.tests.given_course import SCRUTINEERS, course_text, given_running
from talkoot.directory.rules import Power
from talkoot.directory.tests.given import actor_of, given_mandate, given_person
from talkoot.kernel.actors import SYSTEM, VISITOR
from talkoot.rulebooks.tests.given import CHAPTERS, MEMBERS, given_council, person_of

pytestmark = pytest.mark.django_db

# The steward, one who moves proposals on, a member, another body's delegate, a visitor, an operator, the system.
FOR_A_BODY = {
    Permission.DRAFT_DECISION: {"ada", "mo"},
    Permission.OPEN_DECISION: {"ada", "mo", "system"},
}
FOR_A_DECISION = {
    Permission.EDIT_DECISION: {"ada", "mo"},
    Permission.ANNOUNCE_DECISION: {"ada", "mo"},
    Permission.OPEN_ANNOUNCED: {"ada", "mo", "system"},
    Permission.TRANSLATE_QUESTION: {"ada", "mo"},
    Permission.MAKE_FINAL: {"system"},
    Permission.PUT_RUNOFF: {"system"},
    Permission.CHALLENGE_COUNT: {"ada", "bo"},
    Permission.DECIDE_CHALLENGE: {"ada"},
    Permission.ASK_TO_STRIKE: {"ada", "bo"},
    Permission.DECIDE_ROLL_APPEAL: {"ada"},
    Permission.PREPARE_BOXES: {"ada"},
    Permission.SAY_WEIGHTS: {"ada"},
    Permission.RECORD_TALLY: {"ada"},
    Permission.CLOSE_DECISION: {"ada"},
    Permission.STRIKE_BALLOT: set(),
    Permission.END_SCRUTINY: set(),
    Permission.COUNT_DECISION: {"ada", "system"},
    Permission.VOID_DECISION: {"ada"},
    Permission.VOID_WITH_MATTER: {"system"},
}


def cast(council):
    mo = given_person("Mo")
    given_mandate(mo, council.body, [Power.MODERATE])
    return {
        "ada": council.ada,
        "mo": actor_of(mo),
        "bo": council.bo,
        "eve": council.eve,
        "cy": VISITOR,
        "oz": actor_of(given_person("Oz"), is_operator=True),
        "system": SYSTEM,
    }


def allowed(permission, subject, who, at=DURING):
    return {name for name, actor in who.items() if may(actor, permission, subject, at=at)}


@pytest.mark.parametrize(("permission", "expected"), FOR_A_BODY.items())
def test_who_may_put_questions(permission, expected):
    council = given_council()
    assert allowed(permission, council.body.pk, cast(council)) == expected


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize(("permission", "expected"), FOR_A_DECISION.items())
def test_who_may_do_what_with_a_decision_does_not_depend_on_its_state(permission, expected, state):
    council = given_council()
    decision = given_decision(council)
    decision.state = state
    assert allowed(permission, decision, cast(council)) == expected


def test_scrutineers_strike_where_the_rules_name_them():
    council = given_council()
    decision = given_running(council, course_text(scrutineers=SCRUTINEERS))
    for permission in (Permission.STRIKE_BALLOT, Permission.END_SCRUTINY):
        assert allowed(permission, decision, cast(council)) == {"bo"}


def test_the_clock_closes_once_the_time_has_come():
    council = given_council()
    decision = given_decision(council)
    assert allowed(Permission.CLOSE_DECISION, decision, cast(council), at=AFTER) == {"ada", "system"}


def test_who_may_vote_in_a_place():
    council = given_council()
    decision = given_decision(council, MEMBERS, CHAPTERS)
    who = cast(council)
    person = RollEntry.objects.get(chamber__decision=decision, person=person_of(council.bo))
    body = RollEntry.objects.get(chamber__decision=decision, body=council.chapters[0])
    assert allowed(Permission.CAST_BALLOT, Place(decision, person), who) == {"bo"}
    assert allowed(Permission.CAST_BALLOT, Place(decision, body), who) == {"eve"}
    assert allowed(Permission.CAST_BALLOT, Place(decision, None), who) == set()


def test_who_may_ask_for_a_place():
    council = given_council()
    decision = given_decision(council, MEMBERS, CHAPTERS)
    who = cast(council)
    for_eve, for_south = RollEntry(person_id=council.eve.person_id), RollEntry(body=council.chapters[0])
    assert allowed(Permission.ASK_FOR_PLACE, Place(decision, for_eve), who) == {"eve"}
    assert allowed(Permission.ASK_FOR_PLACE, Place(decision, for_south), who) == {"eve"}


def test_rights_end_with_the_mandate():
    council = given_council()
    decision = given_decision(council)
    person_of(council.ada).mandates.update(until_on=DURING.date())
    assert not may(council.ada, Permission.VOID_DECISION, decision, at=DURING)


def test_every_refusal_says_why():
    council = given_council()
    decision = given_decision(council)
    subjects = dict.fromkeys(FOR_A_DECISION, decision)
    for permission in TABLE:
        subject = subjects.get(permission, council.body.pk)
        is_for_place = permission in {Permission.CAST_BALLOT, Permission.ASK_FOR_PLACE}
        asked = Place(decision, None) if is_for_place else subject
        assert str(may(VISITOR, permission, asked, at=DURING).reason)


def test_the_page_knows_every_right_of_the_viewer():
    council = given_council()
    decision = given_decision(council)
    rights = rights_of(council.ada, decision, at=DURING)
    assert all(rights.values())
    assert rights.keys() == {permission.value for permission in ABOUT_ONE}
