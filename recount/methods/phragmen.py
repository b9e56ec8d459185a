"""Phragmen's sequential rule: whoever is elected is carried by those who approve, so that nobody carries much.

Source: L. E. Phragmen (1894, 1896); S. Janson, "Phragmen's and Thiele's election methods", arXiv:1611.08826; M. Lackner
and P. Skowron, "Multi-Winner Voting with Approval Preferences" (2023), rule 9.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import lcm
from typing import override

from recount.methods.committees import Choice, Groups, Rule, committee, grouped, sequence
from recount.methods.settings import Settings
from recount.outcomes import Outcome, exact
from recount.profiles import Profile


def phragmen(profile: Profile, seats: int, settings: Settings) -> Outcome:
    """Elect one after the other whose election makes the highest load least. Totals are these loads: least is best."""
    groups = grouped(profile)
    rule = sequence(Phragmen(groups), settings)
    return committee(rule, groups, profile, seats, settings)


class Phragmen(Rule):
    """Loads of the groups, in parts of 1/``parts`` for one vote: each option elected adds 1 to those who approve."""

    def __init__(self, groups: Groups, loads: Sequence[int] = (), parts: int = 1, left: set[int] | None = None) -> None:
        self.groups, self.parts = groups, parts
        self.loads = list(loads) or [0] * len(groups.sets)
        self.left = set(groups.standing) if left is None else left

    @override
    def choice(self) -> Choice:
        totals = {option: self._load(option) for option in sorted(self.left) if self.groups.support[option]}
        if not totals:
            return Choice(())
        least = min(totals.values())
        best = tuple(option for option, load in totals.items() if load == least)
        return Choice(best, totals, ({"code": "load", "load": exact(least)},))

    @override
    def elect(self, option: int) -> None:
        load = self._load(option)
        parts = lcm(self.parts, load.denominator)
        if parts != self.parts:
            times = parts // self.parts
            self.loads, self.parts = [each * times for each in self.loads], parts
        share = int(load * parts)
        for place in self.groups.supporters[option]:
            self.loads[place] = share
        self.left.discard(option)

    @override
    def copy(self) -> Phragmen:
        return Phragmen(self.groups, self.loads, self.parts, set(self.left))

    def _load(self, option: int) -> Fraction:
        """Return what each vote for ``option`` would carry if it were elected next."""
        groups, loads = self.groups, self.loads
        carried = sum(groups.weights[place] * loads[place] for place in groups.supporters[option])
        return Fraction(groups.scale * self.parts + carried, groups.support[option] * self.parts)
