"""A PostgreSQL of a test's own, in a temporary folder, that may be killed."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import TypedDict

import psycopg
import pytest

MISSING = "no PostgreSQL server here: install it with `apt-get install postgresql` (or your system's own way)"
PATIENCE = 120  # seconds


def programs() -> Path | None:
    """Return the folder with ``initdb`` and ``postgres``, the newest version first, or None."""
    on_path = shutil.which("initdb")
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: int(p.parent.name), reverse=True)
    found = [*folders, *([Path(on_path).parent] if on_path else [])]
    return next((folder for folder in found if (folder / "initdb").exists() and (folder / "postgres").exists()), None)


def require_programs() -> Path:
    """Return `programs`; skip loudly where there are none, fail where CI=true."""
    folder = programs()
    if folder is None:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(MISSING)
    return folder


class Owner(TypedDict, total=False):
    """Whom a server's programs run as, in the words of `subprocess`."""

    user: str
    group: str
    extra_groups: list[int]


class Cluster:
    """One server on a free port of this machine; nobody else can reach it."""

    def __init__(self, folder: Path) -> None:
        self.bin = folder
        self.home = Path(tempfile.mkdtemp(prefix="talkoot-cluster-"))
        self.owner = "postgres" if os.geteuid() == 0 else None  # PostgreSQL refuses to run as root
        if self.owner:
            owner = pwd.getpwnam(self.owner)
            os.chown(self.home, owner.pw_uid, owner.pw_gid)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port: int = free.getsockname()[1]
        options = ["-D", "data", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]
        subprocess.run([folder / "initdb", *options], check=True, capture_output=True, cwd=self.home, **self._owner())
        self.server: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start the server and wait until it answers; after a kill its leftovers may need a moment to go."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            if self.server is None or self.server.poll() is not None:
                self.server = self._launch()
            with suppress(psycopg.OperationalError), psycopg.connect(self._dsn("postgres"), connect_timeout=2):
                return
            time.sleep(0.05)
        raise TimeoutError((self.home / "log").read_text())

    def kill(self) -> None:
        """Kill the server and each of its processes with SIGKILL, as a failing machine would."""
        assert self.server is not None
        listed = subprocess.run(["pgrep", "-P", str(self.server.pid)], capture_output=True, text=True, check=False)
        for pid in (self.server.pid, *map(int, listed.stdout.split())):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.server.wait()

    def remove(self) -> None:
        """Stop the server and leave nothing behind."""
        if self.server is not None and self.server.poll() is None:
            self.server.send_signal(signal.SIGINT)  # PostgreSQL's fast shutdown
            self.server.wait(PATIENCE)
        shutil.rmtree(self.home)

    def create(self, name: str) -> str:
        """Create a database and return its ``DATABASE_URL``."""
        with psycopg.connect(self._dsn("postgres"), autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}"')
        return f"postgresql://postgres@127.0.0.1:{self.port}/{name}"

    def _launch(self) -> subprocess.Popen[bytes]:
        options = {"listen_addresses": "127.0.0.1", "unix_socket_directories": "", "max_connections": "40"}
        command: list[str | Path] = [self.bin / "postgres", "-D", "data", "-p", str(self.port)]
        command += [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
        with (self.home / "log").open("ab") as log:
            return subprocess.Popen(command, stdout=log, stderr=log, cwd=self.home, **self._owner())

    def _owner(self) -> Owner:
        return Owner(user=self.owner, group=self.owner, extra_groups=[]) if self.owner else Owner()

    def _dsn(self, name: str) -> str:
        return f"host=127.0.0.1 port={self.port} user=postgres dbname={name}"
