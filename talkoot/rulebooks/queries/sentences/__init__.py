"""What recount says in codes, in the reader's language."""

from talkoot.rulebooks.queries.sentences.figures import kinds, number, percent, share, strictly
from talkoot.rulebooks.queries.sentences.findings import finding_sentence
from talkoot.rulebooks.queries.sentences.methods import method_name, setting_sentences
from talkoot.rulebooks.queries.sentences.problems import placed_problem, problem_sentence
from talkoot.rulebooks.queries.sentences.readback import (
    ChamberSentences,
    Name,
    ReadBack,
    condition_names,
    electorate_sentence,
    name_of,
    neutral_sentence,
    read_back,
    rule_sentence,
)
from talkoot.rulebooks.queries.sentences.verdicts import TestView, outcome_sentence, test_sentence

__all__ = [
    "ChamberSentences",
    "Name",
    "ReadBack",
    "TestView",
    "condition_names",
    "electorate_sentence",
    "finding_sentence",
    "kinds",
    "method_name",
    "name_of",
    "neutral_sentence",
    "number",
    "outcome_sentence",
    "percent",
    "placed_problem",
    "problem_sentence",
    "read_back",
    "rule_sentence",
    "setting_sentences",
    "share",
    "strictly",
    "test_sentence",
]
