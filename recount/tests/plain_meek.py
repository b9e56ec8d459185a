"""Meek's and Warren's counts as plainly as they can be written: ballot by ballot, everything again each time."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

from recount.profiles import Ballot, Number, Profile

UNIT = 10**9
OMEGA = 10**3


@dataclass
class Plain:
    """A count: who is elected, and for each round the totals and the quota, in units of the ninth place."""

    profile: Profile
    seats: int
    warren: bool
    early: bool
    elected: list[int] = field(default_factory=list)
    rounds: list[tuple[dict[int, Number], Number]] = field(default_factory=list)


def plain_meek(profile: Profile, seats: int, *, warren: bool, early: bool) -> Plain:
    """Count by the PR Foundation's reference Meek rule; with ``early``, exclude a sure loser before surpluses settle.

    Equal ranks share a ballot, and what their elected members pass on goes to the next rank together. Ties go by the
    order of the file, to exclude the last.
    """
    plain = Plain(profile, seats, warren, early)
    keep = dict.fromkeys(profile.standing, UNIT)
    while _round(plain, keep):
        pass
    return plain


def _round(plain: Plain, keep: dict[int, int]) -> bool:
    hopeful = [option for option in keep if option not in plain.elected]
    totals, quota, losers = _settled(plain, keep, hopeful)
    plain.rounds.append((totals, quota))
    is_open = 0 < plain.seats - len(plain.elected) < len(hopeful)
    winners = [option for option in hopeful if totals[option] >= quota] if is_open else []
    plain.elected += sorted(winners, key=lambda option: (-totals[option], option))
    left = [option for option in hopeful if option not in winners and option not in losers]
    if len(left) <= plain.seats - len(plain.elected):
        plain.elected += sorted(left, key=lambda option: (-totals[option], option))
        return False
    for option in losers:
        del keep[option]
    return len(plain.elected) < plain.seats


def _settled(plain: Plain, keep: dict[int, int], hopeful: list[int]) -> tuple[dict[int, Number], Number, list[int]]:
    before: Number | None = None
    while True:
        totals = _totals(plain.profile, keep, warren=plain.warren)
        quota = sum(totals.values()) // (plain.seats + 1) + 1
        surplus = max(0, sum(totals[option] - quota for option in plain.elected))
        had = sorted(totals[option] for option in hopeful)
        if not 0 < plain.seats - len(plain.elected) < len(hopeful) or had[-1] >= quota:
            return totals, quota, []
        if surplus < OMEGA or (before is not None and surplus >= before):
            return totals, quota, [max(option for option in hopeful if totals[option] <= had[0] + surplus)]
        if plain.early and had[0] + surplus < had[1]:
            return totals, quota, [option for option in hopeful if totals[option] == had[0]]
        before = surplus
        for option in plain.elected:
            keep[option] = _up(_up(keep[option] * quota, UNIT) * UNIT, totals[option])


def _totals(profile: Profile, keep: dict[int, int], *, warren: bool) -> dict[int, Number]:
    totals: dict[int, Number] = dict.fromkeys(keep, 0)
    for ballot, weight in profile.ballots.items():
        value = UNIT
        for rank in _counted(ballot, keep):
            share, value = value // len(rank), 0
            for option in rank:
                kept = min(share, keep[option]) if warren else _up(share * keep[option], UNIT)
                totals[option] += kept * weight
                value += share - kept
    return totals


def _counted(ballot: Ballot, keep: dict[int, int]) -> list[list[int]]:
    ranks = [[option for option in rank if option in keep] for rank in ballot.ranks]
    return [rank for rank in ranks if rank]


def _up(top: Number, bottom: Number) -> int:
    return int(-(-Fraction(top) // Fraction(bottom)))
