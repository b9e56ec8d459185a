from __future__ import annotations

import itertools
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from talkoot.scopes import queries
from talkoot.scopes.models import Topic
from talkoot.scopes.rules import Facets, covers, overlaps, specificity
from talkoot.scopes.tests.given import given_scope, given_topic, given_world

pytestmark = pytest.mark.django_db

PLACES = ["002", "014", "KE", "UG", "003", "419", "013", "MX"]
TONGUES = ["zh", "yue", "zh-Hant", "sw"]
# A topic lies under some of those before it: any such list is a DAG.
shapes = st.lists(st.sets(st.integers(0, 4), max_size=2), min_size=1, max_size=5)
wishes = st.lists(
    st.tuples(
        st.frozensets(st.integers(0, 4), max_size=2),
        st.frozensets(st.sampled_from(PLACES), max_size=2),
        st.frozensets(st.sampled_from(TONGUES), max_size=2),
    ),
    min_size=2,
    max_size=6,
)
type Wish = tuple[frozenset[int], frozenset[str], frozenset[str]]


@pytest.fixture(autouse=True)
def world(db: None) -> None:
    given_world()


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(shape=shapes, asked=wishes)
def test_the_database_finds_exactly_what_the_rules_say(shape: list[set[int]], asked: list[Wish]) -> None:
    topics: list[Topic] = []
    for above in shape:
        topics.append(given_topic("T", under=[topics[i] for i in above if i < len(topics)]))
    scopes = {given_scope([topics[i] for i in some if i < len(topics)], *others) for some, *others in asked}
    facets = queries.facets_of([s.pk for s in scopes])
    whole = queries.world()
    among = queries.reaches_of([s.pk for s in scopes])
    for a, b in itertools.product(scopes, scopes):
        assert (a.pk in set(queries.covering(b.pk))) == covers(facets[a.pk], facets[b.pk], whole)
        assert (a.pk in set(queries.covering(b.pk))) == covers(among[0][a.pk], among[0][b.pk], among[1])
        assert (a.pk in set(queries.overlapping(b.pk))) == overlaps(facets[a.pk], facets[b.pk], whole)
        assert a.specificity == specificity(facets[a.pk], whole)


def test_a_scope_nobody_knows_is_covered_by_everywhere_alone() -> None:
    everywhere = given_scope()
    given_scope(territories=["KE"])
    assert set(queries.covering(0)) == {everywhere.pk}


def test_facets_come_back_as_they_were_given() -> None:
    reading = given_topic("Reading")
    scope = given_scope([reading], ["KE", "UG"], ["sw"])
    assert queries.facets_of([scope.pk]) == {
        scope.pk: Facets(frozenset({reading.pk}), frozenset({"KE", "UG"}), frozenset({"sw"}))
    }


def test_how_several_scopes_lie_to_each_other_takes_one_query(django_assert_num_queries: Any) -> None:
    scopes = [given_scope([given_topic("A")], ["KE"], ["sw"]).pk, given_scope(territories=["014"]).pk]
    with django_assert_num_queries(1):
        facets, world = queries.reaches_of(scopes)
    assert covers(facets[scopes[1]], facets[scopes[0]], world) is True
    assert covers(facets[scopes[0]], facets[scopes[1]], world) is False
    with django_assert_num_queries(0):
        assert queries.reaches_of([])[0] == {}


def test_finding_what_covers_takes_two_queries_however_wide(django_assert_num_queries: Any) -> None:
    narrow = given_scope([given_topic("A")], ["KE"], ["sw"])
    wide = given_scope([given_topic("B"), given_topic("C")], ["KE", "UG", "MX"], ["sw", "zh"])
    for scope in (narrow, wide):
        with django_assert_num_queries(2):
            assert scope.pk in set(queries.covering(scope.pk))
