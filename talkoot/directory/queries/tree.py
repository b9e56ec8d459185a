"""Where bodies stand in the movement."""

from __future__ import annotations

from collections.abc import Sequence

from talkoot.directory.models import BodyClosure
from talkoot.directory.queries.hats import Hats
from talkoot.directory.rules import Power


def ancestor_ids(body_id: int) -> list[int]:
    """Return the bodies that ``body_id`` is part of, nearest first, itself not among them."""
    rows = BodyClosure.objects.filter(descendant_id=body_id, depth__gt=0).order_by("depth")
    return list(rows.values_list("ancestor_id", flat=True))


def bodies_above(body_id: int, hats: Hats) -> Sequence[int]:
    """Return the bodies that ``body_id`` is part of, nearest first; no query where they were read with ``hats``."""
    return hats.lineage[1:] if hats.lineage[:1] == (body_id,) else ancestor_ids(body_id)


def acting_mandate(hats: Hats, power: Power, body_id: int) -> str:
    """Return the mandate (a ref) that gives ``power`` over a body, in it or nearest above it; empty where none does."""
    bodies = hats.bodies(power)
    if not bodies:
        return ""
    above = () if body_id in bodies else bodies_above(body_id, hats)
    nearest = next((b for b in (body_id, *above) if b in bodies), None)
    return hats.may(power, nearest) or "" if nearest is not None else ""


def descendant_ids(body_id: int) -> list[int]:
    """Return the bodies that are part of ``body_id`` at any depth, nearest first, itself not among them."""
    rows = BodyClosure.objects.filter(ancestor_id=body_id, depth__gt=0).order_by("depth", "descendant_id")
    return list(rows.values_list("descendant_id", flat=True))
