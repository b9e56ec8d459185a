"""Django's SQLite backend on the newest SQLite at hand.

Debian 12's own SQLite (3.40) can corrupt a write-ahead log when two processes checkpoint and write
together, which is just what a web and a worker process do; the ``pysqlite3`` wheel carries a mended one.
That wheel lacks three names Django reads, so the swap happens here and only while Django's backend loads.
"""

from __future__ import annotations

import sqlite3 as stdlib
import sys
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


class DatabaseWrapper(django_base.DatabaseWrapper):
    """Django's wrapper, connecting through the class above."""

    def get_connection_params(self) -> dict[str, Any]:
        """Return Django's parameters with our connection class."""
        params: dict[str, Any] = super().get_connection_params()
        if pysqlite3 is not None:
            params["factory"] = Connection
        return params
