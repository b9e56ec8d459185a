"""Builders of appeals and of who makes them; they call the real actions."""

from __future__ import annotations

from talkoot.appeals import actions
from talkoot.appeals.models import Appeal
from talkoot.appeals.rules import Change, Kind
from talkoot.directory.tests.given import actor_of
from talkoot.kernel.actors import Actor
from talkoot.kernel.testing import MONDAY
from talkoot.rulebooks.tests.given import given_languages, given_member


def given_cast() -> dict[str, Actor]:
    """Return three people with accounts: ada, bo and dee."""
    given_languages()
    return {name.lower(): actor_of(given_member(name)) for name in ("Ada", "Bo", "Dee")}


def given_appeal(by: Actor, about: str = "person:77") -> Appeal:
    """Return an appeal that asks for a place on a roll for whom it is ``about``."""
    return actions.make_appeal(
        kind=Kind.ROLL,
        matter="decision:1",
        chamber="council",
        about=about,
        change=Change.ADD,
        reason="Left *out*.",
        language="en",
        by=by,
        at=MONDAY,
    )
