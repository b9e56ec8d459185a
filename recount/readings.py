"""Why a setting must be said: for each two ways to read silence, a count on which they differ."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from recount.counting import Count, approves
from recount.rulebook import HALF, Chamber, Json, Kinds, Quorum, Settled, Strictness, Threshold

type Draft = Mapping[str, Any]

# What an example assumes about settings that are unsaid too; nothing is ever counted with these.
ASSUMED: dict[str, Any] = {
    "quorum.share": HALF,
    "quorum.votes": None,
    "quorum.counts": Kinds.YES_NO_NEUTRAL,
    "quorum.strictness": Strictness.AT_LEAST,
    "threshold.share": HALF,
    "threshold.base": Kinds.YES_NO,
    "threshold.strictness": Strictness.MORE_THAN,
    "threshold.tie": Settled.BAR,
    "threshold.empty": Settled.FAILS,
}
WORDS = {"counts": Kinds, "base": Kinds, "strictness": Strictness, "tie": Settled, "empty": Settled}


def example(draft: Draft, setting: str, readings: tuple[str, ...]) -> dict[str, Json] | None:
    """Return the first count on which the first two readings of ``setting`` differ, and which of them approves.

    The keys are ``example`` (eligible, yes, no, neutral) and ``approves`` (the reading under which the chamber
    says yes), ``refuses`` (the other). None when no count tells them apart beside the other settings.
    """
    if setting == "quorum.of":
        return _quorum_of_example(draft)
    first, second = (_chamber(draft, setting, reading) for reading in readings[:2])
    for counted in _boundary_counts(first, second):
        says = approves(first, counted)
        if says != approves(second, counted):
            yes, no = readings[:2] if says else (readings[1], readings[0])
            return {"example": counted.data(), "approves": yes, "refuses": no}
    return None


def combination_example(chambers: int) -> dict[str, Json]:
    """Return how many chambers there are, and an approval on which ``all`` and ``any`` differ."""
    return {"chambers": chambers, "approving": 1 if chambers > 1 else None}


def _quorum_of_example(draft: Draft) -> dict[str, Json]:
    """One ballot of a hundred: some share of the eligible, all of those cast."""
    share = draft.get("quorum.share")
    share = share if isinstance(share, Fraction) else HALF
    eligible = 100 if share * 100 > 1 else int(2 / share)
    return {"example": Count(eligible, 1, 0, 0).data(), "approves": "cast", "refuses": "eligible"}


def _chamber(draft: Draft, setting: str, reading: str) -> Chamber:
    """Return the chamber with ``setting`` read as ``reading`` and all else that is unsaid assumed."""
    said = {k: v for k, v in draft.items() if v is not None and v != "wrong"}
    values = {**ASSUMED, **said, **_as_read(setting, reading)}
    quorum = None
    if draft.get("quorum") is True or setting == "quorum":
        share = None if values["quorum.votes"] else values["quorum.share"]
        quorum = Quorum(values["quorum.counts"], values["quorum.strictness"], share, values["quorum.votes"])
    if setting == "quorum" and reading == "none":
        quorum = None
    bar = [values[f"threshold.{key}"] for key in ("share", "base", "strictness", "tie", "empty")]
    return Chamber("", "", {}, quorum, Threshold(*bar))


def _as_read(setting: str, reading: str) -> dict[str, Any]:
    key = setting.rpartition(".")[2]
    if setting in {"threshold", "threshold.share"}:
        return {"threshold.share": Fraction(reading)}
    return {setting: WORDS[key](reading)} if key in WORDS else {}


def _boundary_counts(first: Chamber, second: Chamber) -> Iterator[Count]:
    """Yield counts around every bar of the two chambers, without zeros first: they read more like life."""
    for eligible in _sizes(first, second):
        marks = sorted({m + d for c in (first, second) for m in _marks(c, eligible) for d in (-1, 0, 1)} | {1, 2, 3})
        whole = [m for m in marks if 0 < m <= eligible]
        for values in (whole, [0, *whole]):
            for yes in values:
                for no in values:
                    for neutral in values:
                        if yes + no + neutral <= eligible:
                            yield Count(eligible, yes, no, neutral)


def _sizes(*chambers: Chamber) -> list[int]:
    """Return sizes of an electorate on which the bars of the chambers can be met exactly."""
    votes = max((c.quorum.votes or 0) if c.quorum else 0 for c in chambers)
    parts = [c.threshold.share.denominator for c in chambers]
    parts += [c.quorum.share.denominator for c in chambers if c.quorum and c.quorum.share]
    whole = 1
    for part in parts:
        whole = whole * part if whole % part and whole * part <= 10**9 else whole
    return [max(100, 2 * votes), max(1000, 4 * votes), whole * max(1, 2 * votes)]


def _marks(chamber: Chamber, eligible: int) -> list[int]:
    bars = [chamber.threshold.share * eligible, chamber.threshold.share * 10, Fraction(10), Fraction(eligible, 2)]
    if chamber.quorum:
        bars.append(Fraction(chamber.quorum.needed(eligible)))
        bars.append(Fraction(chamber.quorum.needed(eligible), 2))
    return [bar.numerator // bar.denominator for bar in bars]
