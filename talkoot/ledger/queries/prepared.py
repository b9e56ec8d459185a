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
from django.db.models import QuerySet

# Stand in for what is not known yet, one of each at most in a query. No row has them.
NUMBER = 8_999_999_999_999_999_937
TEXT = "\ue000 not known yet"
DAY = date(9999, 12, 30)


@dataclass(frozen=True, slots=True)
class _Compiled:
    sql: str
    parameters: list[Any]
    left_open: list[tuple[int, type[int | str | date]]]
    converters: list[tuple[int, Callable[..., Any], Any]]


class Prepared:
    """One query with some values left open, given as `NUMBER`, `TEXT` and `DAY` where they belong.

    ``build`` returns a ``values_list`` queryset; `rows` gives its rows as tuples, converted as the ORM would.
    """

    def __init__(self, build: Callable[[], QuerySet[Any, tuple[Any, ...]]]) -> None:
        self._build = build
        self._compiled: dict[str, _Compiled] = {}

    def rows(self, *values: int | str | date) -> list[tuple[Any, ...]]:
        """Return every row there is for ``values``: one for each kind left open, in any order."""
        connection: Any = connections[DEFAULT_DB_ALIAS]
        query = self._for(connection)
        given: dict[type[int | str | date], int | str | date] = {type(value): value for value in values}
        parameters = query.parameters.copy()
        for at, kind in query.left_open:
            value = given[kind]
            parameters[at] = connection.ops.adapt_datefield_value(value) if kind is date else value
        with connection.cursor() as cursor:
            cursor.execute(query.sql, parameters)
            found: list[tuple[Any, ...]] = cursor.fetchall()
        return [_converted(row, query, connection) for row in found] if query.converters else found

    def _for(self, connection: Any) -> _Compiled:
        if connection.vendor not in self._compiled:
            self._compiled[connection.vendor] = _compile(self._build(), connection)
        return self._compiled[connection.vendor]


def _compile(queryset: QuerySet[Any, tuple[Any, ...]], connection: Any) -> _Compiled:
    compiler = queryset.query.get_compiler(connection=connection)
    sql, parameters = compiler.as_sql()
    kinds: dict[object, type[int | str | date]] = {
        NUMBER: int,
        TEXT: str,
        DAY: date,
        connection.ops.adapt_datefield_value(DAY): date,
    }
    left_open = [(at, kinds[p]) for at, p in enumerate(parameters) if isinstance(p, int | str | date) and p in kinds]
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
