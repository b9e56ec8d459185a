"""Who may, who may not, and why."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talkoot.kernel.verdicts import ALLOWED, Fact, PermissionDenied, Verdict, all_of, any_of, denied, require

answers = st.lists(st.booleans(), min_size=1, max_size=6)


def facts(held: list[bool]) -> list[Fact]:
    """Return facts that hold or not, as told; each one missing names its place."""

    def fact(place: int, holds: bool) -> Fact:
        return lambda *_args, **_kwargs: ALLOWED if holds else denied(f"fact {place}")

    return [fact(place, holds) for place, holds in enumerate(held)]


@given(answers)
@settings(max_examples=50)
def test_all_of_allows_when_every_fact_holds_and_names_the_first_missing(held: list[bool]):
    verdict = all_of(*facts(held))()

    assert verdict.allowed is all(held)
    assert verdict.reason == ("" if all(held) else f"fact {held.index(False)}")


@given(answers)
@settings(max_examples=50)
def test_any_of_allows_when_one_fact_holds_and_names_the_last_missing(held: list[bool]):
    verdict = any_of(*facts(held))()

    assert verdict.allowed is any(held)
    assert verdict.reason == ("" if any(held) else f"fact {len(held) - 1}")


@given(answers, answers)
@settings(max_examples=50)
def test_facts_made_of_facts_answer_like_the_facts_in_one_row(some: list[bool], more: list[bool]):
    for combine in (all_of, any_of):
        nested = combine(combine(*facts(some)), combine(*facts(more)))()
        assert nested.allowed is combine(*facts(some + more))().allowed


def test_a_fact_is_not_asked_once_the_answer_is_known():
    def asked(*_args: object) -> Verdict:
        raise AssertionError("nobody needed to know")

    assert not all_of(lambda *_args: denied("first"), asked)("ada")
    assert any_of(lambda *_args: ALLOWED, asked)("ada")


def test_what_is_asked_reaches_every_fact_as_it_was_asked():
    def is_ada(actor: str, *, at: int) -> Verdict:
        return ALLOWED if (actor, at) == ("ada", 9) else denied("not ada at nine")

    assert all_of(is_ada, any_of(is_ada))("ada", at=9)
    assert all_of(is_ada)("bo", at=9).reason == "not ada at nine"


def test_requiring_what_is_allowed_passes_and_what_is_not_raises_the_reason():
    require(ALLOWED)

    with pytest.raises(PermissionDenied, match="Only members") as raised:
        require(denied("Only members of the body do this."))

    assert raised.value.reason == "Only members of the body do this."
