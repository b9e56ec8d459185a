"""The laws: exclude beats include beats conditions; order does not matter; all, any and not mean what they say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from talkoot.eligibility.rules import (
    Condition,
    Eligibility,
    Ground,
    Group,
    How,
    Known,
    Node,
    Test,
    Voters,
    check,
    eligible,
    on_list,
    satisfying,
)

PEOPLE = frozenset(range(8))
LISTS = ("red", "green", "blue")
OPENING = date(2026, 11, 23)
LEAVES = st.one_of(
    st.builds(Condition, test=st.just(Test.ACCOUNT_AGE), days=st.integers(0, 5)),
    st.builds(Condition, test=st.sampled_from([Test.ON_LIST, Test.NOT_ON_LIST]), list=st.sampled_from(LISTS)),
)
NODES = st.recursive(
    LEAVES,
    lambda inner: (
        st.builds(Group, st.sampled_from([How.ALL, How.ANY]), st.lists(inner, min_size=1, max_size=3).map(tuple))
        | st.builds(Group, st.just(How.NOT), inner.map(lambda one: (one,)))
    ),
    max_leaves=8,
)
SOME = st.lists(st.sampled_from(LISTS), unique=True, max_size=3).map(tuple)
WHO = st.frozensets(st.sampled_from(sorted(PEOPLE)))
RULES = st.builds(Eligibility, voters=st.just(Voters.PERSONS), conditions=NODES, include=SOME, exclude=SOME)
# Each person's account age and lists.
STATES = st.lists(
    st.tuples(st.integers(0, 6), st.frozensets(st.sampled_from(LISTS))), min_size=len(PEOPLE), max_size=len(PEOPLE)
)


def known_as(state: tuple[int, frozenset[str]]) -> Known:
    age, lists = state
    return Known(account_opened_on=date.fromordinal(OPENING.toordinal() - age), lists=lists)


def has(leaf: Condition, known: Known) -> bool:
    """Tell whether somebody has what a condition asks about, as the database would be asked."""
    if leaf.test is Test.ACCOUNT_AGE:
        assert known.account_opened_on is not None
        return (OPENING - known.account_opened_on).days >= leaf.days
    return leaf.list in known.lists


def marked(rules: Eligibility, people: dict[int, Known]) -> dict[Condition, frozenset[int]]:
    return {leaf: frozenset(who for who in people if has(leaf, people[who])) for leaf in rules.leaves}


def people_of(states: list[tuple[int, frozenset[str]]]) -> dict[int, Known]:
    return {who: known_as(state) for who, state in enumerate(states)}


@given(RULES, STATES)
def test_exclude_beats_include_and_include_beats_conditions(rules, states):
    people = people_of(states)
    chosen = eligible(rules, PEOPLE, marked(rules, people))
    for who, known in people.items():
        if known.lists & set(rules.exclude):
            assert who not in chosen
        elif known.lists & set(rules.include):
            assert who in chosen
        else:
            assert (who in chosen) == (who in satisfying(rules.conditions, PEOPLE, marked(rules, people)))


@given(RULES, STATES)
def test_one_at_a_time_comes_to_the_same_as_all_at_once(rules, states):
    people = people_of(states)
    chosen = eligible(rules, PEOPLE, marked(rules, people))
    assert {who for who, known in people.items() if check(rules, known, OPENING).may_vote} == set(chosen)


@given(RULES, STATES, st.randoms(use_true_random=False))
def test_the_order_of_lists_and_of_parts_does_not_matter(rules, states, random):
    def shuffled(node: Node) -> Node:
        if isinstance(node, Condition):
            return node
        parts = [shuffled(part) for part in node.of]
        random.shuffle(parts)
        return Group(node.how, tuple(parts))

    other = replace(
        rules, conditions=shuffled(rules.conditions), include=rules.include[::-1], exclude=rules.exclude[::-1]
    )
    people = people_of(states)
    assert eligible(rules, PEOPLE, marked(rules, people)) == eligible(other, PEOPLE, marked(other, people))


@given(st.lists(WHO, min_size=1, max_size=4))
def test_all_is_everybody_in_each_any_is_everybody_in_one_and_not_is_the_rest(sets):
    asked = [on_list(str(place)) for place in range(len(sets))]
    has_it = dict(zip(asked, sets, strict=True))
    assert satisfying(Group(How.ALL, tuple(asked)), PEOPLE, has_it) == frozenset.intersection(*sets)
    assert satisfying(Group(How.ANY, tuple(asked)), PEOPLE, has_it) == frozenset.union(*sets)
    assert satisfying(Group(How.NOT, (asked[0],)), PEOPLE, has_it) == PEOPLE - sets[0]


@given(NODES, STATES)
def test_not_twice_is_nothing_and_not_of_all_is_any_of_not(node, states):
    rules = Eligibility(Voters.PERSONS, node)
    has_it = marked(rules, people_of(states))
    twice = Group(How.NOT, (Group(How.NOT, (node,)),))
    assert satisfying(twice, PEOPLE, has_it) == satisfying(node, PEOPLE, has_it)
    if isinstance(node, Group) and node.how is How.ALL:
        outside = Group(How.NOT, (node,))
        inside = Group(How.ANY, tuple(Group(How.NOT, (part,)) for part in node.of))
        assert satisfying(outside, PEOPLE, has_it) == satisfying(inside, PEOPLE, has_it)


@given(RULES, STATES)
def test_nobody_comes_in_who_is_not_there(rules, states):
    assert eligible(rules, frozenset(), marked(rules, people_of(states))) == frozenset()
    gone = check(rules, replace(known_as(states[0]), is_there=False), OPENING)
    assert (gone.may_vote, gone.ground) == (False, Ground.GONE)


@given(RULES, STATES)
def test_what_decided_is_said_with_its_lists(rules, states):
    checked = check(rules, known_as(states[0]), OPENING)
    lists = {Ground.EXCLUDED: rules.exclude, Ground.INCLUDED: rules.include}.get(checked.ground, ())
    assert checked.lists == tuple(slug for slug in lists if slug in states[0][1])
    assert bool(checked.lists) == (checked.ground in {Ground.EXCLUDED, Ground.INCLUDED})
