"""Serve pages until told to stop (SIGTERM or Ctrl-C). Put a proxy that speaks HTTPS in front of it."""

from __future__ import annotations

import os
import signal
import sys
from argparse import ArgumentParser, Namespace
from functools import partial
from importlib import import_module
from typing import Any

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from talkoot.config import env as environment
from talkoot.config.ports import why_not

STOPPING = {signal.SIGINT, signal.SIGTERM}
# What a worker process began it may end within so many seconds after a stop; then it is killed.
PATIENCE_SECONDS, DEVELOPER_PATIENCE_SECONDS = 10, 2


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
    _end_workers_by_the_server_alone()
    Granian(
        "talkoot.config.wsgi:application",
        address=options.host,
        port=options.port,
        interface=Interfaces.WSGI,
        workers=options.workers or env.web_workers,
        blocking_threads=env.web_threads,
        respawn_failed_workers=True,
        workers_kill_timeout=DEVELOPER_PATIENCE_SECONDS if env.mode == "development" else PATIENCE_SECONDS,
        websockets=False,
        log_level=LogLevels.warning,
    ).serve(target_loader=_load)
    return 0


def _end_workers_by_the_server_alone() -> None:
    """Have each worker process that is forked from here on end when the server tells it to, whenever that is.

    A fork inherits the server's own answer to signals, which would swallow a stop that comes while the site is being
    loaded; so none arrives until that answer is gone.
    """
    hold, release = (partial(signal.pthread_sigmask, how, STOPPING) for how in (signal.SIG_BLOCK, signal.SIG_UNBLOCK))
    os.register_at_fork(before=hold, after_in_parent=release, after_in_child=_become_worker)


def _become_worker() -> None:
    """End at once at SIGTERM until the site is loaded; leave Ctrl-C, which reaches all, to the server.

    It answers with SIGTERM, and two signals in one breath can lock a worker up while it stops.
    """
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_SETMASK, {signal.SIGINT})


def _load(target: str) -> Any:
    _become_worker()  # where processes are spawned and not forked, this is their first line of ours
    module, _, name = target.partition(":")
    return getattr(import_module(module), name)
