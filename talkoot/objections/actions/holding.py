"""The first step of most writes: the round and the objection held, the right checked, the step found possible."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from talkoot.directory.queries import Hats, hats_of
from talkoot.directory.rules import Power
from talkoot.kernel.actors import Actor
from talkoot.kernel.refs import ref
from talkoot.kernel.refusals import Refusal
from talkoot.kernel.verdicts import PermissionDenied, require
from talkoot.objections import rules
from talkoot.objections.models import Objection, Round, Step
from talkoot.objections.permissions import Permission, may
from talkoot.objections.queries import why_impossible, why_over
from talkoot.objections.rules import Awaits, State, StepKind
from talkoot.scopes.actions import Words

BY_STEWARDS = frozenset({
    Permission.PROPOSE_RESOLUTION, Permission.FIND_WITHOUT_REASON, Permission.UPHOLD_APPEAL, Permission.DISMISS_APPEAL,
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Held:
    """An objection of an open round, held until the write is over, by somebody who may take a step about it."""

    objection: Objection
    person_id: int
    mandate: str
    on_behalf: str

    def take(self, kind: StepKind, at: datetime, said: Words | None = None, wording: int | None = None) -> Step:
        """Take a step: the objection stands where that leads, and the step is kept with its words."""
        return settle(self.objection, kind, at, self.person_id, said=said, mandate=self.mandate, wording=wording)


def hold(objection_id: int, permission: Permission, kind: StepKind, *, by: Actor, at: datetime) -> Held:
    """Lock the round, then the objection; require ``permission`` and that ``kind`` may follow, in an open round."""
    seen = Objection.objects.filter(pk=objection_id).values_list("round_id", flat=True).first()
    if seen is None:
        raise Http404
    about = Round.objects.select_for_update().get(pk=seen)
    objection = Objection.objects.select_for_update().get(pk=objection_id)
    objection.round = about
    hats = hats_of(by, at)
    require(may(by, permission, objection, at=at, hats=hats))
    require_open(about, at)
    require_possible(objection, kind)
    return Held(objection, person(by), *_hat(objection, permission, hats))


def require_open(about: Round, at: datetime) -> None:
    """Refuse when the round is over."""
    if (sentence := why_over(about, at)) is not None:
        raise Refusal("closed", sentence)


def require_possible(objection: Objection, kind: StepKind) -> None:
    """Refuse a step that cannot follow, with the reason."""
    if (sentence := why_impossible(objection, kind)) is not None:
        raise Refusal("impossible", sentence)


def settle(
    objection: Objection, kind: StepKind, at: datetime, person_id: int, *,
    said: Words | None = None, mandate: str = "", wording: int | None = None,
) -> Step:  # fmt: skip
    """Let an objection, which the caller holds, stand where a step leads, and write the step down."""
    state, awaits = rules.led_to(kind, Awaits(objection.awaits))
    objection.state, objection.awaits = state, awaits
    objection.settled_at = at if state is not State.STANDING else None
    objection.save()
    return keep(objection, kind, at, person_id, said=said, mandate=mandate, wording=wording)


def keep(
    objection: Objection, kind: StepKind, at: datetime, person_id: int, *,
    said: Words | None = None, mandate: str = "", wording: int | None = None,
) -> Step:  # fmt: skip
    """Write down a step."""
    words = {"text": said.text, "language": said.language, "html": said.html} if said else {}
    return Step.objects.create(
        objection=objection, kind=kind, person_id=person_id, mandate=mandate, wording=wording, at=at, **words
    )


def person(by: Actor) -> int:
    """Return the person who acts; nobody else has an objection, or a word on one."""
    if by.person_id is None:
        raise PermissionDenied(_("Sign in first. What you wrote is kept."))
    return by.person_id


def _hat(objection: Objection, permission: Permission, hats: Hats) -> tuple[str, str]:
    """Return the mandate acted under and the body acted for: none for a person's own objection."""
    is_steward = permission in BY_STEWARDS
    body_id = objection.round.steward_body_id if is_steward else objection.body_id
    if body_id is None:
        return "", ""
    mandate = hats.may(Power.STEWARD if is_steward else Power.REPRESENT, body_id) or ""
    return mandate, ref("body", body_id) if mandate else ""
