from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from talkoot.ledger.tests.cluster import Cluster

DEATHS = 2
WRITTEN = 60  # stones each writer lays at least before each death
PATIENCE = 120  # seconds
GONE = 3  # what an errand exits with when its database is gone


@pytest.mark.slow
def test_a_database_killed_amid_writes_keeps_what_it_acknowledged_and_its_chain(cluster: Cluster, tmp_path: Path):
    site = Site(cluster.create("stopped"), tmp_path)
    site.run("migrate")
    acknowledged: set[int] = set()

    for death in range(DEATHS):
        worker, *writers = site.start("work"), site.start("write", 2 * death), site.start("write", 2 * death + 1)
        site.wait_until_written(writers)
        cluster.kill()
        assert [errand.process.wait(PATIENCE) for errand in (worker, *writers)] == [GONE] * 3
        acknowledged.update(*(errand.numbers() for errand in writers))
        cluster.start()

    kept = site.run("finish")
    assert acknowledged <= set(map(int, kept.split()))
    assert len(acknowledged) >= DEATHS * 2 * WRITTEN


class Errand:
    """A process that does one of `talkoot.ledger.tests.errands` and writes numbers."""

    def __init__(self, command: list[str], env: dict[str, str], path: Path) -> None:
        self.path = path
        with path.open("wb") as out:
            self.process = subprocess.Popen(command, env=env, stdout=out)

    def numbers(self) -> list[int]:
        """Return the numbers written so far, by whole lines: a last half line was never acknowledged."""
        lines = self.path.read_text().splitlines(keepends=True)
        return [int(line) for line in lines if line.endswith("\n")]


class Site:
    """Runs errands on one database."""

    def __init__(self, database_url: str, folder: Path) -> None:
        self.folder = folder
        self.command = [sys.executable, "-m", "talkoot.ledger.tests.errands"]
        settings = {"DJANGO_SETTINGS_MODULE": "talkoot.ledger.tests.alone", "TALKOOT_MODE": "test"}
        self.env = os.environ | settings | {"DATABASE_URL": database_url, "TALKOOT_DATA_DIR": str(folder)}

    def run(self, errand: str) -> str:
        command = [*self.command, errand]
        done = subprocess.run(command, env=self.env, capture_output=True, text=True, timeout=300, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def start(self, errand: str, number: int = 0) -> Errand:
        return Errand([*self.command, errand, str(number)], self.env, self.folder / f"{errand}-{number}.out")

    def wait_until_written(self, writers: list[Errand]) -> None:
        until = time.monotonic() + PATIENCE
        while min(len(writer.numbers()) for writer in writers) < WRITTEN:
            assert time.monotonic() < until, "the writers write nothing"
            time.sleep(0.01)
