"""Who may open a slate, put names forward, stand, speak, ask, and take names off, and why not."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from talkoot.directory.queries import Hats, hats_of
from talkoot.directory.rules import Power
from talkoot.kernel.actors import Actor, ActorKind
from talkoot.kernel.verdicts import ALLOWED, Fact, Verdict, any_of, denied
from talkoot.slates.models import Candidate, Slate


class Permission(StrEnum):
    """What can be done with a slate and its candidates."""

    OPEN_SLATE = "open_slate"
    NOMINATE = "nominate"
    CONSENT = "consent"
    DECLINE = "decline"
    WRITE_STATEMENT = "write_statement"
    ASK_QUESTION = "ask_question"
    ANSWER_QUESTION = "answer_question"
    WITHDRAW = "withdraw"
    STRIKE_CANDIDATE = "strike_candidate"
    FREEZE_SLATE = "freeze_slate"
    IMPORT_CANDIDATES = "import_candidates"


# The hats that let someone open a slate for their body: those who put its questions.
CONVENING = (Power.STEWARD, Power.MODERATE)


def is_system(actor: Actor, subject: object, at: datetime, hats: Hats) -> Verdict:
    """The system itself acts: by the clock, or told by a process that was agreed before."""
    return ALLOWED if actor.kind == ActorKind.SYSTEM else denied(_("Only the system does this."))


def convenes(actor: Actor, body_id: int, at: datetime, hats: Hats) -> Verdict:
    """Holds a `CONVENING` power in the body that holds the election."""
    if any(hats.may(power, body_id) for power in CONVENING):
        return ALLOWED
    return denied(_("Only stewards of the body, and those who move its proposals on, may do this."))


def convenes_slate(actor: Actor, slate: Slate, at: datetime, hats: Hats) -> Verdict:
    """Holds a `CONVENING` power in the body that holds the election: whoever opens its voting fixes the names."""
    return convenes(actor, slate.steward_body_id, at, hats)


def is_known(actor: Actor, subject: object, at: datetime, hats: Hats) -> Verdict:
    """A person stands behind the actor."""
    return ALLOWED if actor.is_known else denied(_("Sign in first. What you wrote is kept."))


def is_candidate(actor: Actor, candidate: Candidate, at: datetime, hats: Hats) -> Verdict:
    """Is the person who stands, represents the body that does, or put the project forward."""
    if candidate.body_id is not None:
        if hats.may(Power.REPRESENT, candidate.body_id):
            return ALLOWED
        return denied(_("Only those who represent the body that stands may do this."))
    if actor.is_known and candidate.speaker_id == actor.person_id:
        return ALLOWED
    return denied(_("Only the candidate may do this."))


def speaks_for_nameless(actor: Actor, candidate: Candidate, at: datetime, hats: Hats) -> Verdict:
    """Is a steward, and the candidate was entered by a name alone: nobody else can act for it here."""
    if candidate.body_id is None and candidate.speaker_id is None:
        return stewards_slate(actor, candidate.slate, at, hats)
    return denied(_("Only the candidate may do this."))


def stewards_slate(actor: Actor, slate: Slate, at: datetime, hats: Hats) -> Verdict:
    """Holds ``steward`` in the body that holds the election."""
    if hats.may(Power.STEWARD, slate.steward_body_id):
        return ALLOWED
    return denied(_("Only stewards of the body that holds the election may do this."))


def stewards_candidate(actor: Actor, candidate: Candidate, at: datetime, hats: Hats) -> Verdict:
    """Holds ``steward`` in the body that holds the candidate's election."""
    return stewards_slate(actor, candidate.slate, at, hats)


TABLE: dict[Permission, Fact] = {
    Permission.OPEN_SLATE: any_of(is_system, convenes),
    Permission.NOMINATE: is_known,
    # Consent is given by nobody else: who is entered by a name alone gave it to the steward, elsewhere.
    Permission.CONSENT: is_candidate,
    Permission.DECLINE: is_candidate,
    Permission.WRITE_STATEMENT: any_of(is_candidate, speaks_for_nameless),
    Permission.ASK_QUESTION: is_known,
    Permission.ANSWER_QUESTION: any_of(is_candidate, speaks_for_nameless),
    Permission.WITHDRAW: any_of(is_candidate, speaks_for_nameless),
    Permission.STRIKE_CANDIDATE: stewards_candidate,
    Permission.FREEZE_SLATE: any_of(is_system, convenes_slate),
    Permission.IMPORT_CANDIDATES: any_of(is_system, stewards_slate),
}
OF_SLATE = (Permission.NOMINATE, Permission.FREEZE_SLATE, Permission.IMPORT_CANDIDATES)
OF_CANDIDATE = tuple(p for p in Permission if p not in OF_SLATE and p != Permission.OPEN_SLATE)


def may(
    actor: Actor, permission: Permission, subject: object = None, *, at: datetime, hats: Hats | None = None
) -> Verdict:
    """Tell whether ``actor`` may, and if not why; give ``hats`` where they are at hand, to save the query.

    ``subject`` is the body's key for opening, the slate for `OF_SLATE`, else the candidate with its slate.
    """
    return TABLE[permission](actor, subject, at, hats if hats is not None else hats_of(actor, at))


def rights_on_slate(actor: Actor, slate: Slate, *, at: datetime, hats: Hats) -> dict[str, Verdict]:
    """Return, by permission, what ``actor`` may do with a slate, for the buttons of its page."""
    return {permission.value: may(actor, permission, slate, at=at, hats=hats) for permission in OF_SLATE}


def rights_on_candidate(actor: Actor, candidate: Candidate, *, at: datetime, hats: Hats) -> dict[str, Verdict]:
    """Return, by permission, what ``actor`` may do with a candidate, for the buttons of its page."""
    return {permission.value: may(actor, permission, candidate, at=at, hats=hats) for permission in OF_CANDIDATE}
