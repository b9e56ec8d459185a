"""What proposals have for one person, and for the pages of others."""

from __future__ import annotations

from datetime import datetime

import pytest

from talkoot.kernel.actors import VISITOR, Actor
from talkoot.proposals import actions, queries
from talkoot.proposals.tests.given import (
    DAY,
    MONDAY,
    WEEK,
    given_asked,
    given_circle,
    given_decided,
    given_proposal,
    given_put,
    record_of,
)
from talkoot.scopes.tests.given import given_topic

pytestmark = pytest.mark.django_db


def moves(who: Actor, at: datetime) -> list[str]:
    return [row.title for row in queries.waiting_for(who, MONDAY, at=at).moves]


def moved(who: Actor, since: datetime) -> list[str]:
    return [one.row.title for one in queries.waiting_for(who, since, at=MONDAY).moved]


def test_followed_proposals_that_moved_are_told_of():
    circle = given_circle()
    asked, still = given_proposal(circle.bo, title="Moved"), given_proposal(circle.bo, title="Still")
    given_asked(circle, asked)
    assert moved(circle.bo, MONDAY) == ["Moved"]
    assert moved(circle.bo, MONDAY + WEEK) == []
    assert moved(circle.dee, MONDAY) == []
    assert moved(VISITOR, MONDAY) == []
    actions.follow_proposal(still.pk, by=circle.dee, at=MONDAY)
    assert moved(circle.dee, MONDAY - DAY) == []


def test_what_moved_last_leads():
    circle = given_circle()
    titles = ["First", "Second", "Third"]
    for n, title in enumerate(titles):
        given_asked(circle, given_proposal(circle.bo, title=title), at=MONDAY + WEEK + n * DAY)
    assert moved(circle.bo, MONDAY) == titles[::-1]


def test_what_waits_for_a_move_is_shown_to_those_who_may_make_it():
    circle = given_circle()
    given_proposal(circle.bo, title="In triage")
    given_asked(circle, given_proposal(circle.bo, title="Being asked"))
    put = given_proposal(circle.bo, title="Being decided")
    given_put(circle, put)
    at = MONDAY + 15 * DAY
    assert moves(circle.ada, at) == ["In triage", "Being asked"]
    assert moves(circle.ada, MONDAY + 8 * DAY)[0] == "In triage"
    assert moves(circle.bo, at) == []
    assert moves(circle.dee, at) == []


def test_what_a_page_shows_elsewhere_is_left_out():
    circle = given_circle()
    triage = given_proposal(circle.bo, title="In triage")
    record = given_asked(circle, given_proposal(circle.bo, title="Being asked"))
    at, asked = MONDAY + 15 * DAY, f"consultation:{record.consultation_id}"
    for elsewhere, left in (({asked}, ["In triage"]), ({triage.ref}, ["Being asked"]), ({asked, triage.ref, ""}, [])):
        found = queries.waiting_for(circle.ada, MONDAY, at=at, elsewhere=elsewhere)
        assert [row.title for row in found.moves] == left


def test_a_consultation_still_open_waits_for_others():
    circle = given_circle()
    given_asked(circle, given_proposal(circle.bo))
    assert moves(circle.ada, MONDAY + 8 * DAY) == []


def test_what_waits_and_what_moved_are_found_in_two_queries(django_assert_num_queries):
    circle = given_circle()
    for n in range(3):
        given_asked(circle, given_proposal(circle.ada, title=f"Number {n}"))
        given_proposal(circle.ada, title=f"In triage {n}")
    moves(circle.ada, MONDAY)
    with django_assert_num_queries(2):
        found = queries.waiting_for(circle.ada, MONDAY, at=MONDAY)
    assert len(found.moves) == len(found.moved) == 3


def test_pages_of_bodies_topics_and_people_show_theirs():
    circle = given_circle()
    reading = given_topic("Reading")
    given_proposal(circle.bo, topics=[given_topic("Dark colours", under=[reading]).pk])
    assert [row.title for row in queries.of_body(circle.body.pk, at=MONDAY)] == ["Night mode on every wiki"]
    assert [row.title for row in queries.on_topic(reading.pk, at=MONDAY)] == ["Night mode on every wiki"]
    assert [row.title for row in queries.by_person(circle.bo.person_id or 0, at=MONDAY)] == ["Night mode on every wiki"]


def test_what_a_stage_opened_knows_its_proposal():
    circle = given_circle()
    proposal = given_proposal(circle.bo)
    given_decided(circle, proposal)
    records = {record.stage: record for record in proposal.stages.all()}
    by_consultation = queries.origin_of(consultation_id=records["consultation"].consultation_id)
    by_decision = queries.origin_of(decision_id=records["decision"].decision_id)
    assert by_consultation == by_decision == queries.origin(proposal.pk)
    assert queries.origin_of(decision_id=999) is None
    assert record_of(proposal).stage == "delivery"


def test_labels_are_titles_with_their_language():
    circle = given_circle()
    proposal = given_proposal(circle.bo, language="ar", title="الوضع الليلي")
    label = queries.labels([proposal.pk], viewer=VISITOR)[proposal.pk]
    assert (label.text, label.language, label.url) == ("الوضع الليلي", "ar", proposal.get_absolute_url())
    assert queries.process_labels([proposal.template_id], viewer=VISITOR)[proposal.template_id].text == "proposal 1"
