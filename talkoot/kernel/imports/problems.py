"""What can be wrong with a file, each with its place and its sentence."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

MAX_PROBLEMS = 200


def gettext_noop(sentence: str) -> str:
    """Return ``sentence``; its name makes the catalogue of translations pick the sentence up."""
    return sentence


TOO_LARGE = gettext_noop("The file is larger than %(limit)s MB.")
TOO_MANY_ROWS = gettext_noop("The file has more than %(limit)s rows. Split it.")
NOT_UTF8 = gettext_noop("This line is not UTF-8 text. Save the file as UTF-8 and try again.")
EMPTY = gettext_noop("The file is empty.")
MISSING_COLUMN = gettext_noop("The column %(name)s is missing.")
UNKNOWN_COLUMN = gettext_noop("The column %(name)s is not known here. Known: %(known)s.")
DOUBLE_COLUMN = gettext_noop("The column %(name)s stands here twice.")
WRONG_WIDTH = gettext_noop("This line has %(found)s cells; the first line has %(wanted)s.")
NOT_CSV = gettext_noop("This line cannot be read: %(reason)s.")
HIDDEN_CHARACTER = gettext_noop("There is a hidden character that cannot be kept: %(character)s.")
NEEDED = gettext_noop("This must not be empty.")
TOO_LONG = gettext_noop("This is longer than %(limit)s characters.")
NOT_A_DAY = gettext_noop("%(value)s is not a day written like 2026-11-23.")
NOT_A_NUMBER = gettext_noop("%(value)s is not a whole number from %(low)s to %(high)s.")
NOT_A_CHOICE = gettext_noop("%(value)s is not known here. Known: %(known)s.")
DOUBLE_KEY = gettext_noop("%(value)s stood in line %(first)s already.")


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong: where (``line`` 0 is the whole file, ``field`` may be empty) and a sentence with its values."""

    file: str
    line: int
    field: str
    sentence: str
    values: Mapping[str, object] = dataclasses.field(default_factory=dict)

    @property
    def text(self) -> str:
        """Return the sentence in English."""
        return self.sentence % self.values

    @property
    def place(self) -> str:
        """Return file, line and field as compilers write them: ``bodies.csv:12:status``."""
        return ":".join(part for part in (self.file, str(self.line) if self.line else "", self.field) if part)

    def __str__(self) -> str:
        return f"{self.place}: {self.text}"


class BadFile(Exception):
    """The file was refused whole; nothing was written. ``problems`` are the first 200, ``count`` how many there are."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("; ".join(str(p) for p in problems[:3]))
        self.problems = list(problems[:MAX_PROBLEMS])
        self.count = len(problems)


class Wrong(ValueError):
    """Raised by a column's parser: a marked sentence and the values in it."""

    def __init__(self, sentence: str, **values: object) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.values = values


def quoted(value: str) -> str:
    """Return ``value`` as a sentence shows it: short, in quotes, nothing unprintable."""
    shown = "".join(c if c.isprintable() else "?" for c in value[:60])
    return f"“{shown}”"
