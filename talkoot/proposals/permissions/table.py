"""Who may do what with proposals, and why not. Rights follow mandates: see `directory.queries.hats_of`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _

from talkoot.directory.queries import Hats, hats_of
from talkoot.directory.rules import Power
from talkoot.kernel.actors import Actor, ActorKind
from talkoot.kernel.verdicts import ALLOWED, Fact, Verdict, all_of, any_of, denied
from talkoot.proposals.models import Draft, Proposal
from talkoot.proposals.queries.processes import process_of
from talkoot.proposals.rules import Stage, StageKind, Status


class Permission(StrEnum):
    """The acts on proposals."""

    SAVE_DRAFT = "save_draft"
    DISCARD_DRAFT = "discard_draft"
    SUBMIT_PROPOSAL = "submit_proposal"
    SUPPORT_PROPOSAL = "support_proposal"
    WITHDRAW_SUPPORT = "withdraw_support"
    FOLLOW_PROPOSAL = "follow_proposal"
    EDIT_PROPOSAL = "edit_proposal"
    WITHDRAW_PROPOSAL = "withdraw_proposal"
    TAKE_CHARGE = "take_charge"
    REPLY_TO_PROPOSAL = "reply_to_proposal"
    MOVE_PROPOSAL = "move_proposal"
    PROMISE_DELIVERY = "promise_delivery"
    PUBLISH_PROCESS = "publish_process"
    IMPORT_PROPOSALS = "import_proposals"


@dataclass(frozen=True, slots=True)
class Charge:
    """The body ``body_id`` is to take charge of ``proposal``."""

    proposal: Proposal
    body_id: int


def may(
    actor: Actor, permission: Permission, subject: Any = None, *, at: datetime, hats: Hats | None = None
) -> Verdict:
    """Tell whether ``actor`` may do this to ``subject`` at ``at``, and if not why; ``hats`` saves the query.

    ``subject`` is the proposal; for `SUBMIT_PROPOSAL` and `PUBLISH_PROCESS` the key of the body acted for or None,
    for `TAKE_CHARGE` a `Charge`, for `DISCARD_DRAFT` the draft.
    """
    if actor.kind is ActorKind.SYSTEM:
        return ALLOWED if permission not in PERSONAL else denied(_("Only a person can do this."))
    return TABLE[permission](actor, subject, at, hats if hats is not None else hats_of(actor, at))


def is_known(actor: Actor, subject: Any, at: datetime, hats: Hats) -> Verdict:
    """Hold for everyone with an account."""
    return ALLOWED if actor.is_known else denied(_("Sign in first. What you wrote is kept."))


def is_operator(actor: Actor, subject: Any, at: datetime, hats: Hats) -> Verdict:
    """Hold for who runs the site."""
    return ALLOWED if actor.is_operator else denied(_("Only an operator of this site may do this."))


def represents(actor: Actor, subject: int | None, at: datetime, hats: Hats) -> Verdict:
    """Hold for oneself, and for a body one has the mandate to represent."""
    if subject is None or hats.may(Power.REPRESENT, subject):
        return ALLOWED
    return denied(_("Only those who represent the body may put something forward in its name."))


def owns_draft(actor: Actor, subject: Draft, at: datetime, hats: Hats) -> Verdict:
    """Hold for who wrote the draft."""
    return ALLOWED if actor.person_id == subject.person_id else denied(_("Only its writer may see a draft."))


def is_open(actor: Actor, subject: Proposal, at: datetime, hats: Hats) -> Verdict:
    """Hold until the proposal has come to its end."""
    return ALLOWED if subject.status == Status.OPEN else denied(_("This proposal has come to its end."))


def takes_supports(actor: Actor, subject: Proposal, at: datetime, hats: Hats) -> Verdict:
    """Hold in stages whose process says so."""
    if _stage(subject).takes_supports:
        return ALLOWED
    return denied(_("Support is not counted any more in this stage."))


def takes_edits(actor: Actor, subject: Proposal, at: datetime, hats: Hats) -> Verdict:
    """Hold in stages whose process says so: what is being decided must not change under the voters."""
    if _stage(subject).takes_edits:
        return ALLOWED
    return denied(_("The text is fixed in this stage."))


def is_before_decision(actor: Actor, subject: Proposal, at: datetime, hats: Hats) -> Verdict:
    """Hold until it is being decided or has been accepted."""
    if subject.accepted_at is None and subject.stage_kind in {StageKind.TRIAGE, StageKind.CONSULTATION}:
        return ALLOWED
    return denied(_("A proposal cannot be withdrawn any more once it is being decided."))


def is_being_delivered(actor: Actor, subject: Proposal, at: datetime, hats: Hats) -> Verdict:
    """Hold from its adoption until its delivery is reviewed: only then has a body something to promise."""
    if subject.stage_kind == StageKind.DELIVERY:
        return ALLOWED
    return denied(_("A body promises to deliver a proposal while it is being delivered: after it was adopted."))


def is_author(actor: Actor, subject: Proposal, at: datetime, hats: Hats) -> Verdict:
    """Hold for who wrote it, and for who represents the body it was written for."""
    if actor.is_known and actor.person_id == subject.author_id:
        return ALLOWED
    if subject.on_behalf_id is not None and hats.may(Power.REPRESENT, subject.on_behalf_id):
        return ALLOWED
    return denied(_("Only its author, or who represents the body it was written for, may do this."))


def moves_on(actor: Actor, subject: Proposal, at: datetime, hats: Hats) -> Verdict:
    """Hold for who has, in the responsible body, the power that the stage asks for."""
    if hats.may(_stage(subject).moved_by, subject.responsible_id):
        return ALLOWED
    return denied(_("Only those whom the process names, in the body responsible, may move this on."))


def answers(actor: Actor, subject: Proposal, at: datetime, hats: Hats) -> Verdict:
    """Hold for who answers for the responsible body, or moves its proposals on."""
    if any(hats.may(power, subject.responsible_id) for power in (Power.ANSWER, Power.MODERATE)):
        return ALLOWED
    return denied(_("Only those who answer for the body responsible may do this."))


def has_nobody(actor: Actor, subject: Charge, at: datetime, hats: Hats) -> Verdict:
    """Hold while no body is responsible for an open proposal."""
    if subject.proposal.status != Status.OPEN:
        return denied(_("This proposal has come to its end."))
    if subject.proposal.responsible_id is not None:
        return denied(_("A body is responsible for this already."))
    return ALLOWED


def moderates(actor: Actor, subject: Charge, at: datetime, hats: Hats) -> Verdict:
    """Hold for who moves proposals of that body on."""
    if hats.may(Power.MODERATE, subject.body_id):
        return ALLOWED
    return denied(_("Only those who move proposals of that body on may take charge in its name."))


def stewards(actor: Actor, subject: int | None, at: datetime, hats: Hats) -> Verdict:
    """Hold for who tends the body the process is for."""
    if hats.may(Power.STEWARD, subject):
        return ALLOWED
    return denied(_("Only those with a mandate to tend the body, or an operator, may publish a process for it."))


TABLE: Mapping[Permission, Fact] = {
    Permission.SAVE_DRAFT: is_known,
    Permission.DISCARD_DRAFT: all_of(is_known, owns_draft),
    Permission.SUBMIT_PROPOSAL: all_of(is_known, represents),
    Permission.SUPPORT_PROPOSAL: all_of(is_open, takes_supports, is_known),
    Permission.WITHDRAW_SUPPORT: all_of(is_open, takes_supports, is_known),
    Permission.FOLLOW_PROPOSAL: is_known,
    Permission.EDIT_PROPOSAL: all_of(is_open, takes_edits, is_author),
    Permission.WITHDRAW_PROPOSAL: all_of(is_open, is_before_decision, is_author),
    Permission.TAKE_CHARGE: all_of(has_nobody, moderates),
    Permission.REPLY_TO_PROPOSAL: all_of(is_open, answers),
    Permission.MOVE_PROPOSAL: all_of(is_open, moves_on),
    # For which body, `commitments` asks: whoever may bind it may promise.
    Permission.PROMISE_DELIVERY: all_of(is_open, is_being_delivered, is_known),
    Permission.PUBLISH_PROCESS: any_of(is_operator, stewards),
    Permission.IMPORT_PROPOSALS: is_operator,
}


# What somebody must stand for with their name; the system itself cannot.
PERSONAL = frozenset(
    {
        Permission.SAVE_DRAFT,
        Permission.DISCARD_DRAFT,
        Permission.PROMISE_DELIVERY,
        Permission.SUBMIT_PROPOSAL,
        Permission.SUPPORT_PROPOSAL,
        Permission.WITHDRAW_SUPPORT,
        Permission.FOLLOW_PROPOSAL,
        Permission.REPLY_TO_PROPOSAL,
        Permission.TAKE_CHARGE,
    }
)


def _stage(proposal: Proposal) -> Stage:
    return process_of(proposal).stage(proposal.stage)
