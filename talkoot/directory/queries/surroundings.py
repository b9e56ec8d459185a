"""A body and what stands around it, of seven kinds, in one query."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db.models import CharField, F, IntegerField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Cast, JSONObject
from django.utils.translation import get_language

from talkoot.directory.models import Alias, Body, BodyClosure, BodyStatusChange, Channel, Relation, Role
from talkoot.directory.queries.kinds import kind_name
from talkoot.ledger.queries.prepared import TEXT, Prepared
from talkoot.scopes.queries import element_rows

CHILDREN = 50
# What a page shows of the body itself, besides its name and address.
SHOWN = ("kind_id", "parent_id", "scope_id", "status", "language", "html", "started_on", "ended_on")


@dataclass(frozen=True, slots=True)
class Around:
    """One row of what stands around a body; what the columns mean depends on ``what``.

    body: itself, more (the rest of it as JSON). scope: name (of an element), number (its facet).
    ancestor: its key, name, slug, number (steps up). child: name, slug, more (folded name). alias: name.
    channel: name, slug (address), more (kind), note, number (position). relation: name, slug, more (kind).
    role: name, slug, more (powers as JSON), note (language), number (seats).
    """

    what: str
    key: int
    name: str
    slug: str
    more: str
    note: str
    number: int


def surroundings(slug: str) -> dict[str, list[Around]]:
    """Return the body at ``slug`` and what stands around it by ``what``, each in its order; nothing when there is none.

    At most `CHILDREN` + 1 children. Kinds, topics and territories are named in the page's language.
    """
    found: dict[str, list[Around]] = defaultdict(list)
    for values in _in(get_language() or "en").rows(slug):
        row = Around(*values)
        found[row.what].append(row)
    for what, rows in found.items():
        rows.sort(key=ORDERS[what])
    return found


@cache  # as many as there are languages of the interface
def _in(language: str) -> Prepared:
    def build() -> Any:
        branches = _branches(Body.objects.filter(slug=TEXT), language)
        return branches[0].union(*branches[1:], all=True)

    return Prepared(build)


def _branches(body: QuerySet[Body], language: str) -> list[Any]:
    key = body.values("pk")
    above = BodyClosure.objects.filter(descendant__in=key, depth__gt=0)
    # The limit stands in a subquery: SQLite allows none in the parts of a union.
    first = Body.objects.filter(parent__in=key).order_by("fold", "pk").values("pk")[: CHILDREN + 1]
    children = Body.objects.filter(pk__in=first)
    channels = Channel.objects.filter(body__in=key, ended_on=None)
    aliases = Alias.objects.filter(body__in=key, ended_on=None)
    relations = Relation.objects.filter(body__in=key, ended_on=None)
    roles = Role.objects.filter(body__in=key, ended_on=None)
    scope = element_rows(body.values("scope"), language)
    return [
        _branch("body", _itself(body, language), name="name", slug="slug", more="rest"),
        _branch("ancestor", above, key="ancestor", name="ancestor__name", slug="ancestor__slug", number="depth"),
        _branch("child", children, name="name", slug="slug", more="fold"),
        _branch("channel", channels, name="name", slug="address", more="kind", note="note", number="position"),
        _branch("alias", aliases, name="name"),
        _branch("relation", relations, name="other__name", slug="other__slug", more="kind"),
        _branch("role", roles, name="name", slug="slug", more="powers", note="language", number="seats"),
        *(_branch("scope", elements, name="word", number="facet") for elements in scope),
    ]


def _itself(body: QuerySet[Body], language: str) -> QuerySet[Body]:
    """Add ``rest``: what the page shows of the body besides its name, why its status changed last, and its kind."""
    change = BodyStatusChange.objects.filter(body=OuterRef("pk")).order_by("-pk")
    return body.annotate(
        kind_name=kind_name(language),
        why=Subquery(change.values("reason")[:1]),
        why_language=Subquery(change.values("language")[:1]),
        rest=JSONObject(**{name: name for name in (*SHOWN, "kind_name", "why", "why_language")}),
    )


def _branch(what: str, rows: QuerySet[Any], *, key: str = "pk", number: str = "", **columns: str) -> Any:
    # A union takes its types from the first branch: every branch casts, so that both databases agree.
    names = (columns.get(column) for column in ("name", "slug", "more", "note"))
    texts = [Cast(F(name) if name else Value(""), CharField()) for name in names]
    count = Cast(F(number) if number else Value(0), IntegerField())
    return rows.order_by().values_list(Value(what, CharField()), key, *texts, count)


# Roles, relations and other names stand in the order in which they were given.
ORDERS: dict[str, Callable[[Around], Any]] = {
    "body": lambda row: row.key,
    "scope": lambda row: row.number,
    "ancestor": lambda row: row.number,
    "child": lambda row: (row.more, row.key),
    "channel": lambda row: (row.number, row.key),
    "alias": lambda row: row.key,
    "relation": lambda row: row.key,
    "role": lambda row: row.key,
}
