"""Facts, their stable names, and how they come back out of the ledger."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import FrozenInstanceError
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talkoot.kernel.events import REGISTRY, Event, present_kind

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9), lambda inner: st.lists(inner, max_size=3)
)


@pytest.fixture(autouse=True)
def _registry() -> Iterator[None]:
    """Forget the facts that tests make up."""
    before = dict(REGISTRY)
    yield
    REGISTRY.clear()
    REGISTRY.update(before)


class LanternHungUp(Event):
    """A fact that no app announces."""

    place: str
    count: int = 1
    notes: Any = None


REGISTRY.pop(LanternHungUp.kind)


def made_up(name: str, **body: Any) -> type[Event]:
    """Return a kind of fact of the app `lanterns`."""
    return type(name, (Event,), {"__module__": "talkoot.lanterns.events", **body})


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("BallotClosed", "lanterns.ballot_closed"),
        ("Seen", "lanterns.seen"),
        ("DueDateChanged", "lanterns.due_date_changed"),
    ],
)
def test_a_fact_is_named_after_its_app_and_class_and_found_by_that_name(name: str, kind: str):
    fact = made_up(name)

    assert fact.kind == kind
    assert REGISTRY[kind] is fact


def test_every_fact_of_the_house_is_named_after_the_app_it_lives_in():
    for kind, fact in REGISTRY.items():
        if ".tests." in fact.__module__:
            continue  # made up by a test
        assert fact.kind.split(".")[0] == fact.__module__.split(".")[1]
        assert kind == fact.kind or kind in fact.formerly


def test_what_was_stored_under_a_former_name_is_the_same_fact():
    fact = made_up("RulePublished", formerly=("hearths.rule_published",))

    assert REGISTRY["hearths.rule_published"] is REGISTRY["lanterns.rule_published"] is fact
    assert present_kind("hearths.rule_published") == "lanterns.rule_published"
    assert present_kind("nobodys.thing_done") == "nobodys.thing_done"


@given(st.text(max_size=20), st.integers(), values)
@settings(max_examples=50)
def test_a_fact_comes_back_from_the_ledger_as_it_was_announced(place: str, count: int, notes: Any):
    fact = LanternHungUp(subject="body:7", place=place, count=count, notes=notes)

    kept = json.loads(json.dumps(fact.payload()))

    assert "subject" not in kept
    assert LanternHungUp.restored(fact.subject, kept) == fact


def test_what_a_fact_no_longer_has_is_passed_over_and_what_it_has_since_takes_its_default():
    old = {"place": "door", "colour": "red"}

    assert LanternHungUp.restored("body:7", old) == LanternHungUp(subject="body:7", place="door", count=1)


def test_a_fact_cannot_be_changed():
    fact = LanternHungUp(subject="body:7", place="door")

    with pytest.raises(FrozenInstanceError):
        fact.place = "gate"  # type: ignore[misc]  # what the test is about


@pytest.mark.parametrize("name", ["kind", "public"])
def test_a_field_may_not_take_the_place_of_what_every_fact_has(name: str):
    with pytest.raises(TypeError, match=f"Bad may not have a field named {name}"):
        made_up("Bad", __annotations__={name: str})

    assert "lanterns.bad" not in REGISTRY


def test_a_private_fact_says_so_without_a_field():
    hidden = made_up("Hidden", public=False)

    assert hidden.public is False
    assert hidden(subject="body:7").payload() == {}
