"""What entering a stage opens, in the same transaction: a consultation with its parties, or a decision."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from talkoot.consultations.actions import open_consultation
from talkoot.consultations.models import Consultation
from talkoot.consultations.rules import PartySpec
from talkoot.decisions.actions import open_decision, put_decision
from talkoot.decisions.models import Decision
from talkoot.duties.queries import parties_for
from talkoot.duties.rules import Letter
from talkoot.kernel.actors import Actor
from talkoot.kernel.refs import ref
from talkoot.kernel.refusals import Refusal
from talkoot.proposals.actions.entering import NOTHING, Opened
from talkoot.proposals.actions.holding import Held
from talkoot.proposals.models import Proposal, StageRecord
from talkoot.proposals.queries.facts import named_consultation
from talkoot.proposals.rules import Stage, StageKind, limits
from talkoot.proposals.rules.openings import AddedParty, ConsultationOpening, DecisionOpening, Opening
from talkoot.scopes.actions import rendered

# Holders of these letters must be heard; the informed are told, not asked.
ASKED = frozenset({Letter.ACCOUNTABLE, Letter.RESPONSIBLE, Letter.CONSULTED})


def open_for(held: Held, stage: Stage, opening: Opening | None, *, by: Actor, at: datetime) -> Opened:
    """Open what ``stage`` needs. Refuses when the mover did not say what to ask or decide, or gave too long a time."""
    match stage.kind, opening:
        case StageKind.CONSULTATION, ConsultationOpening():
            _require_within_clock(stage, opening.closes_at, at)
            return _consultation(held.proposal, stage, opening, by=by, at=at)
        case StageKind.DECISION, DecisionOpening():
            return _decision(held.proposal, stage, opening, by=by, at=at)
        case ((StageKind.CONSULTATION | StageKind.DECISION), _):
            raise Refusal("nothing_asked", _("Say what to ask, and until when."), "question")
        case _:
            return NOTHING


def parties(proposal: Proposal, added: Sequence[AddedParty], *, language: str, at: datetime) -> list[PartySpec]:
    """Return whom a consultation invites: those duties name, each with the sentence that says why, and those added.

    The sentences are in ``language`` where the interface speaks it, else in the site's own, and are marked so. The
    responsible body itself is not among them: it asks.
    """
    specs: dict[tuple[int | None, int | None], PartySpec] = {}
    spoken = language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    with translation.override(spoken):
        told = parties_for(proposal.scope_id, at=at)
    for advice in told:
        is_asker = advice.role_id is None and advice.body_id == proposal.responsible_id
        if advice.letter in ASKED and not is_asker:
            body_id = advice.body_id if advice.role_id is None else None
            spec = PartySpec(
                reason=advice.sentence[:500],
                language=spoken,
                must_be_heard=True,
                body_id=body_id,
                role_id=advice.role_id,
            )
            specs.setdefault((body_id, advice.role_id), spec)
    for one in added:
        specs.setdefault((one.body_id, None), PartySpec(reason=one.reason, body_id=one.body_id))
    return list(specs.values())


def _consultation(proposal: Proposal, stage: Stage, opening: ConsultationOpening, *, by: Actor, at: datetime) -> Opened:
    if proposal.responsible_id is None:
        raise Refusal("no_owner", _("A body must be responsible for it first: it answers what people say."))
    consultation = open_consultation(
        title=proposal.title,
        question=opening.question,
        language=opening.language,
        answering_body_id=proposal.responsible_id,
        parties=parties(proposal, opening.added, language=opening.language, at=at),
        closes_at=opening.closes_at,
        languages=opening.languages,
        answers_by=stage.due_at(at),
        by=by,
        at=at,
    )
    return Opened(
        consultation_id=consultation.pk, closes_at=consultation.closes_at, refs=(ref("consultation", consultation.pk),)
    )


def _decision(proposal: Proposal, stage: Stage, opening: DecisionOpening, *, by: Actor, at: datetime) -> Opened:
    if proposal.responsible_id is None:
        raise Refusal("no_owner", _("A body must be responsible for it first: it puts the question."))
    asked, exemption = _grounds(proposal, opening)
    rests_on = asked.ref if asked is not None else ""
    asking: dict[str, Any] = {
        "title": opening.title or proposal.title,
        "question": opening.question,
        "language": opening.language,
        "translations": opening.translations,
        "rulebook_id": opening.rulebook_id,
        "steward_body_id": opening.steward_body_id or proposal.responsible_id,
        "rests_on": rests_on,
        "exemption": exemption,
        "scope_id": proposal.scope_id,
    }
    decision = _put(asking, stage, opening, by=by, at=at)
    return Opened(
        consultation_id=asked.pk if asked is not None else None,
        decision_id=decision.pk,
        exemption=exemption,
        closes_at=decision.closes_at,
        refs=(decision.ref, *filter(None, [rests_on])),
    )


def _put(asking: dict[str, Any], stage: Stage, opening: DecisionOpening, *, by: Actor, at: datetime) -> Decision:
    """Open or announce voting; or put the question as a draft that its stewards complete first."""
    if opening.is_prepared:
        return put_decision(**asking, by=by, at=at)
    if opening.closes_at is None:
        raise Refusal("no_closing_time", _("Say until when votes are taken."), "closes_at")
    _require_within_clock(stage, opening.closes_at, at)
    return open_decision(**asking, closes_at=opening.closes_at, by=by, at=at)


def _grounds(proposal: Proposal, opening: DecisionOpening) -> tuple[Consultation | None, str]:
    """Return the closed consultation the decision rests on, or the recorded reason why nobody was asked."""
    asked = named_consultation(list(StageRecord.objects.filter(proposal=proposal).select_related("consultation")))
    if asked is not None:
        return asked, ""
    exemption = rendered(opening.exemption, opening.language, limit=limits.REASON_MAX, field="exemption").text
    if not exemption:
        raise Refusal("no_consultation", _("Nobody was asked about this. Record why none is needed."), "exemption")
    return None, exemption


def _require_within_clock(stage: Stage, closes_at: datetime, at: datetime) -> None:
    if closes_at > stage.due_at(at):
        sentence = ngettext(
            # Translators: %(days)d is how many days the process gives a stage.
            "The process gives this stage one day. Choose an earlier end, and leave time for what follows.",
            "The process gives this stage %(days)d days. Choose an earlier end, and leave time for what follows.",
            stage.clock_days,
        )
        raise Refusal("beyond_clock", sentence % {"days": stage.clock_days}, "closes_at")
