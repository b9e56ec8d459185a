"""Test databases: begun as copies of one that was migrated once for the whole run, and let go of afterwards.

`python -m tests.databases make` prints the name of that template, for ``TEST_TEMPLATE``; ``drop`` takes it away.
Without that variable each process migrates its own, as ever.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

from django.db import connection

TEMPLATE = "TEST_TEMPLATE"


def main(act: str) -> None:
    """Make the template and print its name, or drop it."""
    os.environ |= {"DJANGO_SETTINGS_MODULE": "talkoot.config.settings", "TALKOOT_MODE": "test"}
    import django

    django.setup()
    names: dict[str, Any] = connection.settings_dict
    site = str(names["NAME"])
    usual = str(names["TEST"].get("NAME") or f"test_{site}")
    names["TEST"]["NAME"] = f"{usual}_template"
    if act == "make":
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        connection.close()
        print(names["NAME"])  # noqa: T201  # what this command is for
        return
    names["NAME"] = names["TEST"]["NAME"]
    connection.creation.destroy_test_db(site, verbosity=0)


@contextmanager
def begun_from_template() -> Iterator[None]:
    """Let test databases that are made meanwhile begin as copies of the template, where there is one."""
    template = os.environ.get(TEMPLATE, "")
    if not template:
        yield
        return
    if connection.vendor == "postgresql":
        with patch.dict(connection.settings_dict["TEST"], TEMPLATE=template):
            yield
        return
    creation: Any = connection.creation  # the stubs do not know the step that is taken here
    made = creation._create_test_db

    def copied(*args: Any, **kwargs: Any) -> str:
        name: str = made(*args, **kwargs)
        shutil.copyfile(template, Path(name))
        return name

    with patch.object(creation, "_create_test_db", copied):
        yield


def hang_up() -> None:
    """End what threads of a live server left connected: PostgreSQL drops no database that somebody is in."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


if __name__ == "__main__":
    main(sys.argv[1])
