"""Starting and stopping the servers that are compared, each on a free port of the loopback address."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from bench.load import Server

ROOT = Path(__file__).resolve().parent.parent


@contextmanager
def serve(
    label: str, application: str, ready: str, environment: Mapping[str, str], cwd: Path = ROOT
) -> Iterator[Server]:
    """Run ``application`` (module:attribute) under one granian worker until the block ends."""
    port = _free_port()
    process = subprocess.Popen(
        [Path(sys.executable).parent / "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port),
         "--workers", "1", "--blocking-threads", "4", "--no-access-log", "--log-level", "error", application],
        env={**os.environ, **environment}, cwd=cwd, start_new_session=True,
    )  # fmt: skip
    try:
        wait(port, ready, process)
        yield Server(label, port, process.pid)
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=20)


def wait(port: int, path: str, process: subprocess.Popen[bytes], limit: float = 30.0) -> float:
    """Wait until the server answers and return how long that took, in seconds."""
    start = time.monotonic()
    while time.monotonic() - start < limit:
        if process.poll() is not None:
            raise SystemExit(f"the server ended at once with {process.returncode}")
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", path)
            if connection.getresponse().status < 500:
                return time.monotonic() - start
        except OSError:
            time.sleep(0.02)
    raise SystemExit(f"no answer on port {port} within {limit:.0f} s")


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
