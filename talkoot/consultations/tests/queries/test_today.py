from __future__ import annotations

from datetime import timedelta

import pytest

from talkoot.consultations import queries
from talkoot.consultations.rules import PartySpec
from talkoot.consultations.tests.given import AFTER, WEEK, given_answer, given_consultation, given_input
from talkoot.directory.models import Role
from talkoot.directory.queries import hats_of
from talkoot.directory.tests.given import Cast, given_cast
from talkoot.kernel.actors import Actor
from talkoot.kernel.testing import MONDAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(db: None) -> Cast:
    return given_cast()


def test_unanswered_inputs_await_those_who_answer_for_the_body(cast: Cast) -> None:
    later = given_consultation(cast.body, closes_at=AFTER + WEEK)
    first = given_consultation(cast.body)
    given_consultation(cast.body)
    for opened in (later, first):
        given_input(opened, cast.bo)

    def desks(who: Actor) -> list[tuple[int, int]]:
        return [(one.id, one.unanswered) for one in queries.waiting_for(who, MONDAY).desks]

    assert desks(cast.ada) == [(first.pk, 1), (later.pk, 1)]
    for who in (cast.bo, cast.dee, cast.cy):
        assert desks(who) == []
    given_answer(first.inputs.get(), cast.ada)
    assert desks(cast.ada) == [(later.pk, 1)]


def test_a_party_sees_where_it_is_asked_until_it_was_heard_or_the_time_is_over(cast: Cast) -> None:
    role = Role.objects.get(body=cast.body, powers=[])
    opened = given_consultation(
        cast.body,
        parties=[
            PartySpec(body_id=cast.other.pk, reason="Your body"),
            PartySpec(role_id=role.pk, reason="Your role", must_be_heard=True),
            PartySpec(person_id=cast.bo.person_id, reason="You yourself"),
        ],
    )

    def asked(who: Actor) -> list[str]:
        return [one.reason for one in queries.waiting_for(who, MONDAY).asked]

    assert asked(cast.dee) == ["Your body"]
    assert asked(cast.bo) == ["Your role", "You yourself"]
    assert asked(cast.cy) == asked(cast.oz) == []
    assert not queries.waiting_for(cast.dee, AFTER).asked
    given_input(opened, cast.dee, body=cast.other)
    assert asked(cast.dee) == []


def test_what_is_asked_and_what_waits_are_one_query_and_the_first_few_of_each(
    cast: Cast, django_assert_num_queries
) -> None:
    parties = [PartySpec(person_id=cast.ada.person_id, reason="You yourself")]
    asked = [given_consultation(cast.other, parties=parties, closes_at=AFTER + n * WEEK) for n in range(11)]
    waiting = [given_consultation(cast.body, closes_at=AFTER + n * WEEK) for n in range(11)]
    for one in waiting:
        given_input(one, cast.bo)
    hats = hats_of(cast.ada, MONDAY)
    with django_assert_num_queries(1):
        found = queries.waiting_for(cast.ada, MONDAY, hats)
    assert [(one.id, one.closes_at) for one in found.asked] == [(one.pk, one.closes_at) for one in asked[:10]]
    assert [(one.id, one.answers_by) for one in found.desks] == [(one.pk, one.answers_by) for one in waiting[:10]]


def test_an_author_sees_what_became_of_their_input(cast: Cast) -> None:
    opened = given_consultation(cast.body, takes_visitors=True)
    given, other = given_input(opened, cast.bo), given_input(opened, cast.dee)
    given_input(opened, cast.cy)
    for one in (given, other):
        first = given_answer(one, cast.ada, outcome="deferred")
        given_answer(one, cast.ada, replaces=first.pk, at=MONDAY + timedelta(hours=1))
    (became,) = queries.what_became_of(cast.bo)
    assert (became.outcome, became.input, became.input.consultation.answering_body) == ("adopted", given, cast.body)
    assert queries.what_became_of(cast.bo, since=MONDAY + WEEK) == []
    assert queries.what_became_of(cast.cy) == []


def test_a_box_says_how_it_stands_and_why_the_viewer_is_asked(cast: Cast) -> None:
    opened = given_consultation(cast.body, parties=[PartySpec(body_id=cast.other.pk, reason="Yours")])
    given_answer(given_input(opened, cast.bo), cast.ada)
    given_input(opened, cast.bo)
    box = queries.box_of(opened.pk, cast.dee, MONDAY)
    assert (box.meter.coverage.inputs, box.meter.coverage.answered, box.meter.coverage.percent) == (2, 1, 50)
    assert [(s.name, s.start, s.count) for s in box.meter.segments] == [("adopted", 0, 1), ("waiting", 1, 1)]
    assert [party.reason for party in box.asked] == ["Yours"]
    assert box.takes_input
    assert not queries.box_of(opened.pk, cast.cy, AFTER).takes_input


def test_coverage_is_read_for_many_at_once(cast: Cast, django_assert_num_queries) -> None:
    first, second = given_consultation(cast.body), given_consultation(cast.body)
    given_input(first, cast.bo)
    with django_assert_num_queries(1):
        found = queries.coverage([first.pk, second.pk])
    assert (found[first.pk].waiting, found[second.pk].percent) == (1, 100)


def test_a_body_shows_what_it_asks_and_where_it_is_asked(cast: Cast) -> None:
    asks = given_consultation(cast.other, closes_at=AFTER + WEEK)
    asked = given_consultation(cast.body, parties=[PartySpec(body_id=cast.other.pk, reason="x")])
    given_consultation(cast.body)
    assert [row.public_id for row in queries.of_body(cast.other.pk, MONDAY)] == [asked.public_id, asks.public_id]
