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
from talkoot.kernel.verdicts import PermissionDenied, Text, require
from talkoot.objections import rules
from talkoot.objections.models import Objection, Round, Step
from talkoot.objections.permissions import Permission, may
from talkoot.objections.rules import Awaits, State, StepKind
from talkoot.scopes.actions import Words

BY_STEWARDS = frozenset({
    Permission.PROPOSE_RESOLUTION, Permission.FIND_WITHOUT_REASON, Permission.UPHOLD_APPEAL, Permission.DISMISS_APPEAL,
})  # fmt: skip
IMPOSSIBLE: dict[str, Text] = {
    StepKind.PROPOSED: _("An appeal is not decided yet. Decide on it first."),
    StepKind.CONFIRMED: _("No resolution is proposed at the moment."),
    StepKind.DECLINED: _("No resolution is proposed at the moment."),
    StepKind.FOUND: _("It cannot be found without reason now: it waits for an answer, or an appeal was decided."),
    StepKind.APPEALED: _("There is no finding that could still be appealed against."),
    StepKind.UPHELD: _("There is no appeal to decide on."),
    StepKind.DISMISSED: _("There is no appeal to decide on."),
}
SETTLED: dict[str, Text] = {
    State.RESOLVED: _("This objection was resolved before."),
    State.WITHDRAWN: _("This objection was withdrawn before."),
    State.OVERRIDDEN: _("This objection was overridden before."),
    State.WITHOUT_REASON: _("This objection was found without reason before."),
}


@dataclass(frozen=True, slots=True)
class Held:
    """An objection of an open round, held until the write is over, by somebody who may take a step about it."""

    objection: Objection
    person_id: int
    mandate: str
    on_behalf: str

    def take(self, kind: StepKind, at: datetime, said: Words | None = None, wording: int | None = None) -> Step:
        """Take a step: the objection stands where that leads, and the step is kept with its words."""
        objection = self.objection
        state, awaits = rules.led_to(kind, Awaits(objection.awaits))
        objection.state, objection.awaits = state, awaits
        objection.settled_at = at if state is not State.STANDING else None
        objection.save()
        return keep(objection, kind, at, self.person_id, said=said, mandate=self.mandate, wording=wording)


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
    if not rules.is_open(about.closes_at, about.closed_at, at):
        raise Refusal("closed", _("The round is over; every objection stays as it was."))


def require_possible(objection: Objection, kind: StepKind) -> None:
    """Refuse a step that cannot follow, with the reason."""
    state = State(objection.state)
    if rules.may_step(kind, state, Awaits(objection.awaits), was_appealed=objection.was_appealed):
        return
    is_over = state is not State.STANDING and kind is not StepKind.APPEALED
    raise Refusal("impossible", SETTLED[state] if is_over else IMPOSSIBLE[kind])


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
