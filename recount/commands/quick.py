"""`recount count --method NAME FILE`: ballots counted by one method, without a rulebook."""

from __future__ import annotations

import argparse
import sys

from recount.closeness.elections import election_margins
from recount.closeness.words import margins_sentence
from recount.commands.printing import as_json
from recount.methods.settings import Settings
from recount.outcomes import Outcome
from recount.quick import quick_count
from recount.reading import Problem, Unusable
from recount.words import outcome_text, remark_sentences


def run(options: argparse.Namespace) -> str:
    """Return what is printed."""
    path, *more = options.files
    if more:
        raise Unusable([Problem("one_file", 1)], str(more[0]))
    profile, outcome = quick_count(path, options.method, options.seats, options.set, options.format)
    for sentence in remark_sentences(profile):
        print(f"{path}: {sentence}.", file=sys.stderr)
    close = []
    if options.closeness:
        close = election_margins(options.method, profile, _free(outcome), Settings(outcome.settings))
    if options.json:
        told = {"closeness": [margin.data() for margin in close]} if options.closeness else {}
        return as_json({**outcome.data(profile), **told})
    return "\n".join([outcome_text(profile, outcome), *([f"  {margins_sentence(close)}"] if close else [])])


def _free(outcome: Outcome) -> int:
    return len(outcome.elected) + outcome.unfilled_seats
