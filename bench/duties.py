"""How long it takes to say whom a scope concerns, with 1,000, 10,000 and 100,000 duties, on either database."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.pages import POSTGRES, made_database
from bench.rows import Row

ROOT = Path(__file__).resolve().parent.parent
# The models can only be read once Django is set up, which is why the work is done in a process of its own.
CHILD = "import django; django.setup(); from bench.duties_world import main; main()"


def rows(database: str) -> list[Row]:
    """Return p50 and p95 in milliseconds, the parties named and the queries needed, on sqlite or postgresql."""
    with (
        tempfile.TemporaryDirectory(prefix="talkoot-bench-") as folder,
        made_database(database, POSTGRES, "talkoot_duties", folder) as url,
    ):
        environment = {
            **os.environ,
            "TALKOOT_MODE": "test",
            "TALKOOT_DATA_DIR": folder,
            "DJANGO_SETTINGS_MODULE": "talkoot.config.settings",
            "DATABASE_URL": url,
        }
        done = subprocess.run(
            [sys.executable, "-c", CHILD], env=environment, cwd=ROOT, check=True, capture_output=True, text=True
        )
    return [Row(**values) for values in json.loads(done.stdout.splitlines()[-1])]
