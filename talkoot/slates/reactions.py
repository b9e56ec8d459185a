"""What slates do about the facts of others."""

from __future__ import annotations

from datetime import datetime

from talkoot.directory.events import PersonForgotten
from talkoot.kernel.refs import split
from talkoot.slates import actions


def person_forgotten(event: PersonForgotten, *, at: datetime) -> None:
    """Take a forgotten person off every slate, and their name off what stays."""
    actions.forget_candidacies(int(split(event.subject)[1]), at=at)
