"""Tables of rounds that the program Droop prints, vote by vote."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from recount.outcomes import Outcome, Round
from recount.profiles import Profile
from recount.tests.given_ballots import outcome
from recount.tests.given_rounds import Row, droop_profile, droop_settings, droop_table, folder, tables

TOP = folder("droop-stv", "droop")
# In exact numbers two totals are the same, and Droop draws a lot; in fixed point they differ by the last place.
TIED_ONLY_IF_EXACT = {"42t-meek-o10-rational-d12.txt", "42t-meek-o9-guarded-p18-g9-d18.txt"}


@pytest.mark.parametrize("path", tables(TOP), ids=lambda path: path.stem)
def test_every_round_is_droops(path: Path) -> None:
    profile, rows = droop_profile(path), droop_table(path)
    method, settings = droop_settings(path)
    counted = outcome(profile, method, profile.seats, *settings)
    if path.name not in TIED_ONLY_IF_EXACT:
        assert set(profile.named(counted.elected)) == {name for name, state in rows[-1].states.items() if state == "E"}
    # Fixed point of Droop's own places to the last digit; exact and guarded arithmetic as far as it prints.
    near = Fraction(0) if "-fixed-" in path.name else Fraction(1, 10**9)
    for each in _decided(counted):
        assert any(_same(each, row, profile, near) for row in rows), f"round {each.number} of {path.name}"


def _decided(counted: Outcome) -> list[Round]:
    """Leave out a round that only shows what the last surpluses would have come to."""
    return [each for each in counted.rounds if each.elected or each.excluded or each.notes]


def _same(each: Round, row: Row, profile: Profile, near: Fraction) -> bool:
    names = profile.named(each.totals)
    totals = dict(zip(names, each.totals.values(), strict=True))
    assert each.quota is not None
    return (
        abs(row.quota - each.quota) <= Fraction(1, 10**9)
        and all(abs(total - row.votes[name]) <= near for name, total in totals.items())
        and all(state == "D" for name, state in row.states.items() if name not in totals)
    )
