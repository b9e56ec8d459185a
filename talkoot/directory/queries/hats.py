"""Rights hang on mandates: who holds which hat, and what it lets them do, on a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from talkoot.directory.models import Mandate
from talkoot.directory.rules import Power
from talkoot.kernel.actors import Actor
from talkoot.kernel.refs import ref
from talkoot.ledger.queries.prepared import DAY, NUMBER, Prepared


@dataclass(frozen=True, slots=True)
class Hat:
    """One mandate that holds now: a role in a body and the powers it gives."""

    mandate_id: int
    role_id: int
    role_name: str
    role_slug: str
    body_id: int
    body_name: str
    body_slug: str
    body_kind: str
    from_on: date | None
    until_on: date | None
    powers: frozenset[str]

    @property
    def ref(self) -> str:
        """Return how the ledger names the mandate."""
        return ref("mandate", self.mandate_id)

    @property
    def body(self) -> str:
        """Return how the ledger names the body."""
        return ref("body", self.body_id)


@dataclass(frozen=True, slots=True)
class Hats:
    """All hats someone wears now, in the order they were given.

    Or those in one body and above it: then ``lineage`` is that body and what it is part of, nearest first, and
    ``is_appointing`` whether anybody, not only they, may fill its roles.
    """

    all: tuple[Hat, ...] = ()
    lineage: tuple[int, ...] = ()
    is_appointing: bool = False

    def may(self, power: Power | str, body_id: int | None) -> str | None:
        """Return the ref of the mandate that gives ``power`` in the body, or None."""
        return next((h.ref for h in self.all if h.body_id == body_id and power in h.powers), None)

    def bodies(self, power: Power | str) -> frozenset[int]:
        """Return the bodies in which some hat gives ``power``."""
        return frozenset(h.body_id for h in self.all if power in h.powers)

    @property
    def memberships(self) -> frozenset[int]:
        """Return every body in which there is a hat, whatever it allows."""
        return frozenset(h.body_id for h in self.all)


NO_HATS = Hats()


def hats_of(actor: Actor, at: datetime) -> Hats:
    """Return the hats ``actor`` wears at ``at``: one query, none for a visitor."""
    return hats_of_person(actor.person_id, at) if actor.person_id is not None else NO_HATS


def hats_of_person(person_id: int, at: datetime) -> Hats:
    """Return the hats a person wears at ``at``, in bodies that are neither suspended nor ended."""
    rows = _HATS.rows(person_id, at.date())
    return Hats(tuple(Hat(*(*row[:-1], frozenset(row[-1]))) for row in rows))


_HATS = Prepared(
    lambda: (
        Mandate.objects.giving_rights(DAY)
        .filter(person_id=NUMBER)
        .order_by("id")
        .values_list(
            "id",
            "role_id",
            "role__name",
            "role__slug",
            "role__body_id",
            "role__body__name",
            "role__body__slug",
            "role__body__kind__key",
            "from_on",
            "until_on",
            "role__powers",
        )
    )
)


def holders_of(body_ids: Collection[int], power: Power | str, at: datetime) -> dict[int, list[tuple[int, int | None]]]:
    """Return, for each body, its holders of ``power`` as (person id, account id or None); bodies without are absent."""
    rows = (
        Mandate.objects.giving_rights(at.date())
        .filter(role__body_id__in=body_ids)
        .order_by("id")
        .values_list("role__body_id", "person_id", "person__account_id", "role__powers")
    )
    holders: dict[int, list[tuple[int, int | None]]] = defaultdict(list)
    for body_id, person_id, account_id, powers in rows:
        if power in powers and (person_id, account_id) not in holders[body_id]:
            holders[body_id].append((person_id, account_id))
    return {body_id: found for body_id, found in holders.items() if found}


def holders_of_roles(role_ids: Collection[int], at: datetime) -> dict[int, list[tuple[int, int | None]]]:
    """Return, for each role, who holds it as (person id, account id or None); vacant roles are absent."""
    rows = (
        Mandate.objects.giving_rights(at.date())
        .filter(role_id__in=role_ids)
        .order_by("id")
        .values_list("role_id", "person_id", "person__account_id")
    )
    holders: dict[int, list[tuple[int, int | None]]] = defaultdict(list)
    for role_id, person_id, account_id in rows:
        holders[role_id].append((person_id, account_id))
    return dict(holders)


def members_of(body_id: int, at: datetime) -> list[int]:
    """Return the ids of all persons with a mandate in the body, each once, in the order they came."""
    rows = Mandate.objects.giving_rights(at.date()).filter(role__body_id=body_id).order_by("id")
    return list(dict.fromkeys(rows.values_list("person_id", flat=True)))
