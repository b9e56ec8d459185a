"""Meek's and Warren's single transferable vote, in fixed point."""

from __future__ import annotations

from fractions import Fraction

from recount.methods.exclusion import in_order, lowest, ranked, sure_losers
from recount.methods.preferences import preferences
from recount.methods.settings import Settings
from recount.methods.ties import Ties
from recount.methods.tree import Retain, Tree
from recount.outcomes import Outcome, Round
from recount.profiles import Number, Profile


def stv_meek(profile: Profile, seats: int, settings: Settings) -> Outcome:
    """Elect by Meek's method: an elected option keeps the share of each vote that its keep factor says.

    Sources: Meek 1969; Hill, Wichmann, Woodall, "Algorithm 123: Single Transferable Vote by Meek's Method", The
    Computer Journal 30 (1987); PR Foundation, reference Meek rule. Fixed point of ``places`` decimals: what is kept
    and keep factors are rounded up, the quota down plus one unit of the last place. ``rule`` ``prf`` excludes only
    when surpluses have come below 10 to the power of minus ``omega`` or shrink no more; ``hill`` also as soon as the
    least and all surplus together are below the next one. ``quota`` may stay what it was first (``static``). ``batch``
    excludes all sure losers at once. Raises `Uncounted` for settings that are no numbers.
    """
    unit = 10 ** settings.whole("places", 1, 100)
    return _Count(profile, seats, settings, lambda value, factor: -(-value * factor // unit)).outcome()


def stv_warren(profile: Profile, seats: int, settings: Settings) -> Outcome:
    """Elect by Warren's method: an elected option keeps the same part of a vote from everyone, or all they have left.

    Source: Warren, "Counting in STV Elections", Voting matters 1 (1994). All else is as in `stv_meek`.
    """
    return _Count(profile, seats, settings, min).outcome()


class _Count:
    def __init__(self, profile: Profile, seats: int, settings: Settings, retain: Retain) -> None:
        places, options = settings.whole("places", 1, 100), len(profile.options)
        self.settings, self.seats, self.retain = settings, seats, retain
        self.unit: int = 10**places
        self.omega = 10 ** max(places - settings.whole("omega", 0, 100), 0)
        self.hopeful = profile.standing
        self.elected: list[int] = []
        self.excluded: list[dict[int, Number]] = []
        self.keep = [self.unit] * options
        self.tree = Tree(preferences(profile, settings), options)
        self.ties = Ties(profile, settings)
        self.rounds: list[Round] = []
        # What the last weighing of all ballots said, in units of the last place.
        self.totals: list[Number] = []
        self.exhausted: Number = 0
        self.lost: Number = 0
        self.quota: Number = -1
        self._weigh()

    def outcome(self) -> Outcome:
        while self._round():
            pass
        left = {option: self.totals[option] for option in self.hopeful}
        ranking = ranked(self.elected, left, self.excluded)
        ties = tuple(self.ties.broken)
        return Outcome(tuple(self.elected), ranking, ties, tuple(self.rounds), unfilled_seats=self.free)

    @property
    def free(self) -> int:
        return self.seats - len(self.elected)

    @property
    def surplus(self) -> Number:
        over: Number = sum(self.totals[option] - self.quota for option in self.elected)
        return max(over, 0)

    def _round(self) -> bool:
        """Weigh until somebody is elected or excluded; tell whether the count goes on."""
        winners, losers = self._settle() if 0 < self.free < len(self.hopeful) else ([], [])
        self._elect(winners)
        self.hopeful = [option for option in self.hopeful if option not in losers]
        remaining = in_order(self.hopeful, self.totals) if len(self.hopeful) <= self.free else []
        going = bool(winners or losers) and not remaining and self.free > 0
        self._elect(remaining)
        self._record(winners, losers, remaining)
        if losers:
            self.excluded.append({option: self.totals[option] for option in losers})
        if going and losers:
            self._exclude(losers)
        return going

    def _settle(self) -> tuple[list[int], list[int]]:
        """Let surpluses flow until somebody has the quota or must go; nobody does where a tie is left open."""
        before: Number | None = None
        while True:
            winners = [option for option in self.hopeful if self.totals[option] >= self.quota]
            if winners:
                return in_order(winners, self.totals), []
            surplus, totals = self.surplus, {option: self.totals[option] for option in self.hopeful}
            most = len(self.hopeful) - self.free
            if surplus < self.omega or (before is not None and surplus >= before):
                return [], lowest(totals, self.ties, slack=surplus, most=most)
            losers = sure_losers(totals, surplus, self._at_once(most))
            if losers:
                return [], losers
            before = surplus
            self._lower()
            self._weigh()

    def _at_once(self, most: int) -> int:
        """How many may be excluded before surpluses have settled."""
        if self.settings["batch"] == "on":
            return most
        return 1 if self.settings["rule"] == "hill" else 0

    def _lower(self) -> None:
        """Set what the elected keep to what should leave each with the quota."""
        for option in self.elected:
            kept = -(-self.keep[option] * self.quota // self.unit) * self.unit
            self.keep[option] = int(-(-kept // self.totals[option]))

    def _weigh(self) -> None:
        self.totals, self.exhausted, self.lost = self.tree.weigh(self.keep, self.retain, self.unit)
        if self.quota < 0 or self.settings["quota"] == "recomputed":
            self.quota = sum(self.totals) // (self.seats + 1) + 1

    def _elect(self, options: list[int]) -> None:
        for option in options:
            self.hopeful.remove(option)
            self.elected.append(option)
            self.tree.elect(option)

    def _exclude(self, options: list[int]) -> None:
        for option in options:
            self.tree.exclude(option)
        self._weigh()

    def _record(self, winners: list[int], losers: list[int], remaining: list[int]) -> None:
        counted = sorted([*self.elected, *self.hopeful, *losers])
        self.rounds.append(
            Round(
                len(self.rounds) + 1,
                {option: self._shown(self.totals[option]) for option in counted},
                quota=self._shown(self.quota),
                surplus=self._shown(self.surplus),
                elected=(*winners, *remaining),
                excluded=tuple(losers),
                exhausted=self._shown(self.exhausted),
                lost=self._shown(self.lost),
                keep={option: self._shown(self.keep[option]) for option in self.elected},
                notes=({"code": "remaining_elected", "seats": len(remaining)},) if remaining else (),
            )
        )

    def _shown(self, units: Number) -> Number:
        return Fraction(units) / self.unit
