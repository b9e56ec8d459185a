"""Conditions, findings and mistakes in the reader's language: whole sentences, one for each code."""

from talkoot.eligibility.queries.sentences.findings import Row, Shown, names_of_checked, shown
from talkoot.eligibility.queries.sentences.problems import placed_problem, problem_sentence
from talkoot.eligibility.queries.sentences.rules import Line, sentences

__all__ = ["Line", "Row", "Shown", "names_of_checked", "placed_problem", "problem_sentence", "sentences", "shown"]
