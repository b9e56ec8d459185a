"""What recount says in codes, in the reader's language."""

from talkoot.decisions.queries.sentences.figures import kinds, number, percent, share, strictly
from talkoot.decisions.queries.sentences.problems import placed_problem, problem_sentence
from talkoot.decisions.queries.sentences.readback import (
    ChamberSentences,
    Name,
    ReadBack,
    electorate_sentence,
    name_of,
    neutral_sentence,
    read_back,
)
from talkoot.decisions.queries.sentences.verdicts import outcome_sentence, test_sentence

__all__ = [
    "ChamberSentences",
    "Name",
    "ReadBack",
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
