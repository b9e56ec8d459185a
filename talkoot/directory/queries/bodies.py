"""Bodies: finding and naming them."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Value
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
    """Return a body's other names and channels as its form shows them, one a line; one query."""
    current = {"body": body_id, "ended_on": None}
    aliases = (
        Alias.objects.filter(**current).order_by().values_list(Value(""), Value(0), "pk", "name", Value(""), Value(""))
    )
    channels = (
        Channel.objects.filter(**current).order_by().values_list("kind", "position", "pk", "name", "address", "note")
    )
    rows = sorted(aliases.union(channels, all=True), key=lambda row: row[1:3])
    written = (write_channel(ChannelRecord(ChannelKind(row[0]), row[4], row[3], row[5])) for row in rows if row[0])
    return {"channels": "\n".join(written), "aliases": "\n".join(row[3] for row in rows if not row[0])}
