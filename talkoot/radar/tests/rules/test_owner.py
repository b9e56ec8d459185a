"""Who must act: pure rules by example and by property."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from talkoot.radar.rules import Holder, Limits, Post, lineage, orphaned, overburdened, owner

POSTS = {1: Post(None, True), 2: Post(1, True), 3: Post(2, False, "suspended"), 4: Post(1, True)}


def test_the_lowest_that_holds_it_acts_and_where_it_cannot_the_nearest_above() -> None:
    assert owner([1, 2], POSTS) == 2
    assert owner([3, 1], POSTS) == 1  # another that holds it works
    assert owner([3], POSTS) == 2
    assert owner([2], POSTS, above=True) == 1
    assert owner([], POSTS) is None
    assert owner([9], {9: Post(None, False, "ended")}) == 9


def test_a_body_nobody_is_in_leaves_it_to_the_one_above_and_a_vacant_role_to_its_own() -> None:
    alone = orphaned(Holder(2, 3, is_held=False), POSTS)
    assert alone is not None
    assert alone.body_id == 1
    vacant = orphaned(Holder(2, 3, role_id=7, is_held=False), POSTS)
    assert vacant is not None
    assert (vacant.body_id, dict(vacant.figures)) == (2, {"duties": 3, "why": "vacant"})
    assert orphaned(Holder(2, 3), POSTS) is None


def test_more_than_the_limit_rests_on_one() -> None:
    assert overburdened(5, {1: 6, 2: 4}, POSTS, Limits(most_duties=10)) is None
    found = overburdened(5, {1: 6, 2: 5}, POSTS, Limits(most_duties=10))
    assert found is not None
    assert found.body_id == 1


@settings(max_examples=50, deadline=None)
@given(
    parents=st.lists(st.integers(0, 9), min_size=1, max_size=10),
    works=st.lists(st.booleans(), min_size=10, max_size=10),
    holding=st.lists(st.integers(1, 10), max_size=5),
)
def test_who_must_act_holds_it_or_contains_who_does_and_works_if_any_does(
    parents: list[int], works: list[bool], holding: list[int]
) -> None:
    posts = {n: Post(p if 0 < p < n else None, works[n - 1]) for n, p in enumerate(parents, 1)}
    holding = [body for body in holding if body in posts]
    found = owner(holding, posts)
    above = {up for body in holding for up in lineage(body, posts)}
    assert (found is None) == (not holding)
    assert found is None or found in above
    assert found is None or posts[found].works == any(posts[up].works for up in above)
    assert found == owner(list(reversed(holding)), posts)
