"""The first step of most writes to a decision: its row held, the right checked, the hat known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from talkoot.decisions.models import Decision
from talkoot.decisions.permissions import Permission, may
from talkoot.decisions.queries import CONVENING
from talkoot.decisions.queries.judges import scrutineer_hat
from talkoot.directory.queries import Hats, hats_of
from talkoot.kernel.actors import Actor
from talkoot.kernel.refs import ref
from talkoot.kernel.verdicts import require


@dataclass(frozen=True, slots=True)
class Held:
    """A decision held until the write is over, by someone who acts for the body that put it."""

    decision: Decision
    hats: Hats

    @property
    def mandate(self) -> str:
        """Return the mandate acted under."""
        return hat_for(self.hats, self.decision.steward_body_id)

    @property
    def on_behalf(self) -> str:
        """Return the ref of the body that put the question."""
        return ref("body", self.decision.steward_body_id) if self.mandate else ""


def hold(decision_id: int, permission: Permission, *, by: Actor, at: datetime) -> Held:
    """Lock the decision, wait for ballots on their way, and require ``permission``."""
    decision = Decision.objects.select_for_update().get(pk=decision_id)
    hats = hats_of(by, at)
    require(may(by, permission, decision, at=at, hats=hats))
    return Held(decision, hats)


def judging(held: Held) -> tuple[str, str]:
    """Return the mandate and the body for which somebody judges what is said against a decision."""
    hat = scrutineer_hat(held.decision, held.hats)
    return (hat.ref, hat.body) if hat else (held.mandate, held.on_behalf)


def hat_for(hats: Hats, body_id: int | None) -> str:
    """Return the ref of the mandate under which someone puts questions for a body, empty when there is none."""
    return next((mandate for power in CONVENING if (mandate := hats.may(power, body_id))), "")
