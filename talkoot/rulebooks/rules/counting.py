"""Counting, by `recount` and nothing else: reading rulebooks, verdicts, and how a verdict turns on a reading."""

from __future__ import annotations

import csv
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
)
from recount import (
    Rulebook as RulebookRules,
)
from recount.explaining import Line
from recount.reading import read_data
from recount.rulebook import Quorum, Threshold
from recount.rulebooks import explaining
from recount.rulebooks.book import Book, ElectionRules, Turnout
from recount.rulebooks.book import Chamber as BookChamber
from recount.rulebooks.candidates import Field, read_field
from recount.rulebooks.course import Clock, Course
from recount.rulebooks.parsing import read_any
from recount.simulating import Finding, simulate
from recount.simulating import Kind as FindingKind
from talkoot.eligibility.rules import Problem as EligibilityProblem
from talkoot.rulebooks.rules.electorates import electorate_problems

__all__ = [
    "AnyChamber",
    "Book",
    "BookChamber",
    "ChamberRules",
    "Clock",
    "Count",
    "Course",
    "ElectionRules",
    "Field",
    "Finding",
    "FindingKind",
    "Kinds",
    "Line",
    "Problem",
    "Quorum",
    "Reading",
    "RulebookRules",
    "Rules",
    "Threshold",
    "Turnout",
    "Unusable",
    "Verdict",
    "course_of",
    "explain",
    "field_of",
    "impossible",
    "read_rulebook",
    "readings_of",
    "rules_of",
    "schema",
    "simulate",
    "verdict_of",
    "yes_no_rules_of",
]

type Counts = Mapping[str, Count]
# A rulebook of format 1 (yes and no), or of format 2 (questions and elections), and a chamber of either.
type Rules = RulebookRules | Book
type AnyChamber = ChamberRules | BookChamber


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to treat neutral ballots, and what a count comes to under it."""

    code: str
    verdict: Verdict


def read_rulebook(source: str) -> Rules:
    """Return the rules in a TOML or JSON text of either format; raise `Unusable` with every problem in it,
    electorates included.
    """
    rulebook = read_any(source)
    _data, lines = read_data(source)
    problems = [
        _placed(EligibilityProblem(code, at := ("chambers", place, "electorate", *path), lines.of(at), values))
        for place, electorate in enumerate(_electorates(rulebook))
        for code, path, values in electorate_problems(electorate)
    ]
    if problems:
        raise Unusable(problems)
    return rulebook


def _placed(found: EligibilityProblem) -> Problem:
    """Return a problem inside an electorate as recount tells its own, with the path as people write it."""
    return Problem(found.code, found.line, found.setting, found.values)


def _electorates(rulebook: Rules) -> list[Mapping[str, Any]]:
    return [chamber.electorate for chamber in rulebook.chambers]


@lru_cache(maxsize=512)
def rules_of(canonical: str) -> Rules:
    """Return the rules of a published version from its canonical form, which never changes."""
    return read_any(canonical)


def course_of(rules: Rules) -> Course | None:
    """Return what comes before voting and after the count; None where the rules say nothing of it."""
    return rules.course if isinstance(rules, Book) else None


def yes_no_rules_of(canonical: str) -> RulebookRules:
    """Return the rules of a version of format 1; raise `TypeError` for one of another format."""
    rules = rules_of(canonical)
    if isinstance(rules, Book):
        raise TypeError("this rulebook is of format 2")
    return rules


def explain(rulebook: Rules) -> list[Line]:
    """Return every rule as a code with values, first how the chambers combine."""
    return explaining.explain(rulebook) if isinstance(rulebook, Book) else recount.explain(rulebook)


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


def field_of(text: str) -> Field:
    """Return the candidates in CSV text; raise `Unusable` with what is wrong and its line."""
    try:
        return read_field([*csv.reader(text.splitlines(), strict=True)])
    except csv.Error as wrong:
        raise Unusable([Problem("not_csv", 1, values={"detail": str(wrong)})]) from None


def schema(version: int = 1) -> str:
    """Return the JSON Schema of rulebooks of this format as text."""
    name = "rulebook.schema.json" if version == 1 else "rulebook-2.schema.json"
    return files("recount").joinpath(name).read_text(encoding="utf-8")


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
