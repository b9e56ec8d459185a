"""SecurePoll's own fixtures, matched to the last digit."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from recount.profiles import Ballot, Profile
from recount.tests.given_ballots import outcome
from recount.tests.given_rounds import folder, securepoll

FIXTURES = sorted(path for path in folder("securepoll-stv", "securepoll").glob("*.json") if path.name != "index.json")


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_every_figure_of_every_round_is_securepolls(path: Path) -> None:
    profile, ids, expected = securepoll(path)
    counted = outcome(profile, "stv-securepoll", profile.seats)
    assert [ids[option] for option in counted.elected] == _listed(expected["elected"])
    out = [ids[option] for each in counted.rounds for option in each.excluded]
    assert out == _listed(expected["eliminated"])
    assert counted.unfilled_seats == profile.seats - len(expected["elected"])
    assert [_figures(each) for each in expected["rounds"]] == list(_counted(counted, ids))


REAL = [path for path in FIXTURES if path.name.startswith("math-stackexchange")]


@pytest.mark.parametrize("path", REAL, ids=lambda path: path.stem)
@pytest.mark.parametrize("method", ["stv-meek", "stv-warren", "stv-scottish", "stv-wigm"])
def test_in_real_elections_every_kind_of_count_elects_the_same(path: Path, method: str) -> None:
    profile, ids, expected = securepoll(path)
    counted = outcome(profile, method, profile.seats)
    assert {ids[option] for option in counted.elected} == set(expected["elected"])


def test_a_total_that_came_down_to_nothing_is_not_divided_by() -> None:
    ballots = {Ballot(((0,),)): 3, Ballot(((0,), (1,))): 1}
    counted = outcome(Profile(("a", "b", "c", "d"), ballots), "stv-securepoll", 3)
    assert counted.elected == (0, 1)
    assert counted.unfilled_seats == 1


def _listed(said: Any) -> list[int]:
    """PHP writes a list with gaps as an object."""
    return list(said.values()) if isinstance(said, dict) else said


def _figures(said: dict[str, Any]) -> dict[str, Any]:
    rankings = {
        int(one): {key: Fraction(figure) for key, figure in row.items()} for one, row in said["rankings"].items()
    }
    return {
        "figures": rankings,
        "total": Fraction(said["totalVotes"]),
        "quota": Fraction(said["quota"]),
        "surplus": Fraction(said["surplus"]),
        "keep": {int(one): Fraction(factor) for one, factor in said["keepFactors"].items()},
        "elected": _listed(said["elected"]),
        "eliminated": _listed(said["eliminated"]),
    }


def _counted(counted: Any, ids: list[int]) -> Any:
    before: dict[int, Fraction] = dict.fromkeys(ids, Fraction(0))
    for each in counted.rounds:
        now = {one: each.totals.get(place, Fraction(0)) for place, one in enumerate(ids)}
        rows = {one: {"votes": before[one], "earned": now[one] - before[one], "total": now[one]} for one in ids}
        still = {one: Fraction(place in each.totals) for place, one in enumerate(ids)}
        yield {
            "figures": rows,
            "total": sum(now.values()),
            "quota": each.quota,
            "surplus": each.surplus,
            "keep": still | {ids[place]: factor for place, factor in each.keep.items()},
            "elected": [ids[place] for place in each.elected],
            "eliminated": [ids[place] for place in each.excluded],
        }
        before = now
