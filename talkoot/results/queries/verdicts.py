"""The verdict in three sentences, and how close it was."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any

from talkoot.counting.rules import consenting, hidden_in, weighed_in
from talkoot.decisions.queries import DecisionView
from talkoot.results.queries.elections import Winner, tests_of, winners_of
from talkoot.rulebooks.queries import (
    NEVER,
    Name,
    bare_sentence,
    change_name,
    closeness_sentence,
    margin_figure,
    pairs_sentence,
    test_sentence,
)

type Margins = Sequence[Mapping[str, Any]]

CHANGES = ("moved", "added", "removed", "neutral_added", "neutral_removed")


@dataclass(frozen=True, slots=True)
class Because:
    """What one chamber said, and the test that settled it; without one where the chamber was not asked."""

    name: Name
    sentence: str


@dataclass(frozen=True, slots=True)
class Closeness:
    """What would have brought another result: in a sentence, and as a table with a column for each of ``columns``.

    The name of a column is None for the decision as a whole. ``unmeasured`` are the chambers whose election is too
    large to be counted again and again, ``weighed`` those whose figures are weights.
    """

    sentence: str
    notes: Sequence[str]
    columns: Sequence[Name | None]
    rows: Sequence[tuple[str, Sequence[tuple[Name | None, str]]]]
    unmeasured: Sequence[Name]
    weighed: Sequence[Name] = ()

    @property
    def has_dashes(self) -> bool:
        """Tell whether there is a kind of change of which no number of ballots would do."""
        return any(figure == NEVER for _change, figures in self.rows for _name, figure in figures)


@dataclass(frozen=True, slots=True)
class VerdictView:
    """Because of what it was decided: who is elected, chamber by chamber, which approved and which did not."""

    elected: Sequence[Sequence[Winner]]
    approving: Sequence[Because]
    failed: Sequence[Because]


def verdict_view(view: DecisionView) -> VerdictView:
    """Return the verdict of a counted decision (no query)."""
    decision, names = view.decision, _names(view)
    canonical = decision.rulebook.canonical
    rounds, hidden = consenting(canonical), hidden_in(canonical, decision.verdict)
    told = {
        each["key"]: (
            each["passed"],
            _because(
                names[each["key"]],
                tests_of(decision, each["key"], is_round=each["key"] in rounds),
                weighed_in(canonical),
                is_hidden=each["key"] in hidden,
            ),
        )
        for each in (decision.verdict or {"chambers": ()})["chambers"]
    }
    electing = [v.chamber.key for v in view.chambers if v.chamber.is_election and v.chamber.key not in rounds]
    winners = [winners_of(decision, key) for key in electing]
    return VerdictView(
        elected=[each for each in winners if each is not None],
        approving=[because for passed, because in told.values() if passed],
        failed=[because for passed, because in told.values() if not passed],
    )


def closeness_of(view: DecisionView) -> Closeness | None:
    """Return how close a counted decision was; None where that was not kept, or would tell how somebody voted."""
    decision = view.decision
    if not decision.closeness or hidden_in(decision.rulebook.canonical, decision.verdict):
        return None
    return _closeness(decision.closeness, _names(view), weighed_in(decision.rulebook.canonical))


def _names(view: DecisionView) -> dict[str, Name]:
    return {chamber.key: chamber.name for chamber in view.rules}


def _because(name: Name, here: Sequence[Mapping[str, Any]], weighed: Collection[str], *, is_hidden: bool) -> Because:
    """Return the test that settled a chamber: the first that was not met, else the last, which is about support."""
    if not here:
        return Because(name, "")
    support = next((test for test in here if test["code"] == "consent"), here[-1])
    settled = next((test for test in here if not test["met"]), support)
    return Because(name, bare_sentence(settled) if is_hidden else test_sentence(settled, weighed=weighed))


def _closeness(kept: Mapping[str, Any], names: Mapping[str, Name], weighed: AbstractSet[str]) -> Closeness:
    by_key: dict[str, Margins] = {key: found for key, found in kept["chambers"].items() if found}
    whole = kept["verdict"] or (next(iter(by_key.values())) if len(kept["chambers"]) == len(by_key) == 1 else [])
    columns: list[tuple[Name | None, Margins]] = [(None, whole)] if whole else []
    if len(kept["chambers"]) > 1:
        columns += [(names[key], found) for key, found in by_key.items()]
    return Closeness(
        # What is said of the whole is in ballots, unless it is what was found of its one chamber.
        sentence=closeness_sentence(whole, is_weighed=not weighed.isdisjoint(kept["chambers"]) and not kept["verdict"]),
        notes=[note for found in by_key.values() if (note := pairs_sentence(found))],
        columns=[name for name, _found in columns],
        rows=_rows(columns),
        unmeasured=[names[key] for key, found in kept["chambers"].items() if not found],
        weighed=[names[key] for key in by_key if key in weighed],
    )


def _rows(columns: Sequence[tuple[Name | None, Margins]]) -> list[tuple[str, list[tuple[Name | None, str]]]]:
    """Return a row for each kind of change that was looked at anywhere."""
    looked_at = {margin["change"] for _name, found in columns for margin in found}
    return [
        (change_name(change), [(name, margin_figure(found, change)) for name, found in columns])
        for change in CHANGES
        if change in looked_at
    ]
