"""English sentences for recount's own command: problems, tests, rules. Other programs have words of their own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from recount import bundle_words
from recount.counting import Test, Verdict
from recount.explaining import Line
from recount.formats import words as formats
from recount.outcomes import Outcome, Round, exact
from recount.profiles import Profile
from recount.reading import Problem
from recount.rulebook import Rulebook
from recount.rulebooks import words as rulebooks
from recount.sentences import METHOD_PROBLEMS, METHOD_TESTS, NOTES, condition_sentence

ALLOWED = {
    "eligible": "of all who are eligible",
    "cast": "of those who voted",
    "yes+no+neutral": "yes, no and neutral ballots",
    "yes+no": "yes and no ballots",
    "yes": "yes ballots",
}

# What a rulebook of format 1 and its counts can have wrong: whoever has words of their own knows these codes.
PROBLEMS = {
    "not_toml": "this is not TOML: {detail}",
    "not_json": "this is not JSON: {detail}",
    "not_text": "this is not text in UTF-8",
    "not_a_table": "the file must hold one table (an object) at its top",
    "too_deep": "tables are nested too deep to be read",
    "said_twice": 'the key "{key}" is said twice',
    "unknown_format": "say the version of this format: format = {format}",
    "missing": "{key} is missing",
    "not_a_text": "{key} must be one line of text in quotes",
    "not_a_language": '"{value}" is not a language tag such as "en" or "pt-BR"',
    "not_names": "names must be a table from language tags to names",
    "unknown_key": '"{key}" is not known here; known are {known}',
    "unknown_word": '{key} cannot be "{value}"; write {allowed}',
    "not_exact": "{key} = {value} could be a percentage or a part of one, and a number with a point is not exact; "
    'write the share in quotes, as "2 %" or "1/50"',
    "not_a_share": '{key} = "{value}" is not a share; write one such as "55 %" or "2/3"',
    "share_out_of_range": '{key} = "{value}" must be more than nothing and at most all',
    "not_a_number": "{key} must be a whole number",
    "no_chambers": "say the chambers, each under [[chambers]]",
    "too_many_chambers": "there may be at most {most} chambers",
    "chamber_twice": 'two chambers have the key "{key}"',
    "not_a_key": '"{value}" is not a key: use small letters, digits, - and _',
    "not_an_electorate": 'electorate must be a table that says who may vote, such as {{ kind = "held_elsewhere" }}',
    "electorate_not_plain": "electorate may hold texts, whole numbers, true, false, lists and tables only",
    "not_a_quorum": 'quorum cannot be "{value}"; write "none" or a table',
    "quorum_size": 'say the size of the quorum once: either share = "2 %" or votes = 50',
    "votes_of": "a quorum in votes is a number of ballots, not a share of anything: leave out of",
    "more_than_all": "more than all can never be met",
    "not_a_threshold": 'threshold cannot be "{value}"; write a table',
    "tie_is_no_question": "an equal vote never lies exactly on this bar, so a tie rule could only contradict it; "
    'write tie = "bar"',
    "tie_unset": 'threshold.tie is not said; an equal vote never lies exactly on this bar, so write tie = "bar"',
    "not_a_combination": 'combination cannot be "{value}"; write "all", "any" or "1 of {chambers}"',
    "combination_size": 'combination = "{value}" does not fit {chambers} chambers',
    "unknown_chamber": 'the rulebook has no chamber "{chamber}"',
    "chamber_not_counted": 'nothing was counted for chamber "{chamber}"',
    "nobody_eligible": "nobody was eligible, so nothing can be decided; eligible must be 1 or more",
    "more_than_eligible": "{cast} ballots were cast by {eligible} eligible",
    "unknown_choice": '"{choice}" is not a choice; a ballot says yes, no or neutral',
    "no_counts": "say the counts of each chamber, under chambers",
    "not_a_chamber": "a chamber holds either eligible, yes, no and neutral, or a list of ballots",
    "eligible_unsaid": 'how many were eligible in chamber "{chamber}" is not said; give a roll, eligible, '
    "or --eligible {chamber}=NUMBER",
    "eligible_differs": 'chamber "{chamber}" has {roll} on its roll and {eligible} eligible',
    "voter_twice": '"{voter}" has two ballots in chamber "{chamber}"',
    "voter_twice_on_lines": '"{voter}" has a ballot in chamber "{chamber}" on line {line} already',
    "not_on_roll": '"{voter}" is not on the roll of chamber "{chamber}"',
    "no_voter": "an entry of a roll must name its voter",
    "not_a_list": "{key} must be a list",
    "on_roll_twice": '"{voter}" is on the roll of chamber "{chamber}" twice',
    "roll_differs": 'the roll of chamber "{chamber}" is not the one its hash was taken of',
    "rulebook_differs": "the rulebook is not the one this count names by its hash",
    "no_rulebook": "this file holds no rulebook; name one before it",
    "no_header": "the first line must name the columns chamber and choice, and may name voter",
    "row_size": "this row has {found} fields, the first line has {wanted}",
    "chamber_in_two_files": 'chamber "{chamber}" is counted in two files',
    "not_an_eligible": '--eligible wants CHAMBER=NUMBER, not "{value}"',
    "cannot_read": "it cannot be read: {detail}",
}

# The same of ballots, methods, rulebooks of format 2 and bundles.
FURTHER_PROBLEMS = {
    **formats.PROBLEMS,
    **METHOD_PROBLEMS,
    **rulebooks.PROBLEMS,
    **bundle_words.PROBLEMS,
    "unknown_ballot_format": '"{value}" is in no format known here; known are {known}',
    "unreadable": "this file cannot be read: {detail}",
    "unknown_method": 'there is no method "{value}"; there are {known}',
    "unknown_setting": '"{value}" is no setting of {method}, or not written key=value; there are {known}',
    "setting_missing": "{method} needs {key}: --set {key}=VALUE",
    "not_a_whole_number": "{key} = {value} must be a whole number from {least} to {most}",
    "not_an_exact_number": "{key} = {value} must be an exact number such as 12, 0.5, 1/3 or 40 %",
    "no_section": "the first line must name a section; there are {known}",
    "not_csv": "this is not CSV: {detail}",
    "not_a_budget": '"{value}" is not a budget: write a number such as 12 or 2.5',
    "unknown_project": '"{value}" is no project of this file',
    "not_points": '"{value}" are not points: write numbers such as 2 or 0.5',
    "points_unlike_vote": "there are points for {found} projects, and {wanted} in the vote",
    "weight_in_parts": "this format has no place for a weight of {value}",
    "not_people": "a file of people names its columns on the first line, each once, then has a line for each person",
    "quotas_no_header": "a file of quotas has feature and value in its first columns, and columns named min and max",
    "quota_unclear": "line {quota_line} of the quotas must say the least (min) and the most (max) in whole numbers",
    "quota_twice": "line {quota_line} of the quotas is about a group that has a quota already",
    "no_quota": '"{option}" has "{value}" as {feature}, for which there is no quota',
    "too_few_people": "there are {people} people for a panel of {seats}",
    "quotas_conflict": "no panel of {seats} meets these quotas together: {quotas}",
    "panel_too_hard": "whether a panel meets these quotas was not found out in {most} steps",
    "no_position": '"{value}" is no position in a round of consent; there are {known}',
    "too_many_committees": "ties allow so many committees that {most} steps do not list them",
    "too_many_increments": "more money was given {most} times and the count has not come to its end: "
    "set a larger increment, or another completion",
    "no_cost": '"{option}" has no cost that is a number above 0 ("{value}")',
    "no_budget": "the file names no budget above 0: --set budget=NUMBER",
    "no_increment": "an increment must be more than 0",
    "one_file": "a method counts one file of ballots at a time",
}

UNSET = {
    "quorum": "whether there is a quorum (quorum)",
    "quorum.of": "what the quorum is a share of (quorum.of)",
    "quorum.counts": "which ballots count towards the quorum (quorum.counts)",
    "quorum.strictness": "whether exactly the quorum is enough (quorum.strictness)",
    "threshold": "how much support is needed (threshold)",
    "threshold.share": "which share must say yes (threshold.share)",
    "threshold.base": "what the support is a share of (threshold.base)",
    "threshold.strictness": "whether exactly the share is enough (threshold.strictness)",
    "threshold.tie": "what an equal vote comes to (threshold.tie)",
    "threshold.empty": "what it comes to when no ballot is in the base (threshold.empty)",
}

TESTS = {
    "quorum_met": "quorum met by {by}: {had} {counted}, {needed} needed ({size})",
    "quorum_missed": "quorum missed by {by}: {had} {counted}, {needed} needed ({size})",
    "threshold_met": "bar met by {by}: {had} yes of {of} ({percent} %), {needed} needed ({bar})",
    "threshold_missed": "bar missed by {by}: {had} yes of {of} ({percent} %), {needed} needed ({bar})",
    "tie_passes": "{yes} yes and {no} no are equal, and the rulebook says an equal vote passes",
    "tie_fails": "{yes} yes and {no} no are equal, and the rulebook says an equal vote fails",
    "empty_passes": "no ballot is in the base, and the rulebook says that passes",
    "empty_fails": "no ballot is in the base, and the rulebook says that fails",
    "adopted": "adopted: {had} of {of} chambers approve, {needed} must",
    "rejected": "rejected: {had} of {of} chambers approve, {needed} must{failed}",
}

RULES = {
    "combination_all": "Adopted when every one of the {of} chambers approves.",
    "combination_any": "Adopted when any of the {of} chambers approves.",
    "combination_some": "Adopted when at least {needed} of the {of} chambers approve.",
    "combination_single": "Adopted when its one chamber approves.",
    "electorate": "{chamber}: who may vote is {electorate}.",
    "quorum_none": "{chamber}: any number of ballots is enough.",
    "quorum_share": "{chamber}: {strictness} {share} of the eligible must take part.",
    "quorum_votes": "{chamber}: {strictness} {votes} ballots must be cast.",
    "quorum_counts_all": "{chamber}: neutral ballots count towards that quorum.",
    "quorum_counts_yes_no": "{chamber}: neutral ballots do not count towards that quorum.",
    "quorum_counts_yes": "{chamber}: only yes ballots count towards that quorum.",
    "threshold_yes_no": "{chamber}: {strictness} {share} of the yes and no ballots must say yes; neutral ones are left "
    "out of the base.",
    "threshold_all": "{chamber}: {strictness} {share} of all ballots must say yes; neutral ones are in the base, "
    "as if they said no.",
    "threshold_eligible": "{chamber}: {strictness} {share} of all eligible must say yes; staying away or being neutral "
    "works like a no.",
    "tie_passes": "{chamber}: an equal vote passes.",
    "tie_fails": "{chamber}: an equal vote fails.",
    "tie_bar": "{chamber}: an equal vote is judged by the bar like any other.",
    "empty_passes": "{chamber}: when no ballot is in the base, it approves.",
    "empty_fails": "{chamber}: when no ballot is in the base, it does not approve.",
}


def problem_sentence(problem: Problem) -> str:
    """Return what is wrong, as a part of a sentence without its place."""
    values = {key: _listed(value) for key, value in problem.values.items()}
    if problem.code == "unset_combination":
        return _unset_combination(problem.values)
    if problem.code.startswith("unsaid_"):
        return rulebooks.unsaid_sentence(problem.values, problem.code)
    if problem.code.startswith("unset_"):
        return _unset(problem.values)
    return (PROBLEMS.get(problem.code) or FURTHER_PROBLEMS[problem.code]).format(**values)


def test_sentence(test: Test) -> str:
    """Return one test of a verdict as a sentence."""
    f: dict[str, Any] = dict(test.figures)
    f["by"] = str(f["by"]).removeprefix("-")
    if test.code in {"quorum", "floor"}:
        size = f"{f['strictness']} {share(f['share'])} of {f['eligible']} eligible" if "share" in f else (
            f"{f['strictness']} {f['votes']} ballots")  # fmt: skip
        f |= {"counted": ALLOWED[f["counts"]], "size": size}
    elif test.code == "threshold":
        f["bar"] = f"{f['strictness']} {share(f['share'])} of {f['base']}"
    else:
        f["failed"] = f" (not {', '.join(f['failed'])})" if f["failed"] else ""
    sentence = TESTS[test.sentence].format(**f)
    return f"{test.chamber}: {sentence}" if test.chamber else sentence


def verdict_text(rulebook: Rulebook, verdict: Verdict) -> str:
    """Return a verdict as lines of text, the outcome first."""
    *tests, combination = verdict.tests
    lines = [f"{rulebook.name}: {test_sentence(combination)}.", *(f"  {test_sentence(test)}." for test in tests)]
    return "\n".join([*lines, f"Rulebook {verdict.rulebook_sha256}"])


def line_sentence(line: Line) -> str:
    """Return one rule of a rulebook as a sentence."""
    values = {k: _listed(v) for k, v in line.values.items()}
    if "share" in values:
        values["share"] = share(str(line.values["share"]))
    return (RULES.get(line.code) or rulebooks.RULES[line.code]).format(**values)


def share(text: str) -> str:
    """Return an exact share for people: ``55 %`` where that is exact with four decimals, else ``2/3``."""
    percentage = Fraction(text) * 100
    if 10_000 % percentage.denominator:
        return text
    whole, part = divmod(int(percentage * 10_000), 10_000)
    return f"{whole}.{part:04d}".rstrip("0").rstrip(".") + " %"


def _unset(values: Mapping[str, Any]) -> str:
    readings: Sequence[str] = values["readings"]
    key = str(values["key"])
    where = f'chamber "{values["chamber"]}"' if values["chamber"] else "this chamber"
    start = f"{where} does not say {UNSET[key]}"
    counted = values.get("example")
    if counted is None:
        return f"{start}: {readings[0]} or {readings[1]}; beside its other rules no count tells them apart, yet say one"
    figures = (
        f"{counted['yes']} yes, {counted['no']} no and {counted['neutral']} neutral of {counted['eligible']} eligible"
    )
    yes, no = (_reading(key, values[which]) for which in ("approves", "refuses"))
    return (
        f"{start}: with {figures} it would approve if read as {yes} and refuse if read as {no}; {_write(key, readings)}"
    )


def _reading(key: str, reading: str) -> str:
    if key == "quorum.of":
        return f'"{ALLOWED[reading]}"'
    if key == "quorum" and reading != "none":
        return f'a quorum of "{reading}"'
    return f'"{reading}"'


def _write(key: str, readings: Sequence[str]) -> str:
    if key == "quorum.of":
        return 'a quorum is a share of the eligible: write of = "eligible"'
    if key == "quorum":
        return 'write quorum = "none" or a table [chambers.quorum]'
    if key in {"threshold", "threshold.share"}:
        return "write it out"
    return "write " + " or ".join(f'{key.rpartition(".")[2]} = "{reading}"' for reading in readings)


def _unset_combination(values: Mapping[str, Any]) -> str:
    if not values["approving"]:
        return 'how the chambers combine (combination) is not said; with one chamber write combination = "all"'
    return (
        f"how the chambers combine (combination) is not said: when 1 of {values['chambers']} chambers approves, "
        f'"any" adopts and "all" rejects; write combination = "all", "any" or "1 of {values["chambers"]}"'
    )


def _listed(value: object) -> object:
    if isinstance(value, list):
        return ", ".join(f'"{item}"' for item in value)
    return value


def remark_sentences(profile: Profile) -> list[str]:
    """Return what the file of a profile said that was not read as it stands."""
    return [formats.REMARKS[code].format(number=number) for code, number in profile.remarks.items() if number]


def converted_text(profile: Profile, missing: Sequence[str]) -> str:
    """Return what was written, and what is lost, as lines of text."""
    lines = [f"{exact(profile.weight)} ballots, {len(profile.ballots)} different, on {len(profile.options)} options."]
    lines += [f"  not read: {sentence}." for sentence in remark_sentences(profile)]
    return "\n".join([*lines, *(f"  lost: {formats.LOST[code]}." for code in missing)])


def outcome_text(profile: Profile, outcome: Outcome) -> str:
    """Return an outcome as lines to read: who is elected first, then round by round."""
    elected = ", ".join(profile.named(outcome.elected)) or "nobody"
    lines = [f"{outcome.method}: elected {elected}."]
    if outcome.unfilled_seats:
        lines.append(f"  seats left empty: {outcome.unfilled_seats}")
    lines += [f"  round {each.number}: {_round_text(profile, each)}" for each in outcome.rounds]
    lines += [f"  tie ({t.at}) between {', '.join(profile.named(t.options))}, broken by {t.by}" for t in outcome.ties]
    if outcome.ranking:
        lines.append("  ranking: " + " > ".join(" = ".join(profile.named(tied)) for tied in outcome.ranking))
    lines += [f"  {sentence}" for test in outcome.tests if (sentence := _outcome_test(test))]
    return "\n".join(lines)


def _round_text(profile: Profile, each: Round) -> str:
    parts = [", ".join(f"{profile.options[option]} {exact(total)}" for option, total in each.totals.items())]
    figures = {"quota": each.quota, "surplus": each.surplus, "exhausted": each.exhausted, "lost": each.lost}
    parts += [f"{name} {exact(number)}" for name, number in figures.items() if number]
    parts += [f"elected {', '.join(profile.named(each.elected))}"] if each.elected else []
    parts += [f"excluded {', '.join(profile.named(each.excluded))}"] if each.excluded else []
    parts += [NOTES[str(note["code"])].format(**note) for note in each.notes if note.get("code") in NOTES]
    return "; ".join(parts)


def _outcome_test(test: Mapping[str, Any]) -> str:
    """Return a test of an outcome as a sentence; empty for figures that the ranking or the rounds say already."""
    if "chamber" in test:
        return test_sentence(Test(*(test[key] for key in ("code", "chamber", "met", "formula", "figures", "sentence"))))
    if test.get("sentence") not in METHOD_TESTS or test["sentence"] == "pair_locked":
        return ""
    return condition_sentence(test)
