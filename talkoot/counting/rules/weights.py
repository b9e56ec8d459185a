"""Votes that weigh different amounts: which chambers have them, what a weight may be, and how a roll of them is hashed.

Weights are exact, whole numbers or fractions, and so is every sum of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from math import lcm

from recount import roll_sha256
from recount.outcomes import exact
from recount.profiles import Number
from recount.rulebooks.book import Split, Weights
from recount.structure.votes import whole
from talkoot.counting.rules.elections import book_of
from talkoot.counting.rules.positions import consenting
from talkoot.counting.rules.sealing import secret_in

# A weight as it is written: a whole number, one with a point, or a fraction; so many digits on either side.
WEIGHT = re.compile(r"([0-9]{1,9})(?:\.([0-9]{1,4})|/([0-9]{1,4}))?", re.ASCII)
WHOLE_DIGITS, PART_DIGITS = 9, 4
# So that no weight, written as a fraction, has a larger numerator or denominator.
LARGEST, SMALLEST_PART = 10 ** (WHOLE_DIGITS + PART_DIGITS), 10**PART_DIGITS
# All weights of a roll are whole multiples of a part no finer than this, so that every sum stays short.
FINEST = 10**15
# A method that counts yes and no in whole numbers.
IN_WHOLE = "yes-no"


class Unheld(StrEnum):
    """Why no vote is held here by rules that weigh or split votes; recount counts by them all the same."""

    SPLIT = "split_votes"
    SECRET = "secret_weights"  # noqa: S105 - the code of a refusal
    CONSENT = "weighed_consent"


@lru_cache(maxsize=512)
def weighed_in(canonical: str) -> frozenset[str]:
    """Return the keys of the chambers whose votes weigh what the roll says."""
    book = book_of(canonical)
    return frozenset(each.key for each in book.chambers if each.weights is Weights.ROLL) if book else frozenset()


@lru_cache(maxsize=512)
def why_unheld(canonical: str) -> Unheld | None:
    """Return why no vote can be held by these rules here; None where weights do not stand in the way.

    In secret a weight would name the ballot; in a round of consent one objection holds up, whatever it weighs.
    """
    book, weighed = book_of(canonical), weighed_in(canonical)
    if book and any(each.split is Split.SPLIT for each in book.chambers):
        return Unheld.SPLIT
    if not weighed.isdisjoint(secret_in(canonical)):
        return Unheld.SECRET
    return None if weighed.isdisjoint(consenting(canonical)) else Unheld.CONSENT


def takes_fractions(canonical: str, key: str) -> bool:
    """Tell whether the votes of a chamber may weigh parts of one: where it elects by yes and no they may not."""
    book = book_of(canonical)
    chamber = book.chamber(key) if book else None
    election = chamber.election if chamber else None
    if election is None:
        return True
    return IN_WHOLE not in {election.method, election.runoff.method if election.runoff else ""}


def read_weight(text: str) -> Fraction | None:
    """Return the weight that a text says exactly; None where it says none, or one that is not above zero.

    >>> read_weight("12"), read_weight("2.5"), read_weight("1/3")
    (Fraction(12, 1), Fraction(5, 2), Fraction(1, 3))
    >>> read_weight("0"), read_weight("-1"), read_weight("1e3"), read_weight("1/0"), read_weight("٣")
    (None, None, None, None, None)
    """
    found = WEIGHT.fullmatch(text)
    if found is None or (found[3] and not int(found[3])):
        return None
    return Fraction(text) or None


def fit_together(weights: Iterable[Fraction]) -> bool:
    """Tell whether weights can be summed in parts that are not too fine."""
    unit = 1
    for denominator in {weight.denominator for weight in weights}:
        unit = lcm(unit, denominator)
        if unit > FINEST:
            return False
    return True


def weighed_sha256(roll: Iterable[tuple[str, Number]]) -> str:
    """Return the hash of a roll on which votes weigh: that of `roll_sha256`, with each weight after its voter.

    >>> weighed_sha256([("person:2", 3)]) == roll_sha256(["person:2 3"])
    True
    """
    return roll_sha256(f"{voter} {exact(weight)}" for voter, weight in roll)


__all__ = [
    "FINEST",
    "LARGEST",
    "PART_DIGITS",
    "SMALLEST_PART",
    "WHOLE_DIGITS",
    "Number",
    "Unheld",
    "exact",
    "fit_together",
    "read_weight",
    "takes_fractions",
    "weighed_in",
    "weighed_sha256",
    "whole",
    "why_unheld",
]
