"""Counts decisions by rules in plain data, exactly, and says why: standard library only, knows no server."""

from recount.counting import CHOICES, Count, Result, Test, Uncountable, Verdict, count, percent, tally
from recount.explaining import Line, explain
from recount.parsing import read_rulebook
from recount.reading import Problem, Unusable
from recount.rulebook import (
    FORMAT,
    Chamber,
    Combination,
    Json,
    Kinds,
    Quorum,
    Rulebook,
    Settled,
    Strictness,
    Threshold,
    canonical_json,
    roll_sha256,
    sha256,
)

__all__ = [
    "CHOICES",
    "FORMAT",
    "Chamber",
    "Combination",
    "Count",
    "Json",
    "Kinds",
    "Line",
    "Problem",
    "Quorum",
    "Result",
    "Rulebook",
    "Settled",
    "Strictness",
    "Test",
    "Threshold",
    "Uncountable",
    "Unusable",
    "Verdict",
    "canonical_json",
    "count",
    "explain",
    "percent",
    "read_rulebook",
    "roll_sha256",
    "sha256",
    "tally",
]
