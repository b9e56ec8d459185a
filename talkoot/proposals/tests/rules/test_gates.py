"""Gates: their laws hold for whatever is composed, and a shut gate always says what is missing."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talkoot.proposals.rules import PREDICATES, All, AnyOf, Facts, Needs, Not, Requirement, leaves, missing, weigh

numbers = st.integers(0, 12)
facts = st.builds(
    Facts,
    supports=numbers,
    days_in_stage=numbers,
    has_scope=st.booleans(),
    has_owner=st.booleans(),
    is_answered=st.booleans(),
    consultations=numbers,
    consultations_closed=numbers,
    inputs=numbers,
    answered=numbers,
    names_consultation=st.booleans(),
    is_exempt=st.booleans(),
    verdict=st.sampled_from(["", "open", "adopted", "rejected"]),
    commitments=numbers,
    commitments_settled=numbers,
    commitments_reviewed=numbers,
)


@st.composite
def needs(draw):
    name = draw(st.sampled_from(sorted(PREDICATES)))
    parameters = {p: draw(st.integers(1, 12)) for p in PREDICATES[name].parameters}
    return Needs(name, tuple(sorted(parameters.items())))


gates = st.recursive(
    needs(),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda parts: All(tuple(parts))),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: AnyOf(tuple(parts))),
        inner.map(Not),
    ),
    max_leaves=8,
)


def truth(gate, about):
    """Say by the plain meaning of the words whether a gate is open."""
    match gate:
        case Needs(name, parameters):
            have, need = PREDICATES[name].figures(about, dict(parameters))
            return have >= need
        case All(parts):
            return all(truth(part, about) for part in parts)
        case AnyOf(parts):
            return any(truth(part, about) for part in parts)
        case Not(part):
            return not truth(part, about)


@settings(max_examples=100)
@given(gates, facts)
def test_a_gate_means_what_its_words_say(gate, about):
    assert weigh(gate, about).holds == truth(gate, about)


@settings(max_examples=50)
@given(gates, facts)
def test_a_gate_is_open_exactly_when_nothing_is_missing(gate, about):
    weighed = weigh(gate, about)
    assert weighed.holds == (not missing(weighed))


@settings(max_examples=50)
@given(gates, facts)
def test_not_not_is_nothing(gate, about):
    assert weigh(Not(Not(gate)), about) == weigh(gate, about)


@settings(max_examples=50)
@given(st.lists(gates, min_size=1, max_size=3), facts)
def test_not_all_is_any_not(parts, about):
    assert weigh(Not(All(tuple(parts))), about) == weigh(AnyOf(tuple(Not(p) for p in parts)), about)


@settings(max_examples=50)
@given(st.lists(gates, min_size=1, max_size=4), facts, st.randoms())
def test_the_order_of_parts_does_not_matter(parts, about, shuffler):
    other = list(parts)
    shuffler.shuffle(other)
    for join in (All, AnyOf):
        assert weigh(join(tuple(parts)), about).holds == weigh(join(tuple(other)), about).holds


@settings(max_examples=50)
@given(gates, facts)
def test_what_is_missing_does_not_hold(gate, about):
    assert not any(lack.holds for lack in missing(weigh(gate, about)))


@settings(max_examples=50)
@given(st.lists(gates, max_size=3), gates, facts)
def test_meeting_one_requirement_more_never_shuts_a_gate(parts, one, about):
    if weigh(All((*parts, one)), about).holds:
        assert weigh(All(tuple(parts)), about).holds


def test_no_requirement_is_an_open_gate():
    assert weigh(All(), Facts()).holds


def test_alternatives_are_missing_together():
    gate = All((Needs("has_owner"), AnyOf((Needs("has_scope"), Needs("is_answered")))))
    owner, either = missing(weigh(gate, Facts()))
    assert owner == Requirement("has_owner", False, 0, 1)
    assert [leaf.predicate for leaf in leaves(either)] == ["has_scope", "is_answered"]


@pytest.mark.parametrize(
    ("about", "holds"),
    [
        (Facts(), False),
        (Facts(names_consultation=True), True),
        (Facts(is_exempt=True), True),
    ],
)
def test_a_decision_names_its_consultation_or_an_exemption(about, holds):
    assert weigh(Needs("consultation_named_or_exempted"), about).holds == holds


def test_no_consultation_is_not_a_closed_one():
    assert not weigh(Needs("consultation_closed"), Facts()).holds
    assert weigh(Needs("consultation_closed"), Facts(consultations=1, consultations_closed=1)).holds


def test_no_promise_is_not_a_kept_one():
    assert not weigh(Needs("commitments_reviewed"), Facts()).holds
    assert not weigh(Needs("commitments_settled"), Facts(commitments=2, commitments_settled=1)).holds
