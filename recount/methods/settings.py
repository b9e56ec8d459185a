"""How a method is set: texts by name, read where they are used, and remembered for the outcome."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction

from recount.profiles import Uncounted

EXACT = re.compile(r"(?P<number>\d{1,30}(\.\d{1,30})?)(/(?P<bottom>\d{1,30}))?(?P<percent> ?%)?", re.ASCII)


class Settings(Mapping[str, str]):
    """The settings of one count, complete: usual values are filled in before a method sees them."""

    def __init__(self, values: Mapping[str, str]) -> None:
        self._values = dict(values)

    def __getitem__(self, key: str) -> str:
        return self._values[key]

    def __iter__(self):  # type: ignore[no-untyped-def]  # Iterator[str], as Mapping says
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def whole(self, key: str, least: int = 0, most: int = 10**12) -> int:
        """Return a setting that must be a whole number within bounds."""
        text = self[key]
        if not (text.isascii() and text.isdigit() and len(text) <= 15 and least <= int(text) <= most):
            raise Uncounted("not_a_whole_number", key=key, value=text, least=least, most=most)
        return int(text)

    def exact(self, key: str) -> Fraction:
        """Return a setting that must be an exact number: 12, 0.5, 1/3 or 40 %."""
        number = read_exact(self[key])
        if number is None:
            raise Uncounted("not_an_exact_number", key=key, value=self[key])
        return number


def read_exact(text: str) -> Fraction | None:
    """Return an exact number from 0 as people write it, or None: 12, 0.5, 1/3 or 40 %."""
    found = EXACT.fullmatch(text.strip())
    if not found or not int(found["bottom"] or 1):
        return None
    number = Fraction(found["number"]) / int(found["bottom"] or 1)
    return number / 100 if found["percent"] else number
