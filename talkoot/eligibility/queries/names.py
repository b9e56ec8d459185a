"""What the short names in conditions stand for, in the reader's words; and which of them nobody knows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet

from talkoot.directory.models import Body, BodyKind, Role
from talkoot.directory.queries import kinds
from talkoot.eligibility.models import ExternalFact, NamedList
from talkoot.eligibility.rules import Eligibility, Path, Problem, Test, leaves, named, placed_table


@dataclass(frozen=True, slots=True)
class Names:
    """Names by short name: of bodies, roles (``body/role``), kinds (plural) and lists; the unknown are shown as is."""

    bodies: Mapping[str, str] = field(default_factory=dict)
    roles: Mapping[str, str] = field(default_factory=dict)
    kinds: Mapping[str, str] = field(default_factory=dict)
    lists: Mapping[str, str] = field(default_factory=dict)


def names_of(
    eligibility: Eligibility,
    *,
    more_bodies: Iterable[str] = (),
    more_roles: Iterable[str] = (),
    known: Names | None = None,
) -> Names:
    """Return the names that conditions need, and more where findings tell of others: at most four queries.

    What is ``known`` is not looked up again: a rulebook keeps the names of its conditions.
    """
    found, known = list(leaves(eligibility.conditions)), known or Names()
    roles = ({f"{leaf.body}/{leaf.role}" for leaf in found if leaf.role} | set(more_roles)) - known.roles.keys()
    named_roles = _roles(roles)
    called = {**known.bodies, **{place.partition("/")[0]: body for place, (_role, body) in named_roles.items()}}
    bodies = ({leaf.body for leaf in found if leaf.body} | set(more_bodies)) - called.keys()
    lists = named_lists(eligibility) - known.lists.keys()
    asks_any = any(leaf.test is Test.BODY_OF_KIND for leaf in found)
    asks_kind = asks_any or not known.kinds.keys() >= {kind for leaf in found for kind in leaf.kinds}
    return Names(
        bodies={**called, **_names(Body.objects.filter(slug__in=bodies), bodies)},
        roles={**known.roles, **{place: role for place, (role, _body) in named_roles.items()}},
        kinds={kind.key: kind.plural for kind in kinds()} if asks_kind else known.kinds,
        lists={**known.lists, **_names(NamedList.objects.filter(slug__in=lists), lists)},
    )


def named_lists(eligibility: Eligibility) -> set[str]:
    """Return the short names of the lists that conditions ask for, or that outweigh them."""
    asked = {leaf.list for leaf in leaves(eligibility.conditions) if leaf.list}
    return asked | {*eligibility.include, *eligibility.exclude}


def unknown_in(text: str) -> list[Problem]:
    """Return what nobody knows in a text that `rules.read_text` could read."""
    path, table, line_of = placed_table(text)
    return unknown(table, at=path, line_of=line_of)


def unknown(table: Mapping[str, Any], *, at: Path = (), line_of: Callable[[Path], int] | None = None) -> list[Problem]:
    """Return which bodies, roles, kinds and lists of a checked table nobody knows, and lists of the wrong voters."""
    wanted: dict[str, set[str]] = defaultdict(set)
    said = list(named(table))
    for _path, what, name in said:
        wanted[what].add(name)
    known: dict[str, set[str]] = {
        "body": set(Body.objects.filter(slug__in=wanted["body"]).values_list("slug", flat=True)),
        "role": set(_roles(wanted["role"])),
        "kind": set(BodyKind.objects.filter(key__in=wanted["kind"]).values_list("key", flat=True)),
    }
    holds = dict(NamedList.objects.filter(slug__in=wanted["list"]).values_list("slug", "holds"))

    def wrong(what: str, name: str) -> str:
        if what != "list":
            return "" if name in known[what] else f"eligibility_unknown_{what}"
        if name not in holds:
            return "eligibility_unknown_list"
        return "" if holds[name] == table["voters"] else "eligibility_list_of_others"

    return [
        Problem(code, (*at, *path), line_of((*at, *path)) if line_of else 0, {"name": name})
        for path, what, name in said
        if (code := wrong(what, name))
    ]


def unknown_facts(eligibility: Eligibility) -> list[str]:
    """Return the facts that conditions ask for and of which no value was ever brought in, as of whichever day."""
    asked = dict.fromkeys(leaf.fact for leaf in leaves(eligibility.conditions) if leaf.fact)
    rows = ExternalFact.objects.filter(name__in=asked).order_by() if asked else ExternalFact.objects.none()
    known = set(rows.values_list("name", flat=True).distinct())
    return [fact for fact in asked if fact not in known]


def missing_facts(eligibility: Eligibility) -> list[tuple[str, str]]:
    """Return the facts and days (ISO 8601) that conditions ask for and of which nobody's value was brought in."""
    asked = dict.fromkeys((leaf.fact, leaf.as_of) for leaf in leaves(eligibility.conditions) if leaf.as_of)
    wanted = Q()
    for fact, as_of in asked:
        wanted |= Q(name=fact, as_of=as_of)
    rows = ExternalFact.objects.current().filter(wanted).order_by() if wanted else ExternalFact.objects.none()
    known = set(rows.values_list("name", "as_of").distinct())
    return [(fact, as_of.isoformat()) for fact, as_of in asked if (fact, as_of) not in known]


def _names(rows: QuerySet[Any], wanted: Collection[str]) -> dict[str, str]:
    return dict(rows.values_list("slug", "name")) if wanted else {}


def _roles(places: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Return the names of roles and of their bodies, by ``body/role``."""
    wanted = Q()
    for place in places:
        body, _, role = place.partition("/")
        wanted |= Q(body__slug=body, slug=role)
    rows = Role.objects.filter(wanted).values_list("body__slug", "slug", "name", "body__name") if wanted else ()
    return {f"{body}/{role}": (name, body_name) for body, role, name, body_name in rows}
