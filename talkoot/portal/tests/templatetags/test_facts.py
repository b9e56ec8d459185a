from __future__ import annotations

import typing
from dataclasses import fields
from importlib import import_module
from pkgutil import walk_packages
from typing import Any

import pytest
from django.utils.html import strip_tags

import talkoot
from talkoot.kernel.events import REGISTRY, Event
from talkoot.kernel.refs import Label
from talkoot.kernel.testing import MONDAY
from talkoot.portal.forms import AREAS
from talkoot.portal.queries import Line
from talkoot.portal.templatetags.facts import fact

for module in walk_packages(talkoot.__path__, "talkoot."):
    parts = module.name.split(".")
    if parts[2:3] == ["events"]:
        import_module(module.name)

ACTOR, BODY = Label("Ada & Co", "/people/ada/"), Label("Circle", "/body/")
SUBJECT = Label("<Search>", "/subject/", "en")
SAMPLES: dict[type, Any] = {str: "x", int: 3, bool: True, list: ["x"], dict: {"x": 1}}
OF_APPS = {kind: event for kind, event in REGISTRY.items() if ".tests." not in event.__module__}
PUBLIC = list(dict.fromkeys(event for event in OF_APPS.values() if event.public))


def line(event: type[Event], *, on_behalf: Label | None = BODY, **payload: Any) -> Line:
    """Return a fact of this kind, made up."""
    types = typing.get_type_hints(event)
    made = {f.name: SAMPLES[typing.get_origin(types[f.name]) or types[f.name]] for f in fields(event)}
    del made["subject"]
    named: dict[str, Label] = {name: Label("Bo", "/people/bo/") for name in ("person", "role", "body") if name in made}
    return Line(1, MONDAY, event.kind, made | payload, ACTOR, SUBJECT, on_behalf, named)


@pytest.mark.parametrize("event", PUBLIC, ids=lambda event: event.kind)
@pytest.mark.parametrize("on_behalf", [BODY, None])
def test_every_public_fact_is_one_sentence_that_names_what_it_is_about(event: type[Event], on_behalf: Label | None):
    told = fact(line(event, on_behalf=on_behalf))

    words = strip_tags(told)
    assert "None" not in words
    assert words == words.strip()
    assert "\n" not in words
    assert not words.endswith("."), "sentences stand in lists"
    assert SUBJECT.link in told or ACTOR.link in told
    assert "<Search>" not in told
    assert "<code>" not in told, "it fell back to the template for facts that nobody tells"
    assert on_behalf is None or BODY.link in told


def test_every_area_of_public_facts_can_be_asked_for():
    assert {event.kind.split(".")[0] for event in PUBLIC} == {area for area, _ in AREAS}


def test_a_fact_that_no_app_tells_any_more_still_shows():
    told = fact(Line(1, MONDAY, "gone.thing_done", {}, ACTOR, None, None, {}))

    assert "gone.thing_done" in told
    assert ACTOR.link in told
