"""Rounds of consent: one reasoned objection is enough to hold a proposal, concerns never are."""

from __future__ import annotations

import pytest

from recount.methods.consent import POSITIONS
from recount.profiles import Ballot, Number, Profile, Uncounted
from recount.tests.given_ballots import outcome
from recount.words import outcome_text


def test_a_proposal_passes_with_concerns_and_with_who_stands_aside() -> None:
    counted = outcome(_round(agree=5, concern=3, stand_aside=2), "consent")
    assert [counted.elected, counted.unfilled_seats] == [(0,), 0]
    assert counted.rounds[0].totals == {0: 5, 1: 3, 2: 2}


def test_one_objection_left_is_enough() -> None:
    profile = _round(agree=40, objection=1)
    counted = outcome(profile, "consent")
    assert counted.elected == ()
    assert (counted.tests[0]["met"], counted.tests[0]["sentence"]) == (False, "consent_missed")


@pytest.mark.parametrize("settled", [position for position in POSITIONS if position.startswith("objection-")])
def test_an_objection_that_is_settled_or_has_no_reason_holds_nothing_up(settled: str) -> None:
    counted = outcome(_round(**{"agree": 4, settled.replace("-", "_"): 1}), "consent")
    assert counted.elected == (0,)
    assert counted.tests[0]["figures"][settled] == "1"  # type: ignore[index, call-overload]  # plain data


@pytest.mark.parametrize(("limit", "passes"), [("2", True), ("1", False), ("20 %", True), ("19 %", False)])
def test_too_many_who_stand_aside_may_hold_it_up(limit: str, passes: bool) -> None:
    counted = outcome(_round(agree=8, stand_aside=2), "consent", 1, f"stand-asides={limit}")
    assert bool(counted.elected) == passes


@pytest.mark.parametrize(("empty", "elected"), [("fails", ()), ("passes", (0,))])
def test_a_round_in_which_nobody_spoke_is_judged_as_declared(empty: str, elected: tuple[int, ...]) -> None:
    assert outcome(_round(agree=0, objection=0), "consent", 1, f"empty={empty}").elected == elected


def test_the_result_is_said_in_sentences() -> None:
    profile = _round(agree=5, concern=3, stand_aside=2)
    said = outcome_text(profile, outcome(profile, "consent", 1, "stand-asides=1"))
    assert "no reasoned objection is left: 5 agree, 3 with a concern, 2 stand aside" in said
    assert "2 stand aside, more than 1" in said


def test_a_position_nobody_knows_is_refused() -> None:
    with pytest.raises(Uncounted) as refused:
        outcome(Profile(("agree", "veto"), {}), "consent")
    assert refused.value.values["value"] == "veto"


def _round(**votes: int) -> Profile:
    ballots: dict[Ballot, Number] = {
        Ballot(((place,),)): number for place, number in enumerate(votes.values()) if number
    }
    return Profile(tuple(votes), ballots)
