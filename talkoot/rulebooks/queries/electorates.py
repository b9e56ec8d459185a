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
from talkoot.eligibility import queries as eligibility
from talkoot.eligibility.models import NamedList
from talkoot.eligibility.rules import leaves
from talkoot.rulebooks.rules import Course, Electorate, ElectorateKind, Rules, Voters, course_of, electorate


@dataclass(frozen=True, slots=True)
class Named:
    """What the slugs of an electorate stand for."""

    bodies: dict[str, int]
    persons: dict[str, int]
    roles: list[int]


def unknown_in(told: Electorate) -> list[str]:
    """Return the short names in an electorate that no body, kind, role or person has.

    Those in conditions are asked for with `eligibility.queries.unknown`, which tells what each was to be.
    """
    found = _named(told)
    kinds = BodyKind.objects.filter(key__in=told.kinds).values_list("key", flat=True) if told.kinds else ()
    unknown = [
        *_missing(told.kinds, kinds),
        *_missing([*told.bodies, *([told.body] if told.body else [])], found.bodies),
        *_missing(told.persons, found.persons),
    ]
    return unknown if not told.role or found.roles else [*unknown, told.role]


def scrutineers_role(course: Course | None) -> Role | None:
    """Return the role whose holders may strike ballots; None where nobody may, or where it is not there."""
    if course is None or course.scrutineers is None:
        return None
    said = course.scrutineers
    return Role.objects.filter(body__slug=said.body, slug=said.role).select_related("body").first()


def voters_in(told: Electorate, at: datetime) -> set[int]:
    """Return the keys of the persons, or of the bodies, in an electorate now; none when the vote is held elsewhere."""
    if told.voters is Voters.ELSEWHERE:
        return set()
    if told.conditions:
        return set(eligibility.voters(told.conditions, at))
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
    """Return what the short names in the electorates stand for: ``bodies``, ``lists`` and ``roles`` (``body/role``)
    with name and language, ``kinds`` with their plurals by language. Persons stay out: their names are theirs to
    change.
    """
    wanted = _wanted(rules)
    bodies = Body.objects.filter(slug__in=wanted["bodies"]).values_list("slug", "name", "language")
    roles = Role.objects.filter(body__slug__in={place.partition("/")[0] for place in wanted["roles"]})
    labels = BodyKindLabel.objects.filter(kind__key__in=wanted["kinds"])
    kinds: dict[str, dict[str, str]] = defaultdict(dict)
    for key, language, plural in labels.values_list("kind__key", "language", "plural"):
        kinds[key][language] = plural
    named = {
        f"{body}/{slug}": [name, language]
        for body, slug, name, language in roles.values_list("body__slug", "slug", "name", "language")
    }
    said: dict[str, Any] = {
        "bodies": {slug: [name, language] for slug, name, language in bodies},
        "roles": {key: name for key, name in named.items() if key in wanted["roles"]},
        "kinds": dict(kinds),
    }
    if wanted["lists"]:
        lists = NamedList.objects.filter(slug__in=wanted["lists"]).values_list("slug", "name", "language")
        said["lists"] = {slug: [name, language] for slug, name, language in lists}
    return said


def _wanted(rules: Rules) -> dict[str, set[str]]:
    """Return the short names in the electorates by what they name."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for one in (electorate(chamber.electorate) for chamber in rules.chambers):
        asked = list(leaves(one.conditions.conditions)) if one.conditions else []
        places = [(leaf.body, leaf.role) for leaf in asked]
        wanted["bodies"] |= {slug for slug in (*one.bodies, one.body, *(leaf.body for leaf in asked)) if slug}
        wanted["roles"] |= {f"{body}/{role}" for body, role in [(one.body, one.role), *places] if role}
        wanted["kinds"] |= {*one.kinds, *(kind for leaf in asked for kind in leaf.kinds)}
        wanted["lists"] |= eligibility.named_lists(one.conditions) if one.conditions else set()
    if (course := course_of(rules)) and course.scrutineers:
        wanted["bodies"].add(course.scrutineers.body)
        wanted["roles"].add(f"{course.scrutineers.body}/{course.scrutineers.role}")
    return wanted


def _named(told: Electorate) -> Named:
    slugs = [*told.bodies, *([told.body] if told.body else [])]
    roles = Role.objects.filter(body__slug=told.body, slug=told.role).values_list("pk", flat=True) if told.role else []
    return Named(_keys(Body, slugs), _keys(Person, told.persons), list(roles))


def _keys(model: type[Body] | type[Person], slugs: Sequence[str]) -> dict[str, int]:
    return dict(model.objects.filter(slug__in=slugs).values_list("slug", "pk")) if slugs else {}


def _missing(wanted: Sequence[str], known: Collection[str]) -> list[str]:
    return [name for name in wanted if name not in known]
