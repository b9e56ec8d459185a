"""What each chamber of a counted decision came to: its tests, and a bar, positions, or who is elected."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from talkoot.counting.rules import consenting, figures_of, hidden_in
from talkoot.decisions.models import Decision
from talkoot.decisions.queries import ChamberView, DecisionView
from talkoot.results.queries.elections import ElectionView, election_of, tests_of
from talkoot.rulebooks.queries import Bar, TestView, bar_of, bare_sentence, percent, share, strictly, test_sentence


@dataclass(frozen=True, slots=True)
class ChamberResult:
    """A chamber as its decision shows it (``of``), and what was counted in it.

    Where it ``is_hidden`` so few voted in secret that figures would tell how: only what they came to is shown.
    """

    of: ChamberView
    tests: Sequence[TestView]
    bar: Bar | None
    percent: str
    needed: str
    figures: Sequence[tuple[str, str]]
    election: ElectionView | None
    is_hidden: bool

    @property
    def counted(self) -> int:
        """Return how many ballots were counted, be it of a question or of an election."""
        return self.election.cast if self.election else self.cast

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
    bar = _figures(tests, "threshold")
    return ChamberResult(
        of=of,
        tests=[TestView(t["code"], t["met"], bare_sentence(t) if is_hidden else test_sentence(t)) for t in tests],
        bar=bar_of(bar) if bar and not is_hidden else None,
        percent=percent(bar["percent"]) if bar and bar["percent"] and not is_hidden else "",
        needed=strictly(bar["strictness"], share(bar["share"])) if bar else "",
        figures=() if is_hidden else figures_of(_figures(tests, "consent")),
        election=election_of(decision, of.chamber.key) if of.chamber.is_election and not is_round else None,
        is_hidden=is_hidden,
    )


def _figures(tests: Sequence[Mapping[str, Any]], code: str) -> Mapping[str, Any]:
    return next((test["figures"] for test in tests if test["code"] == code), {})
