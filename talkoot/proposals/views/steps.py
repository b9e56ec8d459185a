"""What the viewer may do with a proposal, and what its next step needs; for pages to show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language, gettext

from talkoot.decisions.rules import VoidReason
from talkoot.directory.queries import Hats, hats_of
from talkoot.kernel.actors import Actor
from talkoot.kernel.verdicts import Verdict
from talkoot.proposals.permissions import Permission, lacks, may, requirement
from talkoot.proposals.queries import ProposalPage
from talkoot.proposals.rules import Move, Process, Status, When, in_language, leaves, weigh

SHOWN = (
    Permission.SUPPORT_PROPOSAL,
    Permission.WITHDRAW_SUPPORT,
    Permission.EDIT_PROPOSAL,
    Permission.WITHDRAW_PROPOSAL,
    Permission.REPLY_TO_PROPOSAL,
    Permission.MOVE_PROPOSAL,
    Permission.PROMISE_DELIVERY,
)

END_WORDS = {
    Status.COMPLETED: lambda: gettext("Complete it"),
    Status.DECLINED: lambda: gettext("Decline it"),
    Status.DEFERRED: lambda: gettext("Put it off"),
}


@dataclass(frozen=True, slots=True)
class NextStep:
    """A way out of the stage: where to, what it needs, whether its gate is open."""

    to: str
    name: str
    language: str
    is_end: bool
    by_verdict: bool
    lacks: list[str]
    met: list[str]
    url: str

    @property
    def is_open(self) -> bool:
        """Tell whether nothing is missing."""
        return not self.lacks


def verdicts(actor: Actor, proposal: Any, at: datetime, hats: Hats | None = None) -> dict[str, Verdict]:
    """Return for each act a page offers whether ``actor`` may, under the permission's name."""
    hats = hats if hats is not None else hats_of(actor, at)
    return {permission: may(actor, permission, proposal, at=at, hats=hats) for permission in SHOWN}


def next_steps(shown: ProposalPage) -> list[NextStep]:
    """Return every way out of the stage a proposal is in, ends last."""
    if shown.record is None:
        return []
    stage = shown.process.stage(shown.proposal.stage)
    steps = [_step(shown, move) for move in (*stage.moves, *_again(shown))]
    return sorted(steps, key=lambda step: step.is_end)


def step_to(shown: ProposalPage, to: str) -> NextStep | None:
    """Return the way to ``to`` that a person may take, or None."""
    return next((step for step in next_steps(shown) if step.to == to and not step.by_verdict), None)


def _again(shown: ProposalPage) -> list[Move]:
    """Return the way back into the stage whose decision was voided, so that it is put again."""
    decision = shown.last.decision
    if decision is None or decision.void_kind not in {VoidReason.STEWARD, VoidReason.CHALLENGE}:
        return []
    return [Move(shown.proposal.stage)]


def _step(shown: ProposalPage, move: Move) -> NextStep:
    weighed = weigh(move.gate, shown.facts)
    language, name = _named(shown.process, move)
    return NextStep(
        to=move.to,
        name=name,
        language=language,
        is_end=move.is_end,
        by_verdict=move.when != When.MOVED,
        lacks=lacks(weighed),
        met=[requirement(leaf) for leaf in leaves(weighed) if leaf.holds],
        url=reverse("proposals:move-proposal", args=[shown.proposal.public_id, move.to]),
    )


def _named(process: Process, move: Move) -> tuple[str, str]:
    if move.is_end:
        return get_language() or "en", END_WORDS[Status(move.to)]()
    return in_language(process.stage(move.to).name, [get_language() or "en"])
