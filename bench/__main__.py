"""`python -m bench [part ...]`: measure, print, and write build/bench.json."""

from __future__ import annotations

import importlib
import json
import platform
import sys
from collections.abc import Callable

from bench.rows import Row
from bench.servers import ROOT

PARTS: dict[str, tuple[str, tuple[str, ...]]] = {
    "sqlite": ("bench.pages", ("sqlite",)),
    "postgresql": ("bench.pages", ("postgresql",)),
    "duties": ("bench.duties", ("sqlite",)),
    "duties-postgresql": ("bench.duties", ("postgresql",)),
    "eligibility": ("bench.eligibility", ("sqlite",)),
    "eligibility-postgresql": ("bench.eligibility", ("postgresql",)),
    "casting": ("bench.casting", ("postgresql",)),
    "casting-sqlite": ("bench.casting", ("sqlite",)),
    "counting": ("bench.counting", ()),
    "racing": ("bench.racing", ()),
    "imports": ("bench.imports", ()),
    "growth": ("bench.growth", ()),
}


def main() -> None:
    """Run the parts named on the command line, or all of them."""
    unknown = set(sys.argv[1:]) - set(PARTS)
    if unknown:
        raise SystemExit(f"no such part: {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    found: list[Row] = []
    for name in sys.argv[1:] or PARTS:
        module, arguments = PARTS[name]
        print(f"{name}:", flush=True)
        run: Callable[..., list[Row]] = importlib.import_module(module).rows
        found += run(*arguments)
    report(found)


def report(found: list[Row]) -> None:
    """Print the figures as a table and write them to build/bench.json."""
    for row in found:
        verdict = {True: "holds", False: "FALLS SHORT", None: ""}[row.holds]
        floor = f"{row.floor:>10.3f} {row.ratio:>8.2f}x" if row.floor else " " * 20
        bar = f"bar {row.bar}" if row.bar is not None else ""
        print(f"{row.name:45s} {row.value:>12.3f} {row.unit:14s} {floor} {bar:>8s} {verdict}")
    out = ROOT / "build" / "bench.json"
    out.parent.mkdir(exist_ok=True)
    out.write_text(json.dumps([row.as_json() for row in found], indent=1) + "\n")
    print(f"\n{platform.machine()}, Python {platform.python_version()}; written to {out.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
