"""A mail server of our own on this machine: takes mails, refuses them, or hangs up, as a test wants."""

from __future__ import annotations

import socket
import socketserver
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

HANG_UP = "hang up"


class Postman(socketserver.ThreadingTCPServer):
    """Keeps what it took in ``mails``; ``answers`` maps an SMTP verb to a reply other than yes, or to `HANG_UP`."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Visit)
        self.mails: list[EmailMessage] = []
        self.answers: dict[str, str] = {}
        self.when_taken: Callable[[], None] = lambda: None

    @property
    def mailers(self) -> dict[str, dict[str, Any]]:
        """Return the setting that sends mail here."""
        options = {"host": "127.0.0.1", "port": self.server_address[1], "timeout": 10}
        return {"default": {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": options}}


@contextmanager
def a_postman() -> Iterator[Postman]:
    """Run a mail server for the time of a test."""
    with Postman() as postman:
        thread = threading.Thread(target=postman.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        yield postman
        postman.shutdown()
        thread.join()


class _Visit(socketserver.StreamRequestHandler):
    server: Postman

    def handle(self) -> None:
        self._say("220 ready")
        while line := self.rfile.readline():
            verb = line.decode().split(None, 1)[0].upper() if line.strip() else ""
            answer = self.server.answers.get(verb, "250 yes")
            if answer == HANG_UP:
                return
            if verb == "QUIT":
                self._say("221 bye")
                return
            if verb == "DATA" and answer.startswith("2"):
                self._take()
            else:
                self._say(answer)

    def _take(self) -> None:
        self._say("354 go on")
        lines = []
        while (line := self.rfile.readline()) not in {b".\r\n", b""}:
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        answer = self.server.answers.get("END", "250 taken")
        if answer.startswith("2"):
            self.server.mails.append(message_from_bytes(b"".join(lines), policy=policy.default))
            self.server.when_taken()
        if answer != HANG_UP:
            self._say(answer)
        else:
            self.connection.shutdown(socket.SHUT_RDWR)

    def _say(self, text: str) -> None:
        try:
            self.wfile.write(f"{text}\r\n".encode())
        except OSError:
            return  # the other side is gone, which some tests want
