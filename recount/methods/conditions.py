"""The tests of a method as plain data: what was tested, for which option, whether it is met, by which figures."""

from __future__ import annotations

from collections.abc import Mapping

from recount.outcomes import exact
from recount.profiles import Number
from recount.rulebook import Json


def condition(
    code: str, is_met: bool, formula: str, figures: Mapping[str, Json], *, option: str, sentence: str
) -> dict[str, Json]:
    """Return one test in the shape of those of a verdict, with an ``option`` in the place of a chamber."""
    return {
        "code": code,
        "option": option,
        "met": is_met,
        "formula": formula,
        "figures": dict(figures),
        "sentence": sentence,
    }


def figure(number: Number) -> Json:
    """Return a number for data: whole ones as they are, others as exact text."""
    return number.numerator if number.denominator == 1 else exact(number)
