"""Single transferable vote as Wikimedia's SecurePoll counts it: Meek's method that leaves seats empty over a tie."""

from __future__ import annotations

from fractions import Fraction

from recount.methods.exclusion import ranked
from recount.methods.preferences import preferences
from recount.methods.settings import Settings
from recount.methods.tree import Tree
from recount.outcomes import Outcome, Round, Tie
from recount.profiles import Number, Profile

# Ten decimals, everything cut and nothing rounded; a millionth is added to the quota.
PLACES = 10
UNIT: int = 10**PLACES
ADDED: int = 10 ** (PLACES - 6)


def stv_securepoll(profile: Profile, seats: int, settings: Settings) -> Outcome:
    """Elect as the extension SecurePoll of MediaWiki does, to its last digit.

    Source: SecurePoll's STVTallier. The quota is votes / (seats + 1) + 0.000001, found anew in each round from the
    votes still held. Whoever reaches it is elected, in the order of the file. When nobody does, all those who have
    least go together: as soon as their votes together with all surplus are below the next total (whole votes compared,
    as there), or when the surplus is what it was in the round before. When all who are left have the same total, all
    of them go. So seats can stay empty; no tie is ever broken.
    """
    return _Count(profile, seats, settings).outcome()


class _Count:
    def __init__(self, profile: Profile, seats: int, settings: Settings) -> None:
        self.seats, self.standing = seats, profile.standing
        options = len(profile.options)
        self.tree = Tree(preferences(profile, settings), options)
        self.keep = [UNIT] * options
        self.elected: list[int] = []
        # Whoever went out together, with the totals they had; an elected option can be among them, as there.
        self.excluded: list[dict[int, Number]] = []
        self.rounds: list[Round] = []
        self.ties: list[Tie] = []
        self.surplus: Number = 0
        self._weigh()

    def outcome(self) -> Outcome:
        self._record([], [], 0)
        while self.hopeful and len(self.elected) < self.seats:
            self._round()
        left = {option: self.totals[option] for option in self.hopeful}
        lost = [{o: total for o, total in group.items() if o not in self.elected} for group in self.excluded]
        ranking = ranked(self.elected, left, lost)
        rounds, empty = tuple(self.rounds), self.seats - len(self.elected)
        return Outcome(tuple(self.elected), ranking, tuple(self.ties), rounds, unfilled_seats=empty)

    @property
    def out(self) -> set[int]:
        return {option for group in self.excluded for option in group}

    @property
    def hopeful(self) -> list[int]:
        out = self.out
        return [option for option in self.standing if option not in out and option not in self.elected]

    def _round(self) -> None:
        # Where an elected option has come down to nothing, SecurePoll would divide by it; here it stays at nothing.
        for option in filter(self.totals.__getitem__, self.elected):
            factor = self.keep[option] * int(self.quota) // UNIT
            self.keep[option] = int(factor * UNIT // self.totals[option])
        self._weigh()
        reached = [option for option in self.standing if self.totals[option] >= self.quota]
        surplus: Number = sum(self.totals[option] - self.quota for option in reached)
        winners = [option for option in reached if option not in self.elected]
        losers = [] if winners else self._losers(surplus)
        self.surplus = surplus
        self.elected += winners
        for option in winners:
            self.tree.elect(option)
        self._record(winners, losers, surplus)
        if losers:
            self.excluded.append({option: self.totals[option] for option in losers})
        for option in losers:
            if option not in self.elected:
                self.tree.exclude(option)

    def _losers(self, surplus: Number) -> list[int]:
        out = self.out
        ranking = [option for option in self.standing if option not in out]
        totals = sorted({self.totals[option] for option in ranking})
        if len(totals) == 1:
            return self._together(ranking)
        last = [option for option in ranking if self.totals[option] == totals[0]]
        together = _whole(_whole(totals[0] * len(last)) * UNIT + surplus)
        if together < _whole(totals[1]) or surplus == self.surplus:
            return self._together(last)
        return []

    def _together(self, options: list[int]) -> list[int]:
        if len(options) > 1:
            self.ties.append(Tie(tuple(options), "exclusion", "together", tuple(options)))
        return options

    def _weigh(self) -> None:
        self.totals, self.exhausted, self.lost = self.tree.weigh(self.keep, _cut, UNIT)
        votes: Number = sum(self.totals)
        self.quota = votes // (self.seats + 1) + ADDED

    def _record(self, winners: list[int], losers: list[int], surplus: Number) -> None:
        out = self.out
        self.rounds.append(
            Round(
                len(self.rounds) + 1,
                {option: _shown(self.totals[option]) for option in self.standing if option not in out},
                quota=_shown(self.quota),
                surplus=_shown(surplus),
                elected=tuple(winners),
                excluded=tuple(losers),
                exhausted=_shown(self.exhausted),
                lost=_shown(self.lost),
                keep={option: _shown(self.keep[option]) for option in self.elected},
            )
        )


def _cut(value: int, factor: int) -> int:
    return value * factor // UNIT


def _whole(units: Number) -> int:
    """Return whole votes, what is over them cut off towards nothing."""
    return int(Fraction(units) / UNIT)


def _shown(units: Number) -> Fraction:
    return Fraction(units) / UNIT
