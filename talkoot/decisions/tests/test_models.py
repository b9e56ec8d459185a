"""Sites that were full before decisions learned what they do today lose nothing, and guard as much as before."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from talkoot.ledger.tests.cluster import Cluster, require_programs


@pytest.fixture
def database_url(tmp_path: Path) -> Iterator[str]:
    if connection.vendor == "sqlite":
        yield f"sqlite:///{tmp_path / 'before.sqlite3'}"
        return
    cluster = Cluster(require_programs())
    try:
        cluster.start()
        yield cluster.create("before")
    finally:
        cluster.remove()


@pytest.mark.slow
def test_a_full_site_keeps_its_rows_its_sessions_and_its_guards(database_url: str, tmp_path: Path):
    settings = {"DJANGO_SETTINGS_MODULE": "talkoot.config.settings", "TALKOOT_MODE": "test"}
    done = subprocess.run(
        [sys.executable, "-m", "talkoot.decisions.tests.before"],
        env=os.environ | settings | {"DATABASE_URL": database_url, "TALKOOT_DATA_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads(done.stdout)
    for before, after in (told["first"], told["second"]):
        assert {"decisions_decision", "decisions_rollentry", "decisions_ballot", "decisions_tally"} <= before.keys()
        assert before == after
    assert {"ballotboxes_slip", "ballotboxes_strike", "decisions_recusal", "decisions_strike"} <= told["second"][
        0
    ].keys()
    assert told["counted"] in ([["1"]], [["True"]])
    assert told["sessions"] == [["signed-in", "1"], ["visitor", "None"]]
    assert told["not_refused"] == []
