"""Builders for the portal's tests: facts about bodies, announced as the directory announces them."""

from __future__ import annotations

from datetime import datetime

from talkoot.directory.events import BodyEdited, ProfileEdited
from talkoot.directory.models import Body, Person
from talkoot.directory.tests.given import actor_of
from talkoot.kernel.testing import MONDAY
from talkoot.ledger.actions import writing
from talkoot.ledger.models import Entry


def given_edit(body: Body, by: Person, *, at: datetime = MONDAY, on_behalf: str = "") -> Entry:
    """Return the public fact that ``by`` changed a body's page."""
    with writing(by=actor_of(by), at=at) as announce:
        return announce(BodyEdited(subject=body.ref, fields=["mission"]), on_behalf=on_behalf)


def given_private_fact(by: Person, *, at: datetime = MONDAY) -> Entry:
    """Return a fact for operators only."""
    with writing(by=actor_of(by), at=at) as announce:
        return announce(ProfileEdited(subject=by.ref, fields=["about"]))
