"""Rounds of consent: one reasoned objection is enough to hold a proposal, concerns never are."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from recount import Unusable
from recount.bundles.objections import Objection
from recount.bundles.verifying import verify
from recount.bundles.writing import Chamber, Evidence
from recount.methods.consent import POSITIONS
from recount.profiles import Ballot, Number, Profile, Uncounted
from recount.tests.given_ballots import outcome
from recount.tests.given_bundles import altered, election_rules, files_in, given_election, written
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
    counted = outcome(_round(**{"agree": 4, settled.replace("-", "_"): 1}), "consent", 1, "override=3/4")
    assert counted.elected == (0,)
    assert counted.tests[0]["figures"][settled] == "1"  # type: ignore[index, call-overload]  # plain data


@pytest.mark.parametrize("override", ["none", ""])
def test_where_nobody_may_override_an_overridden_objection_stands(override: str) -> None:
    counted = outcome(_round(agree=4, objection_overridden=1), "consent", 1, f"override={override}")
    assert counted.elected == ()
    assert counted.tests[0]["figures"]["left"] == "1"  # type: ignore[index, call-overload]  # plain data


@pytest.mark.parametrize(
    ("override", "code"), [("most", "not_an_exact_number"), ("0", "share_out_of_range"), ("3/2", "share_out_of_range")]
)
def test_an_override_is_a_share_of_the_others(override: str, code: str) -> None:
    with pytest.raises(Uncounted) as refused:
        outcome(_round(agree=4), "consent", 1, f"override={override}")
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("limit", "passes"),
    [("2", True), ("1", False), ("20 %", True), ("19 %", False), ("1/3", True), ("0.19", False), ("0", False)],
)
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


def given_round(*objections: Objection, override: str = "3/4") -> Evidence:
    """Return an open round of eight: member:0 and member:1 objected, which is settled as ``objections`` say."""
    rules = json.loads(election_rules("consent", 1))
    rules["chambers"][0]["election"]["settings"]["override"] = override
    kinds = {each.ballot: POSITIONS.index(each.became) for each in objections}
    said = [kinds.get(f"member:{place}", 0) for place in range(8)]
    return replace(
        given_election(json.dumps(rules), Profile(POSITIONS, {}), [Ballot(((one,),)) for one in said], is_secret=False),
        objections=objections,
    )


RESOLVED = Objection("members", "member:0", "objection-resolved", "It shuts\nreaders out.", "Readers may vote too.")
OVERRIDDEN = Objection("members", "member:1", "objection-overridden", "It costs too much.", "", 6, 7)


def test_a_bundle_tells_what_became_of_objections_and_verifies(tmp_path: Path) -> None:
    path = written(tmp_path, given_round(RESOLVED, OVERRIDDEN))
    report = verify(path)
    assert report.is_match, report.difference
    assert report.result["outcome"] == "adopted"
    assert "It shuts readers out.,Readers may vote too." in files_in(path)["objections.csv"]


def test_an_objection_that_the_file_tells_otherwise_than_the_ballots_is_found(tmp_path: Path) -> None:
    path = written(tmp_path, given_round(RESOLVED, OVERRIDDEN))
    told = files_in(path)["objections.csv"]
    cases: dict[str, str | None] = {
        "objections_differ": told.replace("objection-resolved", "objection-withdrawn"),
        "override_differs": told.replace(",6,7", ",5,7"),
    }
    for code, text in cases.items():
        difference = verify(altered(path, {"objections.csv": text})).difference
        assert difference is not None
        assert (difference.code, difference.file) == (code, "objections.csv")
    gone = verify(altered(path, {"objections.csv": None})).difference
    assert gone is not None
    assert gone.code == "objections_differ"


def given_stood_back(overridden: Objection) -> Evidence:
    """Return such a round of ten in which two stood back, with a seat for each of the other eight."""
    evidence = given_round(RESOLVED, overridden)
    [chamber] = evidence.chambers
    assert isinstance(chamber, Chamber)
    roll = [replace(voter, is_recused=place > 7) for place, voter in enumerate(chamber.roll)]
    return replace(evidence, chambers=[replace(chamber, roll=roll)])


def test_those_who_stood_back_are_none_of_the_others(tmp_path: Path) -> None:
    path = written(tmp_path, given_stood_back(replace(OVERRIDDEN, recused=2)))
    report = verify(path)
    assert report.is_match, report.difference
    told = files_in(path)["objections.csv"]
    assert ",6,7,2" in told
    for figures in (",6,8,2", ",6,8,1", ",6,7,0", ",6,6,3"):
        difference = verify(altered(path, {"objections.csv": told.replace(",6,7,2", figures)})).difference
        assert difference is not None
        assert (difference.code, difference.values["places"], difference.values["recused"]) == ("others_differ", 10, 2)


def test_a_bundle_made_when_those_who_stood_back_were_counted_too_still_verifies(tmp_path: Path) -> None:
    path = written(tmp_path, given_stood_back(replace(OVERRIDDEN, had=7, of=9)))
    assert files_in(path)["objections.csv"].startswith("chamber,ballot,became,objection,reason,had,of\n")
    report = verify(path)
    assert report.is_match, report.difference
    told = files_in(path)["objections.csv"]
    difference = verify(altered(path, {"objections.csv": told.replace(",7,9", ",6,9")})).difference
    assert difference is not None
    assert difference.code == "override_differs"


def test_where_nobody_may_override_no_bundle_holds_that_says_so(tmp_path: Path) -> None:
    difference = verify(written(tmp_path, given_round(OVERRIDDEN, override="none"))).difference
    assert difference is not None
    assert difference.code == "override_differs"


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ("became,", "become,", "objections_header"),
        (",objection-resolved,", ",resolved,", "objection_line"),
        (",6,7", ",,", "objection_line"),
        (",Readers may vote too.", ",", "objection_unreasoned"),
        ("members,", "others,", "strike_chamber"),
    ],
)
def test_a_file_of_objections_that_cannot_be_read_is_refused(
    tmp_path: Path, before: str, after: str, code: str
) -> None:
    path = written(tmp_path, given_round(RESOLVED, OVERRIDDEN))
    changed = altered(path, {"objections.csv": files_in(path)["objections.csv"].replace(before, after)})
    with pytest.raises(Unusable) as unusable:
        verify(changed)
    assert [problem.code for problem in unusable.value.problems] == [code]


def _round(**votes: int) -> Profile:
    ballots: dict[Ballot, Number] = {
        Ballot(((place,),)): number for place, number in enumerate(votes.values()) if number
    }
    return Profile(tuple(votes), ballots)
