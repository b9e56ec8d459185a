"""What hangs on the bodies of an import: channels, other names, relations. What the file has no more is ended."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import models

from talkoot.directory.actions.imports.work import MANY, Work
from talkoot.directory.models import Alias, Body, Channel, Relation
from talkoot.directory.rules import BodyRecord, RelationRecord, fold
from talkoot.kernel.imports import gettext_noop

UNKNOWN_BODY = gettext_noop("There is no body %(value)s, neither in this source nor by address.")


def keep_channels(work: Work, records: Sequence[BodyRecord], bodies: Mapping[str, Body]) -> None:
    """Make each body's channels be those of its record, in order."""
    wanted = {
        (bodies[r.key].pk, c.kind.value, c.address, c.name): {"note": c.note, "position": position}
        for r in records
        if r.key in bodies
        for position, c in enumerate(r.channels)
    }
    _keep(work, Channel, ("body_id", "kind", "address", "name"), wanted, bodies.values())


def keep_aliases(work: Work, records: Sequence[BodyRecord], bodies: Mapping[str, Body]) -> None:
    """Make each body's other names be those of its record."""
    wanted = {
        (bodies[r.key].pk, fold(name)): {"name": name}
        for r in records
        if r.key in bodies
        for name in reversed(r.aliases)
        if fold(name) and fold(name) != fold(r.name)
    }
    _keep(work, Alias, ("body_id", "fold"), wanted, bodies.values())


def keep_relations(work: Work, records: Sequence[RelationRecord], bodies: Mapping[str, Body]) -> None:
    """Make the relations of the bodies be ``records``."""
    wanted: dict[tuple[Any, ...], dict[str, Any]] = {}
    for record in records:
        unknown = next((key for key in (record.body, record.other) if key not in bodies), None)
        if unknown is not None:
            work.problems.append(record.place.problem("other", UNKNOWN_BODY, value=unknown))
        else:
            wanted[bodies[record.body].pk, bodies[record.other].pk, record.kind.value] = {}
    _keep(work, Relation, ("body_id", "other_id", "kind"), wanted, bodies.values())


def _keep(
    work: Work,
    model: type[models.Model],
    identity: tuple[str, ...],
    wanted: Mapping[tuple[Any, ...], dict[str, Any]],
    bodies: Iterable[Body],
) -> None:
    """Insert, revive or end rows so that those of ``bodies`` without an end are just ``wanted``."""
    there = {tuple(getattr(row, name) for name in identity): row for row in _rows(model, [b.pk for b in bodies])}
    new = [
        model(**dict(zip(identity, key, strict=True)), **values) for key, values in wanted.items() if key not in there
    ]
    model._default_manager.bulk_create(new, batch_size=1_000)
    changed = []
    for key, row in there.items():
        end = None if key in wanted else row.ended_on or work.run.at.date()
        values = wanted.get(key, {}) | {"ended_on": end}
        if any(getattr(row, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(row, name, value)
            changed.append(row)
    names = sorted({"ended_on", *(name for values in wanted.values() for name in values)})
    model._default_manager.bulk_update(changed, names, batch_size=200)


def _rows(model: type[models.Model], bodies: Sequence[int]) -> Iterable[Any]:
    for start in range(0, len(bodies), MANY):
        yield from model._default_manager.filter(body_id__in=bodies[start : start + MANY])
