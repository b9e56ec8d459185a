"""One import at work: what it has done so far, what it found wrong, and the facts it will tell."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from talkoot.directory.events import ImportApplied, RowImported
from talkoot.directory.models import BodyKind
from talkoot.directory.permissions import Permission, may
from talkoot.directory.rules import Slugs
from talkoot.kernel.events import Event
from talkoot.kernel.imports import BadFile, Outcome, Problem, Run, chunks, finish
from talkoot.kernel.verdicts import require
from talkoot.ledger.actions import writing

# How many values one query may be asked with; SQLite's own limit is 32,766.
MANY = 10_000


@dataclass(slots=True)
class Work:
    """What one import has done, found wrong and will tell."""

    run: Run
    outcome: Outcome
    problems: list[Problem] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    may_end: bool = False

    def note(self, change: str, row: Any, fields: Iterable[str] = ()) -> None:
        """Count one row as ``created``, ``updated`` or ``ended``, and remember the fact."""
        kind = row.ref.partition(":")[0]
        self.outcome.count(change, kind)
        self.events.append(RowImported(subject=row.ref, change=change, source=self.run.origin, fields=sorted(fields)))

    def create(self, model: type[models.Model], rows: Sequence[Any], step: str) -> None:
        """Insert new rows and note them."""
        for piece in chunks(rows, self.run, step):
            model._default_manager.bulk_create(piece)
        for row in rows:
            self.note("created", row)

    def update(self, model: type[models.Model], changed: Sequence[tuple[Any, Sequence[str]]], step: str) -> None:
        """Write changed rows, each with the names of its changed fields, and note them."""
        names = sorted({name for _row, fields in changed for name in fields})
        rows = [row for row, _fields in changed]
        for piece in chunks(rows, self.run, step):
            # An upsert by primary key: one statement, where bulk_update makes a CASE of every row and field.
            model._default_manager.bulk_create(piece, update_conflicts=True, unique_fields=["id"], update_fields=names)
        for row, fields in changed:
            self.note("updated", row, fields)


@contextmanager
def importing(run: Run, problems: list[Problem]) -> Iterator[Work]:
    """Run one import: one transaction, one at a time, refused whole or with ``problems`` set aside, told at its end."""
    with writing(by=run.by, at=run.at) as announce:
        require(may(run.by, Permission.IMPORT, at=run.at))
        # Two imports at once would not see each other's rows: the kinds' rows are the turnstile.
        list(BodyKind.objects.select_for_update().order_by("pk").values_list("pk", flat=True))
        # Where rows could not be read, a row that is missing cannot be told from one that is gone: nothing is ended.
        work = Work(run, Outcome(), list(problems), may_end=not run.partial and not problems)
        yield work
        if work.problems and not run.lenient:
            raise BadFile(work.problems)
        work.outcome.set_aside = work.problems
        for piece in chunks(work.events, run, "ledger", 5_000):
            announce.all(piece)
        announce(_applied(work))
        finish(work.outcome, run)


def differences(row: Any, wanted: dict[str, Any]) -> list[str]:
    """Set the fields of ``row`` that differ from ``wanted`` and return their names."""
    changed = [name for name, value in wanted.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, wanted[name])
    return [name.removesuffix("_id") for name in changed]


def known_keys(model: type[models.Model], origin: str, wanted: Collection[str]) -> dict[str, int]:
    """Return the ids of what ``wanted`` refers to: keys of the same source first, addresses of pages otherwise."""
    rows = model._default_manager
    found = dict(rows.filter(source=origin).exclude(source_key="").values_list("source_key", "id"))
    missing = sorted(set(wanted) - found.keys())
    for start in range(0, len(missing), MANY):
        found |= dict(rows.filter(slug__in=missing[start : start + MANY]).values_list("slug", "id"))
    return found


def slugs_of(rows: models.QuerySet[Any], reserved: Collection[str] = ()) -> Slugs:
    """Return what gives addresses that none of ``rows`` has."""
    return Slugs({*reserved, *rows.values_list("slug", flat=True)})


def _applied(work: Work) -> ImportApplied:
    outcome = work.outcome
    return ImportApplied(
        subject=f"import:{work.run.origin}",
        source=work.run.origin,
        created=sum(outcome.created.values()),
        updated=sum(outcome.updated.values()),
        ended=sum(outcome.ended.values()),
        unchanged=sum(outcome.unchanged.values()),
        set_aside=len(outcome.set_aside),
    )
