"""Rulebooks for tests, as texts that one setting can be changed in."""

from __future__ import annotations

from pathlib import Path

from recount import Count, Rulebook, read_rulebook

EXAMPLES = Path(__file__).parent.parent / "examples"
RATIFICATION = (EXAMPLES / "ratification.toml").read_text(encoding="utf-8")
FIGURES = {
    "individuals": Count(117_275, 1_710, 623, 113),
    "affiliates": Count(186, 93, 18, 18),
    "board": Count(1, 0, 1, 0),
}

QUORUM = {"share": '"20 %"', "of": '"eligible"', "counts": '"yes+no+neutral"', "strictness": '"at least"'}
THRESHOLD = {
    "share": '"50 %"',
    "base": '"yes+no"',
    "strictness": '"more than"',
    "tie": '"fails"',
    "empty": '"fails"',
}


type Rules = dict[str, str] | None


def given_text(*, quorum: Rules = None, threshold: Rules = None) -> str:
    """Return a rulebook of one chamber; a setting given as "" is left out, ``quorum={}`` is no quorum."""
    rules = {**QUORUM, **(quorum or {})}
    lines = ["format = 1", 'name = "Committee"', 'language = "en"', 'combination = "all"', "[[chambers]]"]
    lines += ['key = "committee"', 'name = "Committee"', 'electorate = { kind = "listed" }']
    lines += ['quorum = "none"'] if quorum == {} else ["[chambers.quorum]", *_lines(rules)]
    return "\n".join([*lines, "[chambers.threshold]", *_lines({**THRESHOLD, **(threshold or {})}), ""])


def given_rulebook(*, quorum: Rules = None, threshold: Rules = None) -> Rulebook:
    """Return the rulebook in `given_text`."""
    return read_rulebook(given_text(quorum=quorum, threshold=threshold))


def ratification(*, counts: str = "yes+no+neutral", base: str = "yes+no") -> Rulebook:
    """Return the example of three chambers, its first chamber's reading of neutral changed."""
    text = RATIFICATION.replace('counts = "yes+no+neutral"', f'counts = "{counts}"', 1)
    return read_rulebook(text.replace('base = "yes+no"', f'base = "{base}"', 1))


def _lines(settings: dict[str, str]) -> list[str]:
    return [f"{key} = {value}" for key, value in settings.items() if value]
