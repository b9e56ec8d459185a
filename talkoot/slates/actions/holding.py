"""The first step of every write: the slate's row held, then the candidate's; the right checked, the hat known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.http import Http404

from talkoot.directory.queries import Hats, hats_of
from talkoot.directory.rules import Power
from talkoot.kernel.actors import Actor
from talkoot.kernel.refs import ref
from talkoot.kernel.verdicts import require
from talkoot.slates.models import Candidate, Slate
from talkoot.slates.permissions import CONVENING, Permission, may

STEWARDS = frozenset({Permission.STRIKE_CANDIDATE, Permission.FREEZE_SLATE, Permission.IMPORT_CANDIDATES})


@dataclass(frozen=True, slots=True)
class HeldSlate:
    """A slate held until the write is over, and the hats it is written under."""

    slate: Slate
    hats: Hats

    @property
    def mandate(self) -> str:
        """Return the mandate of who holds the election."""
        found = (self.hats.may(power, self.slate.steward_body_id) for power in CONVENING)
        return next((mandate for mandate in found if mandate), "")

    @property
    def on_behalf(self) -> str:
        """Return the body that who holds the election acts for; empty where none does."""
        return ref("body", self.slate.steward_body_id) if self.mandate else ""


@dataclass(frozen=True, slots=True)
class HeldCandidate:
    """A candidate and its slate held until the write is over, and the hat it is written under."""

    candidate: Candidate
    mandate: str
    on_behalf: str


def hold_slate(slate_id: int, permission: Permission, *, by: Actor, at: datetime) -> HeldSlate:
    """Lock the slate and require ``permission``; 404 when there is none."""
    slate = locked(slate_id)
    hats = hats_of(by, at)
    require(may(by, permission, slate, at=at, hats=hats))
    return HeldSlate(slate, hats)


def hold_candidate(candidate_id: int, permission: Permission, *, by: Actor, at: datetime) -> HeldCandidate:
    """Lock the candidate's slate, then the candidate, and require ``permission``; 404 when there is none.

    The slate comes first, so that nobody changes while its order is drawn. Whoever may not know of a candidate is
    told no more than that there is none.
    """
    hats = hats_of(by, at)
    seen = Candidate.objects.visible_to(by, hats).filter(pk=candidate_id).values_list("slate_id", flat=True).first()
    if seen is None:
        raise Http404
    slate = locked(seen)
    candidate = Candidate.objects.select_for_update().get(pk=candidate_id)
    candidate.slate = slate
    require(may(by, permission, candidate, at=at, hats=hats))
    return HeldCandidate(candidate, *_hat(candidate, permission, hats))


def locked(slate_id: int) -> Slate:
    """Return the slate's row, held until the write is over; every write to what is on it holds it first."""
    slate = Slate.objects.select_for_update().filter(pk=slate_id).first()
    if slate is None:
        raise Http404
    return slate


def _hat(candidate: Candidate, permission: Permission, hats: Hats) -> tuple[str, str]:
    """Return the mandate acted under and the body acted for: none for a person's own candidacy, or a question."""
    if permission in STEWARDS:
        body_id, power = candidate.slate.steward_body_id, Power.STEWARD
    elif candidate.body_id is not None and permission != Permission.ASK_QUESTION:
        body_id, power = candidate.body_id, Power.REPRESENT
    else:
        return "", ""
    mandate = hats.may(power, body_id) or ""
    return mandate, ref("body", body_id) if mandate else ""
