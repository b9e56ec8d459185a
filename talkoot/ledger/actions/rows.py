"""Writing rows in a statement composed once for their table: what `Model.save` composes anew each time.

For the few writes that many people make at once. Constraints hold as ever; defaults and `auto_now` are kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from itertools import batched
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Model
from django.db.models.sql import InsertQuery

# So many rows are handed to the driver at once: more would fill the process.
STEP = 10_000


def insert(row: Model) -> None:
    """Write a new row and give it its key."""
    if not _inserted(row, unless_there=False):
        raise RuntimeError(f"the database gave no key to a new row of {row._meta.db_table}")


def insert_unless_there(row: Model) -> bool:
    """Write a new row unless one that a unique constraint allows only once is there; tell whether it was written."""
    return _inserted(row, unless_there=True)


def insert_many(model: type[Model], names: Sequence[str], rows: Iterable[Sequence[int | str | bytes | None]]) -> None:
    """Write many rows of which nobody asks for the keys: the columns ``names`` (the others stay NULL), row by row.

    By COPY on PostgreSQL, and by one prepared statement on SQLite: ten times as fast as rows that are made first. The
    database's constraints and triggers hold as ever; what a field would do in Python, such as a default, is left out.
    """
    connection: Any = connections[DEFAULT_DB_ALIAS]
    table, columns = _places(model, tuple(names))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with connection.wrap_database_errors, cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            return
        marks = ", ".join(["%s"] * len(names))
        statement = f"INSERT INTO {table} ({columns}) VALUES ({marks})"  # noqa: S608 - names of the schema; values are parameters
        for some in batched(rows, STEP):
            cursor.executemany(statement, some)


def change(row: Model, *names: str) -> None:
    """Write the columns ``names`` of a row that is there."""
    connection: Any = connections[DEFAULT_DB_ALIAS]
    columns = {field.attname: field for field in row._meta.concrete_fields}
    fields = [columns[name] for name in (*names, row._meta.pk.attname)]
    with connection.cursor() as cursor:
        cursor.execute(_update(type(row), names), _values(row, fields, connection, add=False))


def _inserted(row: Model, *, unless_there: bool) -> bool:
    connection: Any = connections[DEFAULT_DB_ALIAS]
    place = connection.vendor, type(row), unless_there
    if place not in _INSERTS:
        _INSERTS[place] = _insert(row, connection, unless_there=unless_there)
    with connection.cursor() as cursor:
        cursor.execute(_INSERTS[place], _values(row, _written(type(row)), connection, add=True))
        found = cursor.fetchone()
    if found is None:
        return False
    for field, value in zip(row._meta.db_returning_fields, found, strict=True):
        setattr(row, field.attname, value)
    row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS
    return True


_INSERTS: dict[tuple[str, type[Model], bool], str] = {}


def _insert(row: Model, connection: Any, *, unless_there: bool) -> str:
    query: Any = InsertQuery(type(row))
    query.insert_values(_written(type(row)), [row])
    compiler = query.get_compiler(connection=connection)
    compiler.returning_fields = row._meta.db_returning_fields
    [(sql, _parameters)] = compiler.as_sql()
    # Not the ORM's own words: on SQLite those let a broken check pass in silence, too.
    return sql.replace(" RETURNING ", " ON CONFLICT DO NOTHING RETURNING ") if unless_there else str(sql)


def _values(row: Model, fields: list[Any], connection: Any, *, add: bool) -> list[Any]:
    return [field.get_db_prep_save(field.pre_save(row, add), connection=connection) for field in fields]


@cache
def _places(model: type[Model], names: tuple[str, ...]) -> tuple[str, str]:
    quote: Any = connections[DEFAULT_DB_ALIAS].ops.quote_name
    columns = {field.attname: quote(field.column) for field in model._meta.concrete_fields}
    return quote(model._meta.db_table), ", ".join(columns[name] for name in names)


@cache
def _written(model: type[Model]) -> list[Any]:
    return [field for field in model._meta.concrete_fields if not (field.primary_key or field.generated)]


@cache
def _update(model: type[Model], names: tuple[str, ...]) -> str:
    quote: Any = connections[DEFAULT_DB_ALIAS].ops.quote_name
    columns = {field.attname: quote(field.column) for field in model._meta.concrete_fields}
    written = ", ".join(f"{columns[name]} = %s" for name in names)
    return f"UPDATE {quote(model._meta.db_table)} SET {written} WHERE {columns[model._meta.pk.attname]} = %s"  # noqa: S608 - names of the schema; values are parameters
