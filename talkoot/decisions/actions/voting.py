"""Casting ballots: one place, one ballot that counts, changeable until the close."""

from __future__ import annotations

from datetime import datetime

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from talkoot.decisions import rules
from talkoot.decisions.events import BallotCast
from talkoot.decisions.models import Ballot, Chamber, Decision, RollEntry
from talkoot.decisions.permissions import Permission, Place, may
from talkoot.decisions.rules import Choice, State
from talkoot.directory.queries import Hats, hats_of
from talkoot.directory.rules import Power
from talkoot.kernel.actors import Actor
from talkoot.kernel.refs import ref
from talkoot.kernel.refusals import Refusal
from talkoot.kernel.verdicts import PermissionDenied, require
from talkoot.ledger.actions import writing
from talkoot.rulebooks.rules import Voters
from talkoot.scopes.actions import Words, words


def cast_ballot(
    decision_id: int,
    *,
    chamber: str,
    choice: str,
    reason: str,
    language: str,
    body_id: int | None = None,
    by: Actor,
    at: datetime,
    key: str = "",
) -> Ballot:
    """Vote in ``chamber`` for oneself, or for the body ``body_id``; a ballot cast before stays in the history.

    ``reason`` is public with the ballot after the close, in ``language``; a no needs one. Refuses when voting is
    over, a chamber that is not the voter's kind, a choice that is none, and whoever is not on the roll. Voters
    never wait for each other: what is locked is their own place on the roll.
    """
    with writing(by=by, at=at, key=key) as announce:
        decision = Decision.objects.held(decision_id)
        place = _place(decision, chamber, body_id, by)
        hats = hats_of(by, at)
        require(may(by, Permission.CAST_BALLOT, Place(decision, place, chamber), at=at, hats=hats))
        _require_open(decision, at)
        if place is None or by.person_id is None:
            raise PermissionDenied(_("You are not on the roll of this chamber."))
        said = _said(choice, reason, language)
        ballot = _cast(place, Choice(choice), said, at, caster=by.person_id, hats=hats)
        announce(
            BallotCast(subject=decision.ref, chamber=chamber, entry=place.pk, number=ballot.number),
            mandate=ballot.mandate,
            on_behalf=ref("body", body_id) if body_id is not None else "",
        )
        # Last, so that the row every voter of the chamber writes to is held as shortly as can be.
        if ballot.number == 1:
            Chamber.objects.filter(pk=place.chamber_id).update(ballots_cast=F("ballots_cast") + 1)
    return ballot


def _place(decision: Decision, key: str, body_id: int | None, by: Actor) -> RollEntry | None:
    """Return the voter's own place on the roll, held until the ballot is in."""
    chamber = Chamber.objects.filter(decision=decision, key=key).first()
    if chamber is None:
        raise Refusal("wrong_chamber", _("This decision has no such chamber."), "chamber")
    if chamber.is_elsewhere:
        raise Refusal("held_elsewhere", _("This chamber votes on another site."), "chamber")
    by_bodies = chamber.voters == Voters.BODIES
    if by_bodies and body_id is None:
        raise Refusal("wrong_chamber", _("In this chamber bodies vote. Say for which body you vote."), "chamber")
    if not by_bodies and body_id is not None:
        raise Refusal("wrong_chamber", _("In this chamber everyone votes for themselves."), "chamber")
    who = {"body_id": body_id} if by_bodies else {"person_id": by.person_id}
    if None in who.values():
        return None
    return RollEntry.objects.select_for_update().filter(chamber=chamber, **who).first()


def _require_open(decision: Decision, at: datetime) -> None:
    if rules.takes_ballots(State(decision.state), decision.closes_at, at):
        return
    if decision.state == State.DRAFT:
        raise Refusal("not_open", _("Voting has not begun."))
    if decision.state == State.VOIDED:
        raise Refusal("voided", _("This decision was voided; nothing can be voted on."))
    raise Refusal("closed", _("Voting is over. Your ballot could not be taken in any more."))


def _said(choice: str, reason: str, language: str) -> Words:
    if choice not in list(Choice):
        raise Refusal("no_choice", _("Choose yes, no or neutral."), "choice")
    missing = _("Say why not, so that others can see what would have to change.")
    needed = missing if rules.needs_reason(Choice(choice)) else None
    return words(reason, language, limit=rules.REASON_MAX, field="reason", missing=needed)


def _cast(place: RollEntry, choice: Choice, said: Words, at: datetime, *, caster: int, hats: Hats) -> Ballot:
    before = Ballot.objects.filter(entry=place, is_current=True).first()
    if before is None:
        place.voted_at = at
        place.save(update_fields=["voted_at"])
    else:
        before.is_current = False
        before.save(update_fields=["is_current"])
    return Ballot.objects.create(
        entry=place,
        chamber_id=place.chamber_id,
        number=before.number + 1 if before else 1,
        choice=choice,
        reason=said.text,
        language=said.language,
        html=said.html,
        cast_by_id=caster,
        mandate=hats.may(Power.REPRESENT, place.body_id) or "" if place.body_id else "",
        cast_at=at,
    )
