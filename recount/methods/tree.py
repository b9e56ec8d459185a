"""Ballots grouped by what tells them apart: the options they have passed through, and the one that holds them now.

Meek's and Warren's counts pass every ballot on from one elected option to the next until a hopeful one takes the
rest. Ballots that went the same way are one branch here, weighed once however many there are; a branch divides only
when the option at its end is elected, and is dealt to its neighbours when that option is excluded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from recount.methods.preferences import Paper, Preference, Preferences
from recount.profiles import Number

# Where ballots with no preference left are held: the last place of a list of totals.
ENDED = -1
# What an elected option keeps of a ballot's value, given its keep factor.
type Retain = Callable[[int, int], int]


class Branch:
    """Ballots that went the same way so far: held by hopeful options, or passed on by elected ones."""

    __slots__ = ("held", "papers", "passed", "weight")

    def __init__(self) -> None:
        self.weight: Number = 0
        # What holds ballots of this branch, with their weight and the ballots themselves, read up to there.
        self.held: dict[Preference, Number] = {}
        self.papers: dict[Preference, list[Paper]] = {}
        self.passed: dict[Preference, Branch] = {}

    def onward(self, key: Preference) -> Branch:
        """Return the branch of those that ``key`` passes on from here."""
        if key not in self.passed:
            self.passed[key] = Branch()
        return self.passed[key]


class Tree:
    """All ballots, to be weighed again and again as keep factors change."""

    def __init__(self, ballots: Iterable[tuple[Preferences, Number]], options: int) -> None:
        self._options = options
        self._elected: set[int] = set()
        self._excluded: set[int] = set()
        # What is left of each preference now, and which of these pass ballots on: read once after each change.
        self._keys: dict[Preference, Preference | None] = {}
        self._passing: set[Preference] = set()
        self._root = Branch()
        self._deal(self._root, ((iter(listed), weight) for listed, weight in ballots))

    def elect(self, option: int) -> None:
        """Let ``option`` pass on from now on what it does not keep."""
        self._elected.add(option)
        self._forget()
        for branch in list(self._branches()):
            for key in [key for key in branch.held if key == option or (isinstance(key, tuple) and option in key)]:
                below = Branch()
                below.weight = branch.held.pop(key)
                branch.passed[key] = below
                self._deal(below, branch.papers.pop(key))

    def exclude(self, option: int) -> None:
        """Pass over ``option`` from now on."""
        self._excluded.add(option)
        self._forget()
        for branch in list(self._branches()):
            if option in branch.held:
                del branch.held[option]
                self._deal(branch, branch.papers.pop(option))
            for key in [key for key in branch.held if isinstance(key, tuple) and option in key]:
                weight, papers = branch.held.pop(key), branch.papers.pop(key)
                _hold(branch, _without(key, option), weight, papers)
            for key in [key for key in branch.passed if isinstance(key, tuple) and option in key]:
                _merge(branch, _without(key, option), branch.passed.pop(key))

    def weigh(self, keep: Sequence[int], retain: Retain, unit: int) -> tuple[list[Number], Number, Number]:
        """Return the totals of all options, what is exhausted, and what rounding dropped, in parts of ``unit``.

        ``keep`` are the keep factors in parts of ``unit``; ``retain(value, factor)`` is what an elected option keeps
        of one ballot that reaches it with ``value``. Equal ranks share the value, rounded down.
        """
        totals: list[Number] = [0] * (self._options + 1)
        lost: Number = 0
        waiting = [(self._root, unit)]
        while waiting:
            branch, value = waiting.pop()
            for key, weight in branch.held.items():
                if isinstance(key, int):
                    totals[key] += value * weight
                else:
                    lost += value % len(key) * weight
                    for option in key:
                        totals[option] += value // len(key) * weight
            for key, below in branch.passed.items():
                options = (key,) if isinstance(key, int) else key
                share, dropped = divmod(value, len(options))
                lost += dropped * below.weight
                rest = 0
                for option in options:
                    kept = retain(share, keep[option]) if option in self._elected else share
                    totals[option] += kept * below.weight
                    rest += share - kept
                # With nothing left to pass on, there is no need to look further down.
                waiting += [(below, rest)] if rest > 0 else []
                totals[ENDED] += min(rest, 0) * below.weight
        return totals[:ENDED], totals[ENDED], lost

    def _branches(self) -> Iterator[Branch]:
        waiting = [self._root]
        while waiting:
            branch = waiting.pop()
            yield branch
            waiting += branch.passed.values()

    def _deal(self, start: Branch, papers: Iterable[Paper]) -> None:
        """Read each ballot on from where it was read to, and leave it with whoever holds it then."""
        keys, passing = self._keys, self._passing
        for paper in papers:
            branch, weight = start, paper[1]
            for preference in paper[0]:
                key = keys[preference] if preference in keys else self._key(preference)
                if key is None:
                    continue
                if key not in passing:
                    break
                branch = branch.onward(key)
                branch.weight += weight
            else:
                branch.held[ENDED] = branch.held.get(ENDED, 0) + weight
                continue
            if key in branch.held:
                branch.held[key] += weight
                branch.papers[key].append(paper)
            else:
                branch.held[key], branch.papers[key] = weight, [paper]

    def _key(self, preference: Preference) -> Preference | None:
        """Return what is left of a preference, or None; and remember it, and whether it passes ballots on."""
        options = (preference,) if isinstance(preference, int) else preference
        left = tuple(option for option in options if option not in self._excluded)
        key = None if not left else left if len(left) > 1 else left[0]
        self._keys[preference] = key
        if key is not None and not self._elected.isdisjoint(left):
            self._passing.add(key)
        return key

    def _forget(self) -> None:
        self._keys.clear()
        self._passing.clear()


def _hold(branch: Branch, key: Preference, weight: Number, papers: list[Paper]) -> None:
    branch.held[key] = branch.held.get(key, 0) + weight
    branch.papers.setdefault(key, []).extend(papers)


def _without(key: tuple[int, ...], option: int) -> Preference:
    left = tuple(each for each in key if each != option)
    return left if len(left) > 1 else left[0]


def _merge(branch: Branch, key: Preference, moved: Branch) -> None:
    """Put a branch whose way has become ``key`` where others may have gone already."""
    there = branch.passed.get(key)
    if there is None:
        branch.passed[key] = moved
        return
    there.weight += moved.weight
    for each, weight in moved.held.items():
        _hold(there, each, weight, moved.papers.get(each, []))
    for each, below in moved.passed.items():
        _merge(there, each, below)
