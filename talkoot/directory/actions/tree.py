"""Keeping the closure of the tree of bodies true. Called inside other actions' transactions."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from talkoot.directory.models import Body, BodyClosure
from talkoot.kernel.refusals import Refusal


def attach(body: Body) -> None:
    """Write the closure rows of a new body that has no children yet."""
    above = BodyClosure.objects.filter(descendant_id=body.parent_id).values_list("ancestor_id", "depth")
    rows = [BodyClosure(ancestor=body, descendant=body, depth=0)]
    rows += [BodyClosure(ancestor_id=ancestor, descendant=body, depth=depth + 1) for ancestor, depth in above]
    BodyClosure.objects.bulk_create(rows)


def move(body: Body, parent_id: int | None) -> None:
    """Hang a body and all below it elsewhere; refuse a place below itself.

    Every body on both ways up is locked first, so that two moves at once cannot make a ring together.
    """
    ends = [key for key in (body.parent_id, parent_id) if key is not None]
    upward = BodyClosure.objects.filter(descendant_id__in=[*ends, body.pk]).values("ancestor_id")
    list(Body.objects.select_for_update().filter(pk__in=upward).order_by("pk").values_list("pk", flat=True))
    below = dict(BodyClosure.objects.filter(ancestor=body).values_list("descendant_id", "depth"))
    if parent_id in below:
        raise Refusal("cycle", _("A body cannot be part of itself, directly or through others."), "parent_id")
    above = dict(BodyClosure.objects.filter(descendant_id=parent_id).values_list("ancestor_id", "depth"))
    # Closure rows are derived from ``parent``; replacing them loses no record.
    BodyClosure.objects.filter(descendant_id__in=below).exclude(ancestor_id__in=below).delete()
    BodyClosure.objects.bulk_create(
        BodyClosure(ancestor_id=ancestor, descendant_id=descendant, depth=up + down + 1)
        for ancestor, up in above.items()
        for descendant, down in below.items()
    )
    body.parent_id = parent_id
    body.save(update_fields=["parent"])
