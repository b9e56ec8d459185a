"""What duties and matters are called in history and recent changes."""

from __future__ import annotations

from collections.abc import Collection

from talkoot.duties.models import Duty, Matter
from talkoot.kernel.actors import Actor
from talkoot.kernel.refs import Label


def duty_labels(keys: Collection[int], *, viewer: Actor) -> dict[int, Label]:
    """Return a label for each duty: its matter's name, leading to the duty's page. Duties are public."""
    rows = Duty.objects.filter(pk__in=keys).select_related("matter")
    return {d.pk: Label(d.matter.title, d.get_absolute_url(), d.matter.language) for d in rows}


def matter_labels(keys: Collection[int], *, viewer: Actor) -> dict[int, Label]:
    """Return a label for each matter. Matters are public."""
    rows = Matter.objects.filter(pk__in=keys)
    return {m.pk: Label(m.title, m.get_absolute_url(), m.language) for m in rows}


labels = duty_labels
