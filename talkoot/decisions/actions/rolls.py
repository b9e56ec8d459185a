"""Looking electorates up in the directory: at publication whether they exist, at opening who is in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from talkoot.decisions.models import Chamber, Decision, RollEntry
from talkoot.decisions.rules import (
    ChamberRules,
    Electorate,
    ElectorateKind,
    RulebookRules,
    Voters,
    electorate,
    roll_sha256,
)
from talkoot.directory.models import Body, BodyKind, BodyKindLabel, Person, Role
from talkoot.directory.queries import bodies_of_kind, holders_of_roles, members_of
from talkoot.directory.rules import WORKING
from talkoot.kernel.refusals import Refusal
from talkoot.kernel.verdicts import Text

BATCH = 5_000


@dataclass(frozen=True, slots=True)
class Named:
    """What the slugs of an electorate stand for."""

    bodies: dict[str, int]
    persons: dict[str, int]
    roles: list[int]


def require_known(chamber: ChamberRules) -> None:
    """Refuse an electorate that names a body, kind, role or person nobody knows."""
    told = electorate(chamber.electorate)
    found = _named(told)
    _require_all(chamber, told.kinds, BodyKind.objects.filter(key__in=told.kinds).values_list("key", flat=True))
    _require_all(chamber, [*told.bodies, *([told.body] if told.body else [])], found.bodies)
    _require_all(chamber, told.persons, found.persons)
    if told.role and not found.roles:
        _require_all(chamber, [told.role], ())


def names_in(rules: RulebookRules) -> dict[str, Any]:
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


def freeze_roll(decision: Decision, place: int, rules: ChamberRules, at: datetime) -> Chamber:
    """Write the chamber and its roll as they are at this moment; refuses a roll with nobody on it."""
    require_known(rules)
    told = electorate(rules.electorate)
    voters = told.voters
    ids = sorted(_voters(told, at)) if voters is not Voters.ELSEWHERE else []
    if not ids and voters is not Voters.ELSEWHERE:
        # Translators: %(chamber)s is the name of a chamber.
        sentence = _("Nobody would be on the roll of “%(chamber)s” today, so it could never be decided.")
        raise Refusal("empty_roll", sentence % {"chamber": rules.name}, "rulebook")
    kind = "person" if voters is Voters.PERSONS else "body"
    chamber = Chamber.objects.create(
        decision=decision,
        key=rules.key,
        position=place,
        name=rules.name,
        voters=voters,
        eligible=len(ids) or None,
        roll_sha256=roll_sha256(f"{kind}:{pk}" for pk in ids) if ids else "",
    )
    RollEntry.objects.bulk_create(
        (RollEntry(chamber=chamber, **{f"{kind}_id": pk}) for pk in ids),
        batch_size=BATCH,
    )
    return chamber


def _voters(told: Electorate, at: datetime) -> set[int]:
    """Return the keys of the persons, or of the bodies, in an electorate now."""
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


def _named(told: Electorate) -> Named:
    slugs = [*told.bodies, *([told.body] if told.body else [])]
    roles = Role.objects.filter(body__slug=told.body, slug=told.role).values_list("pk", flat=True) if told.role else []
    return Named(_keys(Body, slugs), _keys(Person, told.persons), list(roles))


def _keys(model: type[Body] | type[Person], slugs: Sequence[str]) -> dict[str, int]:
    return dict(model.objects.filter(slug__in=slugs).values_list("slug", "pk")) if slugs else {}


def _require_all(chamber: ChamberRules, wanted: Sequence[str], known: Collection[str]) -> None:
    for name in wanted:
        if name not in known:
            raise Refusal("unknown_electorate", _unknown(chamber, name), "source")


def _unknown(chamber: ChamberRules, name: str) -> Text:
    # Translators: %(chamber)s is the name of a chamber, %(name)s a short name (slug) in its rules.
    sentence = _("The electorate of “%(chamber)s” names “%(name)s”, which is nowhere in the directory.")
    return sentence % {"chamber": chamber.name, "name": name}
