"""Charts as shapes: where each part of a bar begins and ends, and where the needed share is marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

GAP = Fraction(4, 10)


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a bar: its class in the stylesheet, its start and its width in percent."""

    shape: str
    x: str
    width: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of 100 percent of the base, and where the needed share lies."""

    parts: Sequence[Part]
    mark: str


def bar_of(figures: Mapping[str, Any]) -> Bar | None:
    """Return the bar of a threshold test's figures, ballots or weights; None when nothing is in its base."""
    base = Fraction(figures["of"])
    if not base:
        return None
    shapes = [("f", Fraction(figures["yes"])), ("a", Fraction(figures["no"]))]
    if figures["base"] != "yes+no":
        shapes.append(("z", Fraction(figures["neutral"])))
    return Bar(_parts(shapes, base), digits(Fraction(figures["share"]) * 100))


def _parts(shapes: Sequence[tuple[str, Fraction]], base: Fraction) -> list[Part]:
    parts: list[Part] = []
    x = Fraction(0)
    for shape, number in shapes:
        width = number / base * 100
        if width:
            gap = GAP if parts and width > GAP else Fraction(0)
            parts.append(Part(shape, digits(x + gap), digits(width - gap)))
        x += width
    return parts


def digits(value: Fraction) -> str:
    """Return a number with at most two decimals and a point, whatever the reader's language."""
    whole, part = divmod(round(value * 100), 100)
    return f"{whole}.{part:02d}".rstrip("0").rstrip(".")
