"""What is posted on SQLite is worked on one after the other, and nobody waits for long."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import MiddlewareNotUsed
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from talkoot.config import middleware
from talkoot.config.middleware import InTurnMiddleware

PAGES = RequestFactory()


@dataclass
class House:
    """A site of one view, which a test may hold up, and what came to it in which order."""

    came: list[str] = field(default_factory=list)
    goes_on: threading.Event = field(default_factory=threading.Event)
    has_come: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self.door = InTurnMiddleware(self._answer)

    def _answer(self, request: HttpRequest) -> HttpResponse:
        self.door.process_view(request, None, (), {})
        self.came.append(request.path)
        if request.path == "/slow/":
            self.has_come.set()
            self.goes_on.wait(5)
        if request.path == "/broken/":
            raise ValueError("this view is broken")
        return HttpResponse()

    def send(self, request: HttpRequest, *, is_known: bool = True) -> HttpResponse:
        """Send ``request`` as who is signed in, or not."""
        request.actor = SimpleNamespace(is_known=is_known)  # type: ignore[attr-defined]  # ui.pages.Request declares it
        return self.door(request)


@pytest.fixture
def house(monkeypatch: pytest.MonkeyPatch) -> House:
    monkeypatch.setattr(connection, "vendor", "sqlite")
    return House()


@pytest.fixture
def slow(house: House) -> Iterator[threading.Thread]:
    """Give a thread that has come in and stays until it is told to go on."""
    with _sent(house, PAGES.post("/slow/")) as thread:
        assert house.has_come.wait(5)
        yield thread
        house.goes_on.set()


class _sent:  # noqa: N801  # reads as a verb where it is used
    def __init__(self, house: House, request: HttpRequest) -> None:
        self.thread = threading.Thread(target=house.send, args=(request,), daemon=True)

    def __enter__(self) -> threading.Thread:
        self.thread.start()
        return self.thread

    def __exit__(self, *_trouble: object) -> None:
        self.thread.join(5)
        assert not self.thread.is_alive()


def test_who_posts_waits_for_the_one_before(house: House, slow: threading.Thread) -> None:
    with _sent(house, PAGES.post("/second/", {"choice": "yes"})) as second:
        second.join(0.1)
        assert house.came == ["/slow/"]
        house.goes_on.set()
        slow.join(5)
    assert house.came == ["/slow/", "/second/"]


@pytest.mark.parametrize(
    ("method", "is_known"), [(PAGES.get, True), (PAGES.head, True), (PAGES.post, False)], ids=["get", "head", "visitor"]
)
def test_nobody_else_queues(house: House, slow: threading.Thread, method: Callable[[str], Any], is_known: bool) -> None:
    house.send(method("/page/"), is_known=is_known)
    assert slow.is_alive()
    assert house.came == ["/slow/", "/page/"]


def test_who_waited_behind_something_slow_goes_on(
    house: House, slow: threading.Thread, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(middleware, "PATIENCE_SECONDS", 0.01)
    house.send(PAGES.post("/second/"))
    assert slow.is_alive()
    assert house.door.turn.locked(), "the turn of who is slow was not ended for it"


def test_a_turn_ends_with_an_error(house: House) -> None:
    with pytest.raises(ValueError, match="broken"):
        house.send(PAGES.post("/broken/"))
    assert not house.door.turn.locked()


def test_the_form_is_read_before_anybody_waits(house: House, slow: threading.Thread) -> None:
    class Sent:
        method, path, read = "POST", "/second/", threading.Event()

        @property
        def POST(self) -> dict[str, str]:  # noqa: N802  # Django's name
            self.read.set()
            return {}

    request: Any = Sent()
    with _sent(house, request):
        assert request.read.wait(5)
        assert house.came == ["/slow/"]
        house.goes_on.set()


def test_postgresql_lets_many_write_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "vendor", "postgresql")
    with pytest.raises(MiddlewareNotUsed):
        InTurnMiddleware(lambda _request: HttpResponse())
