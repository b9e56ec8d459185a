"""Queries that every request runs: written with the ORM, compiled once, then only executed.

Compiling costs the ORM more than the database spends answering. A page's own queries can bear that; the few that come
before each of them should not.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import FETCH_ONE, Model, QuerySet

# Stand in for what is not known yet; each may stand in several places. No row has them.
NUMBERS = tuple(range(8_999_999_999_999_999_937, 8_999_999_999_999_999_941))
NUMBER, SECOND, THIRD, FOURTH = NUMBERS
TEXT = "\ue000 not known yet"
DAY = date(9999, 12, 30)


type Hole = tuple[type[int | str | date], int]  # a kind, and which of that kind


@dataclass(frozen=True, slots=True)
class _Compiled:
    sql: str
    parameters: list[Any]
    left_open: list[tuple[int, Hole]]
    converters: list[tuple[int, Callable[..., Any], Any]]


class Prepared:
    """One query with some values left open: `NUMBER` (then `SECOND` and so on), `TEXT` and `DAY` where they belong.

    ``build`` returns a ``values_list`` queryset; `rows` gives its rows as tuples, converted as the ORM would.
    """

    def __init__(self, build: Callable[[], QuerySet[Any, tuple[Any, ...]]]) -> None:
        self._build = build
        self._compiled: dict[str, _Compiled] = {}

    def rows(self, *values: int | str | date) -> list[tuple[Any, ...]]:
        """Return every row there is for ``values``: one for each left open, those of one kind in their order."""
        connection: Any = connections[DEFAULT_DB_ALIAS]
        query = self._for(connection)
        parameters = query.parameters.copy()
        for at, (kind, which) in query.left_open:
            value = [value for value in values if type(value) is kind][which]
            parameters[at] = connection.ops.adapt_datefield_value(value) if kind is date else value
        with connection.cursor() as cursor:
            cursor.execute(query.sql, parameters)
            found: list[tuple[Any, ...]] = cursor.fetchall()
        return [_converted(row, query, connection) for row in found] if query.converters else found

    def _for(self, connection: Any) -> _Compiled:
        if connection.vendor not in self._compiled:
            self._compiled[connection.vendor] = _compile(self._build(), connection)
        return self._compiled[connection.vendor]


class PreparedRow[M: Model]:
    """One row of a table, as an object without its relations, found as `Prepared` finds it.

    ``build`` returns a queryset of whole rows; one that locks is to be used inside a transaction, as always.
    """

    def __init__(self, build: Callable[[], QuerySet[M]]) -> None:
        self._build = build
        self._names: list[str] = []
        self._model: type[M] | None = None
        self._rows = Prepared(self._columns)

    def get(self, *values: int | str | date) -> M | None:
        """Return the row for ``values``, the first if there are several, or None."""
        rows = self._rows.rows(*values)
        if not rows or self._model is None:
            return None
        return self._model.from_db(DEFAULT_DB_ALIAS, self._names, rows[0], fetch_mode=FETCH_ONE)

    def _columns(self) -> QuerySet[M, tuple[Any, ...]]:
        queryset = self._build()
        self._model = queryset.model
        self._names = [field.attname for field in queryset.model._meta.concrete_fields]
        return queryset.values_list(*self._names)


def _compile(queryset: QuerySet[Any, tuple[Any, ...]], connection: Any) -> _Compiled:
    compiler = queryset.query.get_compiler(connection=connection)
    sql, parameters = compiler.as_sql()
    holes: dict[object, Hole] = {
        **{number: (int, which) for which, number in enumerate(NUMBERS)},
        TEXT: (str, 0),
        DAY: (date, 0),
        connection.ops.adapt_datefield_value(DAY): (date, 0),
    }
    left_open = [(at, holes[p]) for at, p in enumerate(parameters) if isinstance(p, int | str | date) and p in holes]
    if not left_open:
        raise ValueError("a prepared query leaves a value open: NUMBER, TEXT or DAY")
    found = compiler.get_converters([column for column, _sql, _alias in compiler.select])
    converters = [(at, convert, column) for at, (each, column) in found.items() for convert in each]
    return _Compiled(sql, list(parameters), left_open, converters)


def _converted(row: tuple[Any, ...], query: _Compiled, connection: Any) -> tuple[Any, ...]:
    values = list(row)
    for at, convert, column in query.converters:
        values[at] = convert(values[at], column, connection)
    return tuple(values)
