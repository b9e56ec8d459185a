"""Builders of people, bodies, roles and mandates for tests of every app; they call the real actions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from talkoot.directory import actions
from talkoot.directory.models import Body, BodyKind, Mandate, Person, Role
from talkoot.directory.rules import HowChosen, Power
from talkoot.kernel.actors import SYSTEM, VISITOR, Actor, ActorKind
from talkoot.kernel.testing import MONDAY

YEAR_AGO = MONDAY - timedelta(days=365)
ALL_POWERS = tuple(Power)
KINDS = {
    "chapter": "Chapter",
    "thematic-organisation": "Thematic organisation",
    "user-group": "User group",
    "hub": "Hub",
    "council": "Council",
    "committee": "Committee",
    "project-community": "Project community",
    "foundation": "Foundation",
    "team": "Team",
    "external-partner": "External partner",
}


def given_kind(key: str = "chapter") -> BodyKind:
    """Return a kind of body with an English label."""
    name = KINDS.get(key, key.replace("-", " ").capitalize())
    return actions.keep_kind(key, {"en": (name, f"{name}s")}, position=list(KINDS).index(key) if key in KINDS else 99)


def given_person(name: str = "Bo", *, account_id: int | None = None, at: datetime = YEAR_AGO) -> Person:
    """Return a person; without ``account_id`` one without an account."""
    return actions.introduce_person(account_id, name, at)


def actor_of(person: Person, *, is_operator: bool = False, languages: tuple[str, ...] = ("en",)) -> Actor:
    """Return the actor behind a person, as a request would carry it."""
    return Actor(
        ActorKind.PERSON,
        person_id=person.pk,
        account_id=person.account_id,
        name=person.name,
        is_operator=is_operator,
        languages=languages,
    )


def given_body(
    name: str = "Wiki Circle",
    *,
    kind: str = "chapter",
    parent: Body | None = None,
    scope_id: int | None = None,
    mission: str = "",
    language: str = "en",
    at: datetime = YEAR_AGO,
) -> Body:
    """Return an active body, founded by the system; the kind is made when missing."""
    given_kind(kind)
    return actions.found_body(
        name=name,
        kind=kind,
        language=language,
        parent_id=parent.pk if parent else None,
        scope_id=scope_id,
        mission=mission,
        by=SYSTEM,
        at=at,
    )


def given_role(
    body: Body,
    name: str = "Member",
    *,
    seats: int = 5,
    powers: Iterable[Power] = (),
    term_months: int | None = None,
    at: datetime = YEAR_AGO,
) -> Role:
    """Return a vacant role of ``body``."""
    return actions.create_role(
        body.pk, name=name, seats=seats, powers=powers, term_months=term_months, by=SYSTEM, at=at
    )


def given_mandate(
    person: Person,
    body: Body,
    powers: Iterable[Power] = (),
    *,
    role: Role | None = None,
    from_on: date | None = None,
    until_on: date | None = None,
    how_chosen: HowChosen = HowChosen.ELECTION,
    at: datetime = YEAR_AGO,
) -> Mandate:
    """Return a mandate of ``person`` in ``body``, a year old, in a role of its own unless ``role`` is given."""
    wanted = tuple(powers)
    if role is None:
        role = given_role(body, " and ".join(p.value for p in wanted).capitalize() or "Member", powers=wanted, at=at)
    return actions.give_mandate(
        role.pk,
        person_id=person.pk,
        from_on=from_on,
        until_on=until_on,
        how_chosen=how_chosen,
        by=SYSTEM,
        at=at,
    )


def person_id(actor: Actor) -> int:
    """Return the key of the person behind an actor of the cast."""
    assert actor.person_id is not None
    return actor.person_id


@dataclass(frozen=True)
class Cast:
    """The cast with rows: ada tends ``body`` with every power, bo is a member of it without any, dee does the same as
    ada in ``other``, cy is a visitor, oz runs the site."""

    ada: Actor
    bo: Actor
    cy: Actor
    dee: Actor
    oz: Actor
    system: Actor
    body: Body
    other: Body


def given_cast() -> Cast:
    """Return the cast, each in place since a year before `MONDAY`."""
    body, other = given_body("Wiki Circle"), given_body("Far Circle")
    ada, bo, dee, oz = (given_person(name) for name in ("Ada", "Bo", "Dee", "Oz"))
    given_mandate(ada, body, ALL_POWERS)
    given_mandate(bo, body)
    given_mandate(dee, other, ALL_POWERS)
    return Cast(
        ada=actor_of(ada),
        bo=actor_of(bo),
        cy=VISITOR,
        dee=actor_of(dee),
        oz=actor_of(oz, is_operator=True),
        system=SYSTEM,
        body=body,
        other=other,
    )
