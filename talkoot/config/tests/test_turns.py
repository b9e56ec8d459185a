"""Threads of one process write to SQLite in turn, and a turn ends however a transaction does."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import connections
from django.db.utils import OperationalError
from pytest_django import DjangoDbBlocker

from talkoot.config.sqlite.base import TURNS, DatabaseWrapper

OPTIONS = {"transaction_mode": "IMMEDIATE", "timeout": 0.2}


@pytest.fixture
def wrapper(tmp_path: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[Callable[[], DatabaseWrapper]]:
    """Give connections of their own to one file, with a table of one column."""
    made: list[DatabaseWrapper] = []

    def another() -> DatabaseWrapper:
        settings = {**connections.settings["default"], "NAME": str(tmp_path / "turns.sqlite3"), "OPTIONS": OPTIONS}
        made.append(DatabaseWrapper(settings, "default"))
        made[-1].inc_thread_sharing()
        return made[-1]

    with django_db_blocker.unblock():
        first = another()
        _run(first, "PRAGMA journal_mode=WAL")
        _run(first, "CREATE TABLE said (word TEXT UNIQUE)")
        yield another
        for one in made:
            one.close()
            assert not _is_taken(one)


def test_who_waits_goes_on_when_the_one_before_commits(wrapper: Callable[[], DatabaseWrapper]) -> None:
    first, second = wrapper(), wrapper()
    begun = threading.Event()

    def write() -> None:
        begun.set()
        _write(second, "second")

    writing = threading.Thread(target=write)
    _begin(first)
    _run(first, "INSERT INTO said VALUES ('first')")
    writing.start()
    begun.wait(5)
    assert _is_taken(first)
    _commit(first)
    writing.join(5)
    assert not writing.is_alive()
    assert _said(first) == ["first", "second"]
    assert not _is_taken(first)


@pytest.mark.parametrize("end", ["rollback", "close"])
def test_a_turn_ends_with_what_undoes_its_transaction(wrapper: Callable[[], DatabaseWrapper], end: str) -> None:
    first, second = wrapper(), wrapper()
    _begin(first)
    _run(first, "INSERT INTO said VALUES ('never')")
    first.in_atomic_block = False
    getattr(first, end)()
    _write(second, "second")
    assert _said(second) == ["second"]


def test_a_transaction_that_cannot_begin_leaves_the_turn_to_the_next(wrapper: Callable[[], DatabaseWrapper]) -> None:
    elsewhere, here = wrapper(), wrapper()
    _begin(elsewhere)
    TURNS[str(elsewhere.settings_dict["NAME"])].release()  # as in another process, which shares no turn
    elsewhere._turn = None
    with pytest.raises(OperationalError, match="locked"):
        _begin(here)
    assert not _is_taken(here)
    _commit(elsewhere)
    _write(here, "here")
    assert _said(here) == ["here"]


def test_a_turn_nobody_ends_is_not_waited_for_without_end(wrapper: Callable[[], DatabaseWrapper]) -> None:
    here = wrapper()
    with TURNS[str(here.settings_dict["NAME"])]:
        _write(here, "here")
    assert _said(here) == ["here"]


def test_many_threads_lose_nothing(wrapper: Callable[[], DatabaseWrapper]) -> None:
    ours = [wrapper() for _ in range(6)]
    threads = [threading.Thread(target=_write_many, args=(one, n)) for n, one in enumerate(ours)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(_said(ours[0])) == 240


def _write(connection: DatabaseWrapper, word: str) -> None:
    _begin(connection)
    _run(connection, f"INSERT INTO said VALUES ('{word}')")
    _commit(connection)


def _write_many(connection: DatabaseWrapper, thread: int) -> None:
    for number in range(40):
        _write(connection, f"{thread}-{number}")


def _begin(connection: DatabaseWrapper) -> None:
    connection.ensure_connection()
    connection._start_transaction_under_autocommit()


def _commit(connection: DatabaseWrapper) -> None:
    connection._commit()


def _run(connection: DatabaseWrapper, sql: str) -> None:
    connection.ensure_connection()
    with connection.wrap_database_errors:
        connection.connection.execute(sql)


def _said(connection: DatabaseWrapper) -> list[str]:
    return [word for (word,) in connection.connection.execute("SELECT word FROM said ORDER BY rowid")]


def _is_taken(connection: DatabaseWrapper) -> bool:
    return TURNS[str(connection.settings_dict["NAME"])].locked()
