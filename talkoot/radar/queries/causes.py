"""What is wrong now, in a region of the directory and the map, or everywhere: rows turned into values for the rules."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Count, Q, QuerySet

from talkoot.directory.models import Body, Mandate, Role
from talkoot.directory.rules import WORKING, fold
from talkoot.duties.models import Duty, Matter
from talkoot.duties.queries import holding_body_id
from talkoot.duties.rules import Held, Letter
from talkoot.radar import rules
from talkoot.radar.models import Finding
from talkoot.radar.rules import Cause, Claim, Holder, Limits, Post, Posts, Term
from talkoot.scopes import queries as scopes
from talkoot.scopes.rules import World


@dataclass(frozen=True, slots=True)
class Region:
    """What is looked at: matters, roles, bodies, persons by id. ``is_all``: everything."""

    matters: frozenset[int] = frozenset()
    roles: frozenset[int] = frozenset()
    bodies: frozenset[int] = frozenset()
    persons: frozenset[int] = frozenset()
    is_all: bool = False

    def __bool__(self) -> bool:
        return self.is_all or bool(self.matters or self.roles or self.bodies or self.persons)


EVERYWHERE = Region(is_all=True)


def limits() -> Limits:
    """Return what this site calls too much (settings.RADAR)."""
    return Limits(**settings.RADAR)


def standing_in(region: Region) -> QuerySet[Finding]:
    """Return the open findings about what is in the region."""
    if region.is_all:
        return Finding.objects.open()
    return Finding.objects.open().filter(
        Q(matter__in=region.matters)
        | Q(role__in=region.roles)
        | Q(holder__in=region.bodies)
        | Q(person__in=region.persons)
    )


def causes_in(region: Region, at: datetime) -> list[Cause]:
    """Return what is wrong in the region at ``at``; at most a dozen queries whatever its size."""
    posts = _posts()
    causes = [*_in_matters(region, posts, at)]
    for holder in _holders(region, at):
        causes += _some(rules.orphaned(holder, posts))
    for term in _terms(region, at):
        causes += _some(rules.unfollowed(term, posts, at.date(), limits()))
    for person, loads in _loads(region, at).items():
        causes += _some(rules.overburdened(person, loads, posts, limits()))
    return causes


def _some(cause: Cause | None) -> Iterable[Cause]:
    return () if cause is None else (cause,)


def _posts() -> Posts:
    rows = Body.objects.values_list("pk", "parent_id", "status")
    return {pk: Post(parent, status in WORKING, status) for pk, parent, status in rows}


def _within(region: Region, rows: QuerySet[Any], **narrowed: Iterable[int]) -> QuerySet[Any]:
    """Keep the rows of a region; several names are joined by "or"."""
    if region.is_all:
        return rows
    wanted = Q(pk=None)
    for name, keys in narrowed.items():
        wanted |= Q(**{f"{name}__in": keys})
    return rows.filter(wanted)


def _in_matters(region: Region, posts: Posts, at: datetime) -> list[Cause]:
    matters = _within(region, Matter.objects.filter(retired_on=None), pk=region.matters).values_list("pk", flat=True)
    claims = claims_by_matter(_within(region, Duty.objects.filter(ended_on=None), matter=region.matters))
    world = _world(claims)
    found: list[Cause] = []
    for matter in matters.order_by("pk"):
        found += rules.in_matter(matter, claims.get(matter, ()), world, posts, at.date())
    return found


def claims_by_matter(duties: QuerySet[Duty]) -> Mapping[int, list[Claim]]:
    """Return duties as the rules see them, by matter (two queries)."""
    rows = list(duties.select_related("role").order_by("pk"))
    facets = scopes.facets_of({duty.scope_id for duty in rows}) if rows else {}
    claims: dict[int, list[Claim]] = defaultdict(list)
    for duty in rows:
        held = Held(duty.pk, Letter(duty.letter), holding_body_id(duty), facets[duty.scope_id])
        holder = f"role:{duty.role_id}" if duty.role_id else f"body:{duty.body_id}"
        claims[duty.matter_id].append(Claim(held, holder, fold(duty.source), duty.review_on))
    return claims


def _world(claims: Mapping[int, list[Claim]]) -> World:
    """The whole world is read only where two bodies decide in one matter."""
    for held in claims.values():
        if len({c.held.body_id for c in held if c.held.letter is Letter.ACCOUNTABLE}) > 1:
            return scopes.world()
    return scopes.ancestry_of(*{c.held.facets for held in claims.values() for c in held})


def _holders(region: Region, at: datetime) -> list[Holder]:
    """Return the bodies and roles of the region that hold duties, and whether anybody is there (four queries)."""
    day, current = at.date(), Duty.objects.filter(ended_on=None)
    bodies = _within(region, current.exclude(body=None), body=region.bodies).values_list("body")
    roles = _within(region, current.exclude(role=None), role=region.roles).values_list("role")
    by_body = dict(bodies.annotate(n=Count("pk")).order_by())
    by_role = dict(roles.annotate(n=Count("pk")).order_by())
    held = Mandate.objects.held_on(day)
    peopled = set(held.filter(role__body__in=by_body).values_list("role__body", flat=True))
    seated = set(held.filter(role__in=by_role).values_list("role", flat=True))
    found = [Holder(body, n, is_held=body in peopled) for body, n in by_body.items()]
    for role in Role.objects.filter(pk__in=by_role):
        is_over = role.ended_on is not None and role.ended_on <= day
        found.append(Holder(role.body_id, by_role[role.pk], role.pk, is_over=is_over, is_held=role.pk in seated))
    return found


def _terms(region: Region, at: datetime) -> list[Term]:
    """Return the terms of roles with one seat on which duties hang and that somebody holds (one query)."""
    day = at.date()
    burdened = Duty.objects.filter(ended_on=None, role__isnull=False)
    roles = _within(region, Role.objects.filter(seats=1), pk=region.roles)
    roles = roles.filter(pk__in=burdened.values("role"))
    running = Mandate.objects.filter(Q(until_on=None) | Q(until_on__gt=day), role__in=roles, is_over=False)
    spans: dict[tuple[int, int], list[tuple[bool, Any]]] = defaultdict(list)
    for mandate in running.select_related("role").order_by("pk"):
        has_begun = mandate.from_on is None or mandate.from_on <= day
        spans[mandate.role_id, mandate.role.body_id].append((has_begun, mandate.until_on))
    return [
        Term(role, body, until, is_followed=any(not other for other, _ in held))
        for (role, body), held in spans.items()
        for has_begun, until in held
        if has_begun
    ]


def _loads(region: Region, at: datetime) -> Mapping[int, Mapping[int, int]]:
    """Return, for each person, the duties of the roles they hold, counted by body (one query)."""
    held = _within(region, Mandate.objects.held_on(at.date()), person=region.persons)
    rows = (
        held.filter(role__duties__isnull=False, role__duties__ended_on=None)
        .values_list("person", "role__body")
        .annotate(n=Count("role__duties", distinct=True))
        .order_by("person", "role__body")
    )
    loads: dict[int, dict[int, int]] = defaultdict(dict)
    for person, body, number in rows:
        loads[person][body] = number
    return loads
