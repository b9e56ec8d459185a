"""Several of our own processes as one: started together, stopped together, and none left behind."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from threading import Event
from types import FrameType

PATIENCE_SECONDS = 15.0
LOOK_SECONDS = 0.2


class Processes:
    """Subcommands of ``talkoot`` that run until one of them ends or somebody says stop."""

    def __init__(self) -> None:
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        self._stopping = Event()
        self._heard: tuple[signal.Signals, ...] = ()

    def start(self, *command: str) -> None:
        """Start ``talkoot`` with ``command``; Ctrl-C reaches this process alone, which then stops it in order."""
        self._running[command[0]] = subprocess.Popen(
            [sys.executable, "-m", "talkoot.config.command", *command], start_new_session=True
        )

    def stop_on_signals(self) -> None:
        """Let SIGTERM, SIGHUP and SIGINT (Ctrl-C) end `wait`."""

        def told(number: int, frame: FrameType | None) -> None:
            self._stopping.set()

        self._heard = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)
        for number in self._heard:
            signal.signal(number, told)

    @property
    def is_stopping(self) -> bool:
        """Tell whether somebody said stop."""
        return self._stopping.is_set()

    def ended(self) -> str:
        """Return a sentence that names a process that ended by itself, or nothing."""
        for name, process in self._running.items():
            if process.poll() is not None:
                return f"The {name} process ended by itself (status {process.returncode}); the lines above say why."
        return ""

    def wait(self) -> str:
        """Wait until somebody says stop, or a process ends by itself; then return the sentence of `ended`."""
        while not self._stopping.wait(LOOK_SECONDS):
            if trouble := self.ended():
                return trouble
        return ""

    def stop(self) -> None:
        """Ask every process to end; kill what has not ended after a while."""
        for process in self._running.values():
            if process.poll() is None:
                process.terminate()
        deadline = time.monotonic() + PATIENCE_SECONDS
        for process in self._running.values():
            try:
                process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        for number in self._heard:
            # One more Ctrl-C must not turn an orderly end into a killed process.
            signal.signal(number, signal.SIG_IGN)
