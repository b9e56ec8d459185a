"""Opening a consultation and inviting its parties."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from talkoot.consultations import rules
from talkoot.consultations.actions.holding import MATTER_ENDED, hold
from talkoot.consultations.events import ConsultationOpened, PartyInvited
from talkoot.consultations.models import AskedIn, Consultation, Party
from talkoot.consultations.permissions import CONVENING, Permission, may
from talkoot.consultations.rules import PartySpec
from talkoot.directory.queries import Hats, hats_of
from talkoot.kernel.actors import Actor
from talkoot.kernel.refs import ref
from talkoot.kernel.refusals import Refusal
from talkoot.kernel.verdicts import require
from talkoot.ledger.actions import writing
from talkoot.scopes.actions import line, require_languages, words


def open_consultation(
    *,
    title: str,
    question: str,
    language: str,
    answering_body_id: int,
    parties: Sequence[PartySpec],
    closes_at: datetime,
    languages: Sequence[str],
    by: Actor,
    at: datetime,
    key: str = "",
    takes_visitors: bool = False,
    answers_by: datetime | None = None,
) -> Consultation:
    """Put a question to those concerned and invite each of ``parties`` once, with the reason.

    ``languages`` are those in which it asks (BCP 47; ``language`` is always one), ``answers_by`` the promised time
    of the last answer. Refuses a deadline or promise that is past, an unknown language, a party named twice, a
    party that is nobody or without a reason. Open to holders of `permissions.CONVENING` powers and to the system.
    """
    with writing(by=by, at=at, key=key) as announce:
        hats = hats_of(by, at)
        require(may(by, Permission.OPEN_CONSULTATION, answering_body_id, at=at, hats=hats))
        _require_clocks(closes_at, answers_by, at)
        draft = Consultation(
            title=title, question=question, language=language, answering_body_id=answering_body_id,
            takes_visitors=takes_visitors, closes_at=closes_at, answers_by=answers_by, party_count=len(parties),
        )  # fmt: skip
        consultation = _asked(draft, languages, by=by, at=at)
        Party.objects.bulk_create([_party(consultation, spec, at) for spec in _once(parties)])
        asked = ConsultationOpened(
            subject=consultation.ref,
            answering=ref("body", answering_body_id),
            closes_at=closes_at.isoformat(),
            parties=len(parties),
        )
        announce(asked, mandate=_hat(hats, answering_body_id), on_behalf=asked.answering)
    return consultation


def invite_party(consultation_id: int, spec: PartySpec, *, by: Actor, at: datetime, key: str = "") -> Party:
    """Invite one more party, with the reason; refuses one already invited, or when no input is taken any more."""
    with writing(by=by, at=at, key=key) as announce:
        held = hold(consultation_id, Permission.INVITE_PARTY, by=by, at=at)
        consultation = held.consultation
        if consultation.is_stopped:
            raise Refusal("stopped", MATTER_ENDED)
        if not consultation.takes_input_at(at):
            raise Refusal("deadline_passed", _("The deadline has passed; nobody can be invited any more."))
        party = _party(consultation, _once([spec])[0], at)
        same = {"body_id": party.body_id, "role_id": party.role_id, "person_id": party.person_id}
        if Party.objects.filter(consultation=consultation, **same).exists():
            raise Refusal("already_invited", _("This party was invited before; each is invited once."), "party")
        party.save(force_insert=True)
        consultation.party_count += 1
        consultation.save(update_fields=["party_count"])
        announce(
            PartyInvited(subject=consultation.ref, party=party.pk, whom=party.whom),
            mandate=held.mandate,
            on_behalf=held.on_behalf,
        )
    return party


def _asked(consultation: Consultation, languages: Sequence[str], *, by: Actor, at: datetime) -> Consultation:
    """Check and render the words of a new consultation, and write it with the languages it asks in."""
    consultation.languages = list(dict.fromkeys((consultation.language, *languages)))
    consultation.opened_by_id, consultation.opened_at = by.person_id, at
    consultation.first_closes_at = consultation.closes_at
    asked = words(
        consultation.question,
        consultation.language,
        limit=rules.QUESTION_MAX,
        field="question",
        missing=_("Write what you want to know."),
    )
    require_languages(consultation.languages, "languages")
    missing = _("Give the consultation a title.")
    consultation.title = line(consultation.title, limit=rules.TITLE_MAX, field="title", missing=missing)
    consultation.question, consultation.html = asked.text, asked.html
    consultation.save(force_insert=True)
    AskedIn.objects.bulk_create([AskedIn(consultation=consultation, tag=tag) for tag in consultation.languages])
    return consultation


def _require_clocks(closes_at: datetime, answers_by: datetime | None, at: datetime) -> None:
    if closes_at <= at:
        raise Refusal("deadline_past", _("Choose a deadline in the future."), "closes_at")
    if answers_by is not None and answers_by < closes_at:
        sentence = _("Answers can be promised for after the deadline only.")
        raise Refusal("promise_before_deadline", sentence, "answers_by")


def _once(parties: Iterable[PartySpec]) -> Sequence[PartySpec]:
    named = list(parties)
    if any(spec.target is None for spec in named):
        raise Refusal("party_is_one", _("Each party is one body, one role or one person."), "parties")
    if rules.twice_named(named):
        raise Refusal("party_twice", _("A party is named twice; each is invited once."), "parties")
    require_languages({spec.language for spec in named if spec.language}, "parties")
    return named


def _party(consultation: Consultation, spec: PartySpec, at: datetime) -> Party:
    missing = _("Say of each party why it is asked.")
    return Party(
        consultation=consultation,
        body_id=spec.body_id,
        role_id=spec.role_id,
        person_id=spec.person_id,
        must_be_heard=spec.must_be_heard,
        reason=line(spec.reason, limit=rules.PARTY_REASON_MAX, field="parties", missing=missing),
        language=spec.language or consultation.language,
        invited_at=at,
    )


def _hat(hats: Hats, body_id: int) -> str:
    return next((mandate for power in CONVENING if (mandate := hats.may(power, body_id))), "")
