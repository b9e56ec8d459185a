"""Proportional and satisfaction approval: what an option adds to a voter shrinks with what the voter has, or marked.

Source: T. N. Thiele (1895) for the sequential proportional rule; S. J. Brams and D. M. Kilgour, "Satisfaction Approval
Voting" (2014); M. Lackner and P. Skowron, "Multi-Winner Voting with Approval Preferences" (2023), rules 2 and 5.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import override

from recount.methods.committees import Choice, Groups, Rule, blank, committee, grouped, sequence
from recount.methods.settings import Settings
from recount.methods.ties import Ties, best_first, fill
from recount.outcomes import Outcome, Round, exact
from recount.profiles import Number, Profile


def seqpav(profile: Profile, seats: int, settings: Settings) -> Outcome:
    """Elect one after the other who adds most: a vote adds 1, 1/2, 1/3 ... for the first, second, third it approves."""
    groups = grouped(profile)
    return committee(sequence(SequentialProportional(groups), settings), groups, profile, seats, settings)


def sav(profile: Profile, seats: int, settings: Settings) -> Outcome:
    """Elect those with most points, where each vote is shared equally by the standing options it approves of."""
    groups = grouped(profile)
    totals = satisfaction(groups)
    ranking = best_first(totals)
    ties = Ties(profile, settings)
    able = ranking if settings["unapproved"] == "elect" else [tied for tied in ranking if totals[tied[0]]]
    elected = fill(able, seats, ties)
    one = Round(1, totals, elected=elected, exhausted=blank(groups))
    return Outcome(elected, ranking, tuple(ties.broken), (one,), unfilled_seats=seats - len(elected))


def satisfaction(groups: Groups) -> Mapping[int, Number]:
    """Return the points of each standing option; they add up to all votes that are not blank."""
    totals = dict.fromkeys(groups.standing, Fraction(0))
    for option, places in groups.supporters.items():
        by_size: dict[int, int] = {}
        for place in places:
            size = len(groups.sets[place])
            by_size[size] = by_size.get(size, 0) + groups.weights[place]
        totals[option] = sum((Fraction(w, size) for size, w in by_size.items()), Fraction(0)) / groups.scale
    return totals


class SequentialProportional(Rule):
    """How many of the elected each group approves of."""

    def __init__(self, groups: Groups, had: list[int] | None = None, left: set[int] | None = None) -> None:
        self.groups = groups
        self.had = [0] * len(groups.sets) if had is None else had
        self.left = set(groups.standing) if left is None else left

    @override
    def choice(self) -> Choice:
        totals = {option: self._adds(option) for option in sorted(self.left) if self.groups.support[option]}
        if not totals:
            return Choice(())
        most = max(totals.values())
        best = tuple(option for option, adds in totals.items() if adds == most)
        return Choice(best, totals, ({"code": "adds", "adds": exact(most)},))

    @override
    def elect(self, option: int) -> None:
        for place in self.groups.supporters[option]:
            self.had[place] += 1
        self.left.discard(option)

    @override
    def copy(self) -> SequentialProportional:
        return SequentialProportional(self.groups, list(self.had), set(self.left))

    def _adds(self, option: int) -> Fraction:
        by_had: dict[int, int] = {}
        for place in self.groups.supporters[option]:
            had = self.had[place]
            by_had[had] = by_had.get(had, 0) + self.groups.weights[place]
        return sum((Fraction(w, had + 1) for had, w in by_had.items()), Fraction(0)) / self.groups.scale
