"""Casting ballots: one place, one ballot that counts, changeable until the close."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.http import Http404
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_variables

from talkoot.counting import rules as counting
from talkoot.counting.rules import Choice
from talkoot.decisions import rules
from talkoot.decisions.events import BallotCast
from talkoot.decisions.models import Ballot, Chamber, Decision, RollEntry
from talkoot.decisions.permissions import Permission, Place, may
from talkoot.decisions.queries.hindrances import STANDS_BACK
from talkoot.decisions.queries.papers import candidates_of, misfilled_sentence, paper_of_chamber
from talkoot.decisions.rules import State
from talkoot.directory.queries import NO_HATS, Hats, hats_of
from talkoot.directory.rules import Power
from talkoot.kernel.actors import Actor
from talkoot.kernel.refs import ref
from talkoot.kernel.refusals import Refusal
from talkoot.kernel.verdicts import PermissionDenied, require
from talkoot.ledger.actions import Announce, change, insert, writing
from talkoot.ledger.queries.prepared import NUMBER, SECOND, TEXT, PreparedRow
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
        booth = enter(decision_id, chamber, body_id, by=by, at=at)
        if booth.chamber.is_election:
            raise Refusal("wrong_chamber", _("This chamber elects. Mark candidates on its ballot."), "chamber")
        ballot = booth.ballot(_said(choice, reason, language), at)
        ballot.choice = Choice(choice)
        put(booth, ballot, announce)
    return ballot


def cast_marks(
    decision_id: int,
    *,
    chamber: str,
    marks: counting.Marks,
    reason: str = "",
    language: str,
    body_id: int | None = None,
    by: Actor,
    at: datetime,
    key: str = "",
) -> Ballot:
    """Vote in the election of ``chamber``: ``marks`` are pairs of a candidate's key and the number beside it.

    A ballot without marks is blank and counts as cast. Refuses what `cast_ballot` refuses but for the reason, which
    is free here, and marks that the rulebook does not take.
    """
    with writing(by=by, at=at, key=key) as announce:
        booth = enter(decision_id, chamber, body_id, by=by, at=at)
        require_marks(booth, marks)
        ballot = booth.ballot(words(reason, language, limit=rules.REASON_MAX, field="reason"), at)
        ballot.marks = [list(mark) for mark in marks]
        put(booth, ballot, announce)
    return ballot


@dataclass(frozen=True, slots=True)
class Booth:
    """A voter at their own place on the roll of an open chamber; the place is held until the ballot is in."""

    decision: Decision
    chamber: Chamber
    place: RollEntry
    caster_id: int
    hats: Hats

    @property
    def mandate(self) -> str:
        """Return the mandate under which a body is voted for, empty for oneself."""
        body = self.place.body_id
        return self.hats.may(Power.REPRESENT, body) or "" if body else ""

    @property
    def on_behalf(self) -> str:
        """Return the ref of the body voted for, empty for oneself."""
        return ref("body", self.place.body_id) if self.place.body_id is not None else ""

    def ballot(self, said: Words, at: datetime) -> Ballot:
        """Return a ballot with the reason given, nothing chosen on it yet."""
        return Ballot(
            entry=self.place,
            chamber_id=self.place.chamber_id,
            reason=said.text,
            language=said.language,
            html=said.html,
            cast_by_id=self.caster_id,
            mandate=self.mandate,
            cast_at=at,
        )


def enter(
    decision_id: int, key: str, body_id: int | None, *, by: Actor, at: datetime, is_secret: bool = False
) -> Booth:
    """Let a voter in at their own place on the roll; refuses a chamber that votes the other way: openly, in secret,
    and whoever stood back.
    """
    booth = admit(decision_id, key, body_id, Permission.CAST_BALLOT, by=by, at=at)
    _require_manner(booth.chamber, is_secret=is_secret)
    if booth.place.recused_at is not None:
        raise Refusal("recused", STANDS_BACK)
    return booth


def admit(decision_id: int, key: str, body_id: int | None, permission: Permission, *, by: Actor, at: datetime) -> Booth:
    """Return the booth of somebody who does ``permission`` in their place of an open chamber; the place is held."""
    decision = _held(decision_id)
    chamber = _chamber(decision, key, body_id)
    place = _place(chamber, body_id, by)
    hats = hats_of(by, at) if body_id is not None else NO_HATS  # whoever votes for themselves needs none
    require(may(by, permission, Place(decision, place, key), at=at, hats=hats))
    _require_open(decision, at)
    if place is None or by.person_id is None:
        raise PermissionDenied(_("You are not on the roll of this chamber."))
    return Booth(decision, chamber, place, by.person_id, hats)


def _held(decision_id: int) -> Decision:
    """Return the decision, which stays as it is until this transaction ends while others may vote too.

    So voters never wait for each other; closing takes the full lock and waits for them.
    """
    decision = _HELD.get(decision_id)
    if decision is None:
        raise Http404
    return decision


_HELD = PreparedRow(lambda: Decision.objects.filter(pk=NUMBER), lock="FOR KEY SHARE")
_CHAMBER = PreparedRow(lambda: Chamber.objects.filter(decision=NUMBER, key=TEXT))
_OWN_PLACE = PreparedRow(lambda: RollEntry.objects.select_for_update().filter(chamber=NUMBER, person=SECOND))
_BODYS_PLACE = PreparedRow(lambda: RollEntry.objects.select_for_update().filter(chamber=NUMBER, body=SECOND))
_BEFORE = PreparedRow(lambda: Ballot.objects.filter(entry=NUMBER, is_current=True))


def _chamber(decision: Decision, key: str, body_id: int | None) -> Chamber:
    chamber = _CHAMBER.get(decision.pk, key)
    if chamber is None:
        raise Refusal("wrong_chamber", _("This decision has no such chamber."), "chamber")
    if chamber.is_elsewhere:
        raise Refusal("held_elsewhere", _("This chamber votes on another site."), "chamber")
    by_bodies = chamber.voters == Voters.BODIES
    if by_bodies and body_id is None:
        raise Refusal("wrong_chamber", _("In this chamber bodies vote. Say for which body you vote."), "chamber")
    if not by_bodies and body_id is not None:
        raise Refusal("wrong_chamber", _("In this chamber everyone votes for themselves."), "chamber")
    return chamber


def _require_manner(chamber: Chamber, *, is_secret: bool) -> None:
    if chamber.is_secret and not is_secret:
        raise Refusal(
            "secret", _("This chamber votes in secret. Its ballots are sealed, and have no reasons."), "chamber"
        )
    if is_secret and not chamber.is_secret:
        raise Refusal("not_secret", _("This chamber votes openly: everybody reads who voted how."), "chamber")


def _place(chamber: Chamber, body_id: int | None, by: Actor) -> RollEntry | None:
    """Return the voter's own place on the roll, held until the ballot is in."""
    if chamber.voters == Voters.BODIES:
        return _BODYS_PLACE.get(chamber.pk, body_id) if body_id is not None else None
    return _OWN_PLACE.get(chamber.pk, by.person_id) if by.person_id is not None else None


def _require_open(decision: Decision, at: datetime) -> None:
    if rules.takes_ballots(State(decision.state), decision.closes_at, at):
        return
    if decision.state in {State.DRAFT, State.ANNOUNCED}:
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


@sensitive_variables("marks")
def require_marks(booth: Booth, marks: counting.Marks) -> None:
    """Refuse marks that the rulebook does not take, who does not stand, and a chamber that elects nobody."""
    paper = paper_of_chamber(booth.decision, booth.chamber.key)
    if paper is not None and paper.filling is counting.Filling.POSITION:
        raise Refusal("wrong_chamber", _("This chamber is asked for consent. Say where you stand."), "chamber")
    if paper is None:
        raise Refusal("wrong_chamber", _("This chamber answers a question. Choose yes, no or neutral."), "chamber")
    options = [one.key for one in candidates_of(booth.decision) if not one.is_withdrawn and not one.is_sitting]
    if any(option not in options for option, _number in marks):
        raise Refusal("no_candidate", _("Somebody marked here does not stand. Look at the ballot again."), "marks")
    _read, wrong = counting.read_marks(paper, counting.typed(paper, marks), options)
    if wrong:
        raise Refusal(wrong[0].code, misfilled_sentence(wrong[0]), "marks")


def put(booth: Booth, ballot: Ballot, announce: Announce) -> None:
    """Put the ballot in; what was in the place before is kept and counts no more."""
    # The first ballot marks the roll in the same transaction, so an unmarked place that is held has none.
    before = _BEFORE.get(booth.place.pk) if booth.place.voted_at is not None else None
    if before is None:
        booth.place.voted_at = ballot.cast_at
        change(booth.place, "voted_at")
    else:
        before.is_current = False
        change(before, "is_current")
    ballot.number = before.number + 1 if before else 1
    insert(ballot)
    announce(
        BallotCast(subject=booth.decision.ref, chamber=booth.chamber.key, entry=booth.place.pk, number=ballot.number),
        mandate=ballot.mandate,
        on_behalf=booth.on_behalf,
    )
