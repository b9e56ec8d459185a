"""The method of equal shares: every vote gets the same money, and who approves of an option pays for it together.

Source: D. Peters and P. Skowron, "Proportionality and the Limits of Welfarism" (2020, as Rule X); D. Peters,
G. Pierczynski and P. Skowron, "Proportional Participatory Budgeting with Additive Utilities" (2021); M. Lackner and
P. Skowron, "Multi-Winner Voting with Approval Preferences" (2023), rule 11 (with Phragmen's rule for the seats left).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from math import lcm
from typing import override

from recount.methods.committees import (
    Choice,
    Groups,
    InTurn,
    Rule,
    blank,
    committee,
    elect,
    grouped,
    sequence,
    unapproved,
)
from recount.methods.conditions import condition
from recount.methods.phragmen import Phragmen
from recount.methods.settings import Settings
from recount.methods.ties import Ties
from recount.outcomes import Outcome, exact
from recount.profiles import Number, Profile, Uncounted
from recount.rulebook import Json

# How often more money is tried before a completion by more money is given up.
MOST_INCREMENTS = 10_000


def equal_shares(profile: Profile, seats: int, settings: Settings) -> Outcome:
    """Elect by equal shares, each option at the price 1; the setting ``completion`` says who takes the seats left.

    ``phragmen``: Phragmen's rule, starting from the money left; ``approval``: those approved most; ``add1``: money for
    one more seat, and again, until all seats are taken; ``none``: they stay empty. Totals are the money of those who
    approve.
    """
    groups = grouped(profile)
    if settings["completion"] == "add1":
        return _with_more_money(profile, groups, seats, settings)
    return committee(rule_of(groups, seats, settings), groups, profile, seats, settings)


def rule_of(groups: Groups, seats: int, settings: Settings) -> Rule:
    """Return equal shares with the completion set (other than ``add1``, which counts more than once)."""
    shares = EqualShares(groups, share_of(groups, seats))
    match settings["completion"]:
        case "none":
            return shares
        case "approval":
            return sequence(InTurn(shares, lambda rule: MostApproved(groups, set(rule.left))), settings)
        case _:
            return sequence(InTurn(shares, _phragmen), settings)


def share_of(groups: Groups, money: Number) -> Fraction:
    """Return the part of ``money`` that one vote gets: blank votes have their share too."""
    return Fraction(money) * groups.scale / groups.voters if groups.voters else Fraction(0)


class EqualShares(Rule):
    """The money each group has left for one vote, in parts of 1/``parts``, and what is still to be had for it.

    ``costs`` and ``worth`` (what one supporter has of an option) are 1 where not said. Bought next is what gives those
    who approve most worth for the money of whoever pays most.
    """

    def __init__(
        self,
        groups: Groups,
        share: Fraction,
        costs: Mapping[int, Number] | None = None,
        worth: Mapping[int, Number] | None = None,
    ) -> None:
        ones = dict.fromkeys(groups.standing, 1)
        self.groups, self.parts = groups, share.denominator
        self.money = [share.numerator] * len(groups.sets)
        self.costs: Mapping[int, Number] = ones if costs is None else costs
        self.worth: Mapping[int, Number] = ones if worth is None else worth
        self.left = set(groups.standing)
        # What an option's best payer last paid for each unit of worth: never less later, as money only goes.
        self.rates: dict[int, Fraction] = dict.fromkeys(groups.standing, Fraction(0))

    @override
    def choice(self) -> Choice:
        best: list[int] = []
        least: Fraction | None = None
        for option in sorted(self.rates, key=self.rates.__getitem__):
            if least is not None and self.rates[option] > least:
                break
            rate = self._rate(option)
            if rate is None:
                continue
            if least is None or rate < least:
                best, least = [], rate
            if rate == least:
                best.append(option)
        if least is None:
            return Choice(())
        return Choice(tuple(sorted(best)), self._totals(), ({"code": "rate", "rate": exact(least)},))

    @override
    def elect(self, option: int) -> None:
        most = self._most(option)
        if most is None:
            raise ValueError("nobody can pay for this option")
        parts = lcm(self.parts, most.denominator)
        if parts != self.parts:
            times = parts // self.parts
            self.money, self.parts = [each * times for each in self.money], parts
        paid = int(most * parts)
        for place in self.groups.supporters[option]:
            self.money[place] = max(0, self.money[place] - paid)
        self.left.discard(option)
        self.rates.pop(option, None)

    @override
    def copy(self) -> EqualShares:
        twin = EqualShares(self.groups, Fraction(0), self.costs, self.worth)
        twin.money, twin.parts = list(self.money), self.parts
        twin.left, twin.rates = set(self.left), dict(self.rates)
        return twin

    def _rate(self, option: int) -> Fraction | None:
        """Return what the best payer would pay for each unit of worth; an option out of reach is looked at no more."""
        most = self._most(option)
        if most is None:
            del self.rates[option]
            return None
        self.rates[option] = rate = most / Fraction(self.worth[option])
        return rate

    def _most(self, option: int) -> Fraction | None:
        """Return the most that one vote pays when all who approve pay the same, or all they have where that is less."""
        weights = self.groups.weights
        held: dict[int, int] = {}
        for place in self.groups.supporters[option]:
            money = self.money[place]
            held[money] = held.get(money, 0) + weights[place]
        rest: Number = self.costs[option] * self.groups.scale * self.parts
        payers = self.groups.support[option]
        for money in sorted(held):
            if money * payers >= rest:
                return Fraction(rest, payers * self.parts)
            rest -= money * held[money]
            payers -= held[money]
        return None

    def _totals(self) -> dict[int, Number]:
        weights, units = self.groups.weights, self.groups.scale * self.parts
        return {
            option: Fraction(sum(weights[i] * self.money[i] for i in self.groups.supporters[option]), units)
            for option in sorted(self.left)
        }


class MostApproved(Rule):
    """The seats left go to those whom most approve of."""

    def __init__(self, groups: Groups, left: set[int]) -> None:
        self.groups, self.left = groups, left

    @override
    def choice(self) -> Choice:
        support = self.groups.support
        totals = {option: Fraction(support[option], self.groups.scale) for option in sorted(self.left)}
        most = max(totals.values(), default=Fraction(0))
        best = tuple(option for option, votes in totals.items() if votes == most and votes)
        return Choice(best, totals, ({"code": "completed", "by": "approval"},))

    @override
    def elect(self, option: int) -> None:
        self.left.discard(option)

    @override
    def copy(self) -> MostApproved:
        return MostApproved(self.groups, set(self.left))


def _phragmen(rule: Rule) -> Phragmen:
    """Return Phragmen's rule where money that is left counts as a load below nothing."""
    if not isinstance(rule, EqualShares):
        raise TypeError("only equal shares leaves money")
    loads: Sequence[int] = [-money for money in rule.money]
    return Phragmen(rule.groups, loads, rule.parts, set(rule.left))


def _with_more_money(profile: Profile, groups: Groups, seats: int, settings: Settings) -> Outcome:
    """Return the outcome of the least money, in whole seats, that fills the seats or elects all who are approved."""
    wanted = min(seats, sum(1 for support in groups.support.values() if support))
    for money in range(seats, seats + MOST_INCREMENTS):
        ties = Ties(profile, settings)
        shares = EqualShares(groups, share_of(groups, money))
        elected, rounds = elect(shares, seats, ties, blank(groups))
        if len(elected) >= wanted or (settings["tie"] == "none" and ties.broken):
            break
    else:
        raise Uncounted("too_many_increments", most=MOST_INCREMENTS)
    more: tuple[int, ...] = ()
    if len(elected) >= wanted and settings["unapproved"] == "elect":
        more, last = elect(unapproved(shares), seats - len(elected), ties, blank(groups))
        rounds += [replace(each, number=len(rounds) + each.number) for each in last]
    figures: dict[str, Json] = {"money": str(money), "seats": str(seats)}
    tests = (condition("money", True, "money >= seats", figures, option="", sentence="more_money"),)
    elected += more
    return Outcome(elected, (), tuple(ties.broken), tuple(rounds), tests=tests, unfilled_seats=seats - len(elected))
