"""What delegations are called where something refers to them."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Q
from django.utils.translation import gettext

from talkoot.delegations.models import Delegation
from talkoot.kernel.actors import Actor
from talkoot.kernel.refs import Label


def labels(keys: Collection[int], *, viewer: Actor) -> dict[int, Label]:
    """Return a label for each delegation the viewer is a side of; for everybody else there are none."""
    if not viewer.is_known:
        return {}
    rows = Delegation.objects.filter(Q(person=viewer.person_id) | Q(delegate=viewer.person_id), pk__in=keys)
    return {one.pk: Label(gettext("A vote given to somebody"), one.get_absolute_url()) for one in rows}
