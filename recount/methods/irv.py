"""Instant run-off: whoever has least is excluded, and their ballots go to the next, until somebody has a majority."""

from __future__ import annotations

from fractions import Fraction

from recount.methods.exclusion import by_earlier, in_order, lowest, ranked, sure_losers
from recount.methods.piles import Piles
from recount.methods.preferences import named, papers
from recount.methods.settings import Settings
from recount.methods.ties import Ties
from recount.outcomes import Outcome, Round
from recount.profiles import Number, Profile
from recount.rulebook import Json


def irv(profile: Profile, seats: int, settings: Settings) -> Outcome:
    """Elect by instant run-off (alternative vote, ranked choice).

    Source: Robert's Rules of Order, "preferential voting"; the settings are the choices cities make, as RCTab lists
    them. ``threshold``: more than half of the ballots ``continuing``, of those that counted in the ``first`` round, or
    of all ``cast``; when two are left and neither has it, the one with more is elected. ``batch`` excludes all sure
    losers at once. ``stop``: at a ``majority``, or going on until ``two`` are left, to show their totals. ``several``
    seats: one count after the other without those elected (``sequential``), or excluding until as many are left as
    seats (``bottom-up``). ``earlier`` rounds break ties first. ``write_in`` names an option excluded at once.
    """
    count = _Count(profile, seats, settings)
    standing = set(profile.standing)
    at_once = seats if settings["several"] == "bottom-up" else 1
    while count.run(standing, at_once) and len(count.elected) < seats and len(standing) > 1:
        standing.discard(count.elected[-1])
    return count.outcome()


class _Count:
    def __init__(self, profile: Profile, seats: int, settings: Settings) -> None:
        self.profile, self.seats, self.settings = profile, seats, settings
        self.ties = Ties(profile, settings)
        self.papers = papers(profile, settings)
        self.elected: list[int] = []
        self.rounds: list[Round] = []

    def run(self, standing: set[int], seats: int) -> bool:
        """Count once for ``seats`` among ``standing``; tell whether anybody was elected."""
        self.piles = Piles(self.papers(), standing, 1, shared=self.settings["equal"] == "split")
        self.free, self.start = seats, len(self.rounds)
        self.first: Number = sum(self.piles.totals.values())
        self.excluded: list[dict[int, Number]] = []
        before = len(self.elected)
        while self._round():
            pass
        return len(self.elected) > before

    def outcome(self) -> Outcome:
        others = {option: total for option, total in self.piles.totals.items() if option not in self.elected}
        ranking = ranked(self.elected, others, self.excluded)
        ties, rounds = tuple(self.ties.broken), tuple(self.rounds)
        return Outcome(tuple(self.elected), ranking, ties, rounds, unfilled_seats=self.seats - len(self.elected))

    def _round(self) -> bool:
        """Elect or exclude; tell whether the count goes on."""
        losers = self._write_in()
        winners = [] if losers else self._winners()
        losers = losers or ([] if winners else self._losers())
        self._record(winners, losers)
        self.elected += winners
        self.free -= len(winners)
        if losers:
            self.excluded.append({option: self.piles.totals[option] for option in losers})
        self.piles.hopeful.difference_update(losers)
        for option in losers:
            self.piles.move(option)
            del self.piles.totals[option]
        return bool(losers) or (bool(winners) and self._shows_two())

    def _shows_two(self) -> bool:
        """Whether the count goes on without need."""
        return self.settings["stop"] == "two" and len(self.piles.hopeful) > 2

    def _write_in(self) -> list[int]:
        """Return the option for names written in, in the first round of a count; one without votes never stood."""
        found = set() if len(self.rounds) > self.start else named(self.profile, self.settings["write_in"])
        without = {option for option in found & self.piles.hopeful if not self.piles.totals[option]}
        for option in without:
            self.piles.hopeful.discard(option)
            del self.piles.totals[option]
        return sorted(found & self.piles.hopeful)

    def _winners(self) -> list[int]:
        hopeful, totals = sorted(self.piles.hopeful), self.piles.totals
        if self.free <= 0:
            return []
        if len(hopeful) <= self.free:
            return in_order(hopeful, totals)
        if self.free > 1:
            return []
        base = self._base()
        over = [option for option in hopeful if 2 * totals[option] > base]
        if over or len(hopeful) > 2:
            return over
        most = max(totals[option] for option in hopeful)
        tied = [option for option in hopeful if totals[option] == most]
        one = self.ties.preferred(by_earlier(tied, self.ties, self._asked(), best=True), "seat")
        return [] if one is None else [one]

    def _losers(self) -> list[int]:
        hopeful, settings = sorted(self.piles.hopeful), self.settings
        if len(hopeful) <= max(self.free, 2 if self.free < 2 else 0) or not (self.free > 0 or self._shows_two()):
            return []
        totals = {option: self.piles.totals[option] for option in hopeful}
        most = len(hopeful) - (2 if settings["stop"] == "two" else max(self.free, 1))
        together = sure_losers(totals, 0, most) if settings["batch"] == "on" else []
        return together or lowest(totals, self.ties, most=most, rounds=self._asked())

    def _asked(self) -> list[Round]:
        return self.rounds[self.start :] if self.settings["earlier"] == "on" else []

    def _base(self) -> Number:
        """Return the votes of which more than half elect."""
        basis = self.settings["threshold"]
        if basis == "first":
            return self.first
        return self.profile.weight if basis == "cast" else sum(self.piles.totals.values())

    def _record(self, winners: list[int], losers: list[int]) -> None:
        totals, base = self.piles.totals, self._base()
        is_whole = all(isinstance(total, int) for total in totals.values())
        notes: list[dict[str, Json]] = [] if is_whole else [{"code": "more_than_quota"}]
        if self.settings["several"] == "sequential" and self.seats > 1:
            notes.append({"code": "count_for_seat", "seat": len(self.elected) + 1 - (self.free <= 0)})
        self.rounds.append(
            Round(
                len(self.rounds) + 1,
                {option: totals[option] for option in sorted(totals)},
                quota=base // 2 + 1 if is_whole else Fraction(base) / 2,
                elected=tuple(winners),
                excluded=tuple(losers),
                exhausted=self.piles.exhausted,
                lost=self.piles.lost,
                notes=tuple(notes),
            )
        )
