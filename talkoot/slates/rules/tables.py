"""Candidates from a CSV file, as `recount` reads them too: name, status, and a column for each attribute."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from talkoot.kernel.imports import Column, Reading, Upload, Wrong, choice, gettext_noop, line, quoted, read_table
from talkoot.kernel.imports.problems import NOT_A_CHOICE
from talkoot.slates.rules.asked import VALUE_MAX, Asked
from talkoot.slates.rules.names import NAME_MAX, look, strokes
from talkoot.slates.rules.states import Status

COST_MAX = Decimal("9999999999999999.99")
# Translators: %(value)s is what stands in the file.
NOT_A_COST = gettext_noop("%(value)s is not a sum such as 1200 or 1200.50.")
ALIKE_IN_FILE = gettext_noop(
    # Translators: %(value)s is a name in the file; %(other)s is another name; %(first)s is the number of its line.
    "%(value)s looks like %(other)s in line %(first)s. Voters must be able to tell them apart."
)


@dataclass(frozen=True, slots=True)
class CandidateRow:
    """One line of the file; None or empty where the file says nothing."""

    file: str
    line: int
    name: str
    status: Status
    language: str
    cost: Decimal | None
    attributes: dict[str, str]


def read_candidates(upload: Upload, asked: Sequence[Asked]) -> Reading[CandidateRow]:
    """Read a file of candidates; rows with a mistake, or with names that look alike, are problems by their lines."""
    columns = [
        Column("name", line(NAME_MAX), needed=True),
        Column("status", choice(Status), optional=True, empty=Status.STANDING),
        Column("language", line(35), optional=True),
        Column("cost", _cost, optional=True, empty=None),
        *(Column(one.key, _value(one), optional=True) for one in asked),
    ]
    table = read_table(upload, columns)
    reading: Reading[CandidateRow] = Reading(problems=list(table.problems))
    seen: dict[str, tuple[str, int]] = {}
    for row in table.rows:
        name = row["name"]
        if other := _double(name, row.line, seen):
            values = {"value": quoted(name), "other": quoted(other[0]), "first": other[1]}
            reading.problems.append(row.problem("name", ALIKE_IN_FILE, **values))
            continue
        attributes = {one.key: row[one.key] for one in asked if row[one.key]}
        reading.rows.append(
            CandidateRow(row.file, row.line, name, row["status"], row["language"], row["cost"], attributes)
        )
    return reading


def _double(name: str, number: int, seen: dict[str, tuple[str, int]]) -> tuple[str, int] | None:
    """Return the name before, and its line, that looks like this one; else remember this one."""
    for form in (f"look:{look(name)}", f"strokes:{strokes(name)}"):
        before = seen.setdefault(form, (name, number))
        if before[1] != number:
            return before
    return None


def _value(asked: Asked) -> Callable[[str], str]:
    parse = line(VALUE_MAX)

    def parsed(cell: str) -> str:
        value = parse(cell)
        if asked.allowed and value not in asked.allowed:
            raise Wrong(NOT_A_CHOICE, value=quoted(value), known=", ".join(asked.allowed))
        return value

    return parsed


def _cost(cell: str) -> Decimal:
    if re.fullmatch(r"[0-9]{1,16}(\.[0-9]{1,2})?", cell):
        return Decimal(cell)
    raise Wrong(NOT_A_COST, value=quoted(cell))
