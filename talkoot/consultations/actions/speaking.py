"""Giving input, with or without an account."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from talkoot.consultations import rules
from talkoot.consultations.actions.holding import locked
from talkoot.consultations.events import InputGiven
from talkoot.consultations.models import Allowance, Consultation, Input, Party
from talkoot.consultations.permissions import Permission, Voice, may
from talkoot.consultations.queries.inviting import unheard
from talkoot.directory.queries import NO_HATS, hats_of
from talkoot.directory.rules import Power
from talkoot.kernel.actors import Actor
from talkoot.kernel.ids import secret_code
from talkoot.kernel.refs import ref
from talkoot.kernel.refusals import Refusal, TooOften
from talkoot.kernel.verdicts import require
from talkoot.ledger.actions import change, insert, writing
from talkoot.scopes.actions import words


def give_input(
    consultation_id: int,
    *,
    text: str,
    language: str,
    body_id: int | None = None,
    by: Actor,
    at: datetime,
    key: str = "",
    sender: str = "",
) -> Input:
    """Add what ``by`` says, for themselves or for the body ``body_id``, and give it a receipt.

    Those of the invited parties who speak through it are heard. ``sender`` is a keyed hash of a visitor's address,
    for the limits on visitors. Refuses after the deadline, an empty or too long text, an unknown language, and
    visitors who send too often.
    """
    with writing(by=by, at=at, key=key) as announce:
        consultation = locked(consultation_id)
        hats = hats_of(by, at) if body_id is not None else NO_HATS  # who speaks for themselves needs none
        require(may(by, Permission.GIVE_INPUT, Voice(consultation, body_id), at=at, hats=hats))
        given = _given(consultation, text, language, at)
        given.author_id, given.on_behalf_id = by.person_id, body_id
        if not by.is_known:
            _spend(consultation, sender, at)
        insert(given)
        heard = _hear(given, at) if consultation.heard_count < consultation.party_count else 0
        _count(consultation, given, heard=heard)
        announce(
            InputGiven(subject=given.ref, consultation=consultation.ref, language=given.language),
            mandate=hats.may(Power.REPRESENT, body_id) or "",
            on_behalf=ref("body", body_id) if body_id is not None else "",
        )
    return given


def sweep_allowances(*, at: datetime) -> int:
    """Forget the limits that have run out; they mean nothing any more, and came from people's addresses."""
    swept, _models = Allowance.objects.filter(free_at__lt=at).delete()
    return swept


def _given(consultation: Consultation, text: str, language: str, at: datetime) -> Input:
    """Return the input, checked, rendered and with its receipt, not yet written."""
    if consultation.is_stopped:
        sentence = _("The matter this was asked for came to its end. What you wrote is still here.")
        raise Refusal("stopped", sentence)
    if not consultation.takes_input_at(at):
        sentence = _("The deadline has passed, so this can no longer be taken in. What you wrote is still here.")
        raise Refusal("deadline_passed", sentence)
    said = words(text, language, limit=rules.INPUT_MAX, field="text", missing=_("Write what you want to say."))
    return Input(
        consultation=consultation,
        language=said.language,
        text=said.text,
        html=said.html,
        receipt=secret_code(groups=6),
        given_at=at,
    )


def _count(consultation: Consultation, given: Input, *, heard: int) -> None:
    counts = consultation.language_counts
    counts[given.language] = counts.get(given.language, 0) + 1
    consultation.input_count += 1
    consultation.heard_count += heard
    change(consultation, "input_count", "language_counts", "heard_count")


def _hear(given: Input, at: datetime) -> int:
    """Mark the parties who speak through ``given`` for the first time, and return how many they are."""
    parties = unheard(given, at)
    return Party.objects.filter(pk__in=parties).update(heard_at=at) if parties else 0


def _spend(consultation: Consultation, sender: str, at: datetime) -> None:
    for key, limit in ((sender, rules.PER_VISITOR), (consultation.ref, rules.ALL_VISITORS)):
        allowance, _new = Allowance.objects.select_for_update().get_or_create(key=key, defaults={"free_at": at})
        allowance.free_at, wait = rules.spend(limit, allowance.free_at, at)
        if wait > timedelta(0):
            sentence = _("Much has been sent from here without an account. Wait a little, or sign in and send at once.")
            raise TooOften(sentence, int(wait.total_seconds()) + 1)
        allowance.save(update_fields=["free_at"])
