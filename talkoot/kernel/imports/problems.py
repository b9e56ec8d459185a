"""What can be wrong with a file, each with its place and its sentence."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

MAX_PROBLEMS = 200


def gettext_noop(sentence: str) -> str:
    """Return ``sentence``; its name makes the catalogue of translations pick the sentence up."""
    return sentence


class Counted(str):
    """A sentence about one thing that knows the one about several, and which value in it is the number."""

    several: str
    by: str

    def __new__(cls, one: str, several: str, by: str) -> Counted:
        """Return the sentence."""
        made = super().__new__(cls, one)
        made.several, made.by = several, by
        return made


def ngettext_lazy(one: str, several: str, by: str) -> Counted:
    """Return a sentence with a number in it; like `gettext_noop` named as the catalogue wants it."""
    return Counted(one, several, by)


# Translators: %(limit)s is a number of megabytes.
TOO_LARGE = gettext_noop("The file is larger than %(limit)s MB.")
# Translators: %(limit)s is a number.
TOO_MANY_ROWS = gettext_noop("The file has more than %(limit)s rows. Split it.")
NOT_UTF8 = gettext_noop("This line is not UTF-8 text. Save the file as UTF-8 and try again.")
EMPTY = gettext_noop("The file is empty.")
# Translators: %(name)s is the name of a column.
MISSING_COLUMN = gettext_noop("The column %(name)s is missing.")
# Translators: %(name)s is the name of a column, %(known)s a list of such names.
UNKNOWN_COLUMN = gettext_noop("The column %(name)s is not known here. Known: %(known)s.")
# Translators: %(name)s is the name of a column.
DOUBLE_COLUMN = gettext_noop("The column %(name)s stands here twice.")
WRONG_WIDTH = ngettext_lazy(
    # Translators: %(found)s is a number of cells; %(wanted)s is another.
    "This line has %(found)s cell; the first line has %(wanted)s.",
    "This line has %(found)s cells; the first line has %(wanted)s.",
    by="found",
)
# Translators: %(reason)s is the reader's own message, in English.
NOT_CSV = gettext_noop("This line cannot be read: %(reason)s.")
# Translators: %(character)s is a code such as U+202E.
HIDDEN_CHARACTER = gettext_noop("There is a hidden character that cannot be kept: %(character)s.")
NEEDED = gettext_noop("This must not be empty.")
# Translators: %(limit)s is a number.
TOO_LONG = gettext_noop("This is longer than %(limit)s characters.")
# Translators: %(value)s is what stands in the file.
NOT_A_DAY = gettext_noop("%(value)s is not a day written like 2026-11-23.")
# Translators: %(value)s is what stands in the file; %(low)s is the smallest number; %(high)s is the largest.
NOT_A_NUMBER = gettext_noop("%(value)s is not a whole number from %(low)s to %(high)s.")
# Translators: %(value)s is what stands in the file; %(known)s is a list of words that may stand there.
NOT_A_CHOICE = gettext_noop("%(value)s is not known here. Known: %(known)s.")
# Translators: %(value)s is what stands in the file; %(first)s is the number of a line.
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
        return self.told(lambda sentence: sentence, lambda one, several, number: one if number == 1 else several)

    def told(self, gettext: Callable[[str], str], ngettext: Callable[[str, str, int], str]) -> str:
        """Return the sentence as ``gettext`` and ``ngettext`` of Django's translate it, filled."""
        match self.sentence:
            case Counted() as one:
                number = self.values[one.by]
                assert isinstance(number, int)  # noqa: S101 - whoever counts passes a count
                return ngettext(str(one), one.several, number) % self.values
            case sentence:
                return gettext(sentence) % self.values

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
