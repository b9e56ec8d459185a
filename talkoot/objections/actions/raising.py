"""Raising an objection, saying it in other words, taking it back."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from talkoot.kernel.actors import Actor
from talkoot.kernel.refs import ref
from talkoot.kernel.refusals import Refusal
from talkoot.ledger.actions import writing
from talkoot.objections import rules
from talkoot.objections.actions.holding import hold, keep, person, require_open
from talkoot.objections.events import ObjectionRaised, ObjectionReworded, ObjectionWithdrawn
from talkoot.objections.models import Objection, Round
from talkoot.objections.permissions import Permission
from talkoot.objections.rules import State, StepKind
from talkoot.scopes.actions import Words, words


def raise_objection(
    matter: str,
    *,
    chamber: str,
    place: str,
    body_id: int | None = None,
    text: str,
    language: str,
    override: str = "",
    others: int,
    mandate: str = "",
    by: Actor,
    at: datetime,
) -> Objection:
    """Object to what a round is about, from ``place`` in ``chamber`` (refs); whose it is, is the caller's to check.

    ``override`` is the share of the ``others`` in the chamber who may override it, empty where nobody may. Refuses
    when the round is over, without words, and who was overridden, or had given no reason, before an amendment.
    """
    with writing(by=by, at=at) as announce:
        about = Round.objects.select_for_update().get(matter=matter)
        require_open(about, at)
        _require_new(about, place)
        said = _harm(text, language)
        objection = Objection.objects.create(
            round=about, chamber=chamber, place=place, person_id=person(by), body_id=body_id, text=said.text,
            language=said.language, html=said.html, wording=about.latest, override=override, others=others,
            raised_at=at,
        )  # fmt: skip
        keep(objection, StepKind.RAISED, at, person(by), said=said, mandate=mandate, wording=about.latest)
        told = ObjectionRaised(subject=objection.ref, matter=matter, chamber=chamber, place=place, wording=about.latest)
        announce(told, mandate=mandate, on_behalf=ref("body", body_id) if body_id else "")
    return objection


def reword_objection(objection_id: int, *, text: str, language: str, by: Actor, at: datetime) -> Objection:
    """Say in other words what the harm is; the words before stay in the trail. The same words change nothing."""
    with writing(by=by, at=at) as announce:
        held = hold(objection_id, Permission.REWORD_OBJECTION, StepKind.REWORDED, by=by, at=at)
        objection, said = held.objection, _harm(text, language)
        if (said.text, said.language) != (objection.text, objection.language):
            objection.text, objection.language, objection.html = said.text, said.language, said.html
            objection.wording = objection.round.latest
            held.take(StepKind.REWORDED, at, said, objection.wording)
            announce(
                ObjectionReworded(subject=objection.ref, matter=objection.round.matter),
                mandate=held.mandate,
                on_behalf=held.on_behalf,
            )
    return objection


def withdraw_objection(objection_id: int, *, by: Actor, at: datetime, key: str = "") -> Objection:
    """Take an objection back; it stays readable. Refuses one that stands no more."""
    with writing(by=by, at=at, key=key) as announce:
        held = hold(objection_id, Permission.WITHDRAW_OBJECTION, StepKind.WITHDRAWN, by=by, at=at)
        held.take(StepKind.WITHDRAWN, at)
        told = ObjectionWithdrawn(subject=held.objection.ref, matter=held.objection.round.matter)
        announce(told, mandate=held.mandate, on_behalf=held.on_behalf)
    return held.objection


def _harm(text: str, language: str) -> Words:
    missing = _("Say what harm the proposal would do, and to whom or to what: an objection needs its reason.")
    return words(text, language, limit=rules.WORDS_MAX, field="reason", missing=missing)


def _require_new(about: Round, place: str) -> None:
    before = Objection.objects.filter(place=place).order_by("-pk").first()
    if before is None:
        return
    if before.is_standing:
        raise Refusal("stands", _("Your objection stands already."))
    if not rules.may_raise_again(State(before.state), before.wording, about.latest):
        sentence = _("Your objection to this text was settled. You can object again once the text is amended.")
        raise Refusal("settled", sentence)
