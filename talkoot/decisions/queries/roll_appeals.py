"""Appeals against a roll: whether they are taken, who has no place, and what was asked."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from talkoot.appeals.models import Appeal
from talkoot.appeals.queries import appeals_of
from talkoot.appeals.rules import Change, Kind
from talkoot.counting.rules import consenting, weighed_in
from talkoot.decisions.models import Chamber, Decision, RollEntry
from talkoot.decisions.rules import State, appeals_end, course_of, takes_ballots
from talkoot.directory.models import Body, Person
from talkoot.directory.queries import Hats, bodies_by_id
from talkoot.directory.rules import Power
from talkoot.kernel.actors import Actor
from talkoot.kernel.refs import Label, ref, split
from talkoot.kernel.verdicts import Text
from talkoot.objections.queries import has_supported, weighs_roll
from talkoot.rulebooks.rules import Voters

THERE = _("There is a place on the roll already.")
NOT_THERE = _("This place is not on the roll any more.")


@dataclass(frozen=True, slots=True)
class RollAppeal:
    """An appeal with whose place it is about, in which chamber, and whether the viewer may decide it."""

    appeal: Appeal
    voter: Label
    chamber: str
    is_mine_to_decide: bool


@dataclass(frozen=True, slots=True)
class Kept:
    """Why a place is not struck: the code of the refusal, and its sentence."""

    code: str
    sentence: Text


@dataclass(frozen=True, slots=True)
class Unplaced:
    """Who has no place on a roll: the viewer, or a body they represent; ``has_asked`` where they wait for one."""

    body: Body | None
    has_asked: bool = False

    @property
    def body_id(self) -> int | None:
        """Return the body's key, None for the viewer."""
        return self.body.pk if self.body else None


def appeals_until(decision: Decision) -> datetime | None:
    """Return until when appeals against the roll are taken; None where they are not, or voting is not open."""
    return appeals_ended(decision) if decision.is_open else None


def appeals_ended(decision: Decision) -> datetime | None:
    """Return until when appeals against the roll were taken; None where they never were (no query)."""
    course = course_of(decision.rulebook.canonical)
    if not course.appeal_days or decision.opened_at is None or decision.closes_at is None:
        return None
    return appeals_end(course, decision.opened_at, decision.closes_at)


def has_roll_appeals(decision: Decision) -> bool:
    """Tell whether appeals against the rolls of a decision are taken, or were; no query."""
    return decision.opened_at is not None and course_of(decision.rulebook.canonical).appeal_days > 0


def takes_roll_appeals(decision: Decision, at: datetime) -> bool:
    """Tell whether appeals against the rolls of a decision are taken; no query."""
    until = appeals_until(decision)
    return until is not None and at < until


def why_fixed(chamber: Chamber) -> Text | None:
    """Return why the roll of a chamber never changes, None where an appeal may change it."""
    if chamber.is_elsewhere:
        return _("This chamber votes on another site; its roll is there.")
    return None


def why_held(decision: Decision, chamber: Chamber) -> Text | None:
    """Return why the roll of a chamber cannot change for now (one query where it is asked for consent, else none).

    Objections that the others may override are weighed by how many they are, as it was when each was raised.
    """
    if chamber.key in consenting(decision.rulebook.canonical) and weighs_roll(ref("chamber", chamber.pk)):
        return _("An objection is weighed by this roll. Grant it once the objection is settled, or dismiss it.")
    return None


def unplaced(chamber: Chamber, viewer: Actor, hats: Hats) -> list[Unplaced]:
    """Return who of the viewer and the bodies they represent has no place in a chamber (at most three queries)."""
    roll = RollEntry.objects.filter(chamber=chamber)
    matter = ref("decision", chamber.decision_id)
    asked = set(_waiting(matter, viewer).filter(chamber=chamber.key).values_list("about", flat=True))
    if chamber.voters == Voters.PERSONS:
        is_placed = roll.filter(person=viewer.person_id).exists()
        return [] if is_placed else [Unplaced(None, viewer.ref in asked)]
    bodies = hats.bodies(Power.REPRESENT)
    missing = bodies - set(roll.filter(body__in=bodies).values_list("body_id", flat=True))
    found = bodies_by_id(missing)
    return [Unplaced(found[pk], ref("body", pk) in asked) for pk in sorted(found)]


def get_place(chamber: Chamber, entry_id: int) -> tuple[RollEntry, Label]:
    """Return a place on a roll, and whose it is; 404 when there is no such (one query)."""
    entry = RollEntry.objects.filter(chamber=chamber, pk=entry_id).select_related("person", "body").first()
    held = (entry.person or entry.body) if entry else None
    if entry is None or held is None:
        raise Http404
    return entry, Label(held.name, held.get_absolute_url())


def list_roll_appeals(decision: Decision, viewer: Actor, hats: Hats, *, judges: bool) -> list[RollAppeal]:
    """Return the appeals against the rolls of a decision, those that wait first (four queries)."""
    rows = appeals_of(decision.ref, Kind.ROLL)
    voters = _labels([row.about for row in rows])
    names = dict(Chamber.objects.filter(decision=decision).values_list("key", "name")) if rows else {}
    return [
        RollAppeal(
            row,
            voters.get(row.about, Label(row.about, "")),
            names.get(row.chamber, row.chamber),
            judges and row.is_open and not is_concerned(row, viewer, hats),
        )
        for row in rows
    ]


def has_asked(decision: Decision, chamber: Chamber, voter: str, viewer: Actor) -> bool:
    """Tell whether the viewer asked something about a place that waits to be decided (one query)."""
    return _waiting(decision.ref, viewer).filter(chamber=chamber.key, about=voter).exists()


def asked_about(decision: Decision, viewer: Actor) -> frozenset[tuple[str, str]]:
    """Return of which places, by chamber and voter, the viewer asked something that waits to be decided (one query)."""
    return frozenset(_waiting(decision.ref, viewer).values_list("chamber", "about"))


def labelled(appeal: Appeal) -> Label:
    """Return whose place an appeal is about (one query)."""
    return _labels([appeal.about]).get(appeal.about, Label(appeal.about, ""))


def is_concerned(appeal: Appeal, viewer: Actor, hats: Hats) -> bool:
    """Tell whether an appeal is the viewer's own, about them, or about a body they represent."""
    if appeal.made_by_id == viewer.person_id or appeal.about == viewer.ref:
        return True
    kind, key = split(appeal.about)
    return kind == "body" and hats.may(Power.REPRESENT, int(key)) is not None


def _waiting(matter: str, viewer: Actor) -> QuerySet[Appeal]:
    return Appeal.objects.filter(matter=matter, kind=Kind.ROLL, made_by=viewer.person_id, outcome="")


def _labels(voters: Collection[str]) -> dict[str, Label]:
    keys = [split(voter) for voter in voters]
    people = Person.objects.filter(pk__in=[int(key) for kind, key in keys if kind == "person"])
    bodies = bodies_by_id([int(key) for kind, key in keys if kind == "body"])
    found = {f"person:{one.pk}": Label(one.name, one.get_absolute_url()) for one in people}
    return found | {f"body:{pk}": Label(one.name, one.get_absolute_url(), one.language) for pk, one in bodies.items()}


def why_ungrantable(decision: Decision, key: str, at: datetime) -> Text | None:
    """Return why an appeal against the roll of a chamber can only be dismissed, None where it may be granted."""
    if not is_changeable(decision, at):
        return _("Voting is over, so the roll stays as it is. Dismiss the appeal, and say so.")
    chamber = Chamber.objects.filter(decision=decision, key=key).first()
    return why_held(decision, chamber) if chamber else None


def why_kept(decision: Decision, chamber: Chamber, place: RollEntry) -> Kept | None:
    """Return why a place stays on its roll; None where it may be struck (at most one query).

    What was said or cast in it would be lost, and somebody must be left.
    """
    if place.voted_at is not None:
        return Kept("voted", _("This place has voted, and a ballot that was cast stays cast."))
    return why_kept_for_all_to_see(decision, chamber, place)


def why_kept_for_all_to_see(decision: Decision, chamber: Chamber, place: RollEntry) -> Kept | None:
    """Return why a place stays on its roll as far as everybody may know while votes are taken (at most one query)."""
    if place.recusals.exists():
        return Kept("recused", _("This place stood back from the vote, and its reason stays on the roll."))
    if place.voted_at is not None and chamber.key in consenting(decision.rulebook.canonical):
        return Kept("voted", _("This place has voted, and a ballot that was cast stays cast."))
    if has_supported(ref("place", place.pk)):
        return Kept("supported", _("From this place an objection was to be overridden, and what was said stays."))
    return Kept("empty_roll", _("Nobody would be left on the roll.")) if chamber.eligible == 1 else None


def asks_weight(decision: Decision, appeal: Appeal) -> bool:
    """Tell whether granting an appeal adds a vote of which it has to be said what it weighs (no query)."""
    return appeal.change == Change.ADD and appeal.chamber in weighed_in(decision.rulebook.canonical)


def is_changeable(decision: Decision, at: datetime) -> bool:
    """Tell whether a granted appeal may still change a roll: while votes are taken."""
    return takes_ballots(State(decision.state), decision.closes_at, at)
