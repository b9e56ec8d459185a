"""A web server that may be killed, and voters who post their ballots until each is acknowledged."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from threading import Event
from urllib.parse import urlencode

CSRF = "c" * 32
PATIENCE = 120  # seconds
CHOICES = ("yes", "no", "neutral")
AT_ONCE = 4


class Server:
    """The web process on a port of its own, started as often as it is killed."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self.environment = environment
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port: int = free.getsockname()[1]
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, and wait until it answers."""
        granian = Path(sys.executable).parent / "granian"
        options = ["--interface", "wsgi", "--port", str(self.port), "--workers", "1", "--log-level", "critical"]
        command: list[str | Path] = [granian, *options, "talkoot.config.wsgi:application"]
        quiet = subprocess.DEVNULL  # of the requests that a death leaves without an answer
        self.process = subprocess.Popen(command, env=self.environment, stderr=quiet, start_new_session=True)
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), timeout=1):
                return
            time.sleep(0.05)
        raise TimeoutError("the web process does not answer")

    def kill(self) -> None:
        """Kill it and its workers with SIGKILL."""
        assert self.process is not None
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(PATIENCE)


class Electorate:
    """Everybody who votes, and who has been told that their ballot is in."""

    def __init__(self, server: Server, decision: str, sessions: list[str]) -> None:
        self.server, self.decision, self.sessions = server, decision, sessions
        self.told: list[int] = []
        self.posts = 0
        self.is_given_up = Event()

    def vote(self) -> ThreadPoolExecutor:
        """Let everybody post until they are told; shut the executor down to wait for them."""
        pool = ThreadPoolExecutor(AT_ONCE)
        for number in range(len(self.sessions)):
            pool.submit(self._insist, number)
        pool.shutdown(wait=False)
        return pool

    def wait_until_told(self, number: int) -> None:
        """Wait until so many have been told that their ballot is in."""
        until = time.monotonic() + PATIENCE
        while len(self.told) < number:
            assert time.monotonic() < until, f"only {len(self.told)} ballots were taken in"
            time.sleep(0.002)

    def _insist(self, number: int) -> None:
        while not self.is_given_up.is_set():
            self.posts += 1
            with suppress(OSError, http.client.HTTPException):
                if self._post(number) == http.client.SEE_OTHER:
                    self.told.append(number)
                    return
            time.sleep(0.02)

    def _post(self, number: int) -> int:
        choice = CHOICES[number % 3]
        fields = {"csrfmiddlewaretoken": CSRF, "token": f"ballot-{number}", "place": "", "choice": choice,
                  "reason": "Too early." if choice == "no" else "", "language": "en"}  # fmt: skip
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": f"sessionid={self.sessions[number]}; csrftoken={CSRF}",
        }
        line = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=10)
        try:
            line.request("POST", f"/decisions/{self.decision}/ballots/new/", urlencode(fields), headers)
            return line.getresponse().status
        finally:
            line.close()
