from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talkoot.scopes.rules import Cycle, closure

# Edges that only go from smaller to larger numbers can make no cycle.
downward = st.lists(
    st.tuples(st.integers(0, 8), st.integers(0, 8)).filter(lambda e: e[0] < e[1]), max_size=14, unique=True
)


@settings(max_examples=50, deadline=None)
@given(downward)
def test_the_closure_holds_every_path_at_its_shortest_length(edges: list[tuple[int, int]]) -> None:
    pairs = closure(edges)
    for (up, down), depth in pairs.items():
        nearest = [pairs[(up, middle)] + 1 for middle, end in edges if end == down and (up, middle) in pairs]
        assert depth == (0 if up == down else min(nearest))


@settings(max_examples=50, deadline=None)
@given(downward)
def test_the_edges_are_the_pairs_one_step_apart(edges: list[tuple[int, int]]) -> None:
    assert {pair for pair, depth in closure(edges).items() if depth == 1} == set(edges)


@settings(max_examples=50, deadline=None)
@given(downward.filter(bool), st.data())
def test_an_edge_back_up_is_a_cycle(edges: list[tuple[int, int]], data: st.DataObject) -> None:
    up, down = data.draw(st.sampled_from(sorted(closure(edges))))
    with pytest.raises(Cycle):
        closure([*edges, (down, up)])
