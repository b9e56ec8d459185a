"""A decision's rulebook rehearsed with those who really stand, and with as many voters as there are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from talkoot.decisions.models import Chamber, Decision
from talkoot.decisions.queries.papers import candidates_of
from talkoot.rulebooks.queries import ReadBack, Rehearsal, read_back, rehearsal_of
from talkoot.rulebooks.rules import Field, rules_of
from talkoot.slates import queries as slates
from talkoot.slates.models import Slate

# A rehearsal tries many ways to seat candidates while somebody waits; more of them are rehearsed by `recount simulate`.
MOST_CANDIDATES = 300


@dataclass(frozen=True, slots=True)
class WhoStands:
    """The slate of a decision (None: nobody was asked yet), its candidates, and how many of them stand or sit."""

    slate: Slate | None
    field: Field
    standing: int
    sitting: int

    @property
    def is_too_many(self) -> bool:
        """Tell whether they are too many for a rehearsal on a page."""
        return self.standing > MOST_CANDIDATES


def who_stands(decision: Decision) -> WhoStands:
    """Return who stands now on the decision's slate, with what caps and reserved seats ask of each."""
    entered = candidates_of(decision)
    field = Field(
        standing={one.name: one.about for one in entered if not one.is_withdrawn and not one.is_sitting},
        withdrawn=frozenset(one.name for one in entered if one.is_withdrawn),
        sitting=tuple(one.about for one in entered if one.is_sitting),
    )
    return WhoStands(slates.slate_of(decision.ref), field, len(field.standing), len(field.sitting))


def chambers_read_back(decision: Decision) -> ReadBack:
    """Return the decision's rulebook in sentences, with its chambers in their order."""
    return read_back(rules_of(decision.rulebook.canonical))


def on_the_rolls(decision: Decision) -> dict[str, int]:
    """Return how many may vote in each chamber, by its key, as far as rolls are written."""
    rows = Chamber.objects.filter(decision=decision, eligible__isnull=False)
    return {key: eligible or 0 for key, eligible in rows.values_list("key", "eligible")}


def rehearsed(decision: Decision, stand: WhoStands, eligible: Mapping[str, int]) -> Rehearsal | None:
    """Return what a rehearsal finds with those who stand; None where they are too many to be tried here."""
    if stand.is_too_many:
        return None
    rules = rules_of(decision.rulebook.canonical)
    return rehearsal_of(rules, stand.field if stand.standing else None, eligible)
