"""Keeps `talkoot reset` off a database file that other processes have open.

A lock of the operating system: it is gone the moment its process is, however that ended, so that none is left behind.
"""

from __future__ import annotations

import fcntl
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from talkoot.config import env as environment


@contextmanager
def in_use() -> Iterator[None]:
    """Say that this process works with the data; any number may. Stops the program while they are thrown away."""
    with _lock(fcntl.LOCK_SH) as has_it:
        if not has_it:
            sys.exit("The site's data are being thrown away just now (talkoot reset): wait for that, and start again.")
        yield


@contextmanager
def in_use_by_nobody_else() -> Iterator[bool]:
    """Tell whether no other process works with the data; if so, none begins to until the block ends."""
    with _lock(fcntl.LOCK_EX) as has_it:
        yield has_it


@contextmanager
def _lock(kind: int) -> Iterator[bool]:
    database = environment.database(environment.read())
    if not str(database["ENGINE"]).endswith("sqlite"):
        yield True  # a database server looks after itself
        return
    # Beside the file and not the file itself: closing that would drop the locks SQLite holds on it.
    with Path(f"{database['NAME']}.lock").open("a") as file:
        try:
            fcntl.flock(file, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
