"""Imports: 50,000 rows of CSV through `talkoot import`, against bare inserts of the same rows by the same driver.

`rows()` returns the figures on a SQLite file of its own; give it the address of an empty PostgreSQL database for those
there. `python -m bench.imports` prints them. The work is done in a process of its own, so that nothing is warm.
"""

from __future__ import annotations

import csv
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

from bench.rows import Row

PERSONS, BODIES, ROLES, MANDATES = 20_000, 300, 600, 30_000
BAR_SECONDS = 60.0
ROOT = Path(__file__).resolve().parent.parent
FIRST = (
    "Amina",
    "Bálint",
    "Chidi",
    "Divya",
    "Élodie",
    "Fatima",
    "Goran",
    "Hana",
    "Иван",
    "José",
    "كريم",
    "Lwazi",
    "美咲",
)
LAST = ("Achieng", "Bello", "Castro", "Đorđević", "Eriksen", "Flores", "García", "حداد", "Ivanova", "Juma", "Kim", "李")


def rows(database_url: str = "") -> list[Row]:
    """Return the seconds of the first import, of the same again and of bare inserts, and the memory needed."""
    with tempfile.TemporaryDirectory(prefix="talkoot-bench-") as folder:
        files = write_files(Path(folder))
        floor = bare_inserts(Path(folder), files)
        environment = {
            **os.environ,
            "TALKOOT_MODE": "test",
            "TALKOOT_DATA_DIR": folder,
            "DATABASE_URL": database_url or f"sqlite:///{folder}/bench.sqlite3",
        }
        done = subprocess.run(
            [sys.executable, "-m", "bench.imports", "child", folder],
            env=environment, cwd=ROOT, check=True, capture_output=True, text=True,
        )  # fmt: skip
        seconds = json.loads(done.stdout.splitlines()[-1])
    engine = "postgresql" if database_url.startswith("postgres") else "sqlite"
    return [
        Row(f"import 50,000 rows, {engine}", "s", seconds["first"], bar=BAR_SECONDS),
        Row(f"import 50,000 rows against bare inserts, {engine}", "s", seconds["first"], floor=floor),
        Row(f"import 50,000 rows, processor time, {engine}", "s", seconds["first_cpu"], bar=BAR_SECONDS),
        Row(f"import the same 50,000 rows again, {engine}", "s", seconds["again"], bar=BAR_SECONDS),
        Row(f"memory while importing 50,000 rows, {engine}", "MiB", seconds["memory"]),
    ]


def write_files(folder: Path) -> list[Path]:
    """Write the four tables and return their paths in the order they are imported."""
    return [
        _write(folder / "persons.csv", ("key", "name", "languages", "language", "about"), _persons()),
        _write(folder / "bodies.csv", ("key", "name", "kind", "language", "parent", "mission", "channels"), _bodies()),
        _write(folder / "roles.csv", ("key", "body", "name", "seats", "powers"), _roles()),
        _write(folder / "mandates.csv", ("key", "person", "role", "from_on", "until_on", "how_chosen"), _mandates()),
    ]


def bare_inserts(folder: Path, files: Iterable[Path]) -> float:
    """Return the seconds the same files take into tables without any rule, with one index each."""
    start = time.perf_counter()
    with closing(sqlite3.connect(folder / "floor.sqlite3")) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        for path in files:
            with path.open(encoding="utf-8", newline="") as file:
                names, *cells = csv.reader(file)
                table = path.stem
                connection.execute(f"CREATE TABLE {table} (id INTEGER PRIMARY KEY, {', '.join(names)})")
                connection.execute(f"CREATE UNIQUE INDEX {table}_key ON {table} (key)")
                marks = ", ".join("?" * len(names))
                connection.executemany(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})", cells)
                connection.commit()
    return round(time.perf_counter() - start, 3)


def _write(path: Path, names: Iterable[str], lines: Iterable[Iterable[object]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(names)
        writer.writerows(lines)
    return path


def _persons() -> Iterator[tuple[object, ...]]:
    for n in range(PERSONS):
        about = "Writes about rivers and **bridges**." if n % 10 == 0 else ""
        yield f"p{n}", f"{FIRST[n % 13]} {LAST[n % 12]} {n}", "en;es", "en" if about else "", about


def _bodies() -> Iterator[tuple[object, ...]]:
    for n in range(BODIES):
        parent = f"b{(n - 1) // 6}" if n else ""
        yield f"b{n}", f"Circle {n}", "chapter", "en", parent, "Keeps *things* going.", f"website https://{n}.example"


def _roles() -> Iterator[tuple[object, ...]]:
    for n in range(ROLES):
        yield f"r{n}", f"b{n % BODIES}", f"Member {n // BODIES}", MANDATES // ROLES, "represent;answer"


def _mandates() -> Iterator[tuple[object, ...]]:
    start = date(2024, 1, 1)
    for n in range(MANDATES):
        day = start + timedelta(days=n % 600)
        yield f"m{n}", f"p{n % PERSONS}", f"r{n % ROLES}", day, "", "election"


def _child(folder: Path) -> None:
    """Migrate, import everything twice, and print the seconds each took and the memory it needed."""
    import resource  # only the child measures itself

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "talkoot.config.settings")
    import django  # only the child has an environment to set up

    django.setup()
    from django.core.management import call_command

    from talkoot.directory.actions import keep_kind

    call_command("migrate", verbosity=0)
    keep_kind("chapter", {"en": ("Chapter", "Chapters")})
    seconds: dict[str, float] = {}
    for turn in ("first", "again"):
        start, cpu = time.perf_counter(), time.process_time()
        for source in ("persons", "bodies", "roles", "mandates"):
            call_command("import_source", source, folder / f"{source}.csv", stdout=sys.stderr)
        seconds[turn] = round(time.perf_counter() - start, 2)
        seconds[f"{turn}_cpu"] = round(time.process_time() - cpu, 2)
    seconds["memory"] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)
    sys.stdout.write(json.dumps(seconds) + "\n")


if __name__ == "__main__":
    if sys.argv[1:2] == ["child"]:
        _child(Path(sys.argv[2]))
    else:
        for row in rows(os.environ.get("DATABASE_URL", "")):
            sys.stdout.write(json.dumps(row.as_json()) + "\n")
