"""What each chamber of a counted decision came to: its tests, and a bar, positions, or who is elected."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from talkoot.counting.rules import consenting, figures_of, hidden_in, weighed_in
from talkoot.decisions.models import Decision
from talkoot.decisions.queries import ChamberView, DecisionView
from talkoot.results.queries.elections import ElectionView, election_of, tests_of
from talkoot.rulebooks.queries import (
    Bar,
    TestView,
    amount,
    bar_of,
    bare_sentence,
    percent,
    share,
    strictly,
    test_sentence,
)

CHOICES = ("yes", "no", "neutral")


@dataclass(frozen=True, slots=True)
class Said:
    """What was said on a question, in the reader's digits, and by how many of how many; ``quorum`` empty without one.

    Where they are ``weights``, the ballots behind them are told beside.
    """

    yes: str
    no: str
    neutral: str
    cast: str
    eligible: str
    quorum: str
    weights: bool


@dataclass(frozen=True, slots=True)
class ChamberResult:
    """A chamber as its decision shows it (``of``), and what was counted in it.

    Where it ``is_hidden`` so few voted in secret that figures would tell how: only what they came to is shown. Where
    votes weigh different amounts ``said`` and all that is shown of figures are weights.
    """

    of: ChamberView
    tests: Sequence[TestView]
    bar: Bar | None
    percent: str
    needed: str
    figures: Sequence[tuple[str, str]]
    election: ElectionView | None
    is_hidden: bool
    said: Said

    @property
    def counted(self) -> int:
        """Return how many ballots of a secret chamber were counted, be it of a question or of an election."""
        return int(self.election.cast) if self.election else self.cast

    @property
    def spoiled(self) -> int:
        """Return how many ballots lay in the box and were not counted, since they break the rules or are unreadable."""
        box = self.of.box
        return box.box.paper_count - self.counted if box and box.box.emptied_at else 0

    @property
    def cast(self) -> int:
        """Return how many ballots were counted."""
        chamber = self.of.chamber
        return (chamber.yes or 0) + (chamber.no or 0) + (chamber.neutral or 0)


def results_of(view: DecisionView) -> list[ChamberResult]:
    """Return what the chambers of a counted decision came to, in their order (no query)."""
    canonical = view.decision.rulebook.canonical
    rounds, hidden = consenting(canonical), hidden_in(canonical, view.decision.verdict)
    return [
        _result(view.decision, of, is_round=of.chamber.key in rounds, is_hidden=of.chamber.key in hidden)
        for of in view.chambers
    ]


def _result(decision: Decision, of: ChamberView, *, is_round: bool, is_hidden: bool) -> ChamberResult:
    tests = tests_of(decision, of.chamber.key, is_round=is_round)
    weighed = weighed_in(decision.rulebook.canonical)
    bar = _figures(tests, "threshold")
    return ChamberResult(
        of=of,
        tests=[TestView(t["code"], t["met"], _sentence(t, weighed, is_hidden=is_hidden)) for t in tests],
        bar=bar_of(bar) if bar and not is_hidden else None,
        percent=percent(bar["percent"]) if bar and bar["percent"] and not is_hidden else "",
        needed=strictly(bar["strictness"], share(bar["share"])) if bar else "",
        figures=() if is_hidden else figures_of(_figures(tests, "consent")),
        election=election_of(decision, of.chamber.key) if of.chamber.is_election and not is_round else None,
        is_hidden=is_hidden,
        said=_said(decision, of, weighs=of.chamber.key in weighed),
    )


def _sentence(test: Mapping[str, Any], weighed: Collection[str], *, is_hidden: bool) -> str:
    return bare_sentence(test) if is_hidden else test_sentence(test, weighed=weighed)


def _said(decision: Decision, of: ChamberView, *, weighs: bool) -> Said:
    """Return what was said on a question: ballots, or as it was counted the weights of them."""
    chamber = of.chamber
    figures: dict[str, Any] = {name: getattr(chamber, name) or 0 for name in ("eligible", *CHOICES)}
    if weighs:
        told = (decision.verdict or {"chambers": ()})["chambers"]
        figures |= next((each for each in told if each["key"] == chamber.key and "yes" in each), {})
    cast = sum((Fraction(figures[choice]) for choice in CHOICES), Fraction())
    quorum = amount(of.quorum) if of.quorum is not None else ""
    yes, no, neutral = (amount(figures[choice]) for choice in CHOICES)
    return Said(yes, no, neutral, amount(cast), amount(figures["eligible"]), quorum, weighs)


def _figures(tests: Sequence[Mapping[str, Any]], code: str) -> Mapping[str, Any]:
    return next((test["figures"] for test in tests if test["code"] == code), {})
