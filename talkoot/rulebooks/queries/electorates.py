"""Looking electorates up in the directory: whom they name, and who is in them now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from talkoot.directory.models import Body, BodyKind, BodyKindLabel, Person, Role
from talkoot.directory.queries import bodies_of_kind, holders_of_roles, members_of
from talkoot.directory.rules import WORKING
from talkoot.rulebooks.rules import Electorate, ElectorateKind, Rules, Voters, electorate


@dataclass(frozen=True, slots=True)
class Named:
    """What the slugs of an electorate stand for."""

    bodies: dict[str, int]
    persons: dict[str, int]
    roles: list[int]


def unknown_in(told: Electorate) -> list[str]:
    """Return the short names in an electorate that no body, kind, role or person has."""
    found = _named(told)
    kinds = BodyKind.objects.filter(key__in=told.kinds).values_list("key", flat=True) if told.kinds else ()
    unknown = [
        *_missing(told.kinds, kinds),
        *_missing([*told.bodies, *([told.body] if told.body else [])], found.bodies),
        *_missing(told.persons, found.persons),
    ]
    return unknown if not told.role or found.roles else [*unknown, told.role]


def voters_in(told: Electorate, at: datetime) -> set[int]:
    """Return the keys of the persons, or of the bodies, in an electorate now; none when the vote is held elsewhere."""
    if told.voters is Voters.ELSEWHERE:
        return set()
    found = _named(told)
    match told.kind:
        case ElectorateKind.MEMBERS_OF_BODY:
            return set(members_of(found.bodies[told.body], at))
        case ElectorateKind.HOLDERS_OF_ROLE:
            return {person for held in holders_of_roles(found.roles, at).values() for person, _account in held}
        case ElectorateKind.BODIES_OF_KIND:
            return {body for kind in told.kinds for body in bodies_of_kind(kind)}
    if told.persons:
        return set(found.persons.values())
    return set(Body.objects.filter(pk__in=found.bodies.values(), status__in=list(WORKING)).values_list("pk", flat=True))


def names_in(rules: Rules) -> dict[str, Any]:
    """Return what the short names in the electorates stand for: ``bodies`` and ``roles`` (``body/role``) with name
    and language, ``kinds`` with their plurals by language. Persons stay out: their names are theirs to change.
    """
    told = [electorate(chamber.electorate) for chamber in rules.chambers]
    slugs = {slug for one in told for slug in (*one.bodies, one.body) if slug}
    bodies = Body.objects.filter(slug__in=slugs).values_list("slug", "name", "language")
    roles = Role.objects.filter(body__slug__in={one.body for one in told if one.role})
    wanted = {f"{one.body}/{one.role}" for one in told if one.role}
    labels = BodyKindLabel.objects.filter(kind__key__in={kind for one in told for kind in one.kinds})
    kinds: dict[str, dict[str, str]] = defaultdict(dict)
    for key, language, plural in labels.values_list("kind__key", "language", "plural"):
        kinds[key][language] = plural
    named = {
        f"{body}/{slug}": [name, language]
        for body, slug, name, language in roles.values_list("body__slug", "slug", "name", "language")
    }
    return {
        "bodies": {slug: [name, language] for slug, name, language in bodies},
        "roles": {key: name for key, name in named.items() if key in wanted},
        "kinds": dict(kinds),
    }


def _named(told: Electorate) -> Named:
    slugs = [*told.bodies, *([told.body] if told.body else [])]
    roles = Role.objects.filter(body__slug=told.body, slug=told.role).values_list("pk", flat=True) if told.role else []
    return Named(_keys(Body, slugs), _keys(Person, told.persons), list(roles))


def _keys(model: type[Body] | type[Person], slugs: Sequence[str]) -> dict[str, int]:
    return dict(model.objects.filter(slug__in=slugs).values_list("slug", "pk")) if slugs else {}


def _missing(wanted: Sequence[str], known: Collection[str]) -> list[str]:
    return [name for name in wanted if name not in known]
