"""The candidates of an election, from a CSV file beside the rulebook: a name, whether they stand, what is known."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from recount.profiles import Profile
from recount.reading import Problem, Unusable
from recount.structure.limits import About

STANDS, WITHDRAWN, SITS = "standing", "withdrawn", "sitting"
MOST = 10_000


@dataclass(frozen=True, slots=True)
class Field:
    """Who stands, who has withdrawn, and the members who stay: what is known of each, by name."""

    standing: Mapping[str, About]
    withdrawn: frozenset[str] = frozenset()
    sitting: tuple[About, ...] = ()

    def onto(self, profile: Profile) -> Profile:
        """Return the profile with what is known of its options; one nobody names here is `Unusable`."""
        for name in profile.options:
            if name not in self.standing and name not in self.withdrawn:
                raise Unusable([Problem("candidate_unknown", 1, values={"option": name})])
        gone = {place for place, name in enumerate(profile.options) if name in self.withdrawn}
        about = tuple(self.standing.get(name, {}) for name in profile.options)
        return replace(profile, about=about, withdrawn=profile.withdrawn | gone)

    def profile(self) -> Profile:
        """Return a profile of those who stand, without ballots."""
        return Profile(tuple(self.standing), {}, about=tuple(self.standing.values()))


def load_field(path: Path) -> Field:
    """Return the candidates in a CSV file; whatever is wrong is `Unusable`, with the file's name."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            return read_field([*csv.reader(lines, strict=True)])
    except Unusable as unusable:
        raise Unusable(unusable.problems, str(path)) from None
    except UnicodeDecodeError:
        raise Unusable([Problem("not_text", 1)], str(path)) from None
    except csv.Error as wrong:
        raise Unusable([Problem("not_csv", 1, values={"detail": str(wrong)})], str(path)) from None
    except OSError as wrong:
        raise Unusable([Problem("unreadable", 1, values={"detail": wrong.strerror or str(wrong)})], str(path)) from None


def read_field(rows: Sequence[Sequence[str]]) -> Field:
    """Return the candidates in rows, the first naming the columns: ``name``, perhaps ``status``, and attributes."""
    columns = [column.strip() for column in rows[0]] if rows else []
    if "name" not in columns or len(set(columns)) != len(columns) or len(rows) > MOST:
        raise Unusable([Problem("not_candidates_file", 1)])
    standing: dict[str, About] = {}
    withdrawn, sitting = set[str](), list[About]()
    for line, row in enumerate(rows[1:], 2):
        if not any(row):
            continue
        name, status, about = _one(columns, row, line)
        if name in standing or name in withdrawn:
            raise Unusable([Problem("candidate_twice", line, values={"option": name})])
        if status == SITS:
            sitting.append(about)
        elif status == WITHDRAWN:
            withdrawn.add(name)
        else:
            standing[name] = about
    return Field(standing, frozenset(withdrawn), tuple(sitting))


def _one(columns: Sequence[str], row: Sequence[str], line: int) -> tuple[str, str, About]:
    if len(row) != len(columns):
        raise Unusable([Problem("row_size", line, values={"found": len(row), "wanted": len(columns)})])
    about = {column: cell.strip() for column, cell in zip(columns, row, strict=True)}
    name, status = about.pop("name"), about.pop("status", "") or STANDS
    if not name or status not in {STANDS, WITHDRAWN, SITS}:
        raise Unusable([Problem("candidate_unclear", line, values={"option": name, "status": status})])
    return name, status, about
