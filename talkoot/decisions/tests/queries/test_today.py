"""What awaits a vote, and what closes soon."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import translation

from talkoot.decisions import actions, queries
from talkoot.decisions.tests.given import AFTER, CLOSES, DURING, given_ballot, given_decision
from talkoot.kernel.actors import VISITOR
from talkoot.rulebooks.tests.given import CHAPTERS, MEMBERS, given_council

pytestmark = pytest.mark.django_db


def waiting(actor, at=DURING):
    return [(a.decision.title, a.chamber.text, a.body.name if a.body else "") for a in queries.awaiting_vote(actor, at)]


def test_what_awaits_my_vote_comes_by_closing_time_for_me_and_for_my_bodies():
    council = given_council()
    given_decision(council, MEMBERS, CHAPTERS, title="Later", closes_at=CLOSES + timedelta(days=1))
    given_decision(council, MEMBERS, title="Sooner")
    assert waiting(council.bo) == [("Sooner", "Council", ""), ("Later", "Council", "")]
    assert waiting(council.eve) == [("Later", "Chapters", "North Chapter")]
    assert waiting(VISITOR) == []


def test_a_ballot_or_the_close_ends_the_waiting():
    council = given_council()
    decision = given_decision(council)
    given_ballot(decision, council.bo)
    assert waiting(council.bo) == []
    assert waiting(council.dee) == [("Dark mode for everyone", "Council", "")]
    assert waiting(council.dee, CLOSES) == []
    actions.close_due(AFTER)
    assert waiting(council.dee) == []


def test_a_vote_is_told_in_a_language_of_the_reader():
    council = given_council()
    decision = given_decision(council, MEMBERS)
    actions.translate_question(
        decision.pk, title="Modo oscuro", question="¿Lo hacemos?", language="es", by=council.ada, at=DURING
    )
    for page, expected in (("es", ("Modo oscuro", "es")), ("en", (decision.title, "en"))):
        with translation.override(page):
            [vote] = queries.awaiting_vote(council.bo, DURING)
        assert (vote.title, vote.language) == expected


def test_what_closes_within_a_week_is_shown_with_its_turnout(django_assert_num_queries):
    council = given_council()
    decision = given_decision(council)
    given_ballot(decision, council.bo)
    assert queries.closing_soon(VISITOR, DURING) == []
    with django_assert_num_queries(2):
        (soon,) = queries.closing_soon(VISITOR, CLOSES - timedelta(days=7))
    assert (soon.decision, soon.cast) == (decision, 1)


def test_a_body_sees_what_it_put_and_what_it_votes_in(django_assert_num_queries):
    council = given_council()
    put = given_decision(council, MEMBERS)
    votes = given_decision(council, CHAPTERS)
    with django_assert_num_queries(1):
        assert queries.of_body(council.body.pk, VISITOR, DURING) == [put, votes]
    assert queries.of_body(council.chapters[0].pk, VISITOR, DURING) == [votes]
    assert queries.of_body(council.body.pk, VISITOR, AFTER) == []


def test_the_box_for_other_pages_costs_three_queries(django_assert_num_queries):
    council = given_council()
    decision = given_decision(council, MEMBERS, CHAPTERS)
    given_ballot(decision, council.bo)
    with django_assert_num_queries(3):
        box = queries.box_of(decision.pk, council.bo, DURING)
    (place,) = box.places
    assert place.ballot is not None
    assert [view.turnout.cast for view in box.chambers if view.turnout] == [1, 0]
    assert [view.is_mine for view in box.chambers] == [True, False]


def test_waiting_costs_one_query_however_many_decisions_there_were(django_assert_num_queries):
    council = given_council()
    for number in range(12):
        given_decision(council, title=f"Matter {number}")
    from talkoot.directory.queries import hats_of

    hats = hats_of(council.bo, DURING)
    with django_assert_num_queries(1):
        assert len(queries.awaiting_vote(council.bo, DURING, hats)) == 10
