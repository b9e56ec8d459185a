"""How long recount takes from a file of ballots to its result, and how much memory, each in a process of its own."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from bench.rows import Row
from bench.servers import ROOT

OPTIONS = 20
SEATS = 8
RUNS = 3
MEMORY_MIB = 300
# Ten times the ballots may take a little more than ten times as long: starting Python is in both.
LINEAR = 11.0
CHAMBERS = ("individuals", "affiliates", "board")
RULES = ROOT / "recount" / "examples" / "ratification.toml"


def rows() -> list[Row]:
    """Return seconds and MiB for Meek, Schulze and a million ballots in three chambers."""
    with tempfile.TemporaryDirectory(prefix="talkoot-bench-") as folder:
        small, large = (ranked(Path(folder, f"{size}.blt"), size) for size in (10_000, 100_000))
        votes = chambers(Path(folder, "ballots.csv"), 1_000_000)
        meek = ["--method", "stv-meek", "--seats", str(SEATS), "--json"]
        found = [
            *_counted(f"stv-meek, 100,000 ballots, {OPTIONS} options, {SEATS} seats", [*meek, str(large)], 5.0),
            *_counted(
                f"schulze, 100,000 ballots, {OPTIONS} options", ["--method", "schulze", "--json", str(large)], 3.0
            ),
            *_counted("1,000,000 ballots in three chambers", votes, 5.0),
        ]
        found.append(
            Row(
                "recount stv-meek, 10,000 to 100,000 ballots",
                "s",
                found[0].value,
                _best([*meek, str(small)])[0],
                LINEAR,
            )
        )
    return found


def _counted(name: str, arguments: Sequence[str], bar: float) -> list[Row]:
    seconds, memory = _best(arguments)
    return [
        Row(f"recount {name}", "s", seconds, bar=bar),
        Row(f"recount {name}, memory", "MiB", memory, bar=MEMORY_MIB),
    ]


def _best(arguments: Sequence[str]) -> tuple[float, float]:
    """Return the median seconds and the most memory of several runs of ``recount count``."""
    times, most = [], 0.0
    for _ in range(RUNS):
        start = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, "-m", "recount", "count", *arguments], cwd=ROOT, stdout=subprocess.DEVNULL
        )
        _pid, status, used = os.wait4(process.pid, 0)
        times.append(time.perf_counter() - start)
        if status:
            raise SystemExit(f"recount count {' '.join(arguments)} ended with {os.waitstatus_to_exitcode(status)}")
        most = max(most, used.ru_maxrss / 1024)
    return round(sorted(times)[RUNS // 2], 3), round(most, 1)


def ranked(path: Path, size: int) -> Path:
    """Write ballots of people who lean to one of six wings, cut short as people do; nearly all are distinct."""
    chance = random.Random(5)
    wings = [[chance.gammavariate(0.6, 1) + 1e-6 for _ in range(OPTIONS)] for _ in range(6)]
    with path.open("w") as out:
        out.write(f"{OPTIONS} {SEATS}\n")
        for _ in range(size):
            liking = chance.choice(wings)
            order = sorted(range(OPTIONS), key=lambda option: chance.expovariate(liking[option]))
            kept = order[: chance.randint(3, OPTIONS)]
            out.write(f"1 {' '.join(str(option + 1) for option in kept)} 0\n")
        out.write("0\n" + "".join(f'"Option {n}"\n' for n in range(1, OPTIONS + 1)) + '"Benchmark"\n')
    return path


def chambers(path: Path, size: int) -> list[str]:
    """Write ballots of yes, no and neutral in three chambers; return the arguments that count them."""
    chance = random.Random(6)
    with path.open("w") as out:
        out.write("chamber,choice\n")
        out.writelines(
            f"{chance.choice(CHAMBERS)},{chance.choices(('yes', 'no', 'neutral'), (6, 3, 1))[0]}\n" for _ in range(size)
        )
    eligible = [word for chamber in CHAMBERS for word in ("--eligible", f"{chamber}={size}")]
    return [*eligible, str(RULES), str(path)]
