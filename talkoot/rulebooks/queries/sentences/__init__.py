"""What recount says in codes, in the reader's language."""

from talkoot.rulebooks.queries.sentences.closeness import (
    NEVER,
    change_name,
    closeness_sentence,
    margin_figure,
    pairs_sentence,
)
from talkoot.rulebooks.queries.sentences.figures import amount, kinds, number, percent, share, strictly
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
from talkoot.rulebooks.queries.sentences.verdicts import TestView, bare_sentence, outcome_sentence, test_sentence

__all__ = [
    "NEVER",
    "ChamberSentences",
    "Name",
    "ReadBack",
    "TestView",
    "amount",
    "bare_sentence",
    "change_name",
    "closeness_sentence",
    "condition_names",
    "electorate_sentence",
    "finding_sentence",
    "kinds",
    "margin_figure",
    "method_name",
    "name_of",
    "neutral_sentence",
    "number",
    "outcome_sentence",
    "pairs_sentence",
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
