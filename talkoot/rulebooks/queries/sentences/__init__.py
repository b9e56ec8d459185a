"""What recount says in codes, in the reader's language."""

from talkoot.rulebooks.queries.sentences.figures import kinds, number, percent, share, strictly
from talkoot.rulebooks.queries.sentences.problems import placed_problem, problem_sentence
from talkoot.rulebooks.queries.sentences.readback import (
    ChamberSentences,
    Name,
    ReadBack,
    electorate_sentence,
    name_of,
    neutral_sentence,
    read_back,
)
from talkoot.rulebooks.queries.sentences.verdicts import TestView, outcome_sentence, test_sentence

__all__ = [
    "ChamberSentences",
    "Name",
    "ReadBack",
    "TestView",
    "electorate_sentence",
    "kinds",
    "name_of",
    "neutral_sentence",
    "number",
    "outcome_sentence",
    "percent",
    "placed_problem",
    "problem_sentence",
    "read_back",
    "share",
    "strictly",
    "test_sentence",
]
