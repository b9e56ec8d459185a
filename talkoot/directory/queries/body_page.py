"""Everything the page of a body shows, in two queries whatever its size."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import F, Q
from django.http import Http404
from django.urls import reverse

from talkoot.directory.models import Body, BodyClosure, Mandate, Role
from talkoot.directory.queries.hats import Hat, Hats
from talkoot.directory.queries.surroundings import CHILDREN, SHOWN, Around, surroundings
from talkoot.directory.queries.words import CHANNELS, POWERS, RELATIONS, STATUSES, way_chosen
from talkoot.directory.rules import WORKING, BodyStatus, ChannelKind, Power, RelationKind, ends_soon
from talkoot.kernel.actors import Actor
from talkoot.kernel.refs import Label
from talkoot.kernel.verdicts import Text
from talkoot.scopes.queries import in_words

FORMER = 50


@dataclass(frozen=True, slots=True)
class Holder:
    """One mandate as pages show it."""

    id: int
    person: Label
    role_name: str
    from_on: date | None
    until_on: date | None
    how_chosen: Text
    decision: str
    ended_reason: str
    is_ending: bool
    is_own: bool


@dataclass(slots=True)
class RoleView:
    """A role with who holds it now, who will, and how many seats are empty."""

    id: int
    name: str
    slug: str
    language: str
    seats: int
    powers: list[Text]
    holders: list[Holder] = field(default_factory=list)
    coming: list[Holder] = field(default_factory=list)

    @property
    def vacant(self) -> int:
        """Return how many seats nobody holds now."""
        return max(self.seats - len(self.holders), 0)


@dataclass(frozen=True, slots=True)
class ChannelView:
    """A place to meet the body: ``url`` is empty when the address is only words."""

    kind: Text
    name: str
    address: str
    url: str
    note: str


@dataclass(slots=True)
class BodyPage:
    """A body and what stands around it; ``why`` its status changed last, and in which language that is written."""

    body: Body
    kind: str
    status: Text
    why: tuple[str, str]
    scope: str
    hats: Hats
    ancestors: list[Label]
    children: list[Label]
    has_more_children: bool
    channels: list[ChannelView]
    aliases: list[str]
    relations: list[tuple[Text, Label]]
    roles: list[RoleView]
    former: list[Holder]

    @property
    def vacant(self) -> int:
        """Return how many seats are empty in all roles."""
        return sum(role.vacant for role in self.roles)

    @property
    def is_working(self) -> bool:
        """Tell whether the body can act."""
        return self.body.status in WORKING


def body_page(slug: str, *, viewer: Actor, at: datetime) -> BodyPage:
    """Return the page of the body at ``slug``; 404 when there is none."""
    around = surroundings(slug)
    if "body" not in around:
        raise Http404
    body, rest = _body(around["body"][0])
    roles = {row.key: _role(row) for row in around["role"]}
    mandates = _mandates(body, viewer, at.date())
    former = _seat(roles, mandates, viewer, at.date(), body)
    children = [_label(row) for row in around["child"]]
    return BodyPage(
        body=body,
        kind=rest["kind_name"],
        status=STATUSES[BodyStatus(body.status)],
        why=(rest["why"] or "", rest["why_language"] or ""),
        scope=in_words((row.number, row.name) for row in around["scope"]),
        hats=_hats_here(body, around["ancestor"], mandates, viewer, at.date()),
        ancestors=[_label(row) for row in sorted(around["ancestor"], key=lambda r: -r.number)],
        children=children[:CHILDREN],
        has_more_children=len(children) > CHILDREN,
        channels=_channels(around["channel"]),
        aliases=[row.name for row in around["alias"]],
        relations=[(RELATIONS[RelationKind(row.more)], _label(row)) for row in around["relation"]],
        roles=list(roles.values()),
        former=former,
    )


def _body(row: Around) -> tuple[Body, dict[str, Any]]:
    """Return the body with what a page shows of it loaded, and the rest of its row."""
    rest = json.loads(row.more)
    for day in ("started_on", "ended_on"):
        rest[day] = rest[day] and date.fromisoformat(rest[day])
    names = ["id", "name", "slug", *SHOWN]
    return Body.from_db("default", names, [row.key, row.name, row.slug, *(rest[name] for name in SHOWN)]), rest


def _mandates(body: Body, viewer: Actor, day: date) -> list[Mandate]:
    """Return the body's mandates, the running ones first, and those the viewer holds above it."""
    running = Q(until_on=None, is_over=False) | Q(until_on__gt=day)
    past = Mandate.objects.filter(role__body=body).exclude(running).order_by(F("until_on").desc(nulls_last=True), "-id")
    wanted = Q(running, role__body=body) | Q(pk__in=past.values("pk")[:FORMER])
    if viewer.is_known:
        above = BodyClosure.objects.filter(descendant=body, depth__gt=0).values("ancestor_id")
        wanted |= Q(running, person=viewer.person_id, role__body__in=above)
    return list(Mandate.objects.filter(wanted).select_related("person", "role__body__kind").order_by("seat", "id"))


def _seat(
    roles: dict[int, RoleView], mandates: Sequence[Mandate], viewer: Actor, day: date, body: Body
) -> list[Holder]:
    """Put the running mandates under their roles; return the former ones, the latest first."""
    former: list[tuple[date, Holder]] = []
    for mandate in mandates:
        if mandate.role.body_id != body.pk:
            continue
        holder = holder_of(mandate, viewer, day)
        role = roles.get(mandate.role_id)
        if not mandate.runs_on(day):
            former.append((mandate.until_on or date.min, holder))
        elif role is not None:
            is_coming = mandate.from_on is not None and mandate.from_on > day
            (role.coming if is_coming else role.holders).append(holder)
    return [holder for _until, holder in sorted(former, key=lambda pair: pair[0], reverse=True)]


def holder_of(mandate: Mandate, viewer: Actor, day: date) -> Holder:
    """Return a mandate, with its person and role at hand, as pages show it."""
    return Holder(
        id=mandate.pk,
        person=Label(mandate.person.name, mandate.person.get_absolute_url()),
        role_name=mandate.role.name,
        from_on=mandate.from_on,
        until_on=mandate.until_on,
        how_chosen=way_chosen(mandate.how_chosen),
        decision=mandate.decision,
        ended_reason=mandate.ended_reason,
        is_ending=ends_soon(mandate.until_on, day),
        is_own=viewer.person_id is not None and mandate.person_id == viewer.person_id,
    )


def _hats_here(body: Body, above: Sequence[Around], mandates: Sequence[Mandate], viewer: Actor, day: date) -> Hats:
    powers = (m.role.powers for m in mandates if m.role.body_id == body.pk and _holds(m, day))
    is_appointing = body.status in WORKING and any(Power.APPOINT in held for held in powers)
    return Hats(_hats(mandates, viewer, day), (body.pk, *(row.key for row in above)), is_appointing)


def _hats(mandates: Sequence[Mandate], viewer: Actor, day: date) -> tuple[Hat, ...]:
    """Return the viewer's hats in this body and above, out of rows that are there anyway."""
    own = (m for m in mandates if viewer.is_known and m.person_id == viewer.person_id and _holds(m, day))
    return tuple(_hat(m, m.role, m.role.body) for m in own if m.role.body.status in WORKING)


def _hat(held: Mandate, role: Role, body: Body) -> Hat:
    powers = frozenset(role.powers)
    return Hat(
        held.pk, role.pk, role.name, role.slug, body.pk, body.name, body.slug, body.kind.key,
        held.from_on, held.until_on, powers,
    )  # fmt: skip


def _holds(mandate: Mandate, day: date) -> bool:
    return mandate.runs_on(day) and (mandate.from_on is None or mandate.from_on <= day)


def _role(row: Around) -> RoleView:
    powers = json.loads(row.more or "[]")
    return RoleView(row.key, row.name, row.slug, row.note, row.number, [POWERS[Power(p)] for p in powers])


def _label(row: Around) -> Label:
    return Label(row.name, reverse("directory:body", args=[row.slug]))


def _channels(rows: Sequence[Around]) -> list[ChannelView]:
    """Return channels with those of one kind together, the kinds in the order of their first."""
    kinds = list(dict.fromkeys(row.more for row in rows))
    return [_channel(row) for row in sorted(rows, key=lambda row: kinds.index(row.more))]


def _channel(row: Around) -> ChannelView:
    address = row.slug
    url = address if address.startswith(("https://", "http://")) else f"mailto:{address}" if "@" in address else ""
    name = row.name or address.removeprefix("https://").removeprefix("http://").rstrip("/")
    return ChannelView(CHANNELS[ChannelKind(row.more)], name, address, url, row.note)
