"""The first step of every write to a consultation: its row held, the right checked, the hat known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from talkoot.consultations.models import Consultation
from talkoot.consultations.permissions import Permission, may
from talkoot.directory.queries import Hats, hats_of
from talkoot.directory.rules import Power
from talkoot.kernel.actors import Actor
from talkoot.kernel.refs import ref
from talkoot.kernel.verdicts import PermissionDenied, require
from talkoot.ledger.queries.prepared import NUMBER, PreparedRow

MATTER_ENDED = _("The matter this was asked for came to its end, so nobody is asked any more.")


@dataclass(frozen=True, slots=True)
class Held:
    """A consultation held until the write is over, by someone who answers for the body that was asked."""

    consultation: Consultation
    person_id: int
    hats: Hats

    @property
    def mandate(self) -> str:
        """Return the mandate acted under."""
        return self.hats.may(Power.ANSWER, self.consultation.answering_body_id) or ""

    @property
    def on_behalf(self) -> str:
        """Return the answering body's ref."""
        return ref("body", self.consultation.answering_body_id)


def hold(consultation_id: int, permission: Permission, *, by: Actor, at: datetime) -> Held:
    """Lock the consultation and require ``permission``, which only a person can have."""
    if by.person_id is None:
        raise PermissionDenied(_("Sign in first. What you wrote is kept."))
    consultation = locked(consultation_id)
    hats = hats_of(by, at)
    require(may(by, permission, consultation, at=at, hats=hats))
    return Held(consultation, by.person_id, hats)


def locked(consultation_id: int) -> Consultation:
    """Return the row, held until the write is over; every write to a consultation's rows holds it first.

    404 when there is none.
    """
    consultation = _LOCKED.get(consultation_id)
    if consultation is None:
        raise Http404
    return consultation


_LOCKED = PreparedRow(lambda: Consultation.objects.select_for_update().filter(pk=NUMBER))
