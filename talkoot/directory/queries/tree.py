"""Where bodies stand in the movement."""

from __future__ import annotations

from talkoot.directory.models import BodyClosure


def ancestor_ids(body_id: int) -> list[int]:
    """Return the bodies that ``body_id`` is part of, nearest first, itself not among them."""
    rows = BodyClosure.objects.filter(descendant_id=body_id, depth__gt=0).order_by("depth")
    return list(rows.values_list("ancestor_id", flat=True))


def descendant_ids(body_id: int) -> list[int]:
    """Return the bodies that are part of ``body_id`` at any depth, nearest first, itself not among them."""
    rows = BodyClosure.objects.filter(ancestor_id=body_id, depth__gt=0).order_by("depth", "descendant_id")
    return list(rows.values_list("descendant_id", flat=True))
