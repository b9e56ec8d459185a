"""Carrying out what other apps' facts mean for a proposal: verdicts, promises, deadlines, clocks that ran out."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext

from talkoot.decisions.models import Decision
from talkoot.directory.queries import NO_HATS
from talkoot.kernel.actors import SYSTEM
from talkoot.kernel.refs import split
from talkoot.kernel.texts import render_markdown
from talkoot.ledger.actions import writing
from talkoot.proposals.actions.entering import Leaving, Opened, end, go_on, set_deadline
from talkoot.proposals.actions.holding import Held, held, locked
from talkoot.proposals.events import ProposalEnded, ProposalLate, StageEntered
from talkoot.proposals.models import Proposal, StageRecord
from talkoot.proposals.rules import Outcome, StageKind, Status, When
from talkoot.scopes.actions import Words

BATCH = 200


def carry_out_verdict(decision_id: int, *, outcome: str, at: datetime) -> None:
    """Move the proposal whose stage asked for this decision as its process says; without one nothing happens."""
    record = StageRecord.objects.filter(decision_id=decision_id, left_at=None).first()
    if record is None:
        return
    with writing(by=SYSTEM, at=at) as announce:
        holding = held(locked(record.proposal_id), NO_HATS)
        move = holding.stage.move_on(When(outcome))
        if holding.record.decision_id != decision_id or move is None:
            return
        leaving = Leaving(SYSTEM, Outcome(outcome), _verdict_in_words(holding, outcome))
        fact: ProposalEnded | StageEntered
        if move.is_end:
            fact = end(holding, Status(move.to), leaving, at=at)
        else:
            fact = go_on(holding, holding.process.stage(move.to), leaving, at=at)
        announce(fact, on_behalf=holding.responsible)


def put_again(decision_id: int, *, at: datetime) -> None:
    """Begin the decision stage anew with the decision that replaces a voided one, as it is opened."""
    decision = Decision.objects.filter(pk=decision_id, replaces__isnull=False).first()
    if decision is None or decision.replaces_id is None:
        return
    record = StageRecord.objects.filter(decision_id=decision.replaces_id, left_at=None).first()
    if record is None:
        return
    with writing(by=SYSTEM, at=at) as announce:
        holding = held(locked(record.proposal_id), NO_HATS)
        if holding.record.pk != record.pk:
            return
        opened = Opened(
            consultation_id=record.consultation_id,
            decision_id=decision.pk,
            exemption=record.exemption,
            closes_at=decision.closes_at,
            refs=(decision.ref,),
        )
        leaving = Leaving(SYSTEM, Outcome.MOVED, _replaced_in_words(holding, decision))
        announce(go_on(holding, holding.stage, leaving, at=at, opened=opened), on_behalf=holding.responsible)


def note_promise(commitment_id: int, matter: str, *, at: datetime) -> None:
    """Let the delivery stage name the promise made in it, and the proposal's clock follow the promised day."""
    kind, key = split(matter)
    if kind != "proposal" or not key.isdigit():
        return
    with writing(by=SYSTEM, at=at):
        proposal = Proposal.objects.select_for_update(of=("self",)).filter(pk=int(key)).first()
        if proposal is None:
            return
        proposal.commitment_count += 1
        record = StageRecord.objects.filter(proposal=proposal, left_at=None).first()
        if record is not None and record.kind == StageKind.DELIVERY:
            if record.commitment_id is None:
                record.commitment_id = commitment_id
                record.save(update_fields=["commitment"])
            set_deadline(proposal, record, is_answered=record.replied_at is not None)
        proposal.save()


def follow_promises(matter: str, *, at: datetime) -> None:
    """Set the proposal's deadline anew after a promise about it moved, was said to be done, judged or taken back."""
    kind, key = split(matter)
    if kind != "proposal" or not key.isdigit():
        return
    with writing(by=SYSTEM, at=at):
        record = StageRecord.objects.filter(proposal_id=int(key), left_at=None, kind=StageKind.DELIVERY).first()
        if record is not None:
            proposal = locked(int(key))
            set_deadline(proposal, record, is_answered=record.replied_at is not None)
            proposal.save()


def follow_closing(consultation_id: int, *, closes_at: datetime | None, at: datetime) -> None:
    """Show the new closing time of the consultation a proposal is in, or none once it is closed."""
    record = StageRecord.objects.filter(
        consultation_id=consultation_id, kind=StageKind.CONSULTATION, left_at=None
    ).first()
    if record is not None:
        with writing(by=SYSTEM, at=at):
            _close_at(locked(record.proposal_id), closes_at)


def follow_voting(decision_id: int, *, closes_at: datetime | None, at: datetime) -> None:
    """Show until when votes are taken on the proposal a decision is to decide, or that nobody knows yet."""
    record = StageRecord.objects.filter(decision_id=decision_id, kind=StageKind.DECISION, left_at=None).first()
    if record is not None:
        with writing(by=SYSTEM, at=at):
            _close_at(locked(record.proposal_id), closes_at)


def note_late(at: datetime) -> int:
    """Announce each open proposal whose clock has run out, once for each deadline; return how many."""
    late = StageRecord.objects.filter(left_at=None, late_told_at=None, proposal__due_at__lte=at)
    found = list(late.select_related("proposal").order_by("pk")[:BATCH])
    if found:
        with writing(by=SYSTEM, at=at) as announce:
            StageRecord.objects.filter(pk__in=[r.pk for r in found]).update(late_told_at=at)
            announce.all(_late(record) for record in found)
    return len(found)


def _close_at(proposal: Proposal, closes_at: datetime | None) -> None:
    proposal.closes_at, proposal.next_at = closes_at, closes_at or proposal.due_at
    proposal.save(update_fields=["closes_at", "next_at"])


def _late(record: StageRecord) -> ProposalLate:
    due_at = record.proposal.due_at
    return ProposalLate(
        subject=record.proposal.ref,
        stage=record.stage,
        owed=record.proposal.due_for,
        due_at=due_at.isoformat() if due_at else "",
    )


def _verdict_in_words(holding: Held, outcome: str) -> Words:
    decision = holding.record.decision
    name = decision.public_id if decision is not None else ""
    with translation.override(_spoken(holding.proposal)):
        if outcome == When.ADOPTED:
            # Translators: %(decision)s is the short id of a decision, such as D-87.
            return _words(gettext("Adopted by decision %(decision)s.") % {"decision": name})
        # Translators: %(decision)s is the short id of a decision, such as D-87.
        return _words(gettext("Rejected by decision %(decision)s.") % {"decision": name})


def _replaced_in_words(holding: Held, decision: Decision) -> Words:
    with translation.override(_spoken(holding.proposal)):
        # Translators: both placeholders are short ids of decisions, such as D-87.
        sentence = gettext("Decision %(old)s was voided; %(new)s takes its place.")
        old = holding.record.decision.public_id if holding.record.decision is not None else ""
        return _words(sentence % {"old": old, "new": decision.public_id})


def _words(text: str) -> Words:
    return Words(text, translation.get_language() or settings.LANGUAGE_CODE, render_markdown(text))


def _spoken(proposal: Proposal) -> str:
    """Return the proposal's language where the interface speaks it, else the site's own."""
    return proposal.language if proposal.language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
