"""One decision as its page shows it: chambers with their rules, turnout, tests and bars."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import FETCH_RAISE

from talkoot.decisions.models import Chamber, Decision, Tally
from talkoot.decisions.queries.places import MyPlace, my_places
from talkoot.decisions.queries.results import ElectionView, election_of
from talkoot.decisions.queries.turnout import with_turnout
from talkoot.decisions.rules import State, awaits_seed, book_of, questions_in, takes_ballots
from talkoot.directory.queries import Hats
from talkoot.kernel.actors import Actor
from talkoot.rulebooks.queries import (
    Bar,
    ChamberSentences,
    Name,
    ReadBack,
    TestView,
    bar_of,
    neutral_sentence,
    percent,
    read_back,
    share,
    strictly,
    test_sentence,
)
from talkoot.rulebooks.rules import ChamberRules, Kinds, rules_of


@dataclass(frozen=True, slots=True)
class Turnout:
    """How many have voted so far, of how many, and how many must: None where there is no quorum."""

    cast: int
    eligible: int
    needed: int | None
    counts_neutral: bool

    @property
    def is_reached(self) -> bool:
        """Tell whether enough ballots are in, if none of them is neutral."""
        return self.needed is not None and self.cast >= self.needed


@dataclass(frozen=True, slots=True)
class ChamberView:
    """A chamber with all its page needs: rules, turnout while open, tests and bar once counted."""

    chamber: Chamber
    name: Name
    rules: ChamberSentences
    neutral: str
    turnout: Turnout | None
    tests: Sequence[TestView]
    bar: Bar | None
    percent: str
    needed: str
    quorum: int | None
    election: ElectionView | None = None
    voted: int = 0
    tally: Tally | None = None
    is_mine: bool = False

    @property
    def cast(self) -> int:
        """Return how many ballots were counted."""
        return (self.chamber.yes or 0) + (self.chamber.no or 0) + (self.chamber.neutral or 0)


@dataclass(frozen=True, slots=True)
class DecisionView:
    """A decision with all its page needs."""

    decision: Decision
    combination: str
    rules: Sequence[ChamberSentences]
    chambers: Sequence[ChamberView]
    places: Sequence[MyPlace]
    is_taking_ballots: bool
    is_due: bool
    outcome: str

    @property
    def failed(self) -> Sequence[ChamberView]:
        """Return the chambers that did not approve."""
        return [view for view in self.chambers if view.chamber.has_passed is False]

    @property
    def conditional(self) -> Sequence[ChamberSentences]:
        """Return the chambers whose voters are those who meet conditions, until voting is over."""
        is_ahead = self.decision.state in {State.DRAFT, State.OPEN}
        return [chamber for chamber in self.rules if chamber.conditions] if is_ahead else []

    @property
    def awaited(self) -> Sequence[ChamberView]:
        """Return the chambers whose vote is held elsewhere and not recorded yet."""
        return [view for view in self.chambers if view.chamber.is_elsewhere and view.tally is None]

    @property
    def answers(self) -> Sequence[MyPlace]:
        """Return the viewer's places in chambers that answer the question."""
        return [place for place in self.places if not place.chamber.is_election]

    @property
    def papers(self) -> Sequence[MyPlace]:
        """Return the viewer's places in chambers that elect, each with a paper of its own."""
        return [place for place in self.places if place.chamber.is_election and self.is_taking_ballots]

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
        book = book_of(self.decision.rulebook.canonical)
        return book is not None and any(chamber.election for chamber in book.chambers)

    @property
    def awaits_seed(self) -> bool:
        """Tell whether lots are drawn from a seed that is given at the count."""
        return awaits_seed(self.decision.rulebook.canonical)

    @property
    def has_elections(self) -> bool:
        """Tell whether any chamber elects."""
        return any(view.chamber.is_election for view in self.chambers)

    @property
    def votes_here(self) -> bool:
        """Tell whether any chamber votes on this site."""
        return any(not view.chamber.is_elsewhere for view in self.chambers)

    @property
    def have_all_voted(self) -> bool:
        """Tell whether every place on every roll has voted."""
        return all(v.chamber.is_elsewhere or v.voted == v.chamber.eligible for v in self.chambers)


def decision_view(
    decision: Decision, viewer: Actor, at: datetime, hats: Hats, *, with_places: bool = False
) -> DecisionView:
    """Return what the page of a decision shows: one query for its chambers, one for tallies, one for one's places.

    Places are looked up while ballots are taken, and ``with_places`` after that: for a form that came too late.
    """
    back = read_back(rules_of(decision.rulebook.canonical), decision.rulebook.directory_names)
    is_taking = takes_ballots(State(decision.state), decision.closes_at, at)
    places = my_places(decision, viewer, hats) if is_taking or with_places else []
    verdict = decision.verdict
    return DecisionView(
        decision=decision,
        combination=back.combination,
        rules=back.chambers,
        chambers=_chamber_views(decision, back, {place.chamber.pk for place in places}),
        places=places,
        is_taking_ballots=is_taking,
        is_due=decision.state == State.OPEN and not is_taking,
        outcome=test_sentence(verdict["tests"][-1]) if verdict else "",
    )


def _chamber_views(decision: Decision, back: ReadBack, mine: Collection[int]) -> list[ChamberView]:
    rows = list(with_turnout(Chamber.objects.filter(decision=decision).order_by("position")))
    tallies = _tallies(rows) if decision.state == State.CLOSED else {}
    told = questions_in(decision.rulebook.canonical)
    said = {chamber.key: chamber for chamber in back.chambers}
    views = [_chamber_view(decision, row, told.get(row.key), said[row.key]) for row in rows]
    return [replace(v, tally=tallies.get(v.chamber.pk), is_mine=v.chamber.pk in mine) for v in views]


def _chamber_view(decision: Decision, chamber: Any, told: ChamberRules | None, back: ChamberSentences) -> ChamberView:
    tests = [t for t in (decision.verdict or {"tests": []})["tests"] if t["chamber"] == chamber.key]
    bar = next((t["figures"] for t in tests if t["code"] == "threshold"), None)
    quorum = told.quorum.needed(chamber.eligible) if told and told.quorum and chamber.eligible else None
    return ChamberView(
        chamber=chamber,
        name=back.name,
        rules=back,
        neutral=neutral_sentence(told) if told else "",
        turnout=_turnout(chamber, told, quorum) if decision.is_open else None,
        tests=[TestView(t["code"], t["met"], test_sentence(t)) for t in tests],
        bar=bar_of(bar) if bar else None,
        percent=percent(bar["percent"]) if bar and bar["percent"] else "",
        needed=strictly(bar["strictness"], share(bar["share"])) if bar else "",
        quorum=quorum,
        voted=chamber.turnout,
        election=election_of(decision, chamber.key) if chamber.is_election and decision.is_final else None,
    )


def _turnout(chamber: Any, told: ChamberRules | None, needed: int | None) -> Turnout | None:
    if chamber.is_elsewhere or chamber.eligible is None:
        return None
    counts_neutral = told is None or told.quorum is None or told.quorum.counts is Kinds.YES_NO_NEUTRAL
    return Turnout(chamber.turnout, chamber.eligible, needed, counts_neutral)


def _tallies(chambers: Sequence[Chamber]) -> Mapping[int, Tally]:
    elsewhere = [chamber.pk for chamber in chambers if chamber.is_elsewhere]
    if not elsewhere:
        return {}
    rows = Tally.objects.filter(chamber__in=elsewhere, is_current=True).select_related("recorded_by")
    return {tally.chamber_id: tally for tally in rows.fetch_mode(FETCH_RAISE)}
