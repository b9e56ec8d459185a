"""What hangs on bodies: channels, other names, relations. What is not wanted any more is ended, never deleted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db import models

from talkoot.directory.models import Alias, Channel, Relation
from talkoot.directory.rules import ChannelRecord, RelationKind, fold

# How many values one query may be asked with; SQLite's own limit is 32,766.
MANY = 10_000


def keep_channels(wanted: Mapping[int, Sequence[ChannelRecord]], day: date) -> bool:
    """Make the channels of each body (by id) be just those, in order; tell whether anything changed."""
    rows = {
        (body_id, c.kind.value, c.address, c.name): {"note": c.note, "position": position}
        for body_id, channels in wanted.items()
        for position, c in enumerate(channels)
    }
    return _keep(Channel, ("body_id", "kind", "address", "name"), rows, wanted, day)


def keep_aliases(wanted: Mapping[int, tuple[str, Sequence[str]]], day: date) -> bool:
    """Make the other names of each body (by id: its name, the others) be just those; tell whether anything changed."""
    rows: dict[tuple[Any, ...], dict[str, Any]] = {}
    for body_id, (own, names) in wanted.items():
        for name in names:
            if fold(name) and fold(name) != fold(own):
                rows.setdefault((body_id, fold(name)), {"name": name})
    return _keep(Alias, ("body_id", "fold"), rows, wanted, day)


def keep_relations(wanted: Mapping[int, Sequence[tuple[int, RelationKind]]], day: date) -> bool:
    """Make the relations of each body (by id: the others and how) be just those; tell whether anything changed."""
    rows: dict[tuple[Any, ...], dict[str, Any]] = {
        (body_id, other, kind.value): {} for body_id, others in wanted.items() for other, kind in others
    }
    return _keep(Relation, ("body_id", "other_id", "kind"), rows, wanted, day)


def _keep(
    model: type[models.Model],
    identity: tuple[str, ...],
    wanted: Mapping[tuple[Any, ...], dict[str, Any]],
    bodies: Iterable[int],
    day: date,
) -> bool:
    """Insert, revive or end rows so that those of ``bodies`` without an end are just ``wanted``."""
    there = {tuple(getattr(row, name) for name in identity): row for row in _rows(model, list(bodies))}
    new = [
        model(**dict(zip(identity, key, strict=True)), **values) for key, values in wanted.items() if key not in there
    ]
    model._default_manager.bulk_create(new, batch_size=1_000)
    changed = [row for key, row in there.items() if _bring_in_line(row, wanted.get(key), day)]
    names = sorted({"ended_on", *(name for values in wanted.values() for name in values)})
    model._default_manager.bulk_update(changed, names, batch_size=200)
    return bool(new or changed)


def _bring_in_line(row: Any, wanted: dict[str, Any] | None, day: date) -> bool:
    values = {"ended_on": row.ended_on or day} if wanted is None else wanted | {"ended_on": None}
    differs = any(getattr(row, name) != value for name, value in values.items())
    for name, value in values.items():
        setattr(row, name, value)
    return differs


def _rows(model: type[models.Model], bodies: Sequence[int]) -> Iterable[Any]:
    for start in range(0, len(bodies), MANY):
        yield from model._default_manager.filter(body_id__in=bodies[start : start + MANY])
