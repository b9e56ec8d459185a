"""Roles of an import."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Max, Q

from talkoot.directory.actions.imports.work import MANY, Work, differences, known_keys
from talkoot.directory.models import Body, Mandate, Role
from talkoot.directory.rules import Power, RoleRecord, Slugs
from talkoot.kernel.imports import gettext_noop, ngettext_lazy
from talkoot.scopes.rules import language_tag

# Translators: %(value)s is what stands in the file.
UNKNOWN_BODY = gettext_noop("There is no body %(value)s, neither in this source nor by address.")
SEATS_TAKEN = ngettext_lazy(
    # Translators: %(count)s is a number.
    "%(count)s seat is filled: end that mandate first.",
    "%(count)s seats are filled: end those mandates first.",
    by="count",
)


def keep_roles(work: Work, records: Sequence[RoleRecord]) -> None:
    """Make the source's roles be what ``records`` say; roles the source has no more are not filled again."""
    there = {r.source_key: r for r in Role.objects.filter(source=work.run.origin)}
    bodies = known_keys(Body, work.run.origin, {r.body for r in records})
    slugs = _slugs({bodies[r.body] for r in records if r.body in bodies and r.key not in there})
    filled = _filled([r.pk for r in there.values()], work)
    new: list[Role] = []
    changed: list[tuple[Role, Sequence[str]]] = []
    for position, record in enumerate(records):
        role = there.pop(record.key, None)
        if record.body not in bodies:
            work.problems.append(record.place.problem("body", UNKNOWN_BODY, value=record.body))
        elif role is None:
            new.append(_new(work, record, bodies[record.body], slugs, position))
        elif record.seats < filled.get(role.pk, 0):
            work.problems.append(record.place.problem("seats", SEATS_TAKEN, count=filled[role.pk]))
        elif fields := differences(role, _wanted(record, bodies[record.body])):
            changed.append((role, fields))
        else:
            work.outcome.count("unchanged", "role")
    work.create(Role, new, "roles")
    work.update(Role, changed, "roles")
    if work.may_end:
        _end(work, [r for r in there.values() if r.ended_on is None])


def _wanted(record: RoleRecord, body_id: int) -> dict[str, Any]:
    return {
        "body_id": body_id,
        "name": record.name,
        "language": language_tag(record.language),
        "seats": record.seats,
        "term_months": record.term_months,
        "powers": [power.value for power in Power if power in record.powers],
        "ended_on": None,
    }


def _new(work: Work, record: RoleRecord, body_id: int, slugs: Mapping[int, Slugs], position: int) -> Role:
    return Role(
        slug=slugs[body_id].give(record.name, "role"),
        position=min(position, 9_999),
        source=work.run.origin,
        source_key=record.key,
        **_wanted(record, body_id),
    )


def _slugs(bodies: set[int]) -> dict[int, Slugs]:
    taken: dict[int, set[str]] = defaultdict(set)
    wanted = sorted(bodies)
    for start in range(0, len(wanted), MANY):
        rows = Role.objects.filter(body_id__in=wanted[start : start + MANY])
        for body_id, slug in rows.values_list("body_id", "slug"):
            taken[body_id].add(slug)
    return {body_id: Slugs(taken[body_id]) for body_id in wanted}


def _filled(roles: Sequence[int], work: Work) -> dict[int, int]:
    """Return the highest seat of each role that is, or is going to be, held."""
    running = Mandate.objects.filter(Q(until_on=None) | Q(until_on__gt=work.run.at.date()), is_over=False)
    filled: dict[int, int] = {}
    for start in range(0, len(roles), MANY):
        rows = running.filter(role_id__in=roles[start : start + MANY]).values_list("role_id")
        filled |= dict(rows.annotate(highest=Max("seat")))
    return filled


def _end(work: Work, roles: Sequence[Role]) -> None:
    Role.objects.filter(pk__in=[r.pk for r in roles]).update(ended_on=work.run.at.date())
    for role in roles:
        work.note("ended", role, ["ended_on"])
