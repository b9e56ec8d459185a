from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from talkoot.duties.rules import Held, Issue, Letter, Nearness, find, nearest_first
from talkoot.scopes.rules import Facets, World, covers, overlaps

PLACES = {"002": {"002"}, "014": {"014", "002"}, "KE": {"KE", "014", "002"}, "UG": {"UG", "014", "002"}, "FR": {"FR"}}
WORLD = World({}, {place: frozenset(up) for place, up in PLACES.items()}, {})

places = st.frozensets(st.sampled_from(sorted(PLACES)), max_size=2)
duties = st.lists(
    st.builds(
        Held,
        duty_id=st.integers(1, 99),
        letter=st.sampled_from(Letter),
        body_id=st.integers(1, 3),
        facets=st.builds(Facets, territories=places),
        is_vacant=st.booleans(),
    ),
    max_size=6,
    unique_by=lambda d: d.duty_id,
)
modest = settings(max_examples=60, deadline=None)


def _held(number: int, letter: Letter, *places: str, body: int = 1, is_vacant: bool = False) -> Held:
    return Held(number, letter, body, Facets(territories=frozenset(places)), is_vacant)


def test_a_matter_without_anyone_accountable_is_a_gap() -> None:
    assert find([_held(1, Letter.CONSULTED)], WORLD).issues == {Issue.GAP}
    assert find([], WORLD).issues == {Issue.GAP}


def test_one_decider_everywhere_leaves_nothing_to_settle() -> None:
    held = [_held(1, Letter.ACCOUNTABLE), _held(2, Letter.CONSULTED, "KE", body=2)]
    assert find(held, WORLD).issues == frozenset()


def test_where_the_decider_does_not_reach_is_a_gap() -> None:
    held = [_held(1, Letter.ACCOUNTABLE, "014"), _held(2, Letter.CONSULTED, "FR", body=2)]
    assert find(held, WORLD).gaps == (2,)


def test_deciders_may_share_a_scope_among_them() -> None:
    held = [
        _held(1, Letter.ACCOUNTABLE, "KE"),
        _held(2, Letter.ACCOUNTABLE, "UG", body=2),
        _held(3, Letter.INFORMED, "KE", "UG", body=3),
    ]
    assert find(held, WORLD).issues == frozenset()


def test_two_bodies_that_decide_the_same_overlap() -> None:
    held = [_held(1, Letter.ACCOUNTABLE), _held(2, Letter.ACCOUNTABLE, "KE", body=2)]
    assert find(held, WORLD).overlaps == ((1, 2),)


def test_a_body_does_not_overlap_with_its_own_role() -> None:
    assert find([_held(1, Letter.ACCOUNTABLE), _held(2, Letter.ACCOUNTABLE)], WORLD).overlaps == ()


def test_a_duty_that_nobody_holds_is_an_orphan() -> None:
    assert find([_held(1, Letter.ACCOUNTABLE, is_vacant=True)], WORLD).orphans == (1,)


@modest
@given(duties)
def test_what_is_found_is_there(held: list[Held]) -> None:
    found = find(held, WORLD)
    by_id = {d.duty_id: d for d in held}
    for a, b in found.overlaps:
        assert by_id[a].body_id != by_id[b].body_id
        assert overlaps(by_id[a].facets, by_id[b].facets, WORLD)
    deciders = [d for d in held if d.letter is Letter.ACCOUNTABLE]
    for gap in found.gaps:
        assert not any(covers(d.facets, by_id[gap].facets, WORLD) for d in deciders)
    assert set(found.orphans) == {d.duty_id for d in held if d.is_vacant}


@modest
@given(duties)
def test_a_decider_everywhere_closes_every_gap(held: list[Held]) -> None:
    assert not find([*held, _held(100, Letter.ACCOUNTABLE, body=9)], WORLD).has_gap


@modest
@given(duties)
def test_the_order_of_duties_changes_no_issue(held: list[Held]) -> None:
    assert find(held, WORLD).issues == find(held[::-1], WORLD).issues


def test_the_nearest_then_the_lowest_then_the_weightiest_comes_first() -> None:
    places = [
        Nearness(3, 0, Letter.INFORMED, "B"),
        Nearness(2, 4, Letter.INFORMED, "A"),
        Nearness(2, 1, Letter.ACCOUNTABLE, "Z"),
        Nearness(2, 1, Letter.CONSULTED, "A"),
        Nearness(2, 1, Letter.CONSULTED, "B"),
    ]
    assert sorted({*places}, key=nearest_first) == places
