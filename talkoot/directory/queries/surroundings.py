"""What stands around a body, of six kinds, in one query."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, F, IntegerField, QuerySet, Value
from django.db.models.functions import Cast

from talkoot.directory.models import Alias, Body, BodyClosure, Channel, Relation, Role

CHILDREN = 50


@dataclass(frozen=True, slots=True)
class Around:
    """One row of what stands around a body; what the columns mean depends on ``what``.

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


def surroundings(body: Body) -> dict[str, list[Around]]:
    """Return what stands around the body by ``what``, each in its order; at most `CHILDREN` + 1 children."""
    branches = _branches(body)
    found: dict[str, list[Around]] = defaultdict(list)
    for values in branches[0].union(*branches[1:], all=True):
        row = Around(*values)
        found[row.what].append(row)
    for what, rows in found.items():
        rows.sort(key=ORDERS[what])
    return found


def _branches(body: Body) -> list[Any]:
    above = BodyClosure.objects.filter(descendant=body, depth__gt=0)
    # The limit stands in a subquery: SQLite allows none in the parts of a union.
    first = Body.objects.filter(parent=body).order_by("fold", "pk").values("pk")[: CHILDREN + 1]
    children = Body.objects.filter(pk__in=first)
    channels = Channel.objects.filter(body=body, ended_on=None)
    aliases = Alias.objects.filter(body=body, ended_on=None)
    relations = Relation.objects.filter(body=body, ended_on=None)
    roles = Role.objects.filter(body=body, ended_on=None)
    return [
        _branch("ancestor", above, key="ancestor", name="ancestor__name", slug="ancestor__slug", number="depth"),
        _branch("child", children, name="name", slug="slug", more="fold"),
        _branch("channel", channels, name="name", slug="address", more="kind", note="note", number="position"),
        _branch("alias", aliases, name="name"),
        _branch("relation", relations, name="other__name", slug="other__slug", more="kind"),
        _branch("role", roles, name="name", slug="slug", more="powers", note="language", number="seats"),
    ]


def _branch(what: str, rows: QuerySet[Any], *, key: str = "pk", number: str = "", **columns: str) -> Any:
    # A union takes its types from the first branch: every branch casts, so that both databases agree.
    names = (columns.get(column) for column in ("name", "slug", "more", "note"))
    texts = [Cast(F(name) if name else Value(""), CharField()) for name in names]
    count = Cast(F(number) if number else Value(0), IntegerField())
    return rows.order_by().values_list(Value(what, CharField()), key, *texts, count)


# Roles, relations and other names stand in the order in which they were given.
ORDERS: dict[str, Callable[[Around], Any]] = {
    "ancestor": lambda row: row.number,
    "child": lambda row: (row.more, row.key),
    "channel": lambda row: (row.number, row.key),
    "alias": lambda row: row.key,
    "relation": lambda row: row.key,
    "role": lambda row: row.key,
}
