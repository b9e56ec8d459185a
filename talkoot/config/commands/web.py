"""Serve pages until told to stop (SIGTERM or Ctrl-C). Put a proxy that speaks HTTPS in front of it."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from talkoot.config import env as environment
from talkoot.config.ports import why_not


def add_arguments(parser: ArgumentParser) -> None:
    """Take where to listen and how many processes to use."""
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: only this machine)")
    parser.add_argument("--port", type=int, default=8000, help="port to listen on (default: 8000)")
    parser.add_argument("--workers", type=int, help="processes (default: TALKOOT_WEB_WORKERS, or 2)")


def handle(options: Namespace) -> int:
    """Serve until told to stop."""
    env = environment.read()
    if reason := why_not(options.host, options.port):
        sys.exit(reason)
    Granian(
        "talkoot.config.wsgi:application",
        address=options.host,
        port=options.port,
        interface=Interfaces.WSGI,
        workers=options.workers or env.web_workers,
        blocking_threads=env.web_threads,
        respawn_failed_workers=True,
        # A worker that does not end what it began within so many seconds is killed.
        workers_kill_timeout=10,
        websockets=False,
        log_level=LogLevels.warning,
    ).serve()
    return 0
