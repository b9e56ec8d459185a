"""Rings: found through chains and across scopes that overlap, and only where one question lies in all of them."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from talkoot.delegations.rules import Area, area_of, common, ring
from talkoot.scopes.rules import Facets, World, overlaps

# Africa holds Eastern Africa, which holds Kenya and Uganda; Software holds Fonts and Maps.
UP: dict[str, frozenset[str]] = {
    "002": frozenset({"002"}),
    "014": frozenset({"014", "002"}),
    "KE": frozenset({"KE", "014", "002"}),
    "UG": frozenset({"UG", "014", "002"}),
}
TOPICS = {1: frozenset({1}), 2: frozenset({2, 1}), 3: frozenset({3, 1})}
WORLD = World(topics=TOPICS, territories=UP, languages={"sw": frozenset({"sw"})})
# A machine with much else to do is no fault of the rules.
calm = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
START = date(2026, 11, 23)
YEAR = timedelta(days=365)
EVERYWHERE = Facets()
KENYA, UGANDA, EAST = (Facets(territories=frozenset({code})) for code in ("KE", "UG", "014"))

facets = st.builds(
    Facets,
    topics=st.frozensets(st.sampled_from(list(TOPICS)), max_size=2),
    territories=st.frozensets(st.sampled_from(list(UP)), max_size=2),
    languages=st.frozensets(st.just("sw"), max_size=1),
)
areas = st.builds(
    lambda where, body, start, days: area(where, body, START + timedelta(start), START + timedelta(start + days)),
    facets,
    st.sampled_from([None, 1, 2]),
    st.integers(0, 4),
    st.integers(1, 4),
)


def area(where: Facets, body: int | None = None, start: date = START, end: date = START + YEAR) -> Area:
    return area_of(where, WORLD, body, start, end)


def test_two_who_would_vote_for_each_other_are_a_ring() -> None:
    assert ring(1, 2, area(EVERYWHERE), {2: [(1, area(EVERYWHERE))]}) == (2,)


def test_a_ring_is_found_through_a_chain_and_across_scopes_that_overlap() -> None:
    held = {2: [(3, area(EAST))], 3: [(1, area(Facets(topics=frozenset({2}))))]}
    assert ring(1, 2, area(KENYA), held) == (2, 3)


def test_where_no_question_lies_in_all_there_is_no_ring() -> None:
    assert ring(1, 2, area(KENYA), {2: [(1, area(UGANDA))]}) == ()
    held = {2: [(3, area(EVERYWHERE))], 3: [(1, area(UGANDA))]}
    assert ring(1, 2, area(KENYA), held) == ()


def test_nor_where_no_day_or_no_body_is_shared() -> None:
    later = area(EVERYWHERE, start=START + YEAR, end=START + 2 * YEAR)
    assert ring(1, 2, area(EVERYWHERE), {2: [(1, later)]}) == ()
    assert ring(1, 2, area(EVERYWHERE, 7), {2: [(1, area(EVERYWHERE, 8))]}) == ()
    assert ring(1, 2, area(EVERYWHERE, 7), {2: [(1, area(EVERYWHERE))]}) == (2,)


def test_it_is_found_beside_ways_that_lead_nowhere_and_rings_of_others() -> None:
    whole = area(EVERYWHERE)
    held = {2: [(3, whole), (5, whole)], 3: [(4, whole)], 4: [(3, whole)], 5: [(1, area(KENYA)), (6, whole)]}
    assert ring(1, 2, whole, held) == (2, 5)
    assert ring(9, 2, whole, held) == ()


@calm
@given(facets, facets)
def test_two_areas_share_something_where_their_scopes_overlap(a: Facets, b: Facets) -> None:
    assert (common(area(a), area(b)) is not None) == overlaps(a, b, WORLD)


@calm
@given(areas, areas, areas)
def test_what_areas_share_does_not_depend_on_their_order(a: Area, b: Area, c: Area) -> None:
    assert common(a, b) == common(b, a)
    left, right = common(a, b), common(b, c)
    assert (common(left, c) if left else None) == (common(a, right) if right else None)
    assert common(a, a) == a


@calm
@given(st.lists(st.tuples(st.integers(1, 5), st.integers(1, 5), areas), max_size=12), areas)
def test_a_ring_is_found_exactly_where_one_is(rows: list[tuple[int, int, Area]], new: Area) -> None:
    held: dict[int, list[tuple[int, Area]]] = {}
    for person, delegate, its_area in rows:
        if person != delegate:
            held.setdefault(person, []).append((delegate, its_area))
    way = ring(1, 2, new, held)
    assert bool(way) == _comes_back(2, new, held, ())
    if way:
        assert way[0] == 2
        steps = [[a for d, a in held[here] if d == there] for here, there in zip(way, (*way[1:], 1), strict=True)]
        assert any(_all_share(new, choice) for choice in product(*steps))


def _comes_back(here: int, left: Area, held: dict[int, list[tuple[int, Area]]], met: tuple[int, ...]) -> bool:
    """Try every simple way, slowly."""
    if here == 1:
        return True
    if here in met:
        return False
    found = ((there, common(left, its_area)) for there, its_area in held.get(here, ()))
    return any(shared is not None and _comes_back(there, shared, held, (*met, here)) for there, shared in found)


def _all_share(start: Area, others: tuple[Area, ...]) -> bool:
    left: Area | None = start
    for one in others:
        left = common(left, one) if left else None
    return left is not None
