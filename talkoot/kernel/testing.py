"""The fixed cast of every test: ada a steward, bo a member, cy a visitor, dee from another body, and the system."""

from __future__ import annotations

from datetime import UTC, datetime

from talkoot.kernel.actors import SYSTEM, VISITOR, Actor, ActorKind

# A Monday morning; tests count from here.
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def actor(name: str, key: int, *, is_operator: bool = False) -> Actor:
    """Return an actor that has no row anywhere, for tests of pure permissions."""
    return Actor(ActorKind.PERSON, person_id=key, account_id=key, name=name, is_operator=is_operator)


ADA = actor("Ada", 1)
BO = actor("Bo", 2)
DEE = actor("Dee", 4)
CY = VISITOR
CAST = {"ada": ADA, "bo": BO, "cy": CY, "dee": DEE, "system": SYSTEM}
