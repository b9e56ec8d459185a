"""Positions in a round of consent: said openly at once, changeable until the close; an objection has its own trail."""

from __future__ import annotations

from datetime import datetime

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from talkoot.counting import rules as counting
from talkoot.counting.rules import Position
from talkoot.decisions import rules
from talkoot.decisions.actions.voting import Booth, enter, put
from talkoot.decisions.models import Ballot, Chamber
from talkoot.decisions.queries.positions import others_beside
from talkoot.directory.rules import Power
from talkoot.kernel.actors import Actor
from talkoot.kernel.refs import ref
from talkoot.kernel.refusals import Refusal
from talkoot.kernel.verdicts import Text
from talkoot.ledger.actions import writing
from talkoot.objections import actions as objections
from talkoot.objections.models import Objection
from talkoot.objections.queries import last_of_place
from talkoot.scopes.actions import Words, words

MISSING: dict[Position, Text] = {
    Position.CONCERN: _("Say what your concern is, so that it can be heard."),
    Position.OBJECTION: _(
        "Say what harm the proposal would do, and to whom or to what: an objection needs its reason."
    ),
}


def take_position(
    decision_id: int,
    *,
    chamber: str,
    position: str,
    reason: str,
    language: str,
    body_id: int | None = None,
    by: Actor,
    at: datetime,
    key: str = "",
) -> Ballot:
    """Say where one stands in the round of ``chamber``, for oneself or for the body ``body_id``; everybody sees it.

    A concern and an objection need words. An objection begins a trail of its own, or says the one that stands in other
    words; another position withdraws it. Refuses what `cast_ballot` refuses, and to object again to the same text
    once the objection was overridden or found without reason.
    """
    with writing(by=by, at=at, key=key) as announce:
        booth = enter(decision_id, chamber, body_id, by=by, at=at)
        _require_round(booth)
        said = _said(position, reason, language)
        taken = Position(position)
        ballot = booth.ballot(said, at)
        ballot.marks = [list(mark) for mark in counting.marks_of(taken)]
        put(booth, ballot, announce)
        _keep_trail(booth, taken, said, by=by, at=at)
    return ballot


def support_override(
    decision_id: int, objection_id: int, *, body_id: int | None = None, by: Actor, at: datetime, key: str = ""
) -> Objection:
    """Want to go on in spite of an objection, as one of the others in its chamber, or for the body ``body_id``.

    Those who stood back are none of them. Refuses whoever has no place there or stood back, and what
    `objections.support_override` refuses.
    """
    with writing(by=by, at=at, key=key) as announce:
        objection = Objection.objects.filter(pk=objection_id).first()
        chamber = Chamber.objects.filter(decision=decision_id, pk=_chamber_key(objection)).first()
        if objection is None or chamber is None:
            raise Http404
        booth = enter(decision_id, chamber.key, body_id, by=by, at=at)
        objections.hold_round(booth.decision.ref)
        return objections.support_override(
            objection.pk,
            place=ref("place", booth.place.pk),
            body_id=body_id,
            others=others_beside(chamber),
            mandate=_mandate(booth),
            by=by,
            at=at,
            key=announce.hand_over(),
        )


def _keep_trail(booth: Booth, position: Position, said: Words, *, by: Actor, at: datetime) -> None:
    """Raise, reword or withdraw the objection of a place, as its position says."""
    place = ref("place", booth.place.pk)
    before = last_of_place(place)
    is_standing = before is not None and before.is_standing
    if before is not None and is_standing and position is Position.OBJECTION:
        objections.reword_objection(before.pk, text=said.text, language=said.language, by=by, at=at)
    elif before is not None and is_standing:
        objections.withdraw_objection(before.pk, by=by, at=at)
    elif position is Position.OBJECTION:
        # Held before the others are counted, so that none of them stands back in between.
        objections.hold_round(booth.decision.ref)
        objections.raise_objection(
            booth.decision.ref, chamber=ref("chamber", booth.chamber.pk), place=place, body_id=booth.place.body_id,
            text=said.text, language=said.language, mandate=_mandate(booth),
            override=counting.override_in(booth.decision.rulebook.canonical, booth.chamber.key),
            others=others_beside(booth.chamber), by=by, at=at,
        )  # fmt: skip


def _require_round(booth: Booth) -> None:
    if booth.chamber.key not in counting.consenting(booth.decision.rulebook.canonical):
        raise Refusal("wrong_chamber", _("This chamber is not asked for consent."), "chamber")


def _said(position: str, reason: str, language: str) -> Words:
    if position not in list(Position):
        raise Refusal("no_position", _("Say whether you agree, have a concern, stand aside or object."), "position")
    missing = MISSING.get(Position(position))
    return words(reason, language, limit=rules.REASON_MAX, field="reason", missing=missing)


def _chamber_key(objection: Objection | None) -> int:
    return int(objection.chamber.partition(":")[2]) if objection is not None else 0


def _mandate(booth: Booth) -> str:
    body = booth.place.body_id
    return booth.hats.may(Power.REPRESENT, body) or "" if body else ""
