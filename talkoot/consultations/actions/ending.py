"""The deadline and the end of a consultation."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from talkoot.consultations import rules
from talkoot.consultations.actions.holding import MATTER_ENDED, Held, hold, locked
from talkoot.consultations.events import AskingStopped, ConsultationClosed, DeadlineExtended, DeadlineNear
from talkoot.consultations.models import Consultation, Extension
from talkoot.consultations.permissions import Permission, may
from talkoot.consultations.rules import Status
from talkoot.directory.queries import NO_HATS
from talkoot.kernel.actors import SYSTEM, Actor
from talkoot.kernel.refusals import Refusal
from talkoot.kernel.verdicts import require
from talkoot.ledger.actions import writing
from talkoot.scopes.actions import Words, words
from talkoot.ui.templatetags.ui import spoken_moment


def extend_deadline(
    consultation_id: int, *, closes_at: datetime, reason: str, language: str, by: Actor, at: datetime, key: str = ""
) -> Extension:
    """Move the deadline on, for a public reason.

    Refuses an earlier or past one, one after the time by which answers are promised, and a closed consultation.
    """
    with writing(by=by, at=at, key=key) as announce:
        held = hold(consultation_id, Permission.EXTEND_DEADLINE, by=by, at=at)
        _require_open(held.consultation)
        if held.consultation.is_stopped:
            raise Refusal("stopped", MATTER_ENDED)
        if closes_at <= max(held.consultation.closes_at, at):
            sentence = _("The new deadline must be later than the present one, and in the future.")
            raise Refusal("not_later", sentence, "closes_at")
        _require_before_promise(held.consultation, closes_at)
        missing = _("Give the reason; everybody can read it.")
        said = words(reason, language, limit=rules.REASON_MAX, field="reason", missing=missing)
        extension = _extend(held, closes_at, said, at)
        moved = DeadlineExtended(
            subject=held.consultation.ref, was=extension.was.isoformat(), closes_at=closes_at.isoformat()
        )
        announce(moved, mandate=held.mandate, on_behalf=held.on_behalf)
    return extension


def close_consultation(consultation_id: int, *, by: Actor, at: datetime, key: str = "") -> Consultation:
    """Close for good; refuses before the deadline and while an input has no disposition."""
    with writing(by=by, at=at, key=key) as announce:
        held = hold(consultation_id, Permission.CLOSE_CONSULTATION, by=by, at=at)
        consultation = held.consultation
        _require_open(consultation)
        _require_ready(consultation, at)
        consultation.status, consultation.closed_at = Status.CLOSED, at
        consultation.save(update_fields=["status", "closed_at"])
        over = ConsultationClosed(subject=consultation.ref, inputs=consultation.input_count)
        announce(over, mandate=held.mandate, on_behalf=held.on_behalf)
    return consultation


def stop_asking(consultation_id: int, *, at: datetime) -> Consultation:
    """Ask nobody any more, for the matter this was asked for came to its end; a closed one stays as it is.

    No input is taken from now on. Those given keep their right to an answer: it stays open until the last has one,
    and is closed at once where none waits.
    """
    with writing(by=SYSTEM, at=at) as announce:
        consultation = locked(consultation_id)
        require(may(SYSTEM, Permission.STOP_ASKING, consultation, at=at, hats=NO_HATS))
        if consultation.is_open and not consultation.is_stopped:
            was = consultation.closes_at
            consultation.stopped_at, consultation.closes_at = at, min(was, max(at, consultation.opened_at))
            unanswered = consultation.unanswered_count
            announce(AskingStopped(subject=consultation.ref, was=was.isoformat(), unanswered=unanswered))
            if not unanswered:
                consultation.status, consultation.closed_at = Status.CLOSED, at
                announce(ConsultationClosed(subject=consultation.ref, inputs=consultation.input_count))
            consultation.save(update_fields=["stopped_at", "closes_at", "status", "closed_at"])
    return consultation


def remind_parties(*, by: Actor, at: datetime) -> int:
    """Announce `DeadlineNear`, once for each deadline less than two days off; return for how many."""
    with writing(by=by, at=at) as announce:
        near = list(
            Consultation.objects.select_for_update()
            .open()
            .filter(closes_at__gt=at, closes_at__lte=at + rules.REMIND_BEFORE, reminded_at=None)
            .order_by("id")
        )
        Consultation.objects.filter(pk__in=[c.pk for c in near]).update(reminded_at=at)
        announce.all(DeadlineNear(subject=c.ref, closes_at=c.closes_at.isoformat()) for c in near)
    return len(near)


def _extend(held: Held, closes_at: datetime, said: Words, at: datetime) -> Extension:
    consultation = held.consultation
    extension = Extension.objects.create(
        consultation=consultation,
        was=consultation.closes_at,
        until=closes_at,
        reason=said.text,
        language=said.language,
        html=said.html,
        person_id=held.person_id,
        mandate=held.mandate,
        at=at,
    )
    consultation.closes_at, consultation.reminded_at = closes_at, None
    consultation.save(update_fields=["closes_at", "reminded_at"])
    return extension


def _require_before_promise(consultation: Consultation, closes_at: datetime) -> None:
    promised = consultation.answers_by
    if promised is not None and closes_at > promised:
        # Translators: %(until)s is a date and time, UTC.
        sentence = _("Answers are promised by %(until)s. Choose a deadline before that.")
        raise Refusal("beyond_promise", sentence % {"until": spoken_moment(promised)}, "closes_at")


def _require_open(consultation: Consultation) -> None:
    if not rules.may_become(Status(consultation.status), Status.CLOSED):
        raise Refusal("closed", _("This consultation is closed."))


def _require_ready(consultation: Consultation, at: datetime) -> None:
    if at < consultation.closes_at:
        raise Refusal("deadline_not_reached", _("People were promised time until the deadline; it has not come yet."))
    if consultation.unanswered_count:
        sentence = ngettext_lazy(
            # Translators: %(count)d is a number of inputs.
            "%(count)d input has no answer yet. Every input gets one before a consultation closes.",
            "%(count)d inputs have no answer yet. Every input gets one before a consultation closes.",
            consultation.unanswered_count,
        )
        raise Refusal("inputs_unanswered", sentence % {"count": consultation.unanswered_count})
