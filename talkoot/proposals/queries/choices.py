"""What forms and filters about proposals offer: the viewer's own bodies, bodies with proposals."""

from __future__ import annotations

from datetime import datetime

from talkoot.directory.models import Body
from talkoot.directory.queries import Hats, hats_of
from talkoot.directory.rules import Power
from talkoot.kernel.actors import Actor
from talkoot.proposals.models import Proposal


def my_bodies(actor: Actor, power: Power, at: datetime, *, hats: Hats | None = None) -> list[tuple[int, str]]:
    """Return (key, name) of the bodies in which ``actor`` has ``power``, in the order the mandates were given."""
    worn = hats if hats is not None else hats_of(actor, at)
    return list({hat.body_id: hat.body_name for hat in worn.all if power in hat.powers}.items())


def bodies_with_proposals() -> list[tuple[str, str]]:
    """Return (slug, name) of the bodies that are responsible for any proposal, by name."""
    charged = Proposal.objects.exclude(responsible=None).values("responsible_id")
    return list(Body.objects.filter(pk__in=charged).order_by("fold", "pk").values_list("slug", "name"))


def body_name(slug: str) -> str:
    """Return the name of the body with this slug, empty when there is none."""
    return Body.objects.filter(slug=slug).values_list("name", flat=True).first() or ""


def body_named(text: str) -> Body | None:
    """Return the one body with this page address, slug or exact name; None when there is none or several."""
    slug = text.strip().rstrip("/").rsplit("/", 1)[-1]
    found = list(Body.objects.filter(slug=slug)[:1]) or list(Body.objects.filter(name=text.strip())[:2])
    return found[0] if len(found) == 1 else None
