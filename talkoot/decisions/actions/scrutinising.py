"""Scrutiny: between close and count, scrutineers strike ballots that do not count, and say why.

Sealed ballots are struck by `striking`, without being read.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from talkoot.decisions import rules
from talkoot.decisions.actions.boxes import release_boxes
from talkoot.decisions.actions.counting import awaits, counted
from talkoot.decisions.actions.holding import Held, hold
from talkoot.decisions.events import BallotStruck, ScrutinyEnded, StrikeTakenBack
from talkoot.decisions.models import Ballot, Chamber, Decision, RollEntry, Strike
from talkoot.decisions.permissions import Permission
from talkoot.decisions.queries.judges import scrutineer_hat
from talkoot.decisions.queries.scrutiny import struck_in
from talkoot.directory.queries import Hat
from talkoot.directory.rules import Power
from talkoot.kernel.actors import Actor
from talkoot.kernel.refusals import Refusal
from talkoot.ledger.actions import writing
from talkoot.scopes.actions import words


def strike_ballot(
    decision_id: int, ballot_id: int, *, reason: str, language: str, by: Actor, at: datetime, key: str = ""
) -> Strike:
    """Let an open ballot not count, and with it those that came through it for others; ``reason`` is public at once.

    Refuses one's own ballot, one that is struck, and whatever is not in scrutiny.
    """
    with writing(by=by, at=at, key=key) as announce:
        held, hat = hold_in_scrutiny(decision_id, Permission.STRIKE_BALLOT, by=by, at=at)
        ballot = _ballot(held.decision, ballot_id)
        require_not_own(ballot.entry, held, by, cast_by=ballot.cast_by_id)
        if not Ballot.objects.counting().filter(pk=ballot.pk).exists():
            raise Refusal("struck", _("This ballot is struck."))
        said = words(reason, language, limit=rules.REASON_MAX, field="reason", missing=_("Say why it does not count."))
        who: dict[str, Any] = {"struck_by_id": by.person_id, "mandate": hat.ref, "struck_at": at}
        strike = Strike.objects.create(ballot=ballot, reason=said.text, language=said.language, html=said.html, **who)
        Strike.objects.bulk_create(_along(strike, copy) for copy in _through(ballot))
        told = BallotStruck(subject=held.decision.ref, chamber=ballot.chamber.key, entry=ballot.entry_id)
        announce(told, mandate=hat.ref, on_behalf=hat.body)
    return strike


def take_back_strike(decision_id: int, strike_id: int, *, by: Actor, at: datetime, key: str = "") -> Strike:
    """Let a ballot count again that one struck oneself, with those struck along with it, while scrutiny goes on."""
    with writing(by=by, at=at, key=key) as announce:
        held, hat = hold_in_scrutiny(decision_id, Permission.STRIKE_BALLOT, by=by, at=at)
        rows = Strike.objects.filter(ballot__chamber__decision=held.decision, along_with__isnull=True)
        strike = rows.select_related("ballot__chamber").filter(pk=strike_id).first()
        if strike is None:
            raise Http404
        if strike.struck_by_id != by.person_id:
            raise Refusal("not_own", _("Only who struck a ballot can take that back."))
        if strike.taken_back_at is not None:
            raise Refusal("taken_back", _("This was taken back before."))
        strike.along.filter(taken_back_at__isnull=True).update(taken_back_at=at)
        strike.taken_back_at = at
        strike.save(update_fields=["taken_back_at"])
        ballot = strike.ballot
        told = StrikeTakenBack(subject=held.decision.ref, chamber=ballot.chamber.key, entry=ballot.entry_id)
        announce(told, mandate=hat.ref, on_behalf=hat.body)
    return strike


def end_scrutiny(decision_id: int, *, by: Actor, at: datetime, key: str = "") -> Decision:
    """Say that the scrutineers are done; counts at once where nothing else is awaited.

    From now on those who keep the keys of ballot boxes hand them in.
    """
    with writing(by=by, at=at, key=key) as announce:
        held, hat = hold_in_scrutiny(decision_id, Permission.END_SCRUTINY, by=by, at=at)
        decision = held.decision
        decision.scrutiny_ended_at = at
        decision.save(update_fields=["scrutiny_ended_at"])
        announce(ScrutinyEnded(subject=decision.ref, strikes=struck_in(decision)), mandate=hat.ref, on_behalf=hat.body)
        chambers = list(Chamber.objects.filter(decision=decision))
        release_boxes(chambers, mandate=hat.ref, on_behalf=hat.body, by=by, at=at)
        if not awaits(decision, chambers):
            announce(counted(decision, chambers, at), mandate=hat.ref, on_behalf=hat.body)
    return decision


def hold_in_scrutiny(decision_id: int, permission: Permission, *, by: Actor, at: datetime) -> tuple[Held, Hat]:
    """Hold a decision in scrutiny for a scrutineer; return it with the mandate acted under."""
    held = hold(decision_id, permission, by=by, at=at)
    hat = scrutineer_hat(held.decision, held.hats)
    if hat is None or not held.decision.is_in_scrutiny:
        raise Refusal("not_in_scrutiny", _("Ballots are struck after the close, until the scrutineers are done."))
    return held, hat


def _ballot(decision: Decision, ballot_id: int) -> Ballot:
    rows = Ballot.objects.filter(chamber__decision=decision, is_current=True).select_related("chamber", "entry")
    ballot = rows.filter(pk=ballot_id).first()
    if ballot is None:
        raise Http404
    return ballot


def require_not_own(place: RollEntry, held: Held, by: Actor, *, cast_by: int | None = None) -> None:
    """Refuse whoever is in the place of a ballot, cast it, or represents the body that it is of."""
    is_represented = bool(place.body_id and held.hats.may(Power.REPRESENT, place.body_id))
    if by.person_id in {place.person_id, cast_by} or is_represented:
        raise Refusal("own_ballot", _("This ballot is your own. Another scrutineer has to look at it."))


def _through(ballot: Ballot) -> list[Ballot]:
    """Return the ballots that count and came through this one for others."""
    if ballot.is_delegated or ballot.entry.person_id is None:
        return []
    rows = Ballot.objects.counting().filter(chamber=ballot.chamber_id, is_delegated=True)
    return list(rows.filter(cast_by=ballot.entry.person_id).order_by("pk"))


def _along(strike: Strike, copy: Ballot) -> Strike:
    return Strike(
        ballot=copy, along_with=strike, reason=strike.reason, language=strike.language, html=strike.html,
        struck_by_id=strike.struck_by_id, mandate=strike.mandate, struck_at=strike.struck_at,
    )  # fmt: skip
