"""English sentences on methods: why one cannot count, and what each test of an option found."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

METHOD_PROBLEMS = {
    "too_many_options_to_compare": "{options} options cannot be compared in pairs here; there may be {most}",
    "no_points": "these ballots give no points; this method needs scores, or yes and no for each option "
    "(a CSV file of these may need --format csv-scores or csv-support)",
    "weights_not_whole": "yes and no are counted in whole numbers, and a ballot here weighs a part of one",
    "one_seat_only": "{method} elects one, not {seats}",
    "no_option_stands": "no option is left to be counted",
    "no_such_option": '{key} names "{value}", which is no option of this file',
    "quorum_said_twice": "say the quorum once: quorum=VOTES, or developers=NUMBER",
    "majority_below_one": "majority = {value} must be 1 or more",
    "bar_said_twice": "threshold and bar are the same thing: say one of them",
    "unknown_tie": 'tie cannot be "{value}"; write passes, fails or bar for a vote, order, lot or none for seats',
    "eligible_missing": "a quorum that is a share needs to know of how many: --set eligible=NUMBER",
}

NOTES = {
    "surplus_passed_on": "the surplus of {option} goes on",
    "remaining_elected": "{seats} elected because no more are left than seats",
    "count_for_seat": "count for seat {seat}",
    "more_than_quota": "more than that is needed",
}

METHOD_TESTS = {
    "option_quorum_met": "quorum met: {had} rank it above the default option, {needed} needed",
    "option_quorum_missed": "dropped, quorum missed: {had} rank it above the default option, {needed} needed",
    "option_majority_met": "majority met: {had} for it to {against} for the default option, {ratio} to 1 needed",
    "option_majority_missed": "dropped, majority missed: {had} for it to {against} for the default option, "
    "{ratio} to 1 needed",
    "first_choices_met": "majority: {had} of {of} first choices, the bar is {needed}",
    "first_choices_missed": "no majority: {had} of {of} first choices, the bar is {needed}",
    "pair_locked": "{winner} before {loser} ({strength}) is locked in",
    "pair_left": "{winner} before {loser} ({strength}) is left out: it contradicts what is locked in",
}


def condition_sentence(test: Mapping[str, Any]) -> str:
    """Return one test of a method on an option as a sentence without its end."""
    sentence = METHOD_TESTS[test["sentence"]].format(**test["figures"])
    return sentence if test["code"] == "pair" else f"{test['option']}: {sentence}"
