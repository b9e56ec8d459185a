"""The web process, the worker and the database are killed while people vote and while their votes are counted.

Whoever was told that their ballot is in finds it there once, and the count is finished by whoever comes next.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from talkoot.decisions.tests.polling import PATIENCE, Electorate, Server
from talkoot.ledger.tests.cluster import Cluster, require_programs

VOTERS = 180
WEB_DEATHS = 2
WORKER_DEATHS = 6
GONE = 3


@pytest.fixture
def cluster(request: pytest.FixtureRequest) -> Iterator[Cluster]:
    made = Cluster(require_programs())
    try:
        made.start()
        yield made
    finally:
        made.remove()


class Site:
    """One database, what runs on it, and what kills it."""

    def __init__(self, database_url: str, folder: Path) -> None:
        secrets = {"TALKOOT_MODE": "test", "TALKOOT_DATA_DIR": str(folder), "DJANGO_SETTINGS_MODULE": SETTINGS}
        self.environment = os.environ | secrets | {"DATABASE_URL": database_url}

    def command(self, *errand: str) -> list[str]:
        return [sys.executable, "-m", "talkoot.decisions.tests.errands", *errand]

    def run(self, *errand: str) -> dict[str, Any]:
        done = subprocess.run(
            self.command(*errand), env=self.environment, capture_output=True, text=True, timeout=PATIENCE, check=False
        )
        assert done.returncode == 0, done.stderr
        told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
        return told

    def start(self, *errand: str) -> subprocess.Popen[str]:
        return subprocess.Popen(self.command(*errand), env=self.environment, stdout=subprocess.PIPE, text=True)


SETTINGS = "talkoot.config.settings"


ON_POSTGRESQL = connection.vendor == "postgresql"


@pytest.mark.slow
@pytest.mark.skipif(ON_POSTGRESQL, reason="tried with the database of its own, below")
def test_a_vote_survives_the_death_of_web_and_worker(tmp_path: Path) -> None:
    site = Site(f"sqlite:///{tmp_path / 'killed.sqlite3'}", tmp_path)
    electorate = everybody_votes(site, None)
    assert site.run("die", str(WORKER_DEATHS)) == {"left nothing": WORKER_DEATHS}
    assert_everything_once(site, electorate)


@pytest.mark.slow
@pytest.mark.skipif(not ON_POSTGRESQL, reason="only a database that is a process of its own can be killed")
def test_a_vote_survives_the_death_of_web_worker_and_database(cluster: Cluster, tmp_path: Path) -> None:
    site = Site(cluster.create("killed"), tmp_path)
    electorate = everybody_votes(site, cluster)
    database_killed_counting(site, cluster)
    assert site.run("die", str(WORKER_DEATHS)) == {"left nothing": WORKER_DEATHS}
    assert_everything_once(site, electorate)


def everybody_votes(site: Site, cluster: Cluster | None) -> Electorate:
    """Let all vote while the web process, and the database where it can be, die in between."""
    opened = site.run("open", str(VOTERS))
    server = Server(site.environment)
    server.start()
    electorate = Electorate(server, opened["decision"], opened["sessions"])
    pool = electorate.vote()
    try:
        deaths = sorted(random.sample(range(VOTERS // 8, VOTERS * 7 // 8), WEB_DEATHS + bool(cluster)))
        for death, told in enumerate(deaths):
            electorate.wait_until_told(told)
            if cluster and death == 1:
                cluster.kill()
                cluster.start()
            else:
                server.kill()
                server.start()
        electorate.wait_until_told(VOTERS)
    finally:
        electorate.is_given_up.set()
        pool.shutdown()
        server.kill()
    return electorate


def database_killed_counting(site: Site, cluster: Cluster) -> None:
    """Kill the database when everything about the count is written and nothing is committed."""
    with site.start("count-slowly") as worker:
        assert worker.stdout is not None
        assert worker.stdout.readline() == "counting\n"
        cluster.kill()
        assert worker.wait(PATIENCE) == GONE
    cluster.start()


def assert_everything_once(site: Site, electorate: Electorate) -> None:
    assert sorted(electorate.told) == list(range(VOTERS))
    assert electorate.posts > VOTERS, "no death hit a ballot on its way: the test was too kind"
    assert site.run("finish") == {
        "closed": [1, 0],
        "ballots": VOTERS,
        "that count": VOTERS,
        "voters": VOTERS,
        "marks on the roll": VOTERS,
        "turnout": VOTERS,
        "cast, in the ledger": VOTERS,
        "closed, in the ledger": 1,
        "final, in the ledger": 1,
        "counted": [VOTERS // 3] * 3,
        "is final": True,
    }
