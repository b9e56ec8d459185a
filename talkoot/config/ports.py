"""Tells whether a port can be listened on, before a server tries and prints a traceback."""

from __future__ import annotations

import errno
import socket


def why_not(host: str, port: int) -> str:
    """Return a sentence that says why ``host:port`` cannot be listened on and what to do, or nothing when it can."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as failed:
            return _sentence(host, port, failed.errno or 0)
    return ""


def _sentence(host: str, port: int, number: int) -> str:
    match number:
        case errno.EADDRINUSE:
            return f"Port {port} is taken: stop the other program, or choose another port (make run PORT={port + 1})."
        case errno.EACCES:
            return f"Port {port} is kept for the system: choose one above 1023 (make run PORT=8000)."
        case errno.EADDRNOTAVAIL:
            return f"This machine has no address {host}: choose another with --host."
        case _:
            return f"Cannot listen on {host}:{port} (error {number}): choose another address or port."
