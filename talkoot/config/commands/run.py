"""Prepare the site and run it whole: web server and worker together, until Ctrl-C.

In development mode (``make run``) the demo movement is loaded the first time, and people to sign in as are named.
"""

from __future__ import annotations

import os
import sys
import time
import urllib.request
from argparse import ArgumentParser, Namespace

import django

from talkoot.config import env as environment
from talkoot.config.ports import why_not
from talkoot.config.processes import Processes

START_SECONDS = 60.0
LOOK_SECONDS = 0.1


def add_arguments(parser: ArgumentParser) -> None:
    """Take where to listen, and whether to go without the demo movement."""
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: only this machine)")
    parser.add_argument("--port", type=int, default=8000, help="port to listen on (default: 8000)")
    parser.add_argument("--no-demo", action="store_true", help="start with an empty site (development mode)")


def handle(options: Namespace) -> int:
    """Run until told to stop, or until a part stops by itself (then 1)."""
    env = environment.read()
    if env.mode == "development":
        os.environ.setdefault("TALKOOT_SITE_URL", f"http://{options.host}:{options.port}")
    if reason := why_not(options.host, options.port):
        sys.exit(reason)
    with_demo = env.mode == "development" and not options.no_demo
    _prepare(with_demo=with_demo)
    processes = Processes()
    processes.stop_on_signals()
    try:
        processes.start("web", "--host", options.host, "--port", str(options.port))
        processes.start("worker")
        trouble = _wait_for_answer(f"http://{options.host}:{options.port}/-/health/", processes)
        if not trouble and not processes.is_stopping:
            _greet(environment.read(), with_demo=with_demo)
        trouble = trouble or processes.wait()
    finally:
        processes.stop()
    print(f"\n{trouble}" if trouble else "\nStopped.", file=sys.stderr if trouble else sys.stdout)
    return 1 if trouble else 0


def _prepare(*, with_demo: bool) -> None:
    django.setup()
    # These need Django set up, so they can't stand at the top.
    from talkoot.config import preparing  # noqa: PLC0415  # see above
    from talkoot.config.commands import demo  # noqa: PLC0415  # see above

    preparing.migrate()
    if with_demo:
        demo.load()
    preparing.collect_static()


def _wait_for_answer(address: str, processes: Processes) -> str:
    """Wait until the site is well; return a sentence when it does not become so."""
    deadline = time.monotonic() + START_SECONDS
    while not processes.is_stopping and not processes.ended():
        try:
            with urllib.request.urlopen(address, timeout=5):  # noqa: S310  # our own address, made above
                return ""
        except OSError as failed:
            if time.monotonic() > deadline:
                return f"The site does not answer at {address} ({failed}); the lines above say why."
            time.sleep(LOOK_SECONDS)
    return processes.ended()


def _greet(env: environment.Environment, *, with_demo: bool) -> None:
    print(f"\n  {env.site_name} is at {env.site_url}/\n")
    if with_demo:
        from talkoot.config.commands import demo  # noqa: PLC0415  # needs Django set up

        demo.introduce()
    print("  Ctrl-C stops it.\n", flush=True)
