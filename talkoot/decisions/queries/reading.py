"""One decision as its page shows it: chambers with rules, turnout and places; `results` adds what it came to."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.db.models import FETCH_RAISE

from talkoot.ballotboxes.queries import BoxPage
from talkoot.counting.rules import (
    Number,
    awaits_seed,
    base_in,
    consenting,
    electing,
    is_delegable,
    may_recuse,
    questions_in,
    weight_needed,
)
from talkoot.decisions.models import Chamber, Decision, Tally
from talkoot.decisions.queries.offers import could_ask
from talkoot.decisions.queries.places import MyPlace, chambers_with_places
from talkoot.decisions.queries.roll_appeals import takes_roll_appeals
from talkoot.decisions.queries.turnout import have_all_spoken, with_standing_back, with_turnout
from talkoot.decisions.queries.unsealing import boxes_of
from talkoot.decisions.queries.weights import RollWeight, WeighingView, weigh_rolls, weighings_of
from talkoot.decisions.rules import State, takes_ballots
from talkoot.directory.queries import Hats
from talkoot.kernel.actors import Actor
from talkoot.rulebooks.queries import (
    ChamberSentences,
    Name,
    ReadBack,
    amount,
    neutral_sentence,
    outcome_sentence,
    read_back,
)
from talkoot.rulebooks.rules import ChamberRules, Kinds, rules_of


@dataclass(frozen=True, slots=True)
class Turnout:
    """How many have voted so far, of how many, and how many must: None where there is no quorum.

    Where it ``is_weighed`` all three are weights, each a whole number of parts of which ``unit`` make one.
    """

    cast: Number
    eligible: Number
    needed: Number | None
    counts_neutral: bool
    is_weighed: bool = False
    unit: int = 1

    @property
    def is_reached(self) -> bool:
        """Tell whether enough ballots are in, if none of them is neutral."""
        return self.needed is not None and self.cast >= self.needed

    @property
    def said(self) -> Sequence[str]:
        """Return the figures in the reader's digits: cast, of all, and needed (empty without a quorum)."""
        return [amount(each) if each is not None else "" for each in (self.cast, self.eligible, self.needed)]

    @property
    def drawn(self) -> Sequence[int]:
        """Return the same figures as a picture takes them: whole numbers of parts."""
        return [int((each or 0) * self.unit) for each in (self.cast, self.eligible, self.needed)]


@dataclass(frozen=True, slots=True)
class ChamberView:
    """A chamber with what its page needs at any time: rules, turnout while open, and where its ballots lie."""

    chamber: Chamber
    name: Name
    rules: ChamberSentences
    neutral: str
    turnout: Turnout | None
    quorum: Number | None
    tally: Tally | None = None
    is_mine: bool = False
    box: BoxPage | None = None


@dataclass(frozen=True, slots=True)
class DecisionView:
    """A decision with all its page needs. A viewer who is on no roll ``asks_for_place`` where they could get one."""

    decision: Decision
    combination: str
    rules: Sequence[ChamberSentences]
    chambers: Sequence[ChamberView]
    places: Sequence[MyPlace]
    is_taking_ballots: bool
    is_due: bool
    course: Sequence[str] = ()
    boxes: Mapping[str, BoxPage | None] = field(default_factory=dict)
    asks_for_place: bool = False
    challenges_are_over: bool = False
    weighings: Sequence[WeighingView] = ()

    @property
    def outcome(self) -> str:
        """Return what was decided in one sentence; empty before it is counted."""
        return outcome_sentence(self.decision.verdict) if self.decision.verdict else ""

    @property
    def conditional(self) -> Sequence[ChamberSentences]:
        """Return the chambers whose voters are those who meet conditions, until voting is over."""
        is_ahead = self.decision.state in {State.DRAFT, State.ANNOUNCED, State.OPEN}
        return [chamber for chamber in self.rules if chamber.conditions] if is_ahead else []

    @property
    def awaited(self) -> Sequence[ChamberView]:
        """Return the chambers whose vote is held elsewhere and not recorded yet."""
        return [view for view in self.chambers if view.chamber.is_elsewhere and view.tally is None]

    @property
    def free(self) -> Sequence[MyPlace]:
        """Return the viewer's places in which they do not stand back: in these they are asked to vote."""
        return [place for place in self.places if not place.is_recused]

    @property
    def answers(self) -> Sequence[MyPlace]:
        """Return the viewer's places in chambers that answer the question openly, on the decision's own page."""
        return [place for place in self.free if not place.chamber.is_election and not place.chamber.is_secret]

    @property
    def papers(self) -> Sequence[MyPlace]:
        """Return the viewer's places in chambers that elect or vote in secret, each with a paper of its own."""
        apart = [place for place in self.free if place.chamber.is_election or place.chamber.is_secret]
        return [place for place in apart if self.is_taking_ballots and place.chamber.key not in self.rounds]

    @property
    def secret(self) -> Sequence[tuple[Name, BoxPage | None]]:
        """Return name and ballot box of each chamber that votes in secret; None while nobody keeps its key yet."""
        return [(chamber.name, self.boxes[chamber.key]) for chamber in self.rules if chamber.key in self.boxes]

    @property
    def sealed(self) -> Sequence[ChamberView]:
        """Return the chambers whose ballot box is not emptied."""
        return [view for view in self.chambers if view.box and not view.box.box.emptied_at]

    @property
    def may_prepare_boxes(self) -> bool:
        """Tell whether it may still be said who keeps the keys: there are boxes, and voting has not opened."""
        return bool(self.boxes) and self.decision.state in {State.DRAFT, State.ANNOUNCED}

    @property
    def lacks_box(self) -> bool:
        """Tell whether nobody keeps the key of a secret chamber yet, so that voting cannot open."""
        return any(shown is None for shown in self.boxes.values())

    @property
    def lacks_weights(self) -> bool:
        """Tell whether nobody said yet what the votes of a chamber weigh, so that voting cannot open."""
        return any(view.weighing is None for view in self.weighings)

    @property
    def waits_for_keys(self) -> bool:
        """Tell whether a ballot box waits for its scrutineers."""
        return any(view.box and view.box.box.is_by_scrutineers for view in self.sealed)

    @property
    def votes_openly(self) -> bool:
        """Tell whether any chamber votes on this site for everybody to read who voted how."""
        return any(not view.chamber.is_elsewhere and not view.chamber.is_secret for view in self.chambers)

    @property
    def stands(self) -> Sequence[MyPlace]:
        """Return the viewer's places in chambers that are asked for consent."""
        return [place for place in self.free if place.chamber.key in self.rounds]

    @property
    def rounds(self) -> Collection[str]:
        """Return the keys of the chambers that are asked for consent."""
        return consenting(self.decision.rulebook.canonical)

    @property
    def counts_later(self) -> bool:
        """Tell whether any chamber votes so that nobody sees a count before the close; a round is seen at once."""
        return any(view.chamber.key not in self.rounds for view in self.chambers)

    @property
    def may_recuse(self) -> bool:
        """Tell whether the viewer may stand back in any of their places, or take part again."""
        is_free = any(place.voted_at is None for place in self.places)
        return is_free and self.is_taking_ballots and may_recuse(self.decision.rulebook.canonical)

    @property
    def has_recused(self) -> bool:
        """Tell whether the viewer stands back in any of their places."""
        return any(place.is_recused for place in self.places)

    @property
    def has_questions(self) -> bool:
        """Tell whether any chamber answers the question."""
        return any(not view.chamber.is_election for view in self.chambers)

    @property
    def votes_elsewhere(self) -> bool:
        """Tell whether any chamber votes on another site."""
        return any(view.chamber.is_elsewhere for view in self.chambers)

    @property
    def elects(self) -> bool:
        """Tell whether the rules elect, whether or not voting has opened."""
        return electing(self.decision.rulebook.canonical)

    @property
    def awaits_seed(self) -> bool:
        """Tell whether lots are drawn from a seed that is given at the count."""
        return awaits_seed(self.decision.rulebook.canonical)

    @property
    def is_delegable(self) -> bool:
        """Tell whether the viewer may let somebody vote for them, in any of their places."""
        return any(place.chamber.longest_chain is not None for place in self.places)

    @property
    def will_be_delegable(self) -> bool:
        """Tell whether votes may be handed on once voting opens, as was announced."""
        return self.decision.is_announced and is_delegable(self.decision.rulebook.canonical)

    @property
    def has_delegated(self) -> bool:
        """Tell whether any ballot came through a delegate."""
        return any(view.chamber.ballots_delegated for view in self.chambers)

    @property
    def has_elections(self) -> bool:
        """Tell whether any chamber elects."""
        return any(view.chamber.is_election for view in self.chambers)

    @property
    def votes_here(self) -> bool:
        """Tell whether any chamber votes on this site."""
        return any(not view.chamber.is_elsewhere for view in self.chambers)

    @property
    def have_all_spoken(self) -> bool:
        """Tell whether every place on every roll has voted or stands back."""
        return have_all_spoken(view.chamber for view in self.chambers)


def decision_view(
    decision: Decision, viewer: Actor, at: datetime, hats: Hats, *, with_places: bool = False
) -> DecisionView:
    """Return what the page of a decision shows: one query for chambers and one's own places, one for tallies.

    Places are looked up while ballots are taken, and ``with_places`` after that: for a form that came too late.
    """
    back = read_back(rules_of(decision.rulebook.canonical), decision.rulebook.directory_names)
    is_taking = takes_ballots(State(decision.state), decision.closes_at, at)
    chambers, places = _seated(decision, viewer, hats, with_places=is_taking or with_places)
    boxes = boxes_of(decision, viewer)
    return DecisionView(
        decision=decision,
        combination=back.combination,
        rules=back.chambers,
        chambers=_chamber_views(decision, chambers, back, {place.chamber.pk for place in places}, boxes),
        places=places,
        is_taking_ballots=is_taking,
        is_due=decision.state == State.OPEN and not is_taking,
        course=back.course,
        boxes=boxes,
        asks_for_place=not places and takes_roll_appeals(decision, at) and could_ask(chambers, viewer, hats),
        challenges_are_over=decision.challenges_until is not None and at >= decision.challenges_until,
        weighings=weighings_of(decision),
    )


def _seated(
    decision: Decision, viewer: Actor, hats: Hats, *, with_places: bool
) -> tuple[Sequence[Any], Sequence[MyPlace]]:
    if with_places and viewer.is_known:
        return chambers_with_places(decision, viewer, hats)
    rows = with_standing_back(with_turnout(Chamber.objects.filter(decision=decision)))
    return list(rows.order_by("position")), []


def _chamber_views(
    decision: Decision,
    rows: Sequence[Any],
    back: ReadBack,
    mine: Collection[int],
    boxes: Mapping[str, BoxPage | None],
) -> list[ChamberView]:
    tallies = _tallies(rows) if decision.state == State.CLOSED else {}
    told = questions_in(decision.rulebook.canonical)
    said = {chamber.key: chamber for chamber in back.chambers}
    rolls = weigh_rolls(rows)
    views = [_chamber_view(decision, row, told.get(row.key), said[row.key], rolls.get(row.pk)) for row in rows]
    return [
        replace(v, tally=tallies.get(v.chamber.pk), is_mine=v.chamber.pk in mine, box=boxes.get(v.chamber.key))
        for v in views
    ]


def _chamber_view(
    decision: Decision, chamber: Any, told: ChamberRules | None, back: ChamberSentences, roll: RollWeight | None
) -> ChamberView:
    quorum = _quorum(decision.rulebook.canonical, chamber, told, roll)
    return ChamberView(
        chamber=chamber,
        name=back.name,
        rules=back,
        neutral=neutral_sentence(told) if told else "",
        turnout=_turnout(chamber, told, quorum, roll) if decision.is_open else None,
        quorum=quorum,
    )


def _quorum(canonical: str, chamber: Any, told: ChamberRules | None, roll: RollWeight | None) -> Number | None:
    """Return how many ballots, or what weight of them, meets the quorum of a question; None where there is none."""
    if told is None or told.quorum is None or not chamber.eligible:
        return None
    if roll is not None:
        return weight_needed(told.quorum, base_in(canonical, chamber.key, roll.total, roll.recused), roll.unit)
    return told.quorum.needed(base_in(canonical, chamber.key, chamber.eligible, chamber.standing_back))


def _turnout(chamber: Any, told: ChamberRules | None, needed: Number | None, roll: RollWeight | None) -> Turnout | None:
    if chamber.is_elsewhere or chamber.eligible is None:
        return None
    counts_neutral = told is None or told.quorum is None or told.quorum.counts is Kinds.YES_NO_NEUTRAL
    if roll is not None:
        return Turnout(roll.cast, roll.total, needed, counts_neutral, is_weighed=True, unit=roll.unit)
    return Turnout(chamber.turnout, chamber.eligible, needed, counts_neutral)


def _tallies(chambers: Sequence[Chamber]) -> Mapping[int, Tally]:
    elsewhere = [chamber.pk for chamber in chambers if chamber.is_elsewhere]
    if not elsewhere:
        return {}
    rows = Tally.objects.filter(chamber__in=elsewhere, is_current=True).select_related("recorded_by")
    return {tally.chamber_id: tally for tally in rows.fetch_mode(FETCH_RAISE)}
