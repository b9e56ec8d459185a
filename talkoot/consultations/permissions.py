"""Who may ask, speak, answer and close; rights hang on mandates in the bodies concerned."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from talkoot.consultations.models import Consultation
from talkoot.directory.queries import Hats, hats_of
from talkoot.directory.rules import Power
from talkoot.kernel.actors import Actor, ActorKind
from talkoot.kernel.verdicts import ALLOWED, Fact, Verdict, any_of, denied


class Permission(StrEnum):
    """What can be done with a consultation."""

    OPEN_CONSULTATION = "open_consultation"
    INVITE_PARTY = "invite_party"
    EXTEND_DEADLINE = "extend_deadline"
    GIVE_INPUT = "give_input"
    TAKE_UP_INPUTS = "take_up_inputs"
    DISPOSE_OF_INPUTS = "dispose_of_inputs"
    CLOSE_CONSULTATION = "close_consultation"
    STOP_ASKING = "stop_asking"


@dataclass(frozen=True, slots=True)
class Voice:
    """Someone wants to speak in ``consultation``, for themselves or for the body ``body_id``."""

    consultation: Consultation
    body_id: int | None = None


# The hats that let someone put a question in a body's name.
CONVENING = (Power.STEWARD, Power.MODERATE, Power.ANSWER)


def is_system(actor: Actor, subject: object, at: datetime, hats: Hats) -> Verdict:
    """The system itself acts, told by a process that was agreed before."""
    return ALLOWED if actor.kind == ActorKind.SYSTEM else denied(_("Only the system does this."))


def convenes(actor: Actor, body_id: int, at: datetime, hats: Hats) -> Verdict:
    """Holds `CONVENING` powers in the body that will answer."""
    if any(hats.may(power, body_id) for power in CONVENING):
        return ALLOWED
    return denied(_("Only those who act for the answering body may open a consultation in its name."))


def answers(actor: Actor, consultation: Consultation, at: datetime, hats: Hats) -> Verdict:
    """Holds ``answer`` in the answering body."""
    if hats.may(Power.ANSWER, consultation.answering_body_id):
        return ALLOWED
    return denied(_("Only those who answer for the body that was asked may do this."))


def may_speak(actor: Actor, voice: Voice, at: datetime, hats: Hats) -> Verdict:
    """A known person; a visitor where the consultation takes visitors; for a body, a holder of ``represent``."""
    if voice.body_id is not None:
        if hats.may(Power.REPRESENT, voice.body_id):
            return ALLOWED
        return denied(_("Only those who represent the body may speak for it."))
    if actor.is_known or (actor.kind == ActorKind.VISITOR and voice.consultation.takes_visitors):
        return ALLOWED
    return denied(_("This consultation is for people with an account. Sign in first; what you wrote is kept."))


TABLE: dict[Permission, Fact] = {
    Permission.OPEN_CONSULTATION: any_of(is_system, convenes),
    Permission.INVITE_PARTY: answers,
    Permission.EXTEND_DEADLINE: answers,
    Permission.GIVE_INPUT: may_speak,
    Permission.TAKE_UP_INPUTS: answers,
    Permission.DISPOSE_OF_INPUTS: answers,
    Permission.CLOSE_CONSULTATION: answers,
    # What follows from the end of a matter, whoever ended it, follows by rule.
    Permission.STOP_ASKING: is_system,
}


def may(
    actor: Actor, permission: Permission, subject: object = None, *, at: datetime, hats: Hats | None = None
) -> Verdict:
    """Tell whether ``actor`` may, and if not why; give ``hats`` where they are at hand, to save the query.

    ``subject`` is the answering body's key for opening, a `Voice` for giving input, else the consultation.
    """
    return TABLE[permission](actor, subject, at, hats if hats is not None else hats_of(actor, at))


def rights_of(
    actor: Actor, consultation: Consultation, *, at: datetime, hats: Hats | None = None
) -> dict[str, Verdict]:
    """Return, by permission, what ``actor`` may do with a consultation, for the buttons of its page."""
    hats = hats if hats is not None else hats_of(actor, at)
    nobodys = {Permission.OPEN_CONSULTATION, Permission.STOP_ASKING}
    subjects = {permission: consultation for permission in TABLE if permission not in nobodys}
    return {
        permission.value: may(
            actor, permission, Voice(subject) if permission == Permission.GIVE_INPUT else subject, at=at, hats=hats
        )
        for permission, subject in subjects.items()
    }
