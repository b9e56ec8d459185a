"""Rulebooks in lists, and what decisions were put under them."""

from __future__ import annotations

import pytest

from talkoot.kernel.actors import VISITOR
from talkoot.rulebooks import queries
from talkoot.rulebooks.actions import publish_rulebook
from talkoot.rulebooks.tests.given import CHAPTERS, MEMBERS, OPENED, given_council, given_rulebook
from talkoot.rulebooks.tests.queries.test_sentences import COMMITTEE

pytestmark = pytest.mark.django_db


def test_rulebooks_are_listed_in_their_latest_version(django_assert_num_queries):
    council = given_council()
    given_rulebook(council)
    latest = given_rulebook(council, MEMBERS, CHAPTERS)
    with django_assert_num_queries(1):
        assert [rulebook.pk for rulebook in queries.list_rulebooks()] == [latest.pk]
    assert queries.rulebook_choices() == [(latest.pk, "Council rules (2)")]
    assert queries.labels([latest.pk], viewer=VISITOR)[latest.pk].text == "Council rules (2)"


def test_rulebooks_that_elect_are_listed_too():
    council = given_council()
    asks = given_rulebook(council)
    elects = publish_rulebook(source=COMMITTEE.read_text("utf-8"), body_id=council.body.pk, by=council.ada, at=OPENED)
    assert {rulebook.pk for rulebook in queries.list_rulebooks()} == {asks.pk, elects.pk}
    assert {key for key, _name in queries.rulebook_choices()} == {asks.pk, elects.pk}
