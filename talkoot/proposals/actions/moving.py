"""Moving a proposal on, answering it, taking charge of it: the acts of the body responsible."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from talkoot.directory.queries import hats_of
from talkoot.directory.rules import Power
from talkoot.kernel.actors import Actor
from talkoot.kernel.refs import ref
from talkoot.kernel.refusals import Refusal
from talkoot.kernel.verdicts import require
from talkoot.ledger.actions import writing
from talkoot.proposals.actions.entering import Leaving, end, go_on, set_deadline
from talkoot.proposals.actions.holding import Held, hold, locked, person
from talkoot.proposals.actions.opening import open_for
from talkoot.proposals.events import ChargeTaken, ProposalEnded, ProposalReplied, StageEntered
from talkoot.proposals.models import Proposal, Reply
from talkoot.proposals.permissions import Charge, Permission, lacks, may
from talkoot.proposals.queries.facts import facts_of
from talkoot.proposals.rules import OUTCOME_OF_END, Move, Outcome, Requirement, Status, leaves, limits, weigh
from talkoot.proposals.rules.openings import DecisionOpening, Opening
from talkoot.scopes.actions import Words, words


def move_proposal(
    proposal_id: int,
    *,
    to: str,
    reason: str,
    language: str,
    opening: Opening | None = None,
    record: int | None = None,
    by: Actor,
    at: datetime,
    key: str = "",
) -> Proposal:
    """Move a proposal out of its stage, to another (key) or to an end (`rules.ENDS`), for a public reason.

    Entering consultation or decision opens one, described by ``opening``, in the same transaction. ``record`` is
    the number of the stage record the mover saw; refused when it was left meanwhile. Refused as well when the
    process knows no such move, and while its gate is shut, saying what is missing.
    """
    with writing(by=by, at=at, key=key) as announce:
        held = hold(proposal_id, Permission.MOVE_PROPOSAL, by=by, at=at)
        _require_same(held, record)
        why = _reason(reason, language)
        move = _move(held, to)
        gate = _require_open(held, move, opening, at=at)
        leaving = Leaving(by, outcome_of(move), why, held.mover, gate)
        fact: ProposalEnded | StageEntered
        if move.is_end:
            fact = end(held, Status(move.to), leaving, at=at)
        else:
            stage = held.process.stage(move.to)
            opened = open_for(held, stage, opening, by=by, at=at)
            fact = go_on(held, stage, leaving, at=at, opened=opened)
        announce(fact, mandate=held.mover, on_behalf=held.responsible)
    return held.proposal


def reply_to_proposal(proposal_id: int, *, text: str, language: str, by: Actor, at: datetime, key: str = "") -> Reply:
    """Give the responsible body's answer in this stage; the promised reply is kept by it. Refuses a second one."""
    with writing(by=by, at=at, key=key) as announce:
        held = hold(proposal_id, Permission.REPLY_TO_PROPOSAL, by=by, at=at)
        said = words(text, language, limit=limits.REPLY_MAX, field="text", missing=_("Write an answer."))
        if Reply.objects.filter(record=held.record).exists():
            raise Refusal("answered", _("It has been answered in this stage already."))
        reply = _replied(held, said, by=by, at=at)
        held.record.replied_at = at
        held.record.save(update_fields=["replied_at"])
        set_deadline(held.proposal, held.record, is_answered=True)
        held.proposal.save()
        fact = ProposalReplied(subject=held.proposal.ref, reply=reply.pk, stage=held.record.stage)
        announce(fact, mandate=reply.mandate, on_behalf=held.responsible)
    return reply


def take_charge(proposal_id: int, *, body_id: int, by: Actor, at: datetime, key: str = "") -> Proposal:
    """Make the body ``body_id`` responsible for a proposal that nobody is responsible for."""
    with writing(by=by, at=at, key=key) as announce:
        proposal = locked(proposal_id)
        hats = hats_of(by, at)
        require(may(by, Permission.TAKE_CHARGE, Charge(proposal, body_id), at=at, hats=hats))
        proposal.responsible_id = body_id
        proposal.save(update_fields=["responsible"])
        body = ref("body", body_id)
        fact = ChargeTaken(subject=proposal.ref, body=body)
        announce(fact, mandate=hats.may(Power.MODERATE, body_id) or "", on_behalf=body)
    return proposal


def outcome_of(move: Move) -> Outcome:
    """Return how a stage counts as left by this move."""
    return OUTCOME_OF_END[Status(move.to)] if move.is_end else Outcome.MOVED


def _replied(held: Held, said: Words, *, by: Actor, at: datetime) -> Reply:
    hats = ((hat.body_id, hat.ref) for hat in held.hats.all if hat.powers & {Power.ANSWER, Power.MODERATE})
    body_id, mandate = next(hat for hat in hats if hat[0] == held.proposal.responsible_id)
    return Reply.objects.create(
        record=held.record,
        body_id=body_id,
        person_id=person(by),
        mandate=mandate,
        language=said.language,
        text=said.text,
        html=said.html,
        at=at,
    )


def _require_same(held: Held, record: int | None) -> None:
    if record is not None and record != held.record.number:
        raise Refusal("moved_meanwhile", _("This proposal was moved on meanwhile. Look at where it stands now."))


def _reason(reason: str, language: str) -> Words:
    return words(reason, language, limit=limits.REASON_MAX, field="reason", missing=_("Say why; everyone can read it."))


def _move(held: Held, to: str) -> Move:
    move = held.stage.move_to(to)
    again = held.record.decision is not None and held.record.decision.is_voided and to == held.stage.key
    if move is None and again:
        return Move(to)  # a voided decision is put again in the stage it was put in
    if move is None:
        raise Refusal("no_such_move", _("The process does not lead there from this stage."), "to")
    return move


def _require_open(held: Held, move: Move, opening: Opening | None, *, at: datetime) -> tuple[Requirement, ...]:
    is_exempt = isinstance(opening, DecisionOpening) and bool(opening.exemption.strip())
    weighed = weigh(move.gate, facts_of(held.proposal, at=at, is_exempt=is_exempt))
    if not weighed.holds:
        # Translators: %(lacks)s are one or more full sentences that say what is missing.
        raise Refusal("gate_shut", _("This cannot move on yet. %(lacks)s") % {"lacks": " ".join(lacks(weighed))})
    return leaves(weighed)
