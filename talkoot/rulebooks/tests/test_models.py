"""Rulebooks moved out of decisions on sites that were full of both: nothing was lost, and nothing may change."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection

from talkoot.ledger.tests.cluster import Cluster, require_programs


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param != connection.vendor:
        pytest.skip("tried when the suite runs on that database")
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'before.sqlite3'}"
        return
    cluster = Cluster(require_programs())
    try:
        cluster.start()
        yield cluster.create("before")
    finally:
        cluster.remove()


@pytest.mark.slow
def test_a_site_from_before_the_move_keeps_its_rulebooks_as_they_were(database_url: str, tmp_path: Path):
    settings = {"DJANGO_SETTINGS_MODULE": "talkoot.config.settings", "TALKOOT_MODE": "test"}
    done = subprocess.run(
        [sys.executable, "-m", "talkoot.rulebooks.tests.before"],
        env=os.environ | settings | {"DATABASE_URL": database_url, "TALKOOT_DATA_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    before, after = told["rows"]
    assert before == after
    assert len(after) == 2
    before, after = told["schema"]
    assert before == after, "the table was built anew"
    assert any(kind == "trigger" for kind, *_ in after)
    assert told["uses"] == [["guild-rules", 1, None], ["guild-rules", 2, "Dark mode"]]
    assert told["is_frozen"]
    assert told["is_told"]
