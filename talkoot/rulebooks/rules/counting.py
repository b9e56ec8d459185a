"""Counting, by `recount` and nothing else: reading rulebooks, verdicts, and how a verdict turns on a reading."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from typing import Any

import recount
from recount import (
    Chamber as ChamberRules,
)
from recount import (
    Count,
    Kinds,
    Problem,
    Settled,
    Unusable,
    Verdict,
    explain,
)
from recount import (
    Rulebook as RulebookRules,
)
from recount.reading import read_data
from recount.rulebooks.parsing import read_any
from talkoot.rulebooks.rules.electorates import electorate_problems

__all__ = [
    "ChamberRules",
    "Count",
    "Kinds",
    "Problem",
    "Reading",
    "RulebookRules",
    "Unusable",
    "Verdict",
    "explain",
    "impossible",
    "read_rulebook",
    "readings_of",
    "rules_of",
    "schema",
    "verdict_of",
]

type Counts = Mapping[str, Count]


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to treat neutral ballots, and what a count comes to under it."""

    code: str
    verdict: Verdict


def read_rulebook(source: str) -> RulebookRules:
    """Return the rules in a TOML or JSON text; raise `Unusable` with every problem, electorates included."""
    rulebook: Any = read_any(source)
    _data, lines = read_data(source)
    problems = [
        Problem(code, lines.of(("chambers", place, "electorate")), f"chambers.{place + 1}.electorate", values)
        for place, chamber in enumerate(rulebook.chambers)
        for code, values in electorate_problems(chamber.electorate)
    ]
    if problems:
        raise Unusable(problems)
    return rulebook


@lru_cache(maxsize=512)
def rules_of(canonical: str) -> RulebookRules:
    """Return the rules of a published version from its canonical form, which never changes."""
    rules: Any = read_any(canonical)
    return rules


def verdict_of(rulebook: RulebookRules, counts: Mapping[str, Mapping[str, int]]) -> Verdict:
    """Return the verdict on ``eligible``, ``yes``, ``no`` and ``neutral`` of each chamber, by its key."""
    return recount.count(rulebook, {key: Count(**figures) for key, figures in counts.items()})


def impossible(figures: Mapping[str, int]) -> tuple[str, str]:
    """Return why a chamber cannot have these figures and which of them is to blame; two empty texts when it can."""
    try:
        Count(**figures)
    except recount.Uncountable as wrong:
        return wrong.code, str(wrong.values.get("field", "eligible"))
    return "", ""


def schema() -> str:
    """Return the JSON Schema of rulebooks as text."""
    return files("recount").joinpath("rulebook.schema.json").read_text(encoding="utf-8")


def readings_of(rulebook: RulebookRules, counts: Counts) -> list[Reading]:
    """Return the verdict on ``counts`` as the rulebook says, and under the three usual readings of neutral.

    The codes are ``written``, ``towards_quorum`` (only), ``nowhere`` and ``in_base`` (and towards the quorum).
    """
    variants = {
        "written": rulebook,
        "towards_quorum": _read(rulebook, Kinds.YES_NO_NEUTRAL, Kinds.YES_NO),
        "nowhere": _read(rulebook, Kinds.YES_NO, Kinds.YES_NO),
        "in_base": _read(rulebook, Kinds.YES_NO_NEUTRAL, Kinds.YES_NO_NEUTRAL),
    }
    return [Reading(code, recount.count(rules, counts)) for code, rules in variants.items()]


def _read(rulebook: RulebookRules, quorum: Kinds, base: Kinds) -> RulebookRules:
    """Return the rules with neutral read another way, where they say how to read it at all."""
    return replace(rulebook, chambers=tuple(_read_chamber(c, quorum, base) for c in rulebook.chambers))


def _read_chamber(chamber: ChamberRules, quorum: Kinds, base: Kinds) -> ChamberRules:
    if chamber.quorum is not None and chamber.quorum.counts is not Kinds.YES:
        chamber = replace(chamber, quorum=replace(chamber.quorum, counts=quorum))
    rule = chamber.threshold
    if rule.base not in {Kinds.ELIGIBLE, base}:
        # A tie rule settles exactly half of yes and no; with neutral in the base it has nothing to settle.
        bar = replace(rule, base=base, strictness=rule.effective, tie=Settled.BAR)
        chamber = replace(chamber, threshold=bar)
    return chamber
