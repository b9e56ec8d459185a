"""Pages and posts under load against the floor, in turn, on SQLite and on PostgreSQL."""

from __future__ import annotations

import compileall
import itertools
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from bench import load
from bench.load import Request, Result, Scenario, Server
from bench.rows import Row
from bench.servers import ROOT, serve

POSTGRES = "postgresql://postgres@127.0.0.1:5432"
SIZES = {"people": 20_000, "proposals": 2_000, "supports": 60_000, "inputs": 20_000, "hot": 60}
CONNECTIONS = (1, 8, 32)
ROUNDS = 3
SECONDS = int(os.environ.get("BENCH_SECONDS", "4"))
CSRF = "b" * 32
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
# The most our cost may be, as multiples of the floor's: CPU per request and p95 at 8 connections.
BARS = {"list": 1.2, "detail200": 0.8, "search": 1.0, "input": 4.0, "support": 2.5}
MEMORY_MIB = 160
COLD_START_S = 1.5


@dataclass(frozen=True, slots=True)
class Site:
    """A prepared site: its environment and the sessions of people signed in."""

    environment: dict[str, str]
    sessions: list[str]


def rows(database: str, postgres: str = POSTGRES) -> list[Row]:
    """Return every figure for ``database`` (sqlite or postgresql)."""
    with prepared(database, postgres, SIZES) as site, floor(database, postgres) as floor_environment:
        started = cold_start(site)
        with ExitStack() as up:
            ours = up.enter_context(serve("talkoot", "talkoot.config.wsgi:application", "/-/health/", site.environment))
            least = up.enter_context(serve("floor", "bench.floor:application", "/plain", floor_environment))
            figures = measured(ours, least, our_scenarios(site), floor_scenarios())
            memory = ours.memory_mib()
    return [
        *compared(database, figures),
        Row(f"{database} web process memory", "MiB", round(memory, 1), bar=MEMORY_MIB),
        Row(f"{database} cold start", "s", started, bar=COLD_START_S),
    ]


def measured(
    ours: Server, least: Server, our: dict[str, Scenario], theirs: dict[str, Scenario]
) -> dict[tuple[str, int, str], list[Result]]:
    """Run everything in interleaved rounds; keys are scenario, connections, side."""
    sent: dict[str, int] = dict.fromkeys(our, 1)
    results: dict[tuple[str, int, str], list[Result]] = {}
    for name, scenario in our.items():
        load.check(ours, scenario)
        if name in theirs:
            load.check(least, theirs[name])
    for _round, (name, scenario), connections in itertools.product(range(ROUNDS), our.items(), CONNECTIONS):
        if name in theirs:
            load.settle(least)
            result = load.run(least, theirs[name], connections=connections, seconds=SECONDS)
            results.setdefault((name, connections, "floor"), []).append(result)
            _say(f"{name} (floor)", connections, result)
        load.settle(ours)
        skip = sent[name] if scenario.once else 0
        result = load.run(ours, scenario, connections=connections, seconds=SECONDS, skip=skip)
        sent[name] += result.requests + connections + 2
        results.setdefault((name, connections, "ours"), []).append(result)
        _say(name, connections, result)
        if result.errors:
            raise SystemExit(f"{name}: {result.errors} bad answers under load")
    return results


def _say(name: str, connections: int, result: Result) -> None:
    figures = f"{result.rps:8.0f}/s p95 {result.p95:7.1f} ms cpu {result.cpu:6.2f} ms"
    print(f"  {name:18s} c={connections:<3d} {figures}", flush=True)


def compared(database: str, figures: dict[tuple[str, int, str], list[Result]]) -> Iterator[Row]:
    """Yield throughput, percentiles and CPU per request of each scenario beside the floor's."""
    for (name, connections, side), results in figures.items():
        if side != "ours":
            continue
        least = figures.get((name, connections, "floor"))
        for what, unit in (("cpu", "ms a request"), ("p50", "ms"), ("p95", "ms"), ("p99", "ms"), ("rps", "a second")):
            bar = BARS.get(name) if connections == 8 and what in {"cpu", "p95"} else None
            yield Row(
                f"{database} {name} c={connections} {what}",
                unit,
                load.median(results, what),
                load.median(least, what) if least else None,
                bar if least else None,
            )


def our_scenarios(site: Site) -> dict[str, Scenario]:
    """Return what is asked of us."""
    chance = random.Random(3)  # the same requests every time
    first = _first_ids(site)
    cookies = [{"Cookie": f"sessionid={key}; csrftoken={CSRF}"} for key in site.sessions]
    searches = [" ".join(chance.sample(_words(), 3)) for _ in range(60)]
    return {
        "today": Scenario("today", [Request("/", headers=c) for c in cookies], must_contain="Member"),
        "list": Scenario("list", [Request(p) for p in _list_pages()], must_contain="P-"),
        "detail200": Scenario(
            "detail200",
            [Request(f"/consultations/C-{first['consultation'] + n}/") for n in range(SIZES["hot"])],
            must_contain="Member",
        ),
        "search": Scenario("search", [Request("/proposals/?" + urlencode({"q": q, "tab": "all"})) for q in searches]),
        "input": Scenario("input", _inputs(first["consultation"] + SIZES["hot"], cookies), expect=303, once=True),
        "support": Scenario("support", _supports(first["proposal"], cookies), expect=303, once=True),
    }


def floor_scenarios() -> dict[str, Scenario]:
    """Return the same work at its least."""
    chance = random.Random(3)  # the same requests every time
    searches = [" ".join(chance.sample(_words(), 3)) for _ in range(60)]
    body = "word " * 40
    return {
        "list": Scenario("list", [Request(f"/list?page={n}") for n in range(1, 41)], must_contain="member"),
        "detail200": Scenario("detail200", [Request(f"/detail/{n}") for n in range(1, 61)], must_contain="member"),
        "search": Scenario("search", [Request("/search?" + urlencode({"q": q})) for q in searches]),
        "input": Scenario(
            "input",
            [
                Request(
                    f"/comment/{chance.randint(101, 1000)}",
                    "POST",
                    FORM,
                    urlencode({"a": chance.randint(1, 5000), "text": body}),
                )
                for _ in range(500)
            ],
            expect=201,
        ),
        "support": Scenario(
            "support",
            [
                Request(f"/vote/{chance.randint(1, 1000)}", "POST", FORM, urlencode({"a": chance.randint(1, 5000)}))
                for _ in range(5000)
            ],
            expect=201,
        ),
    }


def _list_pages() -> list[str]:
    return ["/proposals/", "/proposals/?sort=new", "/proposals/?sort=supported", "/proposals/?tab=all"]


def _inputs(first: int, cookies: list[dict[str, str]]) -> list[Request]:
    return [
        Request(
            f"/consultations/C-{first + n % 100}/inputs/new/",
            "POST",
            {**FORM, **cookies[n % len(cookies)]},
            urlencode(
                {"csrfmiddlewaretoken": CSRF, "token": f"i{n}", "language": "en", "text": "word " * 40, "body": ""}
            ),
        )
        for n in range(30_000)
    ]


def _supports(first: int, cookies: list[dict[str, str]]) -> list[Request]:
    pairs = [(n % len(cookies), n // len(cookies)) for n in range(min(len(cookies) * 300, 60_000))]
    random.Random(5).shuffle(pairs)  # over all proposals at any moment, as the floor's votes are
    return [
        Request(
            f"/proposals/P-{first + proposal}/supports/",
            "POST",
            {**FORM, **cookies[who]},
            urlencode({"csrfmiddlewaretoken": CSRF, "token": f"s{who}-{proposal}", "comment": "", "language": "en"}),
        )
        for who, proposal in pairs
    ]


def _words() -> list[str]:
    from bench.floor_words import WORDS

    return WORDS


def _first_ids(site: Site) -> dict[str, int]:
    code = (
        "import django; django.setup();"
        "from talkoot.consultations.models import Consultation as C;"
        "from talkoot.proposals.models import Proposal as P;"
        "print(C.objects.get(title__startswith='Question 0:').pk,"
        " P.objects.filter(title__endswith=' 0').order_by('-pk').first().pk)"
    )
    out = subprocess.run([sys.executable, "-c", code], env={**os.environ, **site.environment}, cwd=ROOT,
                         capture_output=True, text=True, check=True).stdout  # fmt: skip
    consultation, proposal = map(int, out.split())
    return {"consultation": consultation, "proposal": proposal}


@contextmanager
def prepared(database: str, postgres: str, sizes: dict[str, int], name: str = "talkoot_bench") -> Iterator[Site]:
    """Give a filled site in a temporary place and clear it away afterwards."""
    with tempfile.TemporaryDirectory() as folder, made_database(database, postgres, name, folder) as url:
        environment = {
            "TALKOOT_MODE": "production",
            "TALKOOT_SECRET_KEY": "benchmark" * 8,
            "TALKOOT_ALLOWED_HOSTS": "127.0.0.1",
            "TALKOOT_DATA_DIR": folder,
            "DATABASE_URL": url,
            "DJANGO_SETTINGS_MODULE": "talkoot.config.settings",
        }
        print(f"  filling {database}", flush=True)
        command = [sys.executable, "-m", "bench.prepare", json.dumps(sizes)]
        made = {**os.environ, **environment}
        out = subprocess.run(command, cwd=ROOT, env=made, stdout=subprocess.PIPE, text=True, check=True).stdout
        yield Site(environment, json.loads(out.splitlines()[-1]))


@contextmanager
def floor(database: str, postgres: str, name: str = "talkoot_floor") -> Iterator[dict[str, str]]:
    """Give the floor's environment with its database filled."""
    with tempfile.TemporaryDirectory() as folder, made_database(database, postgres, name, folder) as url:
        spec = f"sqlite:{folder}/floor.sqlite3"
        if database == "postgresql":
            place = url.removeprefix("postgresql://")
            user, rest = place.split("@")
            host, called = rest.split("/")
            spec = f"pg:{host}:{called}:{user}"
        environment = {"FLOOR_DB": spec, "FLOOR_MW": "full"}
        subprocess.run(
            [sys.executable, "-m", "bench.floor", "seed"], cwd=ROOT, env={**os.environ, **environment}, check=True
        )
        yield environment


@contextmanager
def made_database(database: str, postgres: str, name: str, folder: str) -> Iterator[str]:
    """Give the address of an empty database and clear it away afterwards; SQLite's lies in ``folder``."""
    if database == "sqlite":
        yield f"sqlite:///{Path(folder) / 'bench.sqlite3'}"
        return
    import psycopg

    with psycopg.connect(f"{postgres}/postgres", autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {name}")
        try:
            yield f"{postgres}/{name}"
        finally:
            connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def cold_start(site: Site, runs: int = 3) -> float:
    """Return the median seconds from starting the web process to its first answer.

    What is installed has its bytecode, and so has a checkout after its first start; where Python is told not to write
    any, every start would compile the whole house.
    """
    for package in ("talkoot", "recount"):
        compileall.compile_dir(ROOT / package, quiet=2)
    times = []
    for _ in range(runs):
        start = time.monotonic()
        with serve("cold", "talkoot.config.wsgi:application", "/-/health/", site.environment):
            times.append(time.monotonic() - start)
    return round(sorted(times)[len(times) // 2], 3)
