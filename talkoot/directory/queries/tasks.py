"""What waits for one person: every app brings rows of the same shape, and one query finds them all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db.models import CharField, DateTimeField, QuerySet, Value
from django.db.models.functions import Cast

MOST = 10
NEVER = datetime.max.replace(tzinfo=UTC)

type Column = str | Any


@dataclass(frozen=True, slots=True)
class Task:
    """One thing that waits: ``what`` is the app's name of its kind (``slates.nomination``), ``at`` its time.

    ``thing`` knows nothing but its keys: enough for its id and its page. ``title`` is what it is about, ``name`` a
    person or body with a part in it; either may be empty.
    """

    what: str
    thing: Any
    title: str
    language: str
    name: str
    name_language: str
    at: datetime | None

    @property
    def template(self) -> str:
        """Return the part of a page that shows it."""
        app, _dot, kind = self.what.partition(".")
        return f"{app}/tasks/{kind}.html"


@dataclass(frozen=True, slots=True)
class Tasks:
    """All tasks of one kind: the rows that find the first of them, and how their keys become things."""

    what: str
    rows: QuerySet[Any, tuple[Any, ...]]
    thing: Callable[[int, int], Any]


def tasks_in(
    what: str,
    rows: QuerySet[Any],
    *order: str,
    thing: Callable[[int, int], Any],
    within: Column = "pk",
    title: Column = "",
    language: Column = "",
    name: Column = "",
    name_language: Column = "",
    at: Column = "",
) -> Tasks:
    """Return the first of ``rows`` in their ``order`` as tasks; what they show are columns or expressions.

    ``thing`` makes what the task is about out of the row's key and what it is ``within``.
    """
    # The limit stands in a subquery: SQLite allows none in the parts of a union.
    first = rows.order_by(*order, "pk").values("pk")[:MOST]
    texts = [column or Value("", CharField()) for column in (title, language, name, name_language)]
    time = at or Cast(Value(None), DateTimeField())
    found = rows.model._default_manager.filter(pk__in=first).order_by()
    return Tasks(what, found.values_list(Value(what, CharField()), "pk", within, *texts, time), thing)


def tasks_of(kinds: Iterable[Tasks]) -> list[Task]:
    """Return all tasks, what is due first leading, those without a time last (one query)."""
    things = {each.what: each for each in kinds}
    return in_order(task_of(things, *row) for row in union_of(things.values())) if things else []


def union_of(kinds: Iterable[Tasks]) -> QuerySet[Any, tuple[Any, ...]]:
    """Return one query for the tasks of several kinds, at least one; `task_of` reads its rows."""
    first, *others = (each.rows for each in kinds)
    return first.union(*others, all=True)


def task_of(kinds: Mapping[str, Tasks], what: str, key: int, within: int, *shown: Any) -> Task:
    """Return the task a row tells of."""
    return Task(what, kinds[what].thing(key, within), *shown)


def in_order(found: Iterable[Task]) -> list[Task]:
    """Return tasks with what is due first leading, those without a time last."""
    return sorted(found, key=lambda one: (one.at or NEVER, one.what, one.thing.pk))
