"""Runs every check of the code, one after the other, and says at the end which of them failed.

``fast`` runs what needs no database; ``all`` goes on with the tests, whose own closing line comes last; ``tests`` runs
those alone. Tests come in two invocations, for the stories share one filled database and the others want empty ones.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
# Tests keep their databases out of the way of a site that runs from this checkout.
DATA = ROOT / "build" / "test"


def main() -> None:
    """Run the checks asked for and leave with 1 when any failed."""
    environment = {**os.environ, "TALKOOT_MODE": "test", "TALKOOT_DATA_DIR": str(DATA), "NO_COLOR": "1"}
    if sys.argv[1:] == ["tests"]:
        sys.exit(run_tests(environment))
    with_tests = sys.argv[1:] == ["all"]
    # The house's own tests are among the tests.
    checks = [(name, command) for name, command in fast_checks() if not (with_tests and name == "house")]
    failed = [name for name, command in checks if not _passes(name, command, environment)]
    if failed:
        print(f"\nFailed: {', '.join(failed)}. `make fmt` mends format and much of lint.", flush=True)
    sys.exit((run_tests(environment) if with_tests else 0) or bool(failed))


def fast_checks() -> list[tuple[str, list[str]]]:
    """Return name and command of each check that needs no database."""
    python = str(BIN / "python")
    listed = subprocess.run(["git", "ls-files", "*.html"], cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S607  # git is wherever the person has it
    return [
        ("format", [str(BIN / "ruff"), "format", "--check", "--quiet", "."]),
        ("lint", [str(BIN / "ruff"), "check", "--quiet", "."]),
        ("templates", [str(BIN / "djade"), "--check", "--target-version", "6.1", *listed.stdout.split()]),
        ("types", [str(BIN / "mypy"), "talkoot", "recount", "tests", "tools", "bench", "conftest.py"]),
        ("contracts", [str(BIN / "lint-imports"), "--no-cache"]),
        ("settings", [python, "manage.py", "check", "--fail-level", "WARNING"]),
        ("migrations", [python, "manage.py", "makemigrations", "--check", "--dry-run"]),
        (
            "house",
            [python, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/test_house.py", "tests/test_wiring.py"],
        ),
    ]


def run_tests(environment: dict[str, str]) -> int:
    """Run the stories, then everything else, and return 0 only when both passed.

    All their processes begin with copies of one database, migrated here.
    """
    python = [str(BIN / "python"), "-m", "pytest", "-n", os.environ.get("TEST_PROCESSES", "2"), "-q"]
    runs = [
        [*python, "--dist", "load", "tests/stories"],
        [*python, "--dist", "loadfile", "--durations", "10", "--ignore", "tests/stories"],
    ]
    template = [str(BIN / "python"), "-m", "tests.databases"]
    made = subprocess.run([*template, "make"], cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    ready = {**environment, "TEST_TEMPLATE": made.stdout.strip()}
    try:
        return max(subprocess.run(run, cwd=ROOT, env=ready, check=False).returncode for run in runs)
    finally:
        subprocess.run([*template, "drop"], cwd=ROOT, env=environment, check=True)


def _passes(name: str, command: list[str], environment: dict[str, str]) -> bool:
    started = time.monotonic()
    live = sys.stdout.isatty()
    if live:
        print(f"  … {name}", end="", flush=True)
    result = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    mark = "✗" if result.returncode else "✓"
    print(f"{'\r' if live else ''}  {mark} {name} ({time.monotonic() - started:.1f} s)", flush=True)
    if result.returncode:
        print((result.stdout + result.stderr).rstrip(), flush=True)
    return not result.returncode


if __name__ == "__main__":
    main()
