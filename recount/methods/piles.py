"""Ballots as papers in piles: each with one option at a time, at the value it came with."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction

from recount.methods.preferences import Preference, Preferences
from recount.profiles import Number

# The papers of one pile: for each value, what is left to read on them, and the weight of those that read the same.
type Pile = dict[Number, dict[Preferences, Number]]


class Piles:
    """All papers by who holds them. ``totals``, ``exhausted`` and ``lost`` always add up to all papers.

    A paper starts with the value ``unit``, in units of the last place; where an equal rank shares it, it is divided
    and rounded down, or exactly when ``unit`` is 1. ``shared`` false means that such a paper is exhausted there.
    """

    def __init__(
        self, ballots: Iterable[tuple[Preferences, Number]], hopeful: Iterable[int], unit: int, *, shared: bool
    ) -> None:
        self.hopeful = set(hopeful)
        self.totals: dict[int, Number] = dict.fromkeys(self.hopeful, 0)
        self.exhausted: Number = 0
        self.lost: Number = 0
        self._piles: dict[int, Pile] = {option: {} for option in self.hopeful}
        self._is_exact, self._is_shared = unit == 1, shared
        for listed, weight in ballots:
            self._give(listed, unit, weight)

    def move(self, option: int, revalue: Callable[[Number], Number] | None = None, *, keeps: Number = 0) -> None:
        """Pass the papers of ``option`` on to whoever is hopeful and next on them; ``option`` must not be hopeful.

        Each goes at the value ``revalue`` makes of its own (surplus), or at its own (exclusion); ``option`` then has
        ``keeps``, and what neither it nor anybody else has is lost to rounding.
        """
        pile, self._piles[option] = self._piles[option], {}
        before = sum(self.totals.values()) + self.exhausted + self.lost
        self.totals[option] = keeps
        for value, papers in pile.items():
            new = revalue(value) if revalue else value
            for listed, weight in papers.items():
                self._give(listed, new, weight)
        self.lost += before - sum(self.totals.values()) - self.exhausted - self.lost

    def _give(self, listed: Preferences, value: Number, weight: Number) -> None:
        for place, preference in enumerate(listed):
            if isinstance(preference, int):
                if preference in self.hopeful:
                    self._hold(preference, listed[place + 1 :], value, weight)
                    return
                continue
            left = [option for option in preference if option in self.hopeful]
            if len(left) > 1 and not self._is_shared:
                break
            if left:
                self._divide(left, listed[place + 1 :], value, weight)
                return
        self.exhausted += value * weight

    def _divide(self, left: list[int], after: Preferences, value: Number, weight: Number) -> None:
        share = Fraction(value) / len(left) if self._is_exact else value // len(left)
        self.lost += (value - share * len(left)) * weight
        for option in left:
            others = tuple(each for each in left if each != option)
            next_: tuple[Preference, ...] = (others if len(others) > 1 else others[0],) if others else ()
            self._hold(option, next_ + after, share, weight)

    def _hold(self, option: int, listed: Preferences, value: Number, weight: Number) -> None:
        self.totals[option] += value * weight
        papers = self._piles[option].setdefault(value, {})
        papers[listed] = papers.get(listed, 0) + weight
