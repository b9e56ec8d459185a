"""Reads tables key by key and collects every problem: what is missing, wrong, or unknown."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from recount.locating import Lines, Path
from recount.reading import Problem
from recount.rulebook import Json, Kinds, Settled, Strictness

LARGEST = 10**12
TAG = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,4}")
PERCENTAGE = re.compile(r"(\d{1,6}(?:\.\d{1,9})?)\s*%")
RATIO = re.compile(r"(\d{1,12})\s*/\s*(\d{1,12})")


@dataclass
class Page:
    """Collects problems while a file is read."""

    lines: Lines
    problems: list[Problem] = field(default_factory=list)

    def report(self, code: str, path: Path, /, **values: Json) -> None:
        """Note one problem at ``path``."""
        name = ".".join(f"{part + 1}" if isinstance(part, int) else part for part in path)
        self.problems.append(Problem(code, self.lines.of(path), name, values))

    def table(self, data: dict[str, Any], path: Path) -> Table:
        """Return a reader of one table."""
        return Table(self, data, path)


@dataclass
class Table:
    """Reads one table, key by key; `done` reports the keys that nobody asked for."""

    page: Page
    data: dict[str, Any]
    path: Path
    asked: list[str] = field(default_factory=list)

    def raw(self, key: str) -> Any:
        """Return what stands under ``key``, or None."""
        self.asked.append(key)
        return self.data.get(key)

    def report(self, code: str, key: str = "", /, **values: Json) -> None:
        """Note a problem with ``key``, or with the table itself."""
        self.page.report(code, (*self.path, key) if key else self.path, **values)

    def text(self, key: str) -> str:
        """Return a text that must be there, in NFC, without control characters."""
        value = self.raw(key)
        if value is None:
            self.report("missing", key, key=key)
            return ""
        if type(value) is not str or not value.strip() or any(unicodedata.category(c) == "Cc" for c in value):
            self.report("not_a_text", key, key=key)
            return ""
        return unicodedata.normalize("NFC", value.strip())

    def word[T: (Kinds, Strictness, Settled)](self, key: str, allowed: list[T]) -> T | None:
        """Return one of the allowed words; None when it is absent or another (which is reported)."""
        value = self.raw(key)
        for word in allowed:
            if value == word:
                return word
        if value is not None:
            self.report("unknown_word", key, key=key, value=shown(value), allowed=[str(w) for w in allowed])
        return None

    def share(self, key: str) -> Fraction | None:
        """Return an exact share above 0 and up to 1: ``"55 %"``, ``"2/3"``; None when absent or wrong."""
        value = self.raw(key)
        if value is None:
            return None
        if type(value) is not str:
            self.report("not_exact", key, key=key, value=shown(value))
            return None
        found = _share(value)
        if found is None:
            self.report("not_a_share", key, key=key, value=shown(value))
        elif not 0 < found <= 1:
            self.report("share_out_of_range", key, key=key, value=value)
            return None
        return found

    def whole(self, key: str) -> int | None:
        """Return a whole number from 1; None when absent or wrong."""
        value = self.raw(key)
        if value is not None and (type(value) is not int or not 1 <= value <= LARGEST):
            self.report("not_a_number", key, key=key, value=shown(value))
            return None
        return value

    def names(self, key: str) -> dict[str, str]:
        """Return names by language tag; they may be absent, for they count nothing."""
        value = self.raw(key)
        if value is None:
            return {}
        if not isinstance(value, dict) or not all(TAG.fullmatch(tag) for tag in value):
            self.report("not_names", key, key=key)
            return {}
        table = self.page.table(value, (*self.path, key))
        return {tag: table.text(tag) for tag in value}

    def done(self) -> None:
        """Report every key that this format does not know."""
        for key in self.data:
            if key not in self.asked:
                self.report("unknown_key", key, key=key, known=list(self.asked))


def _share(text: str) -> Fraction | None:
    percentage, ratio = PERCENTAGE.fullmatch(text.strip()), RATIO.fullmatch(text.strip())
    if percentage:
        return Fraction(percentage[1]) / 100
    if ratio and int(ratio[2]):
        return Fraction(int(ratio[1]), int(ratio[2]))
    return None


def shown(value: object) -> str:
    """Return a value as it was written, cut when it is long."""
    text = str(value)
    return text if len(text) <= 60 else f"{text[:57]}..."
