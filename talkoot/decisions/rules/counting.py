"""Counting, by `recount` and nothing else: reading rulebooks, verdicts, and how a verdict turns on a reading."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import recount
from recount.reading import read_data
from talkoot.decisions.rules.electorates import electorate_problems

type Counts = Mapping[str, recount.Count]


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to treat neutral ballots, and what a count comes to under it."""

    code: str
    verdict: recount.Verdict


def read_rulebook(source: str) -> recount.Rulebook:
    """Return the rules in a TOML or JSON text; raise `recount.Unusable` with every problem, electorates included."""
    rulebook = recount.read_rulebook(source)
    _data, lines = read_data(source)
    problems = [
        recount.Problem(code, lines.of(("chambers", place, "electorate")), f"chambers.{place + 1}.electorate", values)
        for place, chamber in enumerate(rulebook.chambers)
        for code, values in electorate_problems(chamber.electorate)
    ]
    if problems:
        raise recount.Unusable(problems)
    return rulebook


@lru_cache(maxsize=512)
def rules_of(canonical: str) -> recount.Rulebook:
    """Return the rules of a published version from its canonical form, which never changes."""
    return recount.read_rulebook(canonical)


def verdict_of(rulebook: recount.Rulebook, counts: Mapping[str, Mapping[str, int]]) -> recount.Verdict:
    """Return the verdict on ``eligible``, ``yes``, ``no`` and ``neutral`` of each chamber, by its key."""
    return recount.count(rulebook, {key: recount.Count(**figures) for key, figures in counts.items()})


def impossible(figures: Mapping[str, int]) -> tuple[str, str]:
    """Return why a chamber cannot have these figures and which of them is to blame; two empty texts when it can."""
    try:
        recount.Count(**figures)
    except recount.Uncountable as wrong:
        return wrong.code, str(wrong.values.get("field", "eligible"))
    return "", ""


def verdict_sha256(verdict: Mapping[str, Any]) -> str:
    """Return the hash of a verdict's data."""
    return recount.sha256(recount.canonical_json(dict(verdict)))


def readings_of(rulebook: recount.Rulebook, counts: Counts) -> list[Reading]:
    """Return the verdict on ``counts`` as the rulebook says, and under the three usual readings of neutral.

    The codes are ``written``, ``towards_quorum`` (only), ``nowhere`` and ``in_base`` (and towards the quorum).
    """
    kinds = recount.Kinds
    variants = {
        "written": rulebook,
        "towards_quorum": _read(rulebook, kinds.YES_NO_NEUTRAL, kinds.YES_NO),
        "nowhere": _read(rulebook, kinds.YES_NO, kinds.YES_NO),
        "in_base": _read(rulebook, kinds.YES_NO_NEUTRAL, kinds.YES_NO_NEUTRAL),
    }
    return [Reading(code, recount.count(rules, counts)) for code, rules in variants.items()]


def _read(rulebook: recount.Rulebook, quorum: recount.Kinds, base: recount.Kinds) -> recount.Rulebook:
    """Return the rules with neutral read another way, where they say how to read it at all."""
    return replace(rulebook, chambers=tuple(_read_chamber(c, quorum, base) for c in rulebook.chambers))


def _read_chamber(chamber: recount.Chamber, quorum: recount.Kinds, base: recount.Kinds) -> recount.Chamber:
    kinds = recount.Kinds
    if chamber.quorum is not None and chamber.quorum.counts is not kinds.YES:
        chamber = replace(chamber, quorum=replace(chamber.quorum, counts=quorum))
    rule = chamber.threshold
    if rule.base not in {kinds.ELIGIBLE, base}:
        # A tie rule settles exactly half of yes and no; with neutral in the base it has nothing to settle.
        bar = replace(rule, base=base, strictness=rule.effective, tie=recount.Settled.BAR)
        chamber = replace(chamber, threshold=bar)
    return chamber
