"""Whom decisions wait for as judges and scrutineers, and which votes are to come."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import override_settings
from django.utils import translation

from talkoot.ballotboxes.models import BallotBox
from talkoot.ballotboxes.tests.given import given_key
from talkoot.decisions import actions, queries
from talkoot.decisions.tests.actions.test_appealing import SOON as VOTING
from talkoot.decisions.tests.actions.test_appealing import given_appealable, strike_asked
from talkoot.decisions.tests.actions.test_challenging import SOON, challenged, decided, given_counted
from talkoot.decisions.tests.given import AFTER, given_decision, given_tally
from talkoot.decisions.tests.given_course import SCRUTINEERS, VOTING_ENDS, course_text, given_announced, given_running
from talkoot.decisions.tests.given_elections import CLOSES as ELECTED
from talkoot.decisions.tests.given_elections import election_text, given_election
from talkoot.decisions.tests.given_scrutiny import LATER, given_in_scrutiny
from talkoot.decisions.tests.given_secret import election_text as secret_text
from talkoot.decisions.tests.given_secret import given_opened_boxes, given_secret_draft, given_secret_vote, prepare
from talkoot.directory.queries import hats_of, tasks_of
from talkoot.kernel.actors import Actor
from talkoot.rulebooks.tests.given import ELSEWHERE, MEMBERS, OPENED, Council, given_council, person_of

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


def test_a_result_from_elsewhere_waits_for_the_stewards_and_then_the_count(council: Council):
    decision = given_decision(council, MEMBERS, ELSEWHERE)
    assert told(council.ada, AFTER) == []
    actions.close_due(AFTER)
    assert told(council.ada, AFTER) == ["tally"]
    assert told(council.bo, AFTER) == told(council.eve, AFTER) == []
    given_tally(decision, council.ada)
    assert told(council.ada, AFTER) == ["count"]
    actions.count_decision(decision.pk, by=council.ada, at=AFTER)
    assert told(council.ada, AFTER) == []


def test_nothing_is_asked_of_stewards_before_the_scrutineers_are_done(council: Council):
    source = course_text(scrutineers=SCRUTINEERS, electorate='{ kind = "held_elsewhere" }')
    decision = given_running(council, source)
    actions.close_due(LATER)
    assert (told(council.ada, LATER), told(council.bo, LATER)) == ([], ["scrutiny"])
    actions.end_scrutiny(decision.pk, by=council.bo, at=LATER)
    assert told(council.ada, LATER) == ["tally"]


def test_a_lot_waits_for_a_steward_to_bring_its_seed(council: Council):
    source = election_text().replace('tie = "order"', 'tie = "lot"\nseed = "at the count"')
    decision = given_election(council, source=source)
    actions.close_due(ELECTED)
    assert (told(council.ada, ELECTED), told(council.bo, ELECTED)) == (["seed"], [])
    actions.count_decision(decision.pk, seed="4 8 15 16 23 42", by=council.ada, at=ELECTED)
    assert told(council.ada, ELECTED) == []


def test_a_seed_is_asked_for_once_the_ballot_boxes_are_emptied(council: Council):
    chamber = secret_text().replace('tie = "order"', 'tie = "lot"\nseed = "at the count"')
    decision, keepers = given_secret_vote(council, chamber, names=["Ann", "Ben", "Cleo"])
    actions.close_due(ELECTED)
    assert told(council.ada, ELECTED) == []
    assert given_opened_boxes(decision, keepers, at=ELECTED).counted_at is None
    assert told(council.ada, ELECTED) == ["seed"]


def test_a_key_in_a_file_keeps_nobody_waiting_for_the_seed(council: Council, tmp_path: Path):
    chamber = secret_text().replace('tie = "order"', 'tie = "lot"\nseed = "at the count"')
    with override_settings(BALLOT_KEYS=tmp_path / "keys"):
        decision, _none = given_secret_vote(council, chamber, names=["Ann", "Ben", "Cleo"], filed=True)
        actions.close_due(ELECTED)
        assert told(council.ada, ELECTED) == ["seed"]
        assert actions.count_decision(decision.pk, seed="4 8 15", by=council.ada, at=ELECTED).is_counted


def test_a_draft_waits_for_who_prepares_it_once_all_keys_are_made(council: Council):
    draft = given_secret_draft(council)
    people = [person_of(actor) for actor in (council.bo, council.dee, council.eve)]
    prepare(draft, council.ada, people)
    box = BallotBox.objects.get()
    for person in people:
        assert told(council.ada, OPENED) == []
        given_key(box, person)
    assert (told(council.ada, OPENED), told(council.bo, OPENED)) == (["keys_made"], [])
    actions.open_draft(draft.pk, closes_at=VOTING_ENDS, by=council.ada, at=OPENED)
    assert told(council.ada, OPENED) == []


def test_a_draft_whose_key_is_a_file_waits_for_no_key(council: Council, tmp_path: Path):
    with override_settings(BALLOT_KEYS=tmp_path / "keys"):
        prepare(given_secret_draft(council), council.ada)
        assert told(council.ada, OPENED) == []
