"""What recount says in codes, in the reader's language."""

from talkoot.decisions.queries.sentences.figures import bar, kinds, number, percent, share
from talkoot.decisions.queries.sentences.problems import placed_problem, problem_sentence
from talkoot.decisions.queries.sentences.readback import (
    ChamberRules,
    Name,
    ReadBack,
    electorate_sentence,
    name_of,
    read_back,
)
from talkoot.decisions.queries.sentences.verdicts import outcome_sentence, test_sentence

__all__ = [
    "ChamberRules",
    "Name",
    "ReadBack",
    "bar",
    "electorate_sentence",
    "kinds",
    "name_of",
    "number",
    "outcome_sentence",
    "percent",
    "placed_problem",
    "problem_sentence",
    "read_back",
    "share",
    "test_sentence",
]
