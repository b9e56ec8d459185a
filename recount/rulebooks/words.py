"""English sentences on rulebooks of format 2: what is wrong, what is unsaid, the rules, the tests."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

PROBLEMS = {
    "not_a_way_to_combine": 'combination cannot be "{value}"; write "all", "any", "in order" or "1 of {chambers}"',
    "question_or_election": 'chamber "{key}" must have either a threshold (a question) or an election',
    "not_a_number_up_to": "{key} must be a whole number from 1 to {most}",
    "not_an_election": 'election cannot be "{value}"; write a table',
    "not_settings": 'settings cannot be "{value}"; write a table with every setting of the method',
    "not_candidates": 'candidates cannot be "{value}"; write "all", or "elected by KEY" with the key of an election '
    "that stands before this chamber",
    "not_rows": '{key} cannot be "{value}"; write "none" or a list of 1 to {most} tables',
    "nothing_reserved": "{key} says how reserved seats are filled, and none are reserved: leave it out",
    "too_many_reserved": "{reserved} seats are reserved and there are {seats}",
    "reserved_twice": "two groups of reserved seats have the same value: put them together",
    "not_terms": 'terms cannot be "{value}"; write "same" or a table with longer and by',
    "not_a_runoff": 'runoff cannot be "{value}"; write "none" or a table',
    "acts_with_nobody": 'the chamber passes when enough are elected to act, and acts_with is "none": say how many',
    "attribute_unsaid": 'the {attribute} of "{option}" is not known, and a cap asks for it',
    "seed_missing": 'chamber "{chamber}" draws lots: the counts must say the published seed',
    "question_or_ballots": 'chamber "{chamber}" was counted in another way than its rulebook asks',
    "runoff_options": "the ballots of the run-off must name the same options in the same order as the first",
    "voter_not_on_roll": '"{voter}" is not on the roll',
    "voter_recused": '"{voter}" is recused and cannot vote',
    "voter_has_voted": '"{voter}" has two ballots, and weights are not split here',
    "parts_too_large": 'the ballots of "{voter}" carry {parts} of their weight; they may carry 1 at most',
    "left_unelected": '"{option}" has not been elected, so no seat falls free',
    "not_a_seed": "seed must be a text",
    "not_a_chamber_2": "a chamber holds tallies, votes with a roll, or a file of ballots",
    "not_a_figure": '{key} of chamber "{chamber}" must be a whole number from 0 (or, with weights, a text such as '
    '"7/2")',
    "roll_unclear": 'the roll of chamber "{chamber}" must be a list of voters, each once, perhaps with a weight',
    "weights_are_equal": 'all votes of chamber "{chamber}" weigh the same, and this gives one another weight',
    "vote_unclear": 'a ballot says its voter, its choice, and perhaps part: a text such as "1/2"',
    "ballots_missing": 'chamber "{chamber}" needs ballots: the name of a file beside this one',
    "not_beside": '"{value}" is no file beside this one',
    "candidate_unknown": 'the file of candidates does not name "{option}"',
    "candidate_twice": '"{option}" is named twice',
    "candidate_unclear": '"{option}" is "{status}": a candidate has a name, and is standing, withdrawn or sitting',
    "not_candidates_file": "the first line must name the columns, one of them name, each once",
    "candidates_unneeded": "this rulebook elects nobody: it needs no file of candidates",
    "not_a_course": 'course cannot be "{value}"; write a table',
    "not_a_number_between": "{key} must be a whole number from {least} to {most}",
    "not_languages": 'languages cannot be "{value}"; write a list of language tags such as ["en", "pt-BR"], or []',
    "languages_twice": "name each language once, and at most {most} of them",
    "not_an_extension": 'extension cannot be "{value}"; write "none" or a table with days, times and when',
    "not_scrutineers": 'scrutineers cannot be "{value}"; write "none" or a table with body and role',
    "extension_without_quorum": "voting is extended when a quorum is missed, and no chamber has one",
    "secret_delegation": "who votes for others would learn what they must not: secret ballots cannot be delegated",
    "body_delegation": "bodies vote by their delegate already: only votes of persons can be delegated",
    "consent_behind_doors": "a round of consent is a conversation: ballots are open, and everybody speaks themselves",
    "one_rulebook": "a rulebook of format 2 is counted with one file of counts",
}

# What hangs on a word that is not said: an example on which the first two readings differ.
EXAMPLES = {
    "combination": "when the first of {chambers} chambers says no and another yes, any adopts and all rejects",
    "votes": "a body of three people has three ballots if read as one per person and one if read as one per body",
    "weights": "a voter with weight 3 against two with weight 1 loses 1 to 2 if equal and wins 3 to 2 as on the roll",
    "split": "a voter of weight 2 who casts two ballots, one yes and one no, is refused if whole and counts 1 to 1 if "
    "split",
    "recusals": "with 10 eligible, 4 of them recused and 3 ballots, a quorum of half is met if they leave the base and "
    "missed if they stay",
    "quorum": "with 1 ballot of 100 eligible anyone may be elected if there is none, and nobody if it is half",
    "of": "with 1 ballot of 100 eligible a half of those who voted is met, and a half of the eligible is missed",
    "counts": "with 10 eligible, 5 ballots and 1 of them blank, a quorum of half is met if all ballots count and "
    "missed if only marked ones do",
    "strictness": "with 10 eligible and 5 ballots a quorum of half is met if at least that is enough and missed if "
    "more is needed",
    "seats": "with three candidates the second is elected if there are 2 seats, and not if there is 1",
    "longer": "of the second elected the term is longer if 2 are, and not if 1 is",
    "between": "the second best is in the run-off if it is between 2, and not if it is between 1",
    "most": "the second from the same place is elected if 2 may be, and passed over if 1 may be",
    "method": "with 4 ballots A, 3 ballots B > C and 2 ballots C > B plurality elects A and irv elects B",
    "candidates": "somebody whom an earlier chamber did not elect can be elected if all stand, and cannot otherwise",
    "caps": "the three best, all from one place, are elected if there is no cap, and not with a cap of two",
    "reserved": "the best from a region that has nobody among the first is elected with a reserved seat, and not "
    "without",
    "filled": "with 2 seats, one reserved for the south, at most 1 from a wiki, and the order A (wiki X, north), "
    "B (wiki X, south), C (wiki Y, north), best first seats B and C, at large first A alone",
    "vacant": "a seat reserved for a region without candidates is empty if it stays empty, and taken by the next best "
    "if it goes to all",
    "terms": "the first elected serves as long as the last if all terms are the same, and longer otherwise",
    "by": "the first elected has the longer term by order of election, and may not by lot",
    "vacancy": "with 5 ballots A > D, 4 B and 3 C for two seats A and B are elected; when A leaves, the seat stays "
    "empty, or D has it by count-back, or C as the next in order",
    "runoff": "a seat that a tie left open stays empty without a run-off, and is voted on again with one",
    "ballots": "a run-off asks voters again with new ballots, and does not with the same ones",
    "passes": "with 2 seats and one elected the chamber says yes if one is enough, and no if all must be filled",
    "acts_with": "with nobody elected the body can act if it needs none, and cannot if it needs 1",
    "settings": "every setting of the method must be said",
    "chamber_ballots": "everybody reads afterwards who voted no if ballots are open, and nobody ever does if they are "
    "secret",
    "chamber_delegation": "with 10 eligible, 3 who vote and 4 who let one of them vote for them, a quorum of half is "
    "met if delegation is allowed, and missed if there is none",
    "course": "with 7 days of notice nobody can vote today, and without everybody can",
    "notice_days": "announced today, voting opens today if it is 0, and in a week if it is 7",
    "languages": "a question in English alone may be announced if no language must be there, and not if Spanish must",
    "appeal_days": "who was forgotten on the roll can be put there on the third day if it is 7, and not if it is 0",
    "challenge_days": "a count in which somebody finds a mistake the next day stands if it is 0, and is looked at "
    "again if it is 7",
    "extension": "with the quorum missed by one vote the answer is no if there is none, and open for 7 more days else",
    "days": "with the quorum missed voting goes on for 1 day or for 7",
    "times": "with the quorum missed a second time voting is over if it may go on once, and goes on if it may 7 times",
    "when": "voting goes on only if the quorum is missed",
    "clock": "a vote cast in Hawaii at 16:00 on the last day counts anywhere on Earth, and is too late in UTC",
    "scrutineers": "a ballot cast with a stolen password counts if there are none, and can be struck if there are",
}

RULES = {
    "combination_in_order": "Asked in this order: {order}; as soon as one says no, the others are not asked.",
    "votes_one_per_person": "{chamber}: each person has one vote.",
    "votes_one_per_body": "{chamber}: each body has one vote, cast by its delegate.",
    "weights_equal": "{chamber}: all votes weigh the same.",
    "weights_as_on_the_roll": "{chamber}: votes weigh what the roll says.",
    "split_whole": "{chamber}: a voter's weight goes to one ballot.",
    "split_split": "{chamber}: a voter's weight may be split over several ballots.",
    "recusals_leave_the_base": "{chamber}: who is recused leaves the number that shares are taken of.",
    "recusals_stay_in_the_base": "{chamber}: who is recused still counts in the number that shares are taken of.",
    "ballots_open": "{chamber}: after the close everybody sees who voted how.",
    "ballots_secret": "{chamber}: ballots are secret; nobody ever sees who voted how.",
    "delegation_none": "{chamber}: nobody votes for somebody else.",
    "delegation_allowed": "{chamber}: whoever does not vote may have let somebody vote for them; that ballot counts "
    "like their own, towards a quorum too.",
    "course_unsaid": "Nothing is said of notice, appeals or challenges: voting opens at once, ballots are open, "
    "nobody votes for others, and the count is final.",
    "course_notice": "Voting opens {days} days after it was announced, or later.",
    "course_no_notice": "Voting may open at once.",
    "course_languages": "Before that the question stands in these languages: {languages}.",
    "course_any_language": "The question may stand in one language alone.",
    "course_appeal": "Appeals against the roll are taken for {days} days after voting opened, until it closes at most.",
    "course_no_appeal": "The roll stands as it was when voting opened; there are no appeals.",
    "course_extension": "When a quorum is missed at the closing time, voting goes on for {days} days, at most "
    "{times} times.",
    "course_no_extension": "Voting is never extended.",
    "course_clock_utc": "Days end at midnight UTC.",
    "course_clock_anywhere": "Days end when they end everywhere on Earth, at midnight in UTC-12.",
    "course_scrutineers": "After the close scrutineers (role {role} in {body}) may strike ballots, for a reason "
    "everybody reads.",
    "course_no_scrutineers": "Nobody strikes ballots.",
    "course_challenge": "The count may be challenged for {days} days; only then it is final.",
    "course_no_challenge": "The count is final.",
    "turnout_counts_all_ballots": "{chamber}: blank ballots count towards that quorum.",
    "turnout_counts_marked_ballots": "{chamber}: blank ballots do not count towards that quorum.",
    "elects": "{chamber}: {seats} seats are filled by {method} (settings: {settings}).",
    "candidates_all": "{chamber}: all candidates stand.",
    "candidates_from": "{chamber}: only those stand whom chamber {from} elected.",
    "cap": "{chamber}: at most {most} members with the same {attribute}, those who stay counted.",
    "reserved": "{chamber}: {seats} of the seats only for candidates with {attribute} {value}.",
    "filled_best_first": "{chamber}: candidates are seated best first, and seats are kept for reserved groups as long "
    "as those can fill them.",
    "filled_reserved_first": "{chamber}: reserved seats are filled first, then those open to all.",
    "filled_at_large_first": "{chamber}: seats open to all are filled first, then the reserved ones.",
    "vacant_stays_empty": "{chamber}: a reserved seat that nobody can take stays empty.",
    "vacant_goes_to_all": "{chamber}: a reserved seat that nobody can take is open to all.",
    "terms_same": "{chamber}: all terms are the same.",
    "terms_order_of_election": "{chamber}: the first {longer} elected of {seats} have the longer term.",
    "terms_lot": "{chamber}: {longer} of {seats}, drawn by lot, have the longer term.",
    "vacancy_stays_empty": "{chamber}: a seat that falls free stays empty.",
    "vacancy_count_back": "{chamber}: a seat that falls free is filled by counting the same ballots without who left.",
    "vacancy_next_in_order": "{chamber}: a seat that falls free goes to the next in the order of the count.",
    "runoff_none": "{chamber}: there is no run-off.",
    "runoff_new_ballots": "{chamber}: for seats that stay empty though enough voted there is a run-off between the "
    "best {between} of the others, with new ballots, by {method}.",
    "runoff_the_same_ballots": "{chamber}: for seats that stay empty the same ballots are counted between the best "
    "{between} of the others, by {method}.",
    "passes_one_is_elected": "{chamber}: it says yes when anyone is elected.",
    "passes_all_seats_are_filled": "{chamber}: it says yes when every seat is filled.",
    "passes_enough_to_act_are_elected": "{chamber}: it says yes when {acts_with} are elected, enough to act.",
    "acts_with": "{chamber}: the body of {seats} can act with {acts_with} members.",
}

TESTS = {
    "turnout_met": "quorum met: {had} {counts}, {needed} needed of {eligible} eligible ({strictness})",
    "turnout_missed": "quorum missed: {had} {counts}, {needed} needed of {eligible} eligible ({strictness})",
    "elected_enough": "{had} of {seats} seats are filled, {needed} must be",
    "elected_too_few": "only {had} of {seats} seats are filled, {needed} must be",
}

PASSED = {
    "cap": "{option} was passed over: at most {most} may have {attribute} {value}{holders}",
    "reserved": "{option} was passed over: the {free} seats left are kept for {groups}",
}


def unsaid_sentence(values: Mapping[str, Any], code: str) -> str:
    """Return what is unsaid, an example on which the first two readings differ, and what to write."""
    key, readings = str(values["key"]), values["readings"]
    if code == "unsaid_setting":
        start = f"{values['method']} does not say {key} (settings.{key})"
        return f"{start}: {_ballots(values)}; {_write(key, map(_quoted, readings))}"
    example = EXAMPLES[values.get("about", key)].format(**values)
    return f"{key} is not said: {example}; {_write(key, map(_value, readings))}"


def passed_sentence(passed: Mapping[str, Any]) -> str:
    """Return who was passed over and why."""
    values = dict(passed["values"])
    if "holders" in values:
        held = ", ".join(values["holders"])
        values["holders"] = f", and {held} took what was left" if held else ", and members who stay hold those seats"
    if "groups" in values:
        values["groups"] = " and ".join(values["groups"])
    return PASSED[passed["code"]].format(option=passed["option"], **values)


# Settings of methods for which no ballots can tell two readings apart by who is elected, with the reason.
NO_EXAMPLE = {
    "top": "it says which points are refused, and never changes who is elected by the others",
    "threshold": "it says in which round somebody is elected, and whoever has most of those that continue stays ahead",
    "batch": "it says in how many rounds sure losers go, and they go in any case",
    "stop": "it says how many more rounds are shown once somebody is elected",
    "last": "it says where papers are shown once the last seats are clear",
}


def _ballots(values: Mapping[str, Any]) -> str:
    readings = values["readings"]
    if "ballots" not in values:
        if len(readings) < 2:
            return "nothing is assumed"
        why = NO_EXAMPLE.get(str(values["key"]), "no ballots are known that tell them apart")
        return f'"{readings[0]}" or "{readings[1]}"; {why}, yet say one'
    first, second = (", ".join(values[each]) or "nobody" for each in ("first", "second"))
    ballots = "; ".join(values["ballots"])
    beside = "".join(f', {key} = "{value}"' for key, value in values["beside"].items())
    start = f"with the ballots {ballots}" if ballots else "with no ballots"
    return (
        f'{start}{beside} and seats = {values["seats"]} it elects {first} if read as "{readings[0]}" and '
        f'{second} if read as "{readings[1]}"'
    )


def _write(key: str, readings: Iterable[str]) -> str:
    return "write " + " or ".join(f"{key} = {reading}" for reading in readings)


def _quoted(reading: str) -> str:
    return f'"{reading}"'


def _value(reading: str) -> str:
    """Return a reading as it is written outside settings: numbers, lists and tables without quotes."""
    return reading if reading.isdigit() or reading[:1] in {"[", "{"} else _quoted(reading)
