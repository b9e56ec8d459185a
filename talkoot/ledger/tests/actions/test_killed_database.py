from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from talkoot.ledger.tests.cluster import Cluster

DEATHS = 3
PATIENCE = 30  # seconds


@pytest.mark.slow
def test_a_database_killed_amid_writes_keeps_what_it_acknowledged_and_its_chain(cluster: Cluster, tmp_path: Path):
    site = Site(cluster.create("stopped"), tmp_path)
    site.run("migrate")
    acknowledged: set[int] = set()

    for death in range(DEATHS):
        worker, writers = site.start("work"), [site.start("write", str(2 * death + n)) for n in range(2)]
        site.wait_for_lines(writers, 60)
        cluster.kill()
        for process in (worker, *writers):
            assert process.wait(PATIENCE) == 3, "it should have said that the database is gone"
        acknowledged |= site.lines(writers)
        cluster.start()

    kept = site.run("finish")
    assert acknowledged <= {int(line) for line in kept.split()}
    assert len(acknowledged) >= DEATHS * 120


class Site:
    """Processes of `talkoot.ledger.tests.errands` on one database."""

    def __init__(self, database_url: str, folder: Path) -> None:
        self.folder = folder
        self.command = [sys.executable, "-m", "talkoot.ledger.tests.errands"]
        settings = {"DJANGO_SETTINGS_MODULE": "talkoot.ledger.tests.alone", "TALKOOT_MODE": "test"}
        self.env = os.environ | settings | {"DATABASE_URL": database_url, "TALKOOT_DATA_DIR": str(folder)}

    def run(self, *errand: str) -> str:
        done = subprocess.run(
            [*self.command, *errand], env=self.env, capture_output=True, text=True, timeout=90, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def start(self, *errand: str) -> subprocess.Popen[bytes]:
        with self._file(errand[-1]).open("wb") as out:
            return subprocess.Popen([*self.command, *errand], env=self.env, stdout=out)

    def wait_for_lines(self, processes: list[subprocess.Popen[bytes]], number: int) -> None:
        until = time.monotonic() + PATIENCE
        while min(len(self._file(p.args[-1]).read_bytes().splitlines()) for p in processes) < number:  # type: ignore[index]  # a list, as given
            assert time.monotonic() < until, "the writers write nothing"
            time.sleep(0.01)

    def lines(self, processes: list[subprocess.Popen[bytes]]) -> set[int]:
        """Return the stones that were acknowledged, by whole lines."""
        texts = (self._file(p.args[-1]).read_text() for p in processes)  # type: ignore[index]  # a list, as given
        return {int(line) for text in texts for line in text.splitlines(keepends=True) if line.endswith("\n")}

    def _file(self, name: str) -> Path:
        return self.folder / f"{name}.out"
