"""What the short names in conditions stand for, in the reader's words; and which of them nobody knows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import CharField, F, Q, QuerySet, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Concat

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
    """Return the names that conditions need, and more where findings tell of others: at most two queries.

    What is ``known`` is not looked up again: a rulebook keeps the names of its conditions.
    """
    found, known = list(leaves(eligibility.conditions)), known or Names()
    roles = _roles(({f"{leaf.body}/{leaf.role}" for leaf in found if leaf.role} | {*more_roles}) - known.roles.keys())
    bodies = ({leaf.body for leaf in found if leaf.body} | {*more_bodies}) - known.bodies.keys()
    lists = named_lists(eligibility) - known.lists.keys()
    told = _together(
        ("role", roles, _PLACE, "name"),
        ("body", roles, "body__slug", "body__name"),
        ("body", Body.objects.filter(slug__in=bodies), "slug", "name"),
        ("list", NamedList.objects.filter(slug__in=lists), "slug", "name"),
    )
    asks_any = any(leaf.test is Test.BODY_OF_KIND for leaf in found)
    asks_kind = asks_any or not known.kinds.keys() >= {kind for leaf in found for kind in leaf.kinds}
    return Names(
        bodies={**known.bodies, **told["body"]},
        roles={**known.roles, **told["role"]},
        kinds={kind.key: kind.plural for kind in kinds()} if asks_kind else known.kinds,
        lists={**known.lists, **told["list"]},
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
    """Return which bodies, roles, kinds and lists of a checked table nobody knows, and lists of the wrong voters.

    One query.
    """
    wanted: dict[str, set[str]] = defaultdict(set)
    said = list(named(table))
    for _path, what, name in said:
        wanted[what].add(name)
    known = _together(
        ("body", Body.objects.filter(slug__in=wanted["body"]), "slug", "name"),
        ("role", _roles(wanted["role"]), _PLACE, "name"),
        ("kind", BodyKind.objects.filter(key__in=wanted["kind"]), "key", "key"),
        ("list", NamedList.objects.filter(slug__in=wanted["list"]), "slug", "holds"),
    )

    def wrong(what: str, name: str) -> str:
        if what != "list":
            return "" if name in known[what] else f"eligibility_unknown_{what}"
        if name not in known["list"]:
            return "eligibility_unknown_list"
        return "" if known["list"][name] == table["voters"] else "eligibility_list_of_others"

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


def _together(*parts: tuple[str, QuerySet[Any], str | Combinable, str]) -> dict[str, dict[str, str]]:
    """Return short name and text of the rows of each kind: at most one query."""
    first, *others = (
        rows.order_by().values_list(Value(what, CharField()), F(short) if isinstance(short, str) else short, F(text))
        for what, rows, short, text in parts
    )
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for what, short, text in first.union(*others, all=True).order_by():
        found[what][short] = text
    return found


def _roles(places: Iterable[str]) -> QuerySet[Role]:
    """Return roles by ``body/role``."""
    wanted = Q()
    for place in places:
        body, _, role = place.partition("/")
        wanted |= Q(body__slug=body, slug=role)
    return Role.objects.filter(wanted) if wanted else Role.objects.none()


_PLACE = Concat("body__slug", Value("/"), "slug")
