"""Queries that many requests run: written with the ORM, compiled once, then only executed.

Compiling costs the ORM more than the database spends answering. Most pages can bear that; what comes before each of
them, and the few that are asked for most, should not.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import FETCH_ONE, Model, QuerySet
from django.db.models.base import ModelState
from django.db.models.fetch_modes import FetchMode

type Value = int | str | date | datetime

# Stand in for what is not known yet; each may stand in several places. No row has them.
NUMBERS = tuple(range(8_999_999_999_999_999_937, 8_999_999_999_999_999_941))
NUMBER, SECOND, THIRD, FOURTH = NUMBERS
TEXT = "\ue000 not known yet"
DAY = date(9999, 12, 30)
MOMENT = datetime(9999, 12, 30, tzinfo=UTC)
_OF_KIND: dict[type[Value], tuple[Value, ...]] = {int: NUMBERS, str: (TEXT,), date: (DAY,), datetime: (MOMENT,)}
_YEAR = f"{DAY.year}-"
# So many numbers below `NUMBER` stand in as well.
_MORE = 10_000


def numbers(count: int) -> list[int]:
    """Return stand-ins for ``count`` numbers, beside `NUMBERS`; the same ones every time."""
    return list(range(NUMBER - 1, NUMBER - 1 - count, -1))


def texts(count: int) -> list[str]:
    """Return stand-ins for ``count`` texts, beside `TEXT`; the same ones every time."""
    return [f"{TEXT} {n}" for n in range(count)]


def padded(keys: list[int], least: int = 1) -> list[int]:
    """Return ``keys`` with the last repeated up to a power of two, so that lists of most lengths share a query."""
    width = 1 << (max(len(keys), least) - 1).bit_length()  # of an empty list nothing can be repeated
    return [*keys, *keys[-1:] * (width - len(keys))]


@dataclass(frozen=True, slots=True)
class _Compiled:
    sql: str
    parameters: list[Any]
    left_open: list[tuple[int, Value]]
    converters: list[tuple[int, Callable[..., Any], Any]]


class Prepared:
    """One query with some values left open: `NUMBER` (then `SECOND` and so on), `TEXT`, `DAY` and `MOMENT`.

    ``build`` returns a ``values_list`` queryset; `rows` gives its rows as tuples, converted as the ORM would. ``lock``
    is a clause of PostgreSQL that the ORM has no word for, such as FOR KEY SHARE.
    """

    def __init__(self, build: Callable[[], QuerySet[Any, tuple[Any, ...]]], *, lock: str = "") -> None:
        self._build = build
        self._lock = lock
        self._compiled: dict[str, _Compiled] = {}

    def rows(self, *values: Value) -> list[tuple[Any, ...]]:
        """Return every row there is for ``values``: one for each left open, those of one kind in their order."""
        left = {kind: iter(stand_ins) for kind, stand_ins in _OF_KIND.items()}
        return self.rows_with({next(left[type(value)]): value for value in values})

    def rows_with(self, given: Mapping[Any, Value]) -> list[tuple[Any, ...]]:
        """Return every row there is with each stand-in of ``given`` replaced by its value."""
        connection: Any = connections[DEFAULT_DB_ALIAS]
        known = connection.vendor in self._compiled
        query = self._query(connection)
        if not known and {stand_in for _at, stand_in in query.left_open} != set(given):
            # The ORM leaves out a condition that it knows to hold always, or never.
            del self._compiled[connection.vendor]
            raise ValueError("a prepared query leaves open just the values it is given")
        return _rows(query, given.__getitem__, connection)

    def rows_by(self, value_of: Callable[[Any], Value]) -> list[tuple[Any, ...]]:
        """Return every row there is with each stand-in replaced by what ``value_of`` makes of it."""
        connection: Any = connections[DEFAULT_DB_ALIAS]
        return _rows(self._query(connection), value_of, connection)

    def _query(self, connection: Any) -> _Compiled:
        query = self._compiled.get(connection.vendor)
        if query is None:
            lock = self._lock if connection.vendor == "postgresql" else ""
            query = self._compiled[connection.vendor] = _compile(self._build(), connection, lock)
        return query


class PreparedRow[M: Model]:
    """Rows of one table, as objects, found as `Prepared` finds them: one, or all.

    ``build`` returns a queryset of whole rows; one that locks is to be used inside a transaction, as always. Without
    relations, but for those in ``along``: names of relations that lead to one row or none, and what these rows are.
    ``beside`` names annotations, which the rows get as attributes.
    """

    def __init__(
        self,
        build: Callable[[], QuerySet[M]],
        *,
        along: Mapping[str, type[Model]] | None = None,
        beside: Sequence[str] = (),
        lock: str = "",
        fetch_mode: FetchMode = FETCH_ONE,
    ) -> None:
        self._build = build
        self._along = dict(along or {})
        self._beside = tuple(beside)
        self._fetch_mode = fetch_mode
        self._model: type[M] | None = None
        self._rows = Prepared(self._columns, lock=lock)

    def get(self, *values: Value) -> M | None:
        """Return the row for ``values``, the first if there are several, or None."""
        return next(map(self._object, self._rows.rows(*values)), None)

    def all_with(self, given: Mapping[Any, Value]) -> list[M]:
        """Return every row there is with each stand-in of ``given`` replaced by its value."""
        return [self._object(row) for row in self._rows.rows_with(given)]

    def _columns(self) -> QuerySet[M, tuple[Any, ...]]:
        queryset = self._build()
        self._model = queryset.model
        names = [f"{path}__{name}" for path, model in self._along.items() for name in _names(model)]
        return queryset.values_list(*_names(queryset.model), *names, *self._beside)

    def _object(self, row: tuple[Any, ...]) -> M:
        if self._model is None:
            raise RuntimeError("rows come after their query")
        begin = len(_names(self._model))
        found = self._one(self._model, row[:begin])
        for path, model in self._along.items():
            end = begin + len(_names(model))
            other = self._one(model, row[begin:end])
            setattr(found, path, None if other.pk is None else other)
            begin = end
        vars(found).update(zip(self._beside, row[begin:], strict=True))
        return found

    def _one[R: Model](self, model: type[R], values: Sequence[Any]) -> R:
        return whole(model, values, fetch_mode=self._fetch_mode)


def whole[M: Model](model: type[M], values: Sequence[Any], *, fetch_mode: FetchMode = FETCH_ONE) -> M:
    """Return the row whose columns are all given, in their order: what `Model.from_db` does, without its signals.

    There are none in this house, and announcing to nobody that a row is made costs more than making it.
    """
    row = model.__new__(model)
    vars(row).update(zip(_names(model), values, strict=True))
    row._state = ModelState()
    row._state.adding, row._state.db, row._state.fetch_mode = False, DEFAULT_DB_ALIAS, fetch_mode
    return row


@cache
def _names(model: type[Model]) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields]


def _compile(queryset: QuerySet[Any, tuple[Any, ...]], connection: Any, lock: str) -> _Compiled:
    compiler = queryset.query.get_compiler(connection=connection)
    sql, parameters = compiler.as_sql()
    left_open = [(at, found) for at, p in enumerate(parameters) if (found := _stand_in(p)) is not None]
    found = compiler.get_converters([column for column, _sql, _alias in compiler.select])
    converters = [(at, convert, column) for at, (each, column) in found.items() for convert in each]
    return _Compiled(f"{sql} {lock}".rstrip(), list(parameters), left_open, converters)


def _rows(query: _Compiled, value_of: Callable[[Any], Value], connection: Any) -> list[tuple[Any, ...]]:
    parameters = query.parameters.copy()
    for at, stand_in in query.left_open:
        parameters[at] = _adapted(value_of(stand_in), connection)
    with connection.cursor() as cursor:
        cursor.execute(query.sql, parameters)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return [_converted(row, query, connection) for row in found] if query.converters else found


def _stand_in(parameter: object) -> Value | None:
    """Return what is to be replaced: a stand-in, the name of its row (``body:8999999999999999937``), a time near."""
    if isinstance(parameter, int):
        return parameter if _is_open(parameter) else None
    if isinstance(parameter, str):
        kind, _colon, number = parameter.partition(":")
        if parameter.startswith(TEXT) or (number.isdecimal() and kind.isalpha() and _is_open(int(number))):
            return parameter
        parameter = _read(parameter) if parameter.startswith(_YEAR) else None
    return parameter if isinstance(parameter, date) and parameter.year == DAY.year else None


def _is_open(number: int) -> bool:
    return NUMBER - _MORE <= number <= FOURTH


def _read(written: str) -> date:
    """Return the day or the time that a database without such types is given as text."""
    if len(written) == len(DAY.isoformat()):
        return date.fromisoformat(written)
    return datetime.fromisoformat(written).replace(tzinfo=UTC)


def _adapted(value: Value, connection: Any) -> Any:
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value


def _converted(row: tuple[Any, ...], query: _Compiled, connection: Any) -> tuple[Any, ...]:
    values = list(row)
    for at, convert, column in query.converters:
        values[at] = convert(values[at], column, connection)
    return tuple(values)
