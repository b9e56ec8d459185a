"""Appeals against the roll: whoever has no place asks for one, whoever has one asks to strike another."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from talkoot.appeals.actions import decide_appeal, make_appeal
from talkoot.appeals.models import Appeal
from talkoot.appeals.rules import DISMISSED, Change, Kind
from talkoot.ballotboxes import actions as ballotboxes
from talkoot.counting.rules import Number, exact
from talkoot.decisions.actions.holding import hold, judging
from talkoot.decisions.actions.rolls import roll_hash
from talkoot.decisions.actions.weighing import weigh_objections
from talkoot.decisions.actions.weights import weight_added
from talkoot.decisions.events import RollAmended
from talkoot.decisions.models import Chamber, Decision, RollEntry
from talkoot.decisions.permissions import Permission, Place, may
from talkoot.decisions.queries.hindrances import against_striking
from talkoot.decisions.queries.roll_appeals import (
    NOT_THERE,
    THERE,
    is_concerned,
    takes_roll_appeals,
    why_fixed,
    why_kept,
    why_ungrantable,
)
from talkoot.kernel.actors import Actor
from talkoot.kernel.refs import split
from talkoot.kernel.refusals import Refusal
from talkoot.kernel.verdicts import PermissionDenied, require
from talkoot.ledger.actions import writing
from talkoot.rulebooks.rules import Voters


def ask_for_place(
    decision_id: int,
    *,
    chamber: str,
    reason: str,
    language: str,
    body_id: int | None = None,
    by: Actor,
    at: datetime,
    key: str = "",
) -> Appeal:
    """Say that oneself, or the body ``body_id``, should be on the roll of ``chamber``, and why; everybody reads it.

    Refuses who has a place, the wrong kind of voter, a roll that never changes, once the time for it is over, and
    what `make_appeal` refuses.
    """
    with writing(by=by, at=at, key=key) as announce:
        decision = Decision.objects.select_for_update().get(pk=decision_id)
        asked = RollEntry(person_id=None if body_id else by.person_id, body_id=body_id)
        require(may(by, Permission.ASK_FOR_PLACE, Place(decision, asked, chamber), at=at))
        found = _amendable(decision, chamber, at)
        if (found.voters == Voters.BODIES) is (body_id is None):
            raise Refusal("wrong_chamber", _("This chamber has places of another kind: of people, or of bodies."))
        if _places(found, asked.voter_ref).exists():
            raise Refusal("on_roll", THERE)
        return make_appeal(
            kind=Kind.ROLL, matter=decision.ref, chamber=chamber, about=asked.voter_ref, change=Change.ADD,
            reason=reason, language=language, by=by, at=at, key=announce.hand_over(),
        )  # fmt: skip


def ask_to_strike(
    decision_id: int, entry_id: int, *, reason: str, language: str, by: Actor, at: datetime, key: str = ""
) -> Appeal:
    """Say that somebody should not be on a roll, and why, so that everybody reads it; for whoever is on a roll.

    Refuses one's own place, one that stood back or spoke for everybody to see, the last one, a roll that never changes,
    once the time for it is over, and what `make_appeal` refuses. Whether a place has voted it does not tell: that is
    found when the appeal is decided.
    """
    with writing(by=by, at=at, key=key) as announce:
        held = hold(decision_id, Permission.ASK_TO_STRIKE, by=by, at=at)
        decision = held.decision
        entry = RollEntry.objects.select_related("chamber").get(chamber__decision=decision, pk=entry_id)
        chamber = _amendable(decision, entry.chamber.key, at)
        if (kept := against_striking(decision, chamber, entry, by, held.hats)) is not None:
            raise Refusal(kept.code, kept.sentence)
        return make_appeal(
            kind=Kind.ROLL, matter=decision.ref, chamber=entry.chamber.key, about=entry.voter_ref,
            change=Change.STRIKE, reason=reason, language=language, by=by, at=at, key=announce.hand_over(),
        )  # fmt: skip


def decide_roll_appeal(
    decision_id: int,
    appeal_id: int,
    *,
    outcome: str,
    reason: str,
    language: str,
    weight: str = "",
    by: Actor,
    at: datetime,
    key: str = "",
) -> Appeal:
    """Dismiss an appeal against a roll, or grant what it asks: the place is added, or struck. The reason is public.

    Where votes weigh different amounts ``weight`` says what one that is added weighs. Refuses a place without it,
    another change than the one asked for, granting once voting is over, while an objection stands that is weighed by
    the roll, striking a place that has voted or stood back, and what `decide_appeal` refuses.
    """
    with writing(by=by, at=at, key=key) as announce:
        held = hold(decision_id, Permission.DECIDE_ROLL_APPEAL, by=by, at=at)
        appeal = Appeal.objects.filter(matter=held.decision.ref, kind=Kind.ROLL).get(pk=appeal_id)
        if is_concerned(appeal, by, held.hats):
            raise PermissionDenied(_("This appeal is your own or about you, so somebody else decides it."))
        if outcome not in {DISMISSED, appeal.change}:
            raise Refusal("no_such_outcome", _("Say what comes of it."), "outcome")
        mandate, body = judging(held)
        decided = decide_appeal(
            appeal.pk, outcome=outcome, reason=reason, language=language, mandate=mandate, on_behalf=body,
            by=by, at=at, key=announce.hand_over(),
        )  # fmt: skip
        if outcome != DISMISSED:
            announce(_amended(held.decision, decided, weight, by=by, at=at), mandate=mandate, on_behalf=body)
    return decided


def _amendable(decision: Decision, key: str, at: datetime) -> Chamber:
    """Return a chamber whose roll may be appealed against now."""
    if not takes_roll_appeals(decision, at):
        raise Refusal("no_appeals", _("Appeals against the roll are not taken now."))
    chamber = Chamber.objects.filter(decision=decision, key=key).first()
    if chamber is None:
        raise Refusal("wrong_chamber", _("This decision has no such chamber."))
    if (sentence := why_fixed(chamber)) is not None:
        raise Refusal("roll_stays", sentence)
    return chamber


def _amended(decision: Decision, appeal: Appeal, weight: str, *, by: Actor, at: datetime) -> RollAmended:
    """Change the roll as a granted appeal asks, and the ballot box of a secret chamber with it.

    The decision is held, so no ballot is on its way.
    """
    if (sentence := why_ungrantable(decision, appeal.chamber, at)) is not None:
        raise Refusal("roll_stays", sentence, "outcome")
    chamber = Chamber.objects.get(decision=decision, key=appeal.chamber)
    is_added = appeal.outcome == Change.ADD
    place, weighs = (
        _add(chamber, appeal.about, weight) if is_added else (_strike(decision, chamber, appeal.about), None)
    )
    if chamber.is_secret:
        amend = ballotboxes.add_slip if is_added else ballotboxes.remove_slip
        amend(chamber.box_subject, place, by=by, at=at)
    weigh_objections(decision, chamber, by=by, at=at)
    by_one = 1 if is_added else -1
    decision.eligible += by_one
    chamber.eligible, chamber.roll_sha256 = (chamber.eligible or 0) + by_one, roll_hash(chamber)
    chamber.save(update_fields=["eligible", "roll_sha256"])
    decision.save(update_fields=["eligible"])
    return RollAmended(
        subject=decision.ref, chamber=chamber.key, roll_sha256=chamber.roll_sha256, eligible=chamber.eligible,
        appeal=appeal.ref, change=appeal.outcome, voter=appeal.about, weight=exact(weighs) if weighs else "",
    )  # fmt: skip


def _add(chamber: Chamber, voter: str, weight: str) -> tuple[int, Number | None]:
    """Add a place and return its key, and what its vote weighs: None where all weigh the same."""
    if _places(chamber, voter).exists():
        raise Refusal("on_roll", THERE, "outcome")
    kind, key = split(voter)
    weighs = weight_added(chamber, weight) if chamber.is_weighed else None
    above, below = weighs.as_integer_ratio() if weighs is not None else (None, None)
    place = RollEntry.objects.create(
        chamber=chamber, **{f"{kind}_id": int(key)}, weight_numerator=above, weight_denominator=below
    )
    return place.pk, weighs


def _strike(decision: Decision, chamber: Chamber, voter: str) -> int:
    """Take a place away and return its key, unless it stays: see `why_kept`."""
    place = _places(chamber, voter).first()
    if place is None:
        raise Refusal("not_on_roll", NOT_THERE, "outcome")
    if (kept := why_kept(decision, chamber, place)) is not None:
        raise Refusal(kept.code, kept.sentence, "outcome")
    key = place.pk
    place.delete()
    return key


def _places(chamber: Chamber, voter: str) -> QuerySet[RollEntry]:
    kind, key = split(voter)
    return RollEntry.objects.filter(chamber=chamber, **{f"{kind}_id": int(key)})
