"""Django's SQLite backend on the newest SQLite at hand.

Debian 12's own SQLite (3.40) can corrupt a write-ahead log when two processes checkpoint and write
together, which is just what a web and a worker process do; the ``pysqlite3`` wheel carries a mended one.
That wheel lacks three names Django reads, so the swap happens here and only while Django's backend loads.
"""

from __future__ import annotations

import sqlite3 as stdlib
import sys
from collections import defaultdict
from functools import lru_cache
from threading import Lock
from typing import Any

try:
    import pysqlite3
except ImportError:  # no wheel for this platform: the standard library's SQLite serves, `talkoot doctor` warns
    pysqlite3 = None

if pysqlite3 is not None:
    for name in dir(stdlib):
        if name.startswith("SQLITE_LIMIT_") and not hasattr(pysqlite3, name):
            # Django's backend reads the names from the package, its driver module being that package while it loads.
            for module in (pysqlite3, pysqlite3.dbapi2):
                setattr(module, name, getattr(stdlib, name))
    kept = {name: sys.modules.get(name) for name in ("sqlite3", "sqlite3.dbapi2")}
    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2
    try:
        from django.db.backends.sqlite3 import base as django_base
    finally:
        for name, module in kept.items():
            if module is None:
                sys.modules.pop(name, None)
            else:
                sys.modules[name] = module
else:
    from django.db.backends.sqlite3 import base as django_base

VERSION: tuple[int, int, int] = (pysqlite3 or stdlib).sqlite_version_info

# SQLite's compiled-in defaults, used because the wheel's connections cannot be asked.
LIMITS = {
    getattr(stdlib, "SQLITE_LIMIT_VARIABLE_NUMBER", 9): 32766,
    getattr(stdlib, "SQLITE_LIMIT_COLUMN", 2): 2000,
}

if pysqlite3 is not None:

    class Connection(pysqlite3.dbapi2.Connection):  # type: ignore[misc]  # the wheel ships no types
        """A connection that answers Django's one question about limits."""

        def getlimit(self, category: int) -> int:
            """Return SQLite's default for ``category`` (the number of variables a statement may have)."""
            return LIMITS.get(category, 1_000_000)


# So many statements, of some thousand bytes each, are remembered with SQLite's own marks for their values.
REMEMBERED = 500


class Cursor(django_base.SQLiteCursorWrapper):
    """Django's cursor, which need not search a statement for its marks each time it is run."""

    def convert_query(self, query: str, *, param_names: list[str] | None = None) -> str:
        """Return ``query`` with SQLite's marks, ``?`` or ``:name``, for Django's."""
        return _marked(query) if param_names is None else str(super().convert_query(query, param_names=param_names))


@lru_cache(maxsize=REMEMBERED)
def _marked(query: str) -> str:
    return str(django_base.FORMAT_QMARK_REGEX.sub("?", query).replace("%%", "%"))


# One lock for each file: whose thread holds it may write.
TURNS: defaultdict[str, Lock] = defaultdict(Lock)


class DatabaseWrapper(django_base.DatabaseWrapper):
    """Django's wrapper, connecting through the class above, with the threads of a process writing in turn.

    SQLite lets one connection write at a time and has the others ask again after a sleep, of up to a tenth of a
    second. Threads that wait for a lock instead go on at once, and in the order they came. A turn is a courtesy: what
    keeps writers apart, of this process and of others, is still SQLite's own lock.
    """

    _turn: Lock | None = None

    def get_connection_params(self) -> dict[str, Any]:
        """Return Django's parameters with our connection class."""
        params: dict[str, Any] = super().get_connection_params()
        if pysqlite3 is not None:
            params["factory"] = Connection
        return params

    def create_cursor(self, name: str | None = None) -> Cursor:
        """Return a cursor of our own class."""
        return self.connection.cursor(factory=Cursor)  # type: ignore[no-any-return]  # the driver has no types

    def _start_transaction_under_autocommit(self) -> None:
        self._await_turn()
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]  # unknown to the stubs
        except BaseException:
            self._end_turn()
            raise

    def _commit(self) -> None:
        super()._commit()  # type: ignore[misc]  # unknown to the stubs
        self._end_turn()  # a commit that failed left its transaction open, for a rollback to end

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]  # unknown to the stubs
        finally:
            self._end_turn()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]  # unknown to the stubs
        finally:
            self._end_turn()

    def _await_turn(self) -> None:
        turn = TURNS[str(self.settings_dict["NAME"])]
        if self._turn is None and turn.acquire(timeout=self.settings_dict["OPTIONS"].get("timeout", 5)):
            self._turn = turn

    def _end_turn(self) -> None:
        if self._turn is not None:
            turn, self._turn = self._turn, None
            turn.release()
