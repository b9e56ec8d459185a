"""Bodies: finding and naming them."""

from __future__ import annotations

from collections.abc import Collection

from django.http import Http404

from talkoot.directory.models import Alias, Body, Channel
from talkoot.directory.rules import WORKING, ChannelKind, ChannelRecord, write_channel
from talkoot.kernel.actors import Actor


def get_body(slug: str, viewer: Actor) -> Body:
    """Return the body at an address; 404 when there is none. Bodies are public."""
    body = Body.objects.select_related("kind", "parent", "scope").filter(slug=slug).first()
    if body is None:
        raise Http404
    return body


def bodies_by_id(ids: Collection[int]) -> dict[int, Body]:
    """Return bodies by id, with their kind."""
    return {body.pk: body for body in Body.objects.select_related("kind").filter(id__in=ids)}


def bodies_of_kind(kind: str) -> list[int]:
    """Return the ids of all working (forming or active) bodies of a kind, by name."""
    rows = Body.objects.filter(kind__key=kind, status__in=list(WORKING)).order_by("fold", "id")
    return list(rows.values_list("id", flat=True))


def particulars_of(body_id: int) -> dict[str, str]:
    """Return a body's other names and channels as its form shows them: one a line."""
    channels = Channel.objects.filter(body=body_id, ended_on=None).order_by("position", "pk")
    written = (write_channel(ChannelRecord(ChannelKind(c.kind), c.address, c.name, c.note)) for c in channels)
    names = Alias.objects.filter(body=body_id, ended_on=None).order_by("pk").values_list("name", flat=True)
    return {"channels": "\n".join(written), "aliases": "\n".join(names)}
