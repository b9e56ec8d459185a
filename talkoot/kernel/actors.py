"""Who acts: a person with an account, a token, the system, or a visitor whom nobody knows."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ActorKind(StrEnum):
    """The four ways to act."""

    PERSON = "person"
    TOKEN = "token"  # noqa: S105 - a kind of actor, no secret
    SYSTEM = "system"
    VISITOR = "visitor"


@dataclass(frozen=True, slots=True)
class Actor:
    """The one who asks or acts; every query takes it as ``viewer``, every action as ``by``.

    ``person_id`` is the directory's key of the person behind the account; rights come from that person's
    mandates, never from the account, save for ``is_operator`` (who runs the site). ``zone`` is the time zone they
    live by, an IANA name.
    """

    kind: ActorKind
    person_id: int | None = None
    account_id: int | None = None
    name: str = ""
    is_operator: bool = False
    languages: tuple[str, ...] = ("en",)
    zone: str = "UTC"

    @property
    def ref(self) -> str:
        """Return how the ledger names this actor: ``person:12``, ``system`` or ``visitor``."""
        return f"person:{self.person_id}" if self.person_id is not None else self.kind.value

    @property
    def is_known(self) -> bool:
        """Tell whether a person stands behind the actor."""
        return self.person_id is not None


VISITOR = Actor(ActorKind.VISITOR)
SYSTEM = Actor(ActorKind.SYSTEM, name="system")
