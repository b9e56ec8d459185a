"""Which figures no page shows: those of secret ballots so few that they would tell how people voted."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from talkoot.counting.rules.sealing import secret_in

# DOMAIN: statistics about people are suppressed below 10.
FEWEST_SHOWN = 10


def hidden_in(canonical: str, verdict: Mapping[str, Any] | None) -> frozenset[str]:
    """Return the chambers whose figures are left out on pages: secret ones with fewer than ten ballots, but for none.

    The verdict itself is shown, met or not. Evidence holds the figures, for without them nobody could count again.
    """
    secret = secret_in(canonical)
    told = [each for each in (verdict or {"chambers": ()})["chambers"] if each["key"] in secret]
    return frozenset(each["key"] for each in told if 0 < _cast(each) < FEWEST_SHOWN)


def _cast(chamber: Mapping[str, Any]) -> Fraction:
    figures = ["cast"] if "cast" in chamber else ["yes", "no", "neutral"]
    return sum((Fraction(chamber.get(name, 0)) for name in figures), Fraction())
