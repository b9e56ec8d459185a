"""Equal ballots put together while a file is read, and numbers read exactly."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction
from math import lcm

from recount.formats.naming import fail
from recount.profiles import Ballot, Number, Rank

# More ranks than options can stand on a ballot only where ranks are left out.
MOST_RANKS = 10_000
NUMBER = re.compile(r"-?\d{1,60}(?:\.\d{1,60}|/[1-9]\d{0,60})?", re.ASCII)
# All numbers of a file together are whole multiples of a part no finer than this.
FINEST = 10**60


class Numbers:
    """Reads the numbers of one file: ``12``, ``1.5`` or ``1/3``, whole ones as `int`.

    Their common denominator is bounded, so that no sum of them becomes longer than the file.
    """

    def __init__(self) -> None:
        self._known: dict[str, Number] = {}
        self._scale = 1

    def get(self, text: str, line: int, code: str = "not_a_number_here") -> Number:
        """Return the number that ``text`` is."""
        number = self._known.get(text)
        return self._read(text, line, code) if number is None else number

    def weight(self, text: str, line: int) -> Number:
        """Return the weight that ``text`` is: a number from 0."""
        number = self.get(text, line, "not_a_weight")
        if number < 0:
            fail("not_a_weight", line, value=text[:60])
        return number

    def _read(self, text: str, line: int, code: str) -> Number:
        if not NUMBER.fullmatch(text):
            fail(code, line, value=text[:60])
        number = Fraction(text)
        self._scale = lcm(self._scale, number.denominator)
        if self._scale > FINEST:
            fail("numbers_too_fine", line, value=text[:60])
        self._known[text] = number.numerator if number.denominator == 1 else number
        return self._known[text]


def read_number(text: str, line: int, code: str = "not_a_weight") -> Number:
    """Return one exact number from 0; a file of many reads them with `Numbers`."""
    number = Numbers().get(text, line, code)
    if number < 0:
        fail(code, line, value=text[:60])
    return number


def read_count(text: str, line: int, code: str, most: int) -> int:
    """Return a whole number from 0 to ``most``."""
    if not (text.isascii() and text.isdigit() and len(text) <= 18 and int(text) <= most):
        fail(code, line, value=text[:60], most=most)
    return int(text)


def trimmed(ranks: list[Rank]) -> tuple[Rank, ...]:
    """Return ranks without those left out at the end, which say nothing."""
    while ranks and not ranks[-1]:
        ranks.pop()
    return tuple(ranks)


def together(ballots: Iterable[tuple[Ballot, Number]]) -> dict[Ballot, Number]:
    """Return each distinct ballot with the weight of all that are equal to it."""
    listed = [*ballots]
    if len(weights := dict(listed)) == len(listed):
        return weights
    return _added(listed)


def _added(ballots: Iterable[tuple[Ballot, Number]]) -> dict[Ballot, Number]:
    weights: dict[Ballot, Number] = {}
    for ballot, weight in ballots:
        size = len(weights)
        before = weights.setdefault(ballot, weight)
        if len(weights) == size:
            weights[ballot] = before + weight
    return weights
