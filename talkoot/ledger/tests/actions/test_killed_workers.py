from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from talkoot.ledger.tests.cluster import Cluster

STONES = 220
KILLS = 60


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param != connection.vendor:
        pytest.skip("tried when the suite runs on that database")
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'killed.sqlite3'}"
    cluster: Cluster = request.getfixturevalue("cluster")
    return cluster.create("killed")


@pytest.mark.slow
def test_workers_killed_at_any_moment_lose_no_effect_and_double_none(database_url: str, tmp_path: Path):
    seed = int.from_bytes(os.urandom(4))

    left = raise_and_kill(database_url, tmp_path, seed)

    assert left["killed"] >= KILLS
    assert left["entries"] == left["sealed"] == STONES * 2
    assert left["deliveries"] == STONES * 3
    assert left["tries"] > left["deliveries"], "no kill and no slip hit a delivery: the test was too kind"
    assert left["undone"] == 0
    assert left["is_exact"], f"seed {seed}: {left}"


def raise_and_kill(database_url: str, folder: Path, seed: int) -> dict[str, Any]:
    settings = {"DJANGO_SETTINGS_MODULE": "talkoot.ledger.tests.alone", "TALKOOT_MODE": "test"}
    done = subprocess.run(
        [sys.executable, "-m", "talkoot.ledger.tests.nursery", str(STONES), str(KILLS), str(seed)],
        env=os.environ | settings | {"DATABASE_URL": database_url, "TALKOOT_DATA_DIR": str(folder)},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    left: dict[str, Any] = json.loads(done.stdout)
    return left
