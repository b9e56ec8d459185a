"""Builders of ballot boxes and of what lies in them; they call the real actions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from talkoot.ballotboxes import actions, queries
from talkoot.ballotboxes.models import BallotBox
from talkoot.ballotboxes.rules import Custody, Lock, fresh_key, key_in, public_key_of, seal, size_for
from talkoot.directory.models import Person
from talkoot.directory.tests.given import actor_of, given_person
from talkoot.kernel.actors import SYSTEM, Actor
from talkoot.kernel.testing import MONDAY
from talkoot.scopes.models import Language

SUBJECT = "chamber:7"
LARGEST = {"choice": "neutral", "mark": "x" * 40}
OPENED = MONDAY
CLOSED = MONDAY + timedelta(days=7)
COUNTED = CLOSED + timedelta(hours=1)


@dataclass(frozen=True)
class Keeper:
    """A scrutineer with the words on their paper."""

    actor: Actor
    words: str


def given_scrutineers(*names: str) -> list[Person]:
    """Return persons to be named as scrutineers."""
    return [given_person(name) for name in names or ("Ada", "Bo", "Dee")]


def given_prepared_box(
    people: Sequence[Person], *, needed: int = 2, subject: str = SUBJECT, custody: Custody = Custody.SCRUTINEERS
) -> BallotBox:
    """Return a box that waits for the keys of ``people``."""
    ids = [person.pk for person in people]
    return actions.prepare_box(subject, custody=custody, needed=needed, custodians=ids, by=SYSTEM, at=OPENED)


def given_key(box: BallotBox, person: Person) -> Keeper:
    """Let a scrutineer make a key, and return it with its words."""
    keeper = Keeper(actor_of(person), fresh_key())
    actions.make_key(box.pk, public_key=public_key_of(key_in(keeper.words)), by=keeper.actor, at=OPENED)
    return keeper


def given_box(
    places: Iterable[int] = range(1, 6), *, needed: int = 2, people: Sequence[Person] = (), subject: str = SUBJECT
) -> tuple[BallotBox, list[Keeper]]:
    """Return an open box kept by scrutineers (three unless given), and their keys."""
    people = people or given_scrutineers()
    box = given_prepared_box(people, needed=needed, subject=subject)
    keepers = [given_key(box, person) for person in people]
    opened = actions.open_box(subject, places=places, size=size_for(LARGEST), by=SYSTEM, at=OPENED)
    return opened, keepers


def given_filed_box(places: Iterable[int] = range(1, 6), *, subject: str = SUBJECT) -> BallotBox:
    """Return an open box whose key is a file."""
    given_prepared_box([], needed=0, subject=subject, custody=Custody.KEY_FILE)
    return actions.open_box(subject, places=places, size=size_for(LARGEST), by=SYSTEM, at=OPENED)


def given_lock(subject: str = SUBJECT) -> Lock:
    """Return what sealing takes."""
    lock = queries.lock_of(subject)
    assert lock is not None
    return lock


def given_slip(place: int, choice: str = "yes", *, subject: str = SUBJECT, **more: Any) -> str:
    """Cast a ballot in a place, and return its receipt code."""
    sealed = seal(given_lock(subject), place, {"choice": choice, **more})
    actions.put_slip(subject, place, sealed.slip)
    return sealed.code


def given_strike(place: int, *, subject: str = SUBJECT) -> None:
    """Strike the ballot of a place."""
    Language.objects.get_or_create(tag="en", defaults={"autonym": "English", "direction": "ltr"})
    actions.strike_slip(subject, place, reason="Voted *twice*.", language="en", by=SYSTEM, at=CLOSED)


def given_closed(subject: str = SUBJECT) -> None:
    """Close a box."""
    actions.close_box(subject, by=SYSTEM, at=CLOSED)


def given_emptied(keepers: Sequence[Keeper], *, needed: int = 2, subject: str = SUBJECT) -> BallotBox:
    """Close a box, and have it emptied by the first scrutineers who are needed."""
    given_closed(subject)
    words = [keeper.words for keeper in keepers[:needed]]
    return actions.empty_box(subject, words=words, by=keepers[0].actor, at=COUNTED)
