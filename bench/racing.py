"""Recount beside the fastest library that counts the same, each from the same file to its result, run by run in turn.

What is compared is the time of the processor: each in a process of its own, its start and its imports in it, with
compiled modules kept between runs. Other libraries are in an environment of their own, and are no part of any set-up.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from bench.counting import CHAMBERS, OPTIONS, RUNS, SEATS, chambers, ranked
from bench.rows import Row
from bench.servers import ROOT

INSTALL = "python3 -m venv /tmp/oracles && /tmp/oracles/bin/pip install -r recount/tests/oracles.txt"
# A Python that has them; another place by RECOUNT_ORACLES.
PYTHON = os.environ.get("RECOUNT_ORACLES", "/tmp/oracles/bin/python")
SIZE = 100_000
# Whoever is not done by then is stopped, and this is what it took at least.
PATIENCE = 60


def rows() -> list[Row]:
    """Return the seconds of recount, with those of each library as floor; below 1 recount is ahead."""
    if not Path(PYTHON).exists():
        print(f"  SKIPPED: no {PYTHON} with other libraries to compare with. Install them: {INSTALL}", flush=True)
        return []
    with tempfile.TemporaryDirectory(prefix="talkoot-bench-") as folder:
        ballots, votes = ranked(Path(folder, "ranked.blt"), SIZE), Path(folder, "chambers.csv")
        approvals, verdict = _approvals(Path(folder, "approvals.blt"), SIZE), chambers(votes, 1_000_000)
        races: Sequence[tuple[str, Sequence[str], Path, Sequence[str]]] = (
            ("irv", _method("irv", 1, ballots), ballots, ("pyrankvote",)),
            ("schulze", _method("schulze", 1, ballots), ballots, ("votelib",)),
            ("meek", _method("stv-meek", SEATS, ballots), ballots, ("pref_voting",)),
            ("phragmen", _method("phragmen", SEATS, approvals), approvals, ("abcvoting",)),
            ("shares", _method("equal-shares", SEATS, approvals), approvals, ("abcvoting",)),
            ("chambers", [*verdict, "--json"], votes, ("votelib", "pandas")),
        )
        return [row for race in races for row in _race(*race, folder=folder)]


def _race(name: str, ours: Sequence[str], path: Path, rivals: Sequence[str], *, folder: str) -> list[Row]:
    found = []
    count = [sys.executable, "-m", "recount", "count", *ours]
    for rival in rivals:
        race = [PYTHON, "bench/rivals.py", f"{name} {rival}", str(path)]
        if subprocess.run([PYTHON, "-c", f"import {rival}"], capture_output=True, check=False).returncode:
            print(f"  SKIPPED: {rival} is not installed. Install it: {INSTALL}", flush=True)
            continue
        # The first run of each is for the compiled modules, and to see that both say the same.
        _seconds, said = _timed(count, folder)
        theirs, also = _timed(race, folder)
        if also and _elected(json.loads(said)) != sorted(json.loads(also)):
            raise SystemExit(f"{name}: recount and {rival} elect others")
        is_stopped = not also
        pairs = [(_timed(count, folder)[0], theirs if is_stopped else _timed(race, folder)[0]) for _ in range(RUNS)]
        mine, floor = (round(median(times), 3) for times in zip(*pairs, strict=True))
        word = f"{rival}, stopped" if is_stopped else rival
        found.append(Row(f"recount {name} / {word}", "s of CPU", mine, floor, 1.0))
    return found


def _timed(command: Sequence[str], folder: str) -> tuple[float, str]:
    """Return the seconds of processor time and what was printed; nothing where it had to be stopped."""
    kept = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    environment = {**kept, "PYTHONPYCACHEPREFIX": str(Path(folder, "compiled")), "PYTHONWARNINGS": "ignore"}
    with tempfile.TemporaryFile() as out:
        process = subprocess.Popen(
            ["timeout", str(PATIENCE), *command], cwd=ROOT, env=environment, stdout=out, stderr=subprocess.DEVNULL
        )
        _pid, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        said = out.read().decode()
    if process.returncode not in {0, 124}:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
    return (used.ru_utime + used.ru_stime, said) if process.returncode == 0 else (float(PATIENCE), "")


def _elected(said: dict[str, object]) -> list[int] | list[str]:
    """Return the numbers of those elected, or the chambers in which more said yes than no."""
    if "elected" in said:
        return sorted(int(str(name).removeprefix("Option ")) - 1 for name in _listed(said["elected"]))
    rows = [row for row in _listed(said["chambers"]) if isinstance(row, dict)]
    return sorted(str(row["key"]) for row in rows if row["yes"] > row["no"])


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _method(method: str, seats: int, path: Path) -> list[str]:
    return ["--method", method, "--seats", str(seats), "--json", str(path)]


def _approvals(path: Path, size: int) -> Path:
    """Write ballots of people of six wings, each of whom approves of some."""
    chance = random.Random(9)
    wings = [[chance.random() ** 2 for _ in range(OPTIONS)] for _ in range(len(CHAMBERS) * 2)]
    with path.open("w") as out:
        out.write(f"{OPTIONS} {SEATS}\n")
        for _ in range(size):
            liking = chance.choice(wings)
            chosen = [option + 1 for option in range(OPTIONS) if chance.random() < liking[option]]
            out.write(f"1 {'='.join(map(str, chosen or [chance.randint(1, OPTIONS)]))} 0\n")
        out.write("0\n" + "".join(f'"Option {n}"\n' for n in range(1, OPTIONS + 1)) + '"Benchmark"\n')
    return path
