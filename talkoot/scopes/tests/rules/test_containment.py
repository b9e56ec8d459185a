from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from talkoot.scopes.rules import Ancestry, Facets, World, closure, covers, overlaps, specificity

# A small world with everything a big one has: chains, a diamond (13 lies under both 3 and 419), loose ends.
EDGES = [(19, 3), (19, 419), (3, 13), (419, 13), (13, 70), (13, 71), (419, 5), (2, 14), (14, 40)]


def _ancestry[T](edges: list[tuple[T, T]]) -> Ancestry[T]:
    found: dict[T, set[T]] = {}
    for up, down in closure(edges):
        found.setdefault(down, set()).add(up)
    return {k: frozenset(v) for k, v in found.items()}


NAMED = [(f"{up:03}", f"{down:03}") for up, down in EDGES]
WORLD = World(_ancestry(EDGES), _ancestry(NAMED), _ancestry([("zh", "yue"), ("zh", "zh-Hant"), ("en", "en-simple")]))

facets = st.builds(
    Facets,
    topics=st.frozensets(st.sampled_from(sorted(WORLD.topics)), max_size=3),
    territories=st.frozensets(st.sampled_from(sorted(WORLD.territories)), max_size=3),
    languages=st.frozensets(st.sampled_from(sorted(WORLD.languages)), max_size=2),
)
modest = settings(max_examples=100, deadline=None)
EVERYWHERE = Facets()


@modest
@given(facets)
def test_every_scope_covers_itself(a: Facets) -> None:
    assert covers(a, a, WORLD)


@modest
@given(facets, facets, facets)
def test_covering_carries_on_through_a_third(a: Facets, b: Facets, c: Facets) -> None:
    if covers(a, b, WORLD) and covers(b, c, WORLD):
        assert covers(a, c, WORLD)


@modest
@given(facets, facets)
def test_two_scopes_that_cover_each_other_name_the_same_area(a: Facets, b: Facets) -> None:
    if covers(a, b, WORLD) and covers(b, a, WORLD):
        assert _widest(a) == _widest(b)


@modest
@given(facets, facets)
def test_what_covers_also_overlaps(a: Facets, b: Facets) -> None:
    if covers(a, b, WORLD):
        assert overlaps(a, b, WORLD)


@modest
@given(facets, facets)
def test_overlap_goes_both_ways(a: Facets, b: Facets) -> None:
    assert overlaps(a, b, WORLD) == overlaps(b, a, WORLD)


@modest
@given(facets, facets, facets)
def test_two_scopes_that_cover_a_third_overlap(a: Facets, b: Facets, c: Facets) -> None:
    if covers(a, c, WORLD) and covers(b, c, WORLD):
        assert overlaps(a, b, WORLD)


@modest
@given(facets)
def test_everywhere_covers_all_and_only_everywhere_covers_everywhere(a: Facets) -> None:
    assert covers(EVERYWHERE, a, WORLD)
    assert covers(a, EVERYWHERE, WORLD) == (a == EVERYWHERE)


@modest
@given(facets, facets)
def test_a_scope_is_at_least_as_specific_as_one_that_covers_it(a: Facets, b: Facets) -> None:
    if covers(a, b, WORLD):
        assert specificity(a, WORLD) <= specificity(b, WORLD)


def test_nothing_is_less_specific_than_everywhere() -> None:
    assert specificity(EVERYWHERE, WORLD) == 0


def test_a_narrower_topic_is_more_specific_than_its_broader_one() -> None:
    assert specificity(Facets(topics=frozenset({13})), WORLD) > specificity(Facets(topics=frozenset({3})), WORLD)


def test_two_regions_overlap_where_they_share_a_country_though_neither_contains_the_other() -> None:
    north, latin = (Facets(territories=frozenset({code})) for code in ("003", "419"))
    assert overlaps(north, latin, WORLD)
    assert not covers(north, latin, WORLD)


def test_scopes_that_share_a_topic_but_no_territory_do_not_overlap() -> None:
    here = Facets(topics=frozenset({3}), territories=frozenset({"040"}))
    there = Facets(topics=frozenset({3}), territories=frozenset({"070"}))
    assert not overlaps(here, there, WORLD)


@modest
@given(facets, facets)
def test_equal_facets_have_equal_keys_and_others_do_not(a: Facets, b: Facets) -> None:
    assert (a.key == b.key) == (a == b)


def _widest(a: Facets) -> Facets:
    return Facets(
        _top(a.topics, WORLD.topics), _top(a.territories, WORLD.territories), _top(a.languages, WORLD.languages)
    )


def _top[T](facet: frozenset[T], ancestry: Ancestry[T]) -> frozenset[T]:
    return frozenset(x for x in facet if not (ancestry[x] - {x}) & facet)
