"""The verdict in three sentences, and how close it was."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from talkoot.decisions.models import Decision
from talkoot.decisions.queries.results import tests_of
from talkoot.decisions.rules import consenting, hidden_in
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
    large to be counted again and again.
    """

    sentence: str
    notes: Sequence[str]
    columns: Sequence[Name | None]
    rows: Sequence[tuple[str, Sequence[tuple[Name | None, str]]]]
    unmeasured: Sequence[Name]

    @property
    def has_dashes(self) -> bool:
        """Tell whether there is a kind of change of which no number of ballots would do."""
        return any(figure == NEVER for _change, figures in self.rows for _name, figure in figures)


@dataclass(frozen=True, slots=True)
class VerdictView:
    """What was decided, because of what, and how close it was."""

    outcome: str
    approving: Sequence[Because]
    failed: Sequence[Because]
    closeness: Closeness | None


def verdict_view(decision: Decision, names: Mapping[str, Name]) -> VerdictView | None:
    """Return the verdict of a counted decision, None before it is counted; ``names`` are those of chambers by key."""
    verdict = decision.verdict
    if verdict is None:
        return None
    keys = consenting(decision.rulebook.canonical)
    asked = [each["key"] for each in verdict["chambers"]]
    hidden = hidden_in(decision.rulebook.canonical, verdict)
    told = {
        key: _because(names[key], tests_of(decision, key, is_round=key in keys), is_hidden=key in hidden)
        for key in asked
    }
    passed = {each["key"] for each in verdict["chambers"] if each["passed"]}
    return VerdictView(
        outcome=test_sentence(verdict["tests"][-1]),
        approving=[because for key, because in told.items() if key in passed],
        failed=[because for key, because in told.items() if key not in passed],
        closeness=_closeness(decision.closeness, names) if decision.closeness and not hidden else None,
    )


def _because(name: Name, here: Sequence[Mapping[str, Any]], *, is_hidden: bool) -> Because:
    """Return the test that settled a chamber: the first that was not met, else the last, which is about support."""
    if not here:
        return Because(name, "")
    support = next((test for test in here if test["code"] == "consent"), here[-1])
    settled = next((test for test in here if not test["met"]), support)
    return Because(name, bare_sentence(settled) if is_hidden else test_sentence(settled))


def _closeness(kept: Mapping[str, Any], names: Mapping[str, Name]) -> Closeness:
    by_key: dict[str, Margins] = {key: found for key, found in kept["chambers"].items() if found}
    whole = kept["verdict"] or (next(iter(by_key.values())) if len(kept["chambers"]) == len(by_key) == 1 else [])
    columns: list[tuple[Name | None, Margins]] = [(None, whole)] if whole else []
    if len(kept["chambers"]) > 1:
        columns += [(names[key], found) for key, found in by_key.items()]
    return Closeness(
        sentence=closeness_sentence(whole),
        notes=[note for found in by_key.values() if (note := pairs_sentence(found))],
        columns=[name for name, _found in columns],
        rows=_rows(columns),
        unmeasured=[names[key] for key, found in kept["chambers"].items() if not found],
    )


def _rows(columns: Sequence[tuple[Name | None, Margins]]) -> list[tuple[str, list[tuple[Name | None, str]]]]:
    """Return a row for each kind of change that was looked at anywhere."""
    looked_at = {margin["change"] for _name, found in columns for margin in found}
    return [
        (change_name(change), [(name, margin_figure(found, change)) for name, found in columns])
        for change in CHANGES
        if change in looked_at
    ]
