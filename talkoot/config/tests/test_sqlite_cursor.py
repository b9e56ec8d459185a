"""SQLite's statements read as Django's own cursor makes them, however often they are run."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection

from talkoot.config.sqlite.base import Cursor

pytestmark = pytest.mark.django_db


IS_HERE = pytest.mark.skipif(connection.vendor != "sqlite", reason="the other database's words")


@pytest.mark.parametrize("query", ["SELECT %s", "SELECT 'a %% b', %s", "SELECT '%%s', %s, %s", "SELECT 1", ""])
def test_a_statement_is_marked_as_django_marks_it(query: str) -> None:
    kinds: tuple[Any, ...] = (Cursor.__base__, Cursor, Cursor)
    djangos, ours, again = (kind.__new__(kind).convert_query(query) for kind in kinds)
    assert djangos == ours == again


@IS_HERE
def test_values_by_place_and_by_name_arrive() -> None:
    with connection.cursor() as cursor:
        for _again in range(2):
            cursor.execute("SELECT '5 %% of', %s, %s", ["a", 3])
            assert cursor.fetchall() == [("5 % of", "a", 3)]
            cursor.execute("SELECT %(first)s, %(second)s", {"first": "b", "second": 4})
            assert cursor.fetchall() == [("b", 4)]


@IS_HERE
def test_the_site_uses_it() -> None:
    with connection.cursor() as cursor:
        assert isinstance(cursor.cursor, Cursor)
