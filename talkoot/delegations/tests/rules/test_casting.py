"""Who casts whose vote: examples, and what holds of any delegations whatever."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from talkoot.delegations.rules import Casting, Link, chosen, resolve

# A machine with much else to do is no fault of the rules.
calm = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
PEOPLE = list(range(1, 9))
people = st.sampled_from(PEOPLE)
longest = st.integers(1, 6)
voters = st.frozensets(people)


@st.composite
def delegations(draw: st.DrawFn) -> list[Link]:
    """Return any delegations, rings among them: what the actions refuse must do no harm here either."""
    pairs = draw(st.lists(st.tuples(people, people, st.integers(0, 3), st.booleans()), max_size=12))
    return [Link(a, b, s, is_of_body, key) for key, (a, b, s, is_of_body) in enumerate(pairs) if a != b]


def test_ones_own_vote_wins() -> None:
    assert resolve([1], {1, 2}, {1: 2}, 3) == {1: Casting(1)}


def test_the_nearest_in_the_chain_who_voted_casts() -> None:
    following = {1: 2, 2: 3, 3: 4}
    assert resolve([1], {3, 4}, following, 5) == {1: Casting(3, (2, 3))}
    assert resolve([1], {2, 3, 4}, following, 5) == {1: Casting(2, (2,))}


def test_where_none_of_them_voted_the_vote_is_not_cast() -> None:
    assert resolve([1, 4], {5}, {1: 2, 2: 3}, 5) == {1: Casting(None, (2, 3)), 4: Casting(None)}


def test_a_chain_ends_after_as_many_steps_as_the_limit_allows() -> None:
    following = {1: 2, 2: 3, 3: 4}
    assert resolve([1], {4}, following, 2) == {1: Casting(None, (2, 3))}
    assert resolve([1], {4}, following, 3) == {1: Casting(4, (2, 3, 4))}


def test_a_ring_that_got_in_ends_where_it_would_begin_again() -> None:
    assert resolve([1], set(), {1: 2, 2: 3, 3: 1}, 9) == {1: Casting(None, (2, 3))}
    assert resolve([1], set(), {1: 2, 2: 3, 3: 2}, 9) == {1: Casting(None, (2, 3))}


@pytest.mark.parametrize(
    ("links", "goes_to"),
    [
        ([Link(1, 2, 0, False, 1), Link(1, 3, 4, False, 2)], 3),
        ([Link(1, 2, 4, False, 1), Link(1, 3, 0, False, 2)], 2),
        ([Link(1, 2, 4, False, 1), Link(1, 3, 4, False, 2)], 3),
        ([Link(1, 2, 4, True, 1), Link(1, 3, 4, False, 2)], 2),
        ([Link(1, 2, 4, False, 1), Link(1, 3, 0, True, 2)], 2),
    ],
    ids=["narrower later", "narrower earlier", "later of equals", "body before all", "scope before body"],
)
def test_the_narrower_wins_then_the_one_for_the_body_then_the_later(links: list[Link], goes_to: int) -> None:
    assert chosen(links) == {1: goes_to}


@calm
@given(delegations(), voters, longest)
def test_who_voted_casts_their_own_vote_and_nobody_casts_who_did_not(
    links: list[Link], voted: frozenset[int], most: int
) -> None:
    for person, casting in resolve(PEOPLE, voted, chosen(links), most).items():
        assert casting.caster is None or casting.caster in voted
        assert (casting == Casting(person)) == (person in voted)


@calm
@given(delegations(), voters, longest)
def test_everybody_in_between_did_not_vote_and_the_caster_comes_last(
    links: list[Link], voted: frozenset[int], most: int
) -> None:
    for person, (caster, chain) in resolve(PEOPLE, voted, chosen(links), most).items():
        if caster is None:
            assert voted.isdisjoint(chain)
        elif caster != person:
            assert chain[-1] == caster
            assert voted.isdisjoint(chain[:-1])


@calm
@given(delegations(), voters, longest)
def test_nobody_comes_twice_and_every_step_is_somebodys_choice(
    links: list[Link], voted: frozenset[int], most: int
) -> None:
    following = chosen(links)
    for person, (_caster, chain) in resolve(PEOPLE, voted, following, most).items():
        assert len({person, *chain}) == len(chain) + 1 <= most + 1
        for here, there in zip((person, *chain), chain, strict=False):
            assert following[here] == there


@calm
@given(delegations(), voters, longest, st.randoms(use_true_random=False))
def test_the_order_of_delegations_and_people_changes_nothing(
    links: list[Link], voted: frozenset[int], most: int, chance: object
) -> None:
    shuffled, crowd = list(links), list(PEOPLE)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]  # Hypothesis types its randoms as objects
    chance.shuffle(crowd)  # type: ignore[attr-defined]  # the same
    assert resolve(crowd, voted, chosen(shuffled), most) == resolve(PEOPLE, voted, chosen(links), most)


@calm
@given(delegations(), voters, longest, people)
def test_voting_oneself_never_takes_a_vote_from_anybody(
    links: list[Link], voted: frozenset[int], most: int, late: int
) -> None:
    following = chosen(links)
    before, after = (resolve(PEOPLE, who, following, most) for who in (voted, voted | {late}))
    assert all(after[p].caster is not None for p in PEOPLE if before[p].caster is not None)
    assert all(after[p].caster in (before[p].caster, late) for p in PEOPLE)


@calm
@given(delegations(), voters)
def test_a_longer_limit_never_changes_who_casts_only_who_is_reached(links: list[Link], voted: frozenset[int]) -> None:
    following = chosen(links)
    short, far = (resolve(PEOPLE, voted, following, most) for most in (2, 6))
    assert all(short[p].caster in (None, far[p].caster) for p in PEOPLE)


@calm
@given(delegations())
def test_each_persons_choice_is_the_greatest_of_theirs(links: list[Link]) -> None:
    for person, delegate in chosen(links).items():
        own = [link for link in links if link.person == person]
        top = max(link.specificity for link in own)
        narrowest = [link for link in own if link.specificity == top]
        of_body = [link for link in narrowest if link.is_of_body] or narrowest
        assert delegate == max(of_body, key=lambda link: link.key).delegate
