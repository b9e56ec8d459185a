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
    "rate": "for {rate} of whoever pays most for it",
    "load": "which brings the load to {load}",
    "adds": "which adds {adds}",
    "money_left": "{money} was left to spend",
    "completed": "completed by {by}",
    "unapproved": "nobody approves of those who are left",
    "passed_over": "{option} passed over: beside those drawn before, no panel with them meets every quota",
}

METHOD_TESTS = {
    "option_quorum_met": "quorum met: {had} rank it above the default option, {needed} needed",
    "option_quorum_missed": "dropped, quorum missed: {had} rank it above the default option, {needed} needed",
    "option_majority_met": "majority met: {had} for it to {against} for the default option, {ratio} to 1 needed",
    "option_majority_missed": "dropped, majority missed: {had} for it to {against} for the default option, "
    "{ratio} to 1 needed",
    "first_choices_met": "majority: {had} of {of} first choices, the bar is {needed}",
    "first_choices_missed": "no majority: {had} of {of} first choices, the bar is {needed}",
    "budget_met": "spent {spent} of {budget}",
    "budget_missed": "spent {spent}, more than the budget of {budget}",
    "more_money": "the votes had the money for {money} seats together, {seats} were to be filled",
    "consent_met": "no reasoned objection is left: {agree} agree, {concern} with a concern, {stand-aside} stand aside",
    "consent_missed": "{left} reasoned objections are left",
    "stand_asides_met": "{had} stand aside, at most {most} may",
    "stand_asides_missed": "{had} stand aside, more than {most}",
    "empty_met": "nobody spoke, which passes",
    "empty_missed": "nobody spoke, which fails",
    "pair_locked": "{winner} before {loser} ({strength}) is locked in",
    "pair_left": "{winner} before {loser} ({strength}) is left out: it contradicts what is locked in",
}


def condition_sentence(test: Mapping[str, Any]) -> str:
    """Return one test of a method on an option as a sentence without its end."""
    sentence = METHOD_TESTS[test["sentence"]].format(**test["figures"])
    is_of_one = test["code"] != "pair" and test["option"]
    return f"{test['option']}: {sentence}" if is_of_one else sentence
