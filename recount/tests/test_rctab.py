"""RCTab's test elections: messy ballots, and every round as it was reported."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from recount.outcomes import Round
from recount.profiles import Profile
from recount.tests.given_ballots import outcome
from recount.tests.given_records import WRITE_IN, election, settings
from recount.tests.given_rounds import folder

CASES = sorted(folder("rctab-irv", "rctab").glob("*/*_config.json"))


@pytest.mark.parametrize("config", CASES, ids=lambda config: config.parent.name)
def test_every_round_is_as_rctab_reports_it(config: Path) -> None:
    profile, rules, reported = election(config)
    method, given = settings(rules)
    counted = outcome(profile, method, profile.seats, *given)
    assert [_counted(each, profile) for each in counted.rounds] == [_reported(each) for each in reported]
    if rules["winnerElectionMode"] != "multiPassIrv":
        # RCTab leaves papers without any mark out of its inactive ballots.
        inactive = [each.exhausted - _inactive(said) for each, said in zip(counted.rounds, reported, strict=True)]
        assert len(set(inactive)) == 1


def _counted(each: Round, profile: Profile) -> dict[str, Any]:
    assert each.quota is not None
    return {
        "tally": {profile.options[option]: total for option, total in each.totals.items() if total},
        "threshold": each.quota,
        "elected": set(profile.named(each.elected)),
        # One for names written in that has no votes never stood here; RCTab eliminates it with the others.
        "eliminated": set(profile.named(each.excluded)) - {WRITE_IN},
    }


def _reported(said: dict[str, Any]) -> dict[str, Any]:
    tally = {name: Fraction(votes) for name, votes in said["tally"].items()}
    return {
        "tally": {name: votes for name, votes in tally.items() if votes},
        "threshold": Fraction(said["threshold"]),
        "elected": {each["elected"] for each in said["tallyResults"] if "elected" in each},
        "eliminated": {each["eliminated"] for each in said["tallyResults"] if "eliminated" in each} - {WRITE_IN},
    }


def _inactive(said: dict[str, Any]) -> Fraction:
    return sum((Fraction(votes) for votes in said["inactiveBallots"].values()), Fraction(0))
