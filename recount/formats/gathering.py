"""Equal ballots put together while a file is read, and numbers read exactly."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction

from recount.formats.naming import fail
from recount.profiles import Ballot, Number, Rank

# More ranks than options can stand on a ballot only where ranks are left out.
MOST_RANKS = 10_000
NUMBER = re.compile(r"\d{1,18}(?:\.\d{1,18}|/\d{1,18})?", re.ASCII)


def read_number(text: str, line: int, code: str = "not_a_weight") -> Number:
    """Return an exact number from 0: ``12``, ``1.5`` or ``3/2``, whole ones as `int`."""
    if not NUMBER.fullmatch(text):
        fail(code, line, value=text[:60])
    try:
        number = Fraction(text)
    except ZeroDivisionError:
        fail(code, line, value=text[:60])
    return number.numerator if number.denominator == 1 else number


def read_count(text: str, line: int, code: str, most: int) -> int:
    """Return a whole number from 0 to ``most``."""
    if not (text.isascii() and text.isdigit() and len(text) <= 18 and int(text) <= most):
        fail(code, line, value=text[:60], most=most)
    return int(text)


def trimmed(ranks: list[Rank]) -> tuple[Rank, ...]:
    """Return ranks without those left out at the end, which say nothing, each in the order of options."""
    while ranks and not ranks[-1]:
        ranks.pop()
    return tuple(ranks)


def together(ballots: Iterable[tuple[Ballot, Number]]) -> dict[Ballot, Number]:
    """Return each distinct ballot with the weight of all that are equal to it."""
    weights: dict[Ballot, Number] = {}
    for ballot, weight in ballots:
        size = len(weights)
        before = weights.setdefault(ballot, weight)
        if len(weights) == size:
            weights[ballot] = before + weight
    return weights
