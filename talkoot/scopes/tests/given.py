"""Builders: they call the real actions."""

from __future__ import annotations

from collections.abc import Iterable

from talkoot.kernel.actors import Actor, ActorKind
from talkoot.kernel.testing import MONDAY
from talkoot.scopes import actions
from talkoot.scopes.models import Scope, Topic

OPERATOR = Actor(ActorKind.PERSON, person_id=9, account_id=9, name="Olu", is_operator=True)


def given_topic(name: str, *, under: Iterable[Topic] = (), qid: str = "", **labels: str) -> Topic:
    """Return a new topic with an English name; ``labels`` are further names by language."""
    return actions.add_topic(
        labels={"en": name, **labels}, qid=qid, broader=[t.pk for t in under], by=OPERATOR, at=MONDAY
    )


def given_scope(topics: Iterable[Topic] = (), territories: Iterable[str] = (), languages: Iterable[str] = ()) -> Scope:
    """Return the scope of these topics, territory codes and language tags; territories and languages need the world."""
    return actions.intern_scope(topics=[t.pk for t in topics], territories=territories, languages=languages)
