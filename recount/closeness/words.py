"""English sentences on how close a verdict was."""

from __future__ import annotations

from collections.abc import Iterable

from recount.closeness.margins import Change, Margin, Sure
from recount.closeness.rulings import Closeness

FLIPS = {
    Change.MOVED: "{number} that {say} something else",
    Change.ADDED: "{number} more",
    Change.REMOVED: "{number} fewer",
    Change.NEUTRAL_ADDED: "{number} more that {are} neutral",
    Change.NEUTRAL_REMOVED: "{number} fewer that {are} neutral",
}
SURE = {Sure.EXACT: "", Sure.AT_MOST: "at most ", Sure.AT_LEAST: "at least "}


def closeness_lines(closeness: Closeness) -> list[str]:
    """Return how close a verdict was, the whole first, then each chamber."""
    lines = [f"How close: {margins_sentence(closeness.whole)}."] if closeness.whole else []
    return [*lines, *(f"  {key}: {margins_sentence(found)}." for key, found in closeness.chambers.items())]


def margins_sentence(margins: Iterable[Margin]) -> str:
    """Return what would have changed the outcome, without the end of the sentence."""
    told = [_one(margin) for margin in margins if margin.ballots is not None]
    if not told:
        return "no change of ballots alone changes the outcome"
    return f"the outcome changes with {'; or '.join(told)}"


def _one(margin: Margin) -> str:
    number = f"{SURE[margin.sure]}{margin.ballots} ballot{'' if margin.ballots == 1 else 's'}"
    one = margin.ballots == 1
    said = FLIPS[margin.change].format(number=number, say="says" if one else "say", are="is" if one else "are")
    rival = margin.values.get("rival")
    return f"{said} (until then {margin.values['winner']} beats everyone; closest is {rival})" if rival else said
