"""Who may write governance down."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _

from talkoot.directory.queries import NO_HATS, Hats, acting_mandate, hats_of
from talkoot.directory.rules import Power
from talkoot.documents.models import Document
from talkoot.kernel.actors import Actor, ActorKind
from talkoot.kernel.verdicts import ALLOWED, Fact, Verdict, any_of, denied


class Permission(StrEnum):
    """The acts on documents."""

    FOUND_DOCUMENT = "found_document"
    PUBLISH_VERSION = "publish_version"


def may(
    actor: Actor, permission: Permission, subject: Any = None, *, at: datetime, hats: Hats | None = None
) -> Verdict:
    """Tell whether ``actor`` may do this at ``at``, and why not.

    ``subject`` is the document, or the id of the body that is to own one (None asks "any body at all").
    """
    if actor.kind is ActorKind.SYSTEM:
        return ALLOWED
    worn = hats if hats is not None else NO_HATS if actor.is_operator else hats_of(actor, at)
    return TABLE[permission](actor, subject, at, worn)


def is_operator(actor: Actor, subject: Any, at: datetime, hats: Hats) -> Verdict:
    """Hold for who runs the site."""
    return ALLOWED if actor.is_operator else denied(_("Only an operator of this site may do this."))


def tends_owner(actor: Actor, subject: Document | int | None, at: datetime, hats: Hats) -> Verdict:
    """Hold for who tends the body that owns the document, by a mandate in it or in a body it is part of."""
    body_id = subject.body_id if isinstance(subject, Document) else subject
    if acting_mandate(hats, Power.STEWARD, body_id) if body_id is not None else hats.bodies(Power.STEWARD):
        return ALLOWED
    return denied(_("Only those with a mandate to tend the body that owns the document, or an operator, may do this."))


TABLE: Mapping[Permission, Fact] = {
    Permission.FOUND_DOCUMENT: any_of(is_operator, tends_owner),
    Permission.PUBLISH_VERSION: any_of(is_operator, tends_owner),
}
