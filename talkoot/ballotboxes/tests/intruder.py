"""Somebody with a full copy of the database: what they see, and how they try to join voters to choices."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from django.apps import apps
from django.db import connection

# What PostgreSQL keeps of every row beside its columns: where it lies, and which transaction and command wrote it.
HIDDEN = {"postgresql": ("ctid", "xmin", "xmax", "cmin", "cmax"), "sqlite": ("rowid",)}


@dataclass(frozen=True)
class Copy:
    """All rows of all tables at one moment, in the order in which the database gives them, with what it hides."""

    tables: dict[str, list[dict[str, Any]]] = field(default_factory=dict)

    @property
    def slips(self) -> list[dict[str, Any]]:
        return self.tables["ballotboxes_slip"]

    @property
    def papers(self) -> list[dict[str, Any]]:
        return self.tables["ballotboxes_paper"]

    def holds(self, *wanted: str | bytes) -> set[tuple[str, str]]:
        """Return table and column of every cell that contains one of ``wanted``, as it is or in hexadecimal."""
        needles = [needle for each in wanted for needle in _forms(each)]
        return {
            (table, column)
            for table, rows in self.tables.items()
            for row in rows
            for column, value in row.items()
            if any(needle in cell for cell in _cells(value) for needle in needles)
        }


def copied() -> Copy:
    """Return a copy of the database as it is."""
    return Copy({model._meta.db_table: _rows(model._meta.db_table) for model in apps.get_models()})


def place_of(row: Mapping[str, Any]) -> tuple[Any, ...]:
    """Return where a row lies, for sorting."""
    where = row.get("ctid", row.get("rowid"))
    return tuple(int(part) for part in where.strip("()").split(",")) if isinstance(where, str) else (where,)


def written(row: Mapping[str, Any]) -> tuple[int, int]:
    """Return transaction and command that wrote a row; where the database does not keep them, nothing."""
    return int(row.get("xmin", 0)), int(row.get("cmin", 0))


# So alike, two orders are not so by chance: less than once in ten million pairs, of which there are 75.
DEVIATIONS, CHANCE = 5.5, 10

Order = Callable[[Copy], Sequence[Any]]
# Each puts the voters' places, or the papers' codes, into an order in the hope that the other is in the same.
VOTERS: dict[str, Order] = {
    "as the database gives them": lambda copy: [s["place"] for s in copy.slips],
    "by place": lambda copy: sorted(s["place"] for s in copy.slips),
    "by key": lambda copy: [s["place"] for s in sorted(copy.slips, key=lambda s: s["id"])],
    "by where they lie": lambda copy: [s["place"] for s in sorted(copy.slips, key=place_of)],
    "by when they were written": lambda copy: [s["place"] for s in sorted(copy.slips, key=written)],
    "by what they hold": lambda copy: [s["place"] for s in sorted(copy.slips, key=lambda s: bytes(s["sealed"]))],
    "by the sum of what they hold": lambda copy: [
        s["place"] for s in sorted(copy.slips, key=lambda s: sum(bytes(s["sealed"])))
    ],
}
PAPERS: dict[str, Order] = {
    "as the database gives them": lambda copy: [p["code"] for p in copy.papers],
    "by key": lambda copy: [p["code"] for p in sorted(copy.papers, key=lambda p: p["id"])],
    "by code": lambda copy: sorted(p["code"] for p in copy.papers),
    "by where they lie": lambda copy: [p["code"] for p in sorted(copy.papers, key=place_of)],
    "by when they were written": lambda copy: [p["code"] for p in sorted(copy.papers, key=written)],
}


def joined(before: Copy, after: Copy, codes: Mapping[int, str], cast: Sequence[int]) -> list[tuple[str, str]]:
    """Return each pair of an order of voters and an order of papers that joins them better than chance.

    ``codes`` is the truth, the code of each voter's paper by place; ``cast`` is who voted when, which is known to many.
    """
    voters = {f"{name}, {when}": order(copy) for when, copy in (("before", before), ("after", after))
              for name, order in VOTERS.items()}  # fmt: skip
    voters["as they cast"] = cast
    counted = {paper["code"] for paper in after.papers}
    found = []
    for (who, order), (what, papers) in product(voters.items(), PAPERS.items()):
        guess = [codes[place] for place in order if codes.get(place) in counted]
        truth = list(papers(after))
        if any(likeness(guess, way) > DEVIATIONS or hits(guess, way) > CHANCE for way in (truth, truth[::-1])):
            found.append((who, what))
    return found


def likeness(one: Sequence[Any], other: Sequence[Any]) -> float:
    """Return how alike two orders of the same things are, in standard deviations from chance (Spearman's rank)."""
    rank = {thing: n for n, thing in enumerate(other)}
    size = len(one)
    apart = sum((n - rank[thing]) ** 2 for n, thing in enumerate(one))
    return abs(1 - 6 * apart / (size * (size**2 - 1))) * math.sqrt(size - 1)


def hits(one: Sequence[Any], other: Sequence[Any]) -> int:
    """Return how many things stand at the same place in both orders: by chance one."""
    return sum(a == b for a, b in zip(one, other, strict=True))


def _rows(table: str) -> list[dict[str, Any]]:
    hidden = HIDDEN[connection.vendor]
    with connection.cursor() as cursor:
        shown = ", ".join(f"{name}::text" if connection.vendor == "postgresql" else name for name in hidden)
        cursor.execute(f"SELECT {shown}, t.* FROM {connection.ops.quote_name(table)} t")
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _forms(wanted: str | bytes) -> list[bytes]:
    raw = wanted.encode() if isinstance(wanted, str) else wanted
    return [raw, raw.hex().encode()]


def _cells(value: Any) -> list[bytes]:
    return [bytes(value)] if isinstance(value, bytes | memoryview) else [str(value).encode()]
