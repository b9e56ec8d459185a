"""Ballots as papers in piles: each with one option at a time, at the value it came with."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction

from recount.methods.preferences import Paper, Preference, Preferences
from recount.profiles import Number

# Where papers go that name nobody any more.
ENDED = -1
# The papers of one pile by their value.
type Pile = dict[Number, list[Paper]]


class Piles:
    """All papers by who holds them. ``totals``, ``exhausted`` and ``lost`` always add up to all papers.

    A paper starts with the value ``unit``, in units of the last place. Options of an equal rank share a paper in equal
    parts, exactly, and each part goes on by itself; ``shared`` false means that the paper is exhausted there.
    """

    def __init__(self, papers: Iterable[Paper], hopeful: Iterable[int], unit: int, *, shared: bool) -> None:
        self.hopeful = set(hopeful)
        self.totals: dict[int, Number] = dict.fromkeys(self.hopeful, 0)
        self.exhausted: Number = 0
        self.lost: Number = 0
        self._piles: dict[int, Pile] = {option: {} for option in self.hopeful}
        self._is_shared = shared
        self._give(unit, papers)

    def move(self, option: int, revalue: Callable[[Number], Number] | None = None, *, keeps: Number = 0) -> None:
        """Pass the papers of ``option`` on to whoever is hopeful and next on them; ``option`` must not be hopeful.

        Each goes at the value ``revalue`` makes of its own (surplus), or at its own (exclusion); ``option`` then has
        ``keeps``, and what neither it nor anybody else has is lost to rounding.
        """
        pile, self._piles[option] = self._piles[option], {}
        before = sum(self.totals.values()) + self.exhausted
        self.totals[option] = keeps
        for value, papers in pile.items():
            self._give(revalue(value) if revalue else value, papers)
        self.lost += before - sum(self.totals.values()) - self.exhausted

    def _give(self, value: Number, papers: Iterable[Paper]) -> None:
        """Give each paper to the next on it, at ``value``."""
        hopeful = self.hopeful
        weights: dict[Preference, Number] = dict.fromkeys((*hopeful, ENDED), 0)
        piles: dict[Preference, list[Paper]] = {o: self._piles[o].setdefault(value, []) for o in hopeful}
        divided: dict[int, dict[Preferences, Number]] = {}
        for paper in papers:
            for preference in paper[0]:
                if preference in hopeful:
                    piles[preference].append(paper)
                    weights[preference] += paper[1]
                    break
                if isinstance(preference, tuple) and (left := [one for one in preference if one in hopeful]):
                    self._divide(left, paper, value, divided)
                    break
            else:
                weights[ENDED] += paper[1]
        self.exhausted += weights.pop(ENDED) * value
        for option in hopeful:
            self.totals[option] += weights[option] * value
        for option, parts in divided.items():
            piles[option] += [(iter(listed), part) for listed, part in parts.items()]
            self.totals[option] += sum(parts.values()) * value

    def _divide(
        self, left: list[int], paper: Paper, value: Number, divided: dict[int, dict[Preferences, Number]]
    ) -> None:
        """Share a paper among equals; what is left of the rank comes next on each part of it.

        Parts that read the same are put together: else each further division would double how many there are.
        """
        rest, weight = paper
        if len(left) > 1 and not self._is_shared:
            self.exhausted += value * weight
            return
        after, part = tuple(rest), weight if len(left) == 1 else Fraction(weight) / len(left)
        for option in left:
            others = tuple(each for each in left if each != option)
            next_: Preferences = (others if len(others) > 1 else others[0],) if others else ()
            parts = divided.setdefault(option, {})
            parts[next_ + after] = parts.get(next_ + after, 0) + part
