"""Single transferable vote by the Weighted Inclusive Gregory Method: surpluses go on in papers of less value."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

from recount.methods.exclusion import by_earlier, in_order, lowest, ranked, sure_losers
from recount.methods.piles import Piles
from recount.methods.preferences import named, papers
from recount.methods.settings import Settings
from recount.methods.ties import Ties
from recount.outcomes import Outcome, Round
from recount.profiles import Number, Profile
from recount.rulebook import Json

# What a law or a reference rule says; `stv-wigm` lets each be set.
SCOTTISH = {"places": "5", "quota": "whole", "value": "product", "surpluses": "largest", "batch": "off"}
SCOTTISH |= {"earlier": "on", "last": "stop", "write_in": "", "nothing_over": "skip"}
MINNEAPOLIS = SCOTTISH | {"places": "4", "value": "steps", "batch": "on", "earlier": "off"}


def stv_scottish(profile: Profile, seats: int, settings: Settings) -> Outcome:
    """Elect as councils in Scotland do. Source: Scottish Local Government Elections Order 2007, rules 45 to 52.

    Quota: whole part of votes / (seats + 1), plus 1. Values are cut to five decimals. Ties are broken by the last
    earlier stage that tells them apart, then by the declared rule in place of the lot.
    """
    return _Count(profile, seats, settings, SCOTTISH).outcome()


def stv_minneapolis(profile: Profile, seats: int, settings: Settings) -> Outcome:
    """Elect as Minneapolis does, with its Code of Ordinances, title 8.5, chapter 167 (rounds: 167.70).

    Sure losers go before surpluses; whoever has the quota is elected only when it is their surplus' turn, and gains
    votes until then. Values are cut to four decimals. As the program Droop reads the ordinance, somebody who could
    still draw level is no sure loser.
    """
    return _OneByOne(profile, seats, settings, MINNEAPOLIS | {"write_in": settings["write_in"]}).outcome()


def stv_wigm(profile: Profile, seats: int, settings: Settings) -> Outcome:
    """Elect by weighted inclusive Gregory transfers; as set at first, by the PR Foundation's reference WIGM rule.

    Settings: ``places`` decimals; ``quota`` votes / (seats + 1) cut to ``places`` plus one unit of the last (
    ``fraction``), that as a whole number (``whole``), or votes / seats (``hare``, rounded up); ``value`` of a paper
    passed on, cut: value x surplus / total in two ``steps``, in one (``product``), or value x (surplus / total cut)
    (``fraction``); ``surpluses`` one a round, the ``largest``, or ``all`` of a round; ``batch`` excludes sure losers
    before surpluses; ``earlier`` rounds break ties first; ``last`` papers are left where they are once the last seats
    are clear (``stop``), or passed on and shown (``transfer``). The option named ``write_in`` is excluded first.
    """
    return _Count(profile, seats, settings, {**settings, "nothing_over": "round"}).outcome()


class _Count:
    def __init__(self, profile: Profile, seats: int, settings: Settings, rule: Mapping[str, str]) -> None:
        self.profile, self.seats, self.rule = profile, seats, Settings(rule)
        # A unit of 1 stands for whole votes and fractions of them, exact as they are.
        self.unit: int = 1 if rule["places"] == "exact" else 10 ** self.rule.whole("places", 1, 100)
        shared = settings["equal"] == "split"
        self.piles = Piles(papers(profile, settings)(), profile.standing, self.unit, shared=shared)
        self.totals = self.piles.totals
        self.ties = Ties(profile, settings)
        self.elected: list[int] = []
        self.pending: list[int] = []
        self.excluded: list[dict[int, Number]] = []
        self.rounds: list[Round] = []
        self.quota = self._quota()

    def outcome(self) -> Outcome:
        first = self._write_in()
        while self._round(first):
            first = []
        left = {option: self.totals[option] for option in self.piles.hopeful}
        ranking = ranked(self.elected, left, self.excluded)
        ties = tuple(self.ties.broken)
        return Outcome(tuple(self.elected), ranking, ties, tuple(self.rounds), unfilled_seats=self.free)

    @property
    def free(self) -> int:
        return self.seats - len(self.elected)

    @property
    def surplus(self) -> Number:
        return sum(self.totals[option] - self.quota for option in self.pending)

    def _round(self, losers: list[int]) -> bool:
        """Elect, then exclude ``losers`` or whoever must go, or pass on a surplus; tell whether the count goes on."""
        winners = [] if losers else self._elect(self._reached())
        remaining = [] if losers else self._elect_remaining()
        passed: list[int] = []
        if not losers and self._is_open:
            losers = self._sure_losers()
            passed = [] if losers else self._surpluses()
            losers = losers or ([] if self.pending else self._lowest())
        self.piles.hopeful.difference_update(losers)
        if self.rule["last"] == "stop":
            remaining = remaining or self._elect_remaining()
        return self._end(winners, losers, remaining, passed)

    def _end(self, winners: list[int], losers: list[int], remaining: list[int], passed: list[int]) -> bool:
        """Write the round down and move its papers, unless the count is over."""
        self._record(winners, losers, remaining, passed)
        if losers:
            self.excluded.append({option: self.totals[option] for option in losers})
        going = self.free > 0 and bool(self.piles.hopeful) and bool(losers or passed)
        if going:
            self._move(losers, passed)
        elif self.rule["last"] == "transfer" and self.pending and not self.free:
            # For show: what the last surpluses would have come to.
            self._move([], list(self.pending))
            self._record([], [], [], [])
        return going

    @property
    def _is_open(self) -> bool:
        """Whether more are hopeful than can be elected, and a seat is free."""
        return 0 < self.free < len(self.piles.hopeful)

    def _reached(self) -> list[int]:
        """Return who has the quota; in exact numbers it must be passed."""
        is_passed = self.unit == 1 and self.rule["quota"] == "fraction"
        had = {option: self.totals[option] - self.quota for option in self.piles.hopeful}
        return [option for option, over in had.items() if over > 0 or (over == 0 and not is_passed)]

    def _elect(self, options: list[int]) -> list[int]:
        chosen = in_order(options, self.totals)
        self.elected += chosen
        self.piles.hopeful.difference_update(chosen)
        shown = self.rule["nothing_over"] == "round"
        over = {option: self.totals[option] - self.quota for option in chosen}
        self.pending += [option for option in chosen if over[option] > 0 or (shown and not over[option])]
        return chosen

    def _elect_remaining(self) -> list[int]:
        hopeful = self.piles.hopeful
        return self._elect(sorted(hopeful)) if len(hopeful) <= self.free else []

    def _sure_losers(self) -> list[int]:
        if self.rule["batch"] == "off":
            return []
        totals = {option: self.totals[option] for option in self.piles.hopeful}
        return sure_losers(totals, self.surplus, len(totals) - self.free)

    def _surpluses(self) -> list[int]:
        """Return whose surplus goes on now; one order of the options breaks all ties, as PR Foundation D.1 says."""
        if self.rule["surpluses"] == "all" or not self.pending:
            return list(self.pending)
        most = max(self.totals[option] for option in self.pending)
        tied = [option for option in self.pending if self.totals[option] == most]
        one = self.ties.least(by_earlier(tied, self.ties, self._asked(), best=True), "surplus")
        return [] if one is None else [one]

    def _lowest(self) -> list[int]:
        totals = {option: self.totals[option] for option in sorted(self.piles.hopeful)}
        return lowest(totals, self.ties, most=len(totals) - self.free, rounds=self._asked())

    def _asked(self) -> list[Round]:
        return self.rounds if self.rule["earlier"] == "on" else []

    def _move(self, losers: list[int], passed: list[int]) -> None:
        for option in losers:
            self.piles.move(option)
            del self.totals[option]
        values = [(option, self._value(self.totals[option])) for option in passed]
        for option, revalue in values:
            self.piles.move(option, revalue, keeps=self.quota)
            self.pending.remove(option)

    def _value(self, total: Number) -> Callable[[Number], Number]:
        """Return how the value of a paper changes when the surplus of somebody with ``total`` is passed on."""
        surplus, unit, way = total - self.quota, self.unit, self.rule["value"]
        if unit == 1:
            return lambda value: value * Fraction(surplus) / total
        if way == "fraction":
            part = surplus * unit // total
            return lambda value: value * part // unit
        if way == "steps":
            return lambda value: value * surplus // unit * unit // total
        return lambda value: value * surplus // total

    def _quota(self) -> Number:
        votes: Number = sum(self.totals.values())
        kind, unit = self.rule["quota"], self.unit
        if kind == "hare":
            return -(-votes // (self.seats * unit)) * unit
        if kind == "whole":
            return (votes // ((self.seats + 1) * unit) + 1) * unit
        if unit == 1:
            return Fraction(votes) / (self.seats + 1)
        return votes // (self.seats + 1) + 1

    def _write_in(self) -> list[int]:
        """Return the option for names written in, to be excluded first; one without votes never stood."""
        found = named(self.profile, self.rule["write_in"]) & self.piles.hopeful
        without = {option for option in found if not self.totals[option]}
        for option in without:
            self.piles.hopeful.discard(option)
            del self.totals[option]
        return sorted(found - without)

    def _record(self, winners: list[int], losers: list[int], remaining: list[int], passed: list[int]) -> None:
        notes: list[dict[str, Json]] = [
            {"code": "surplus_passed_on", "option": self.profile.options[o]} for o in passed
        ]
        if remaining:
            notes.append({"code": "remaining_elected", "seats": len(remaining)})
        self.rounds.append(
            Round(
                len(self.rounds) + 1,
                {option: self._shown(self.totals[option]) for option in sorted(self.totals)},
                quota=self._shown(self.quota),
                surplus=self._shown(self.surplus),
                elected=(*winners, *remaining),
                excluded=tuple(losers),
                exhausted=self._shown(self.piles.exhausted),
                lost=self._shown(self.piles.lost),
                notes=tuple(notes),
            )
        )

    def _shown(self, units: Number) -> Number:
        return Fraction(units) / self.unit


class _OneByOne(_Count):
    """Elects whoever has the quota only when their surplus goes on, the largest first."""

    @property
    def surplus(self) -> Number:
        return sum(self.totals[option] - self.quota for option in (*self._reached(), *self.pending))

    def _round(self, losers: list[int]) -> bool:
        reached = [] if losers else self._reached()
        if reached and len(reached) >= self.free:
            return self._end(self._elect(reached), [], [], [])
        losers = losers or self._sure_losers()
        self.pending = [] if losers else [option for option in reached if self.totals[option] > self.quota]
        passed, is_turn, self.pending = self._surpluses(), bool(self.pending), []
        winners, remaining = self._elect(passed), []
        if not losers and not is_turn:
            remaining = self._elect_remaining()
            losers = self._lowest() if self._is_open else []
            self.piles.hopeful.difference_update(losers)
            remaining = remaining or self._elect_remaining()
        self.piles.hopeful.difference_update(losers)
        return self._end(winners, losers, remaining, passed)
