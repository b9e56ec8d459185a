"""How the cost of a page grows with what is in the database: it must not. In one process, on SQLite, CPU time only."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time

from bench.pages import POSTGRES, prepared
from bench.rows import Row
from bench.servers import ROOT

SMALL, LARGE = 1_000, 100_000
REQUESTS = 60
# A hundred times the rows may cost this much more: deeper indexes, nothing else.
BAR = 1.5


def rows() -> list[Row]:
    """Return CPU per request with 100,000 rows, the floor being the same page with 1,000."""
    small, large = _costs(SMALL), _costs(LARGE)
    return [
        Row(f"growth {name}, {SMALL:,} to {LARGE:,} rows", "ms a request", large[name], small[name], BAR)
        for name in small
    ]


def _costs(size: int) -> dict[str, float]:
    sizes = {"people": 1_000, "proposals": size, "supports": size, "inputs": size, "hot": 5, "indexed": 1_000}
    with prepared("sqlite", POSTGRES, sizes) as site:
        command = [sys.executable, "-m", "bench.growth"]
        made = {**os.environ, **site.environment}
        out = subprocess.run(command, cwd=ROOT, env=made, stdout=subprocess.PIPE, text=True, check=True).stdout
    found: dict[str, float] = json.loads(out.splitlines()[-1])
    return found


def main() -> None:
    """Run as a process of its own in a filled site: print the CPU time of each page as JSON."""
    import django

    django.setup()
    from django.test import Client

    from talkoot.consultations.models import Consultation

    client = Client(SERVER_NAME="127.0.0.1")
    asked = Consultation.objects.get(title__startswith="Question 0:")
    pages = {
        "list": "/proposals/",
        "list by supports": "/proposals/?sort=supported",
        "detail200": asked.get_absolute_url(),
        "consultations": "/consultations/",
        "recent changes": "/recent/",
    }
    print(json.dumps({name: _cpu(client, path) for name, path in pages.items()}))


def _cpu(client: object, path: str) -> float:
    get = client.get  # type: ignore[attr-defined]  # Django's test client, imported only once Django is set up
    for _ in range(5):
        answer = get(path)
    if answer.status_code != 200:
        raise SystemExit(f"{path} answered {answer.status_code}")
    start = time.process_time()
    for _ in range(REQUESTS):
        get(path)
    return round(1_000 * (time.process_time() - start) / REQUESTS, 3)


if __name__ == "__main__":
    main()
