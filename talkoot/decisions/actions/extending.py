"""Voting goes on by rule when a quorum is missed at the closing time; nobody extends it by hand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Count

from talkoot.counting.rules import Number, base_in, book_of, is_quorum_met
from talkoot.decisions.actions.delegating import cast_through_delegates
from talkoot.decisions.events import DecisionExtended
from talkoot.decisions.models import Ballot, Chamber, Decision
from talkoot.decisions.queries.turnout import have_all_spoken
from talkoot.decisions.queries.weights import weigh_ballots, weigh_rolls
from talkoot.decisions.rules import course_of
from talkoot.kernel.actors import SYSTEM
from talkoot.objections.actions import extend_round


def extended(decision: Decision, chambers: Sequence[Any], at: datetime) -> DecisionExtended | None:
    """Let voting go on where the rulebook says so and a quorum is missed; return what is told, None where it ends.

    ``chambers`` are those of the decision with their turnout and how many stand back; the rows are the caller's, held.
    Where every place has voted or stands back nothing is extended, for nobody is left to vote.
    """
    rule = course_of(decision.rulebook.canonical).extension
    if rule is None or decision.extensions >= rule.times or decision.closes_at is None:
        return None
    missed = _missed(decision, chambers, at)
    if not missed or have_all_spoken(chambers):
        return None
    later = timedelta(days=rule.days)
    decision.extensions += 1
    decision.closes_at = decision.closes_at + later if decision.closes_at + later > at else at + later
    decision.save(update_fields=["extensions", "closes_at"])
    extend_round(decision.ref, closes_at=decision.closes_at, by=SYSTEM, at=at)
    return DecisionExtended(
        subject=decision.ref, closes_at=decision.closes_at.isoformat(), number=decision.extensions, missed=missed
    )


def _missed(decision: Decision, chambers: Sequence[Any], at: datetime) -> list[str]:
    """Return the keys of the chambers whose quorum is missed, votes through delegates counted as at the close."""
    with transaction.atomic():
        cast_through_delegates(decision, chambers, at)
        missed = [chamber.key for chamber in chambers if not _is_met(decision, chamber)]
        # They are cast when voting is over; until then everybody may still vote themselves.
        transaction.set_rollback(True)
    for chamber in chambers:
        chamber.refresh_from_db(fields=["ballots_delegated"])
    return missed


def _is_met(decision: Decision, chamber: Any) -> bool:
    book = book_of(decision.rulebook.canonical)
    rules = book.chamber(chamber.key) if book else None
    if rules is None or chamber.is_elsewhere:
        return True
    canonical = decision.rulebook.canonical
    if roll := weigh_rolls([chamber]).get(chamber.pk):
        return is_quorum_met(rules, base_in(canonical, chamber.key, roll.total, roll.recused), _weighed(chamber))
    base = base_in(canonical, chamber.key, chamber.eligible or 0, chamber.standing_back)
    return is_quorum_met(rules, base, _cast(chamber, is_secret=rules.is_secret))


def _weighed(chamber: Chamber) -> dict[str, Number]:
    """Return what the ballots that say something weigh together, by what they say."""
    rows = Ballot.objects.filter(chamber=chamber, is_current=True)
    if not chamber.is_election:
        return {choice: weight for (choice,), weight in weigh_ballots(rows, "choice").items()}
    kinds = {"blank": rows.filter(marks=[]), "marked": rows.exclude(marks=[])}
    return {kind: weigh_ballots(some).get((), 0) for kind, some in kinds.items()}


def _cast(chamber: Any, *, is_secret: bool) -> dict[str, int]:
    """Return how many ballots say what; of sealed ones nobody knows it, so all count as if they said something."""
    said = "marked" if chamber.is_election else "yes"
    if is_secret:
        return {said: chamber.turnout}
    rows = Ballot.objects.filter(chamber=chamber, is_current=True).order_by()
    if chamber.is_election:
        blank = rows.filter(marks=[]).count()
        return {"blank": blank, "marked": rows.count() - blank}
    return {row["choice"]: row["number"] for row in rows.values("choice").annotate(number=Count("pk"))}
