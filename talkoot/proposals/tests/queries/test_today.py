"""What proposals have for one person, and for the pages of others."""

from __future__ import annotations

import pytest

from talkoot.kernel.actors import VISITOR
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


def test_followed_proposals_that_moved_are_told_of():
    circle = given_circle()
    moved, still = given_proposal(circle.bo, title="Moved"), given_proposal(circle.bo, title="Still")
    given_asked(circle, moved)
    assert [m.row.title for m in queries.what_moved(circle.bo, MONDAY)] == ["Moved"]
    assert queries.what_moved(circle.bo, MONDAY + WEEK) == []
    assert queries.what_moved(circle.dee, MONDAY) == []
    assert queries.what_moved(VISITOR, MONDAY) == []
    actions.follow_proposal(still.pk, by=circle.dee, at=MONDAY)
    assert queries.what_moved(circle.dee, MONDAY - DAY) == []


def test_what_waits_for_a_move_is_shown_to_those_who_may_make_it():
    circle = given_circle()
    given_proposal(circle.bo, title="In triage")
    given_asked(circle, given_proposal(circle.bo, title="Being asked"))
    put = given_proposal(circle.bo, title="Being decided")
    given_put(circle, put)
    at = MONDAY + 15 * DAY
    waiting = [row.title for row in queries.awaiting_my_move(circle.ada, at)]
    assert waiting == ["In triage", "Being asked"]
    assert queries.awaiting_my_move(circle.ada, MONDAY + 8 * DAY)[0].title == "In triage"
    assert queries.awaiting_my_move(circle.bo, at) == []
    assert queries.awaiting_my_move(circle.dee, at) == []


def test_a_consultation_still_open_waits_for_others():
    circle = given_circle()
    given_asked(circle, given_proposal(circle.bo))
    assert queries.awaiting_my_move(circle.ada, MONDAY + 8 * DAY) == []


def test_what_waits_is_found_in_two_queries(django_assert_num_queries):
    circle = given_circle()
    for n in range(3):
        given_proposal(circle.bo, title=f"Number {n}")
    queries.awaiting_my_move(circle.ada, MONDAY)
    with django_assert_num_queries(2):
        assert len(queries.awaiting_my_move(circle.ada, MONDAY)) == 3
    with django_assert_num_queries(1):
        queries.what_moved(circle.bo, MONDAY)


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
