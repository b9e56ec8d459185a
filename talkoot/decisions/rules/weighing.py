"""A list of what votes weigh, line by line: whose vote, and an exact weight."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from talkoot.counting.rules import PART_DIGITS, WHOLE_DIGITS, read_weight
from talkoot.kernel.imports import Column, Reading, Upload, Wrong, gettext_noop, line, quoted, read_table

COLUMNS = ("voter", "weight", "name")
NAME_MAX = 300
NOT_A_WEIGHT = gettext_noop(
    # Translators: %(value)s is what stands in the file; %(digits)s and %(places)s are numbers of digits.
    "%(value)s is no weight. Write a number above zero such as 3, 2.5 or 1/3, with at most %(digits)s digits and "
    "%(places)s after the point or below the line."
)
# Translators: %(value)s is what stands in the file.
NOT_WHOLE = gettext_noop("%(value)s is not whole. By these rules yes and no are counted in whole numbers.")


@dataclass(frozen=True, slots=True)
class WeightRow:
    """One line: what it calls the voter, and the weight; ``line`` is where it stood."""

    file: str
    line: int
    voter: str
    weight: Fraction


def read_weights(upload: Upload, *, in_whole: bool = False) -> Reading[WeightRow]:
    """Read a list with the columns ``voter`` and ``weight``; a column ``name`` is for whoever reads the list.

    Commas, semicolons or tabs may stand between the columns. Lines with a mistake, and voters that stand there twice,
    are problems by their lines.
    """
    columns = [
        Column("voter", line(NAME_MAX), needed=True),
        Column("weight", _weight(in_whole=in_whole), needed=True),
        Column("name", line(NAME_MAX), optional=True),
    ]
    table = read_table(upload, columns, key=["voter"], delimiter=_delimiter(upload))
    rows = [WeightRow(row.file, row.line, row["voter"], row["weight"]) for row in table.rows]
    return Reading(rows, table.problems)


def _weight(*, in_whole: bool) -> Callable[[str], Fraction]:
    def parse(cell: str) -> Fraction:
        found = read_weight(line(NAME_MAX)(cell))
        if found is None:
            raise Wrong(NOT_A_WEIGHT, value=quoted(cell), digits=WHOLE_DIGITS, places=PART_DIGITS)
        if in_whole and found.denominator != 1:
            raise Wrong(NOT_WHOLE, value=quoted(cell))
        return found

    return parse


def _delimiter(upload: Upload) -> str:
    """Return what stands between the columns of the first line."""
    first = next((row for row in upload.data.splitlines() if row.strip()), b"")
    return max(",;\t", key=lambda mark: first.count(mark.encode()))
