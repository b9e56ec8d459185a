"""What pages offer against a roll or a count: to whoever may say it, and only where it can change something.

The actions refuse by themselves. That a place has voted is no secret of the action that would strike it, but it is one
of the roll until voting is over, so it takes no offer away: see `RollRow.is_kept`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from talkoot.appeals.models import Appeal
from talkoot.decisions.models import Chamber, Decision, RollEntry
from talkoot.decisions.queries.places import RollRow, mine
from talkoot.decisions.queries.roll_appeals import (
    appeals_until,
    asked_about,
    has_roll_appeals,
    takes_roll_appeals,
    why_fixed,
)
from talkoot.directory.queries import Hats
from talkoot.directory.rules import Power
from talkoot.kernel.actors import Actor
from talkoot.kernel.refs import ref
from talkoot.kernel.verdicts import Text
from talkoot.rulebooks.rules import Voters, electorate, rules_of


@dataclass(frozen=True, slots=True)
class Footing:
    """On what a reader stands who says that a roll is wrong: for whom they speak (refs, by kind of chamber), their
    places on the rolls, and what they asked for that waits to be decided.
    """

    persons: frozenset[str] = frozenset()
    bodies: frozenset[str] = frozenset()
    places: frozenset[int] = frozenset()
    placed: frozenset[tuple[int, str]] = frozenset()
    waiting: frozenset[tuple[str, str]] = frozenset()

    def may_ask(self, chamber: Chamber) -> bool:
        """Tell whether the reader may ask for a place, for themselves or for a body."""
        return any((chamber.key, voter) not in self.waiting for voter in self._unplaced(chamber))

    def has_asked(self, chamber: Chamber) -> bool:
        """Tell whether the reader asked for a place, and waits for the answer."""
        return any((chamber.key, voter) in self.waiting for voter in self._unplaced(chamber))

    def strikable(self, chamber: Chamber, rows: Iterable[RollRow]) -> frozenset[int]:
        """Return which places the reader may ask to strike: not their own, none that stays, and none twice."""
        if not self.places or chamber.eligible == 1:
            return frozenset()
        found = (row for row in rows if not row.is_kept and row.id not in self.places)
        return frozenset(row.id for row in found if (chamber.key, row.voter_ref) not in self.waiting)

    def _unplaced(self, chamber: Chamber) -> list[str]:
        if why_fixed(chamber) is not None:
            return []
        voters = self.persons if chamber.voters == Voters.PERSONS else self.bodies
        return [voter for voter in voters if (chamber.pk, voter) not in self.placed]


@dataclass(frozen=True, slots=True)
class RollCourse:
    """What the page of a roll says of appeals: until when they are taken, or why this roll never changes, and what of
    it is for the reader.
    """

    until: datetime | None
    why_fixed: Text | None
    may_ask: bool = False
    has_asked: bool = False
    strikable: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class PlaceOffer:
    """A chamber whose roll an appeal may change, and whether the reader may ask for a place, or has."""

    chamber: Chamber
    may_ask: bool
    has_asked: bool


def footing(decision: Decision, viewer: Actor, hats: Hats) -> Footing:
    """Return on what the viewer stands against the rolls of a decision (two queries, none for a visitor)."""
    if not viewer.is_known:
        return Footing()
    rows = list(RollEntry.objects.filter(mine(viewer, hats), chamber__decision=decision))
    return Footing(
        persons=frozenset([viewer.ref]),
        bodies=frozenset(ref("body", body) for body in hats.bodies(Power.REPRESENT)),
        places=frozenset(row.pk for row in rows),
        placed=frozenset((row.chamber_id, row.voter_ref) for row in rows),
        waiting=asked_about(decision, viewer),
    )


def roll_course(
    decision: Decision, chamber: Chamber, rows: Iterable[RollRow], viewer: Actor, *, hats: Hats, at: datetime
) -> RollCourse | None:
    """Return what is said of appeals beside a page of a roll; None where the rules take none.

    Costs what `footing` does, and nothing where no appeal is taken.
    """
    if not has_roll_appeals(decision):
        return None
    fixed = why_fixed(chamber)
    if not takes_roll_appeals(decision, at) or fixed is not None:
        return RollCourse(appeals_until(decision) if takes_roll_appeals(decision, at) else None, fixed)
    stands = footing(decision, viewer, hats)
    may_ask, has_asked = stands.may_ask(chamber), stands.has_asked(chamber)
    return RollCourse(appeals_until(decision), None, may_ask, has_asked, stands.strikable(chamber, rows))


def place_offers(decision: Decision, viewer: Actor, hats: Hats) -> list[PlaceOffer]:
    """Return the chambers whose rolls an appeal may change, with what is for the viewer (one query and `footing`)."""
    stands = footing(decision, viewer, hats)
    chambers = [one for one in Chamber.objects.filter(decision=decision) if why_fixed(one) is None]
    return [PlaceOffer(one, stands.may_ask(one), stands.has_asked(one)) for one in chambers]


def could_ask(chambers: Iterable[Chamber], viewer: Actor, hats: Hats) -> bool:
    """Tell whether a viewer who is on no roll could ask for a place on one of ``chambers``; no query."""
    kinds = {chamber.voters for chamber in chambers}
    return viewer.is_known and (
        Voters.PERSONS in kinds or (Voters.BODIES in kinds and bool(hats.bodies(Power.REPRESENT)))
    )


@dataclass(frozen=True, slots=True)
class ChallengeOffer:
    """What the page of challenges offers: ``until`` when the count may be challenged, or might have been if it
    ``is_over``; whether the reader may, or has challenged it and waits.
    """

    until: datetime | None = None
    is_over: bool = False
    has_rolls: bool = False
    may_challenge: bool = False
    has_challenged: bool = False


def challenge_offer(
    decision: Decision, waiting: Iterable[Appeal], viewer: Actor, *, hats: Hats, at: datetime
) -> ChallengeOffer:
    """Return what is offered against the count, beside the challenges that wait (one query for who is known)."""
    if not decision.is_challengeable or decision.challenges_until is None:
        return ChallengeOffer()
    if at >= decision.challenges_until:
        return ChallengeOffer(decision.challenges_until, is_over=True)
    rolls = RollEntry.objects.filter(chamber__decision=decision)
    is_voter = viewer.is_known and rolls.filter(mine(viewer, hats)).exists()
    has_challenged = any(appeal.made_by_id == viewer.person_id for appeal in waiting)
    return ChallengeOffer(
        decision.challenges_until,
        has_rolls=_has_rolls(decision),
        may_challenge=is_voter and not has_challenged,
        has_challenged=has_challenged,
    )


def _has_rolls(decision: Decision) -> bool:
    """Tell whether any chamber votes here, so that there is a roll (no query)."""
    chambers = rules_of(decision.rulebook.canonical).chambers
    return any(electorate(one.electorate).voters is not Voters.ELSEWHERE for one in chambers)
