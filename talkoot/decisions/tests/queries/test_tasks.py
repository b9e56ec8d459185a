"""Whom decisions wait for as judges and scrutineers, and which votes are to come."""

from __future__ import annotations

import pytest
from django.utils import translation

from talkoot.decisions import actions, queries
from talkoot.decisions.tests.actions.test_appealing import SOON as VOTING
from talkoot.decisions.tests.actions.test_appealing import given_appealable, strike_asked
from talkoot.decisions.tests.actions.test_challenging import SOON, challenged, decided, given_counted
from talkoot.decisions.tests.given_course import SCRUTINEERS, course_text, given_announced
from talkoot.decisions.tests.given_scrutiny import LATER, given_in_scrutiny
from talkoot.directory.queries import hats_of, tasks_of
from talkoot.kernel.actors import Actor
from talkoot.rulebooks.tests.given import OPENED, Council, given_council

pytestmark = pytest.mark.django_db


@pytest.fixture
def council() -> Council:
    return given_council()


def told(who: Actor, at) -> list[str]:
    return [task.what.partition(".")[2] for task in tasks_of(queries.tasks(who, hats_of(who, at), at))]


def test_a_challenge_waits_for_the_stewards_where_no_scrutineers_are_named(council: Council):
    decision = given_counted(council)
    assert told(council.ada, SOON) == []
    appeal = challenged(decision, council.bo)
    assert told(council.ada, SOON) == ["challenge"]
    assert told(council.bo, SOON) == told(council.eve, SOON) == []
    decided(decision, appeal, council.ada, "dismissed")
    assert told(council.ada, SOON) == []


def test_nobody_is_asked_to_decide_their_own_challenge(council: Council):
    challenged(given_counted(council), council.ada)
    assert told(council.ada, SOON) == []


def test_an_appeal_against_the_roll_waits_for_who_decides_it_until_the_close(council: Council):
    decision = given_appealable(council)
    strike_asked(decision, council.bo, council.dee)
    assert told(council.ada, VOTING) == ["roll_appeal"]
    assert told(council.bo, VOTING) == told(council.dee, VOTING) == []
    decision.refresh_from_db()
    assert decision.closes_at is not None
    assert told(council.ada, decision.closes_at) == []


def test_ballots_wait_for_the_scrutineers_until_they_end_scrutiny(council: Council):
    decision = given_in_scrutiny(council)
    assert told(council.bo, LATER) == ["scrutiny"]
    assert told(council.eve, LATER) == []
    actions.end_scrutiny(decision.pk, by=council.bo, at=LATER)
    assert told(council.bo, LATER) == []


def test_scrutineers_judge_where_the_rules_name_them_and_stewards_do_not(council: Council):
    decision = given_in_scrutiny(council, course_text(challenge=7, scrutineers=SCRUTINEERS))
    actions.end_scrutiny(decision.pk, by=council.bo, at=LATER)
    challenged(decision, council.ada, at=LATER)
    assert told(council.bo, LATER) == ["challenge"]
    assert told(council.ada, LATER) == told(council.eve, LATER) == []


def test_a_vote_to_come_is_told_in_the_language_of_the_reader(council: Council):
    decision = given_announced(council)
    actions.translate_question(
        decision.pk, title="Modo oscuro", question="¿Lo hacemos?", language="es", by=council.ada, at=OPENED
    )
    for page, expected in (("es", ("Modo oscuro", "es")), ("ar", ("Dark mode", "en"))):
        with translation.override(page):
            [task] = tasks_of(queries.tasks(council.eve, hats_of(council.eve, OPENED), OPENED))
        assert (task.what, task.title, task.language) == ("decisions.announced", *expected)
