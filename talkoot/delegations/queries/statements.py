"""The one statement that the ORM has no words for: what can be reached from a person along delegations, either way.

Both databases understand it. ``{live}`` is the SQL of a queryset, with its values beside it, never a value itself.
"""

from __future__ import annotations

from typing import Any

from django.db import connection

# A person is met at each number of steps at most once, so that rings of delegations in scopes apart end too.
AROUND = """
WITH RECURSIVE live AS ({live}),
givers (id, steps) AS (
SELECT CAST(%s AS bigint), 0
UNION SELECT l.{person}, g.steps + 1 FROM givers g JOIN live l ON l.{delegate} = g.id WHERE g.steps < %s),
casters (id, steps) AS (
SELECT CAST(%s AS bigint), 0
UNION SELECT l.{delegate}, c.steps + 1 FROM casters c JOIN live l ON l.{person} = c.id WHERE c.steps < %s)
SELECT l.* FROM live l WHERE l.{person} IN (SELECT id FROM givers UNION SELECT id FROM casters)
"""


def around(rows: Any, person_id: int, steps: int) -> list[tuple[Any, ...]]:
    """Return those of ``rows`` whose person is at most ``steps`` hand-overs before or after ``person_id``.

    ``rows`` is a ``values_list`` of delegations whose first columns are ``person_id`` and ``delegate_id``.
    """
    live, values = rows.query.sql_with_params()
    statement = AROUND.format(live=live, person="person_id", delegate="delegate_id")
    with connection.cursor() as cursor:
        cursor.execute(statement, [*values, person_id, steps, person_id, steps])
        found: list[tuple[Any, ...]] = cursor.fetchall()
        return found
