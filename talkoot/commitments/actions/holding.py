"""The first step of every write to a commitment: its row held, the right checked, the hat known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from talkoot.commitments.models import Commitment
from talkoot.commitments.permissions import Permission, may
from talkoot.directory.queries import Hats, hats_of
from talkoot.directory.rules import Power
from talkoot.kernel.actors import Actor
from talkoot.kernel.refs import ref
from talkoot.kernel.verdicts import PermissionDenied, require


@dataclass(frozen=True, slots=True)
class Held:
    """A commitment held until the write is over, and the hat it is written under."""

    commitment: Commitment
    person_id: int
    mandate: str
    on_behalf: str


def hold(commitment_id: int, permission: Permission, *, by: Actor, at: datetime) -> Held:
    """Lock the commitment and require ``permission``; a review acts for the body that judges, all else for its own."""
    if by.person_id is None:
        raise PermissionDenied(_("Sign in first. What you wrote is kept."))
    commitment = Commitment.objects.select_for_update().get(pk=commitment_id)
    hats = hats_of(by, at)
    require(may(by, permission, commitment, at=at, hats=hats))
    is_review = permission == Permission.REVIEW_COMMITMENT
    body_id = commitment.review_body_id if is_review else commitment.body_id
    return Held(commitment, by.person_id, _mandate(hats, body_id, commitment.role_id), ref("body", body_id))


def _mandate(hats: Hats, body_id: int, role_id: int) -> str:
    """Return the hat that gave the right: one that steers or delivers in the body, else the role that owns."""
    for power in (Power.DELIVER, Power.STEWARD, Power.REPRESENT):
        if found := hats.may(power, body_id):
            return found
    return next((hat.ref for hat in hats.all if hat.role_id == role_id), "")
