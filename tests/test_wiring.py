"""What is announced is told to whom the lists say, and the lists say it of everything there is."""

from __future__ import annotations

import inspect
import typing
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.template import TemplateDoesNotExist
from django.template.loader import get_template
from django.utils.module_loading import import_string

from talkoot.config.imports import SOURCES
from talkoot.config.schedule import SCHEDULE
from talkoot.config.slots import SLOTS
from talkoot.config.wiring import WIRING
from talkoot.kernel.events import REGISTRY, Event
from tests.house import Tree

ROOT = Path(__file__).resolve().parent.parent
TELLING_ROOMS = {"reactions", "notices"}
PAIRS = [(event, reaction) for event, reactions in WIRING for reaction in reactions]


def functions_in(rooms: set[str]) -> Iterator[Callable[..., Any]]:
    """Yield the public functions that the apps define in ``rooms``."""
    for source in Tree(ROOT).house:
        if source.app and source.room in rooms:
            module = import_module(source.module)
            for name, function in inspect.getmembers(module, inspect.isfunction):
                if function.__module__ == source.module and not name.startswith("_"):
                    yield function


def events_of(reaction: Callable[..., Any]) -> tuple[type[Event], ...]:
    """Return the kinds of fact a function says it takes; none when it takes something else."""
    first = next(iter(inspect.signature(reaction).parameters), "")
    said = typing.get_type_hints(reaction).get(first)
    return tuple(it for it in (typing.get_args(said) or (said,)) if inspect.isclass(it) and issubclass(it, Event))


def test_the_settings_name_this_wiring():
    assert import_string(settings.WIRING) is WIRING


@pytest.mark.parametrize(("event", "reaction"), PAIRS, ids=lambda it: getattr(it, "__qualname__", str(it)))
def test_a_reaction_takes_the_fact_it_is_wired_to(event, reaction):
    fact, at, *more = inspect.signature(reaction).parameters.values()
    assert issubclass(event, Event)
    assert REGISTRY[event.kind] is event
    assert issubclass(event, events_of(reaction)), f"{reaction.__qualname__} says it takes {events_of(reaction)}"
    assert fact.kind is fact.POSITIONAL_OR_KEYWORD
    assert (at.name, at.kind) == ("at", at.KEYWORD_ONLY)
    assert [(it.name, it.kind) for it in more] in ([], [("by", at.KEYWORD_ONLY)])


def test_a_reaction_stands_in_a_room_for_telling():
    astray = [r.__module__ for _, r in PAIRS if not TELLING_ROOMS & set(r.__module__.split("."))]
    assert astray == []


def test_no_fact_and_no_reaction_is_listed_twice():
    assert len({event for event, _ in WIRING}) == len(WIRING)
    assert len(set(PAIRS)) == len(PAIRS)


def test_every_reaction_and_notice_is_wired():
    wired = {reaction for _, reaction in PAIRS}
    written = {function for function in functions_in(TELLING_ROOMS) if events_of(function)}
    assert sorted(f"{f.__module__}.{f.__name__}" for f in written - wired) == []


def test_every_public_fact_has_its_sentence():
    """Recent changes and histories show each public fact by a template of its own."""
    for source in Tree(ROOT).house:
        if source.app and source.room == "events":
            import_module(source.module)
    missing = []
    for event in set(REGISTRY.values()):
        app, name = event.kind.split(".")
        if event.public and event.__module__.startswith("talkoot.") and ".tests" not in event.__module__:
            try:
                get_template(f"{app}/facts/{name}.html")
            except TemplateDoesNotExist:
                missing.append(f"talkoot/{app}/templates/{app}/facts/{name}.html")
    assert sorted(missing) == []


@pytest.mark.parametrize(("name", "seconds", "job"), SCHEDULE, ids=lambda it: it if isinstance(it, str) else "")
def test_a_scheduled_job_takes_the_time(name, seconds, job):
    assert name
    assert seconds > 0
    inspect.signature(job).bind(object())
    assert next(iter(inspect.signature(job).parameters)) == "at"


def test_no_job_is_scheduled_twice():
    assert len({name for name, _, _ in SCHEDULE}) == len(SCHEDULE)
    assert len({job for _, _, job in SCHEDULE}) == len(SCHEDULE)


@pytest.mark.parametrize(("slot", "panel"), [(slot, panel) for slot, panels in SLOTS.items() for panel in panels])
def test_a_panel_takes_the_request_and_the_pages_object(slot, panel):
    assert "panels" in panel.__module__.split(".")
    inspect.signature(panel).bind(object(), object())


def test_every_panel_is_in_a_slot_and_every_slot_on_a_page():
    filled = {panel for panels in SLOTS.values() for panel in panels}
    takes_an_object = {
        f for f in functions_in({"panels"}) if len(inspect.signature(f).parameters) == len(("request", "it"))
    }
    assert sorted(f"{f.__module__}.{f.__name__}" for f in takes_an_object - filled) == []
    pages = "\n".join(text for _, text in Tree(ROOT).texts("*.html"))
    assert [slot for slot in SLOTS if f'"{slot}"' not in pages and f"'{slot}'" not in pages] == []


def test_every_source_of_imports_says_what_it_is():
    assert [source.name for source in SOURCES if not str(source.label)] == []
