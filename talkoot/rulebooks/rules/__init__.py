"""Thought of rulebooks: reading them, who may vote, and what a count comes to, by `recount` alone."""

from talkoot.rulebooks.rules.counting import (
    ChamberRules,
    Count,
    Kinds,
    Problem,
    Reading,
    RulebookRules,
    Unusable,
    Verdict,
    explain,
    impossible,
    read_rulebook,
    readings_of,
    rules_of,
    schema,
    verdict_of,
)
from talkoot.rulebooks.rules.electorates import Electorate, ElectorateKind, Voters, electorate, electorate_problems

SOURCE_MAX = 100_000

__all__ = [
    "SOURCE_MAX",
    "ChamberRules",
    "Count",
    "Electorate",
    "ElectorateKind",
    "Kinds",
    "Problem",
    "Reading",
    "RulebookRules",
    "Unusable",
    "Verdict",
    "Voters",
    "electorate",
    "electorate_problems",
    "explain",
    "impossible",
    "read_rulebook",
    "readings_of",
    "rules_of",
    "schema",
    "verdict_of",
]
