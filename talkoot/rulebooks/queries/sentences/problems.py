"""What is wrong with a rulebook, in words that name the line; the codes are recount's and those of electorates."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from talkoot.eligibility import queries as eligibility
from talkoot.eligibility.rules import Problem as EligibilityProblem
from talkoot.rulebooks.queries.sentences import election_problems
from talkoot.rulebooks.queries.sentences.figures import kinds, number
from talkoot.rulebooks.queries.sentences.unsaid import unsaid_sentence, written
from talkoot.rulebooks.rules import Problem

type Values = Mapping[str, Any]


def placed_problem(problem: Problem) -> str:
    """Return a problem as a sentence that begins with its line."""
    # Translators: %(line)d is the number of a line in a text; %(problem)s is a whole sentence about it.
    return _("Line %(line)d: %(problem)s") % {"line": problem.line, "problem": problem_sentence(problem)}


def problem_sentence(problem: Problem) -> str:
    """Return what is wrong as a sentence in the reader's language."""
    if problem.code == "unset_combination":
        return _unset_combination(problem.values)
    if problem.code.startswith("unset_"):
        return _unset(problem.values)
    if problem.code.startswith("unsaid_"):
        return unsaid_sentence(problem.values)
    if problem.code.startswith("eligibility_"):
        return eligibility.problem_sentence(EligibilityProblem(problem.code, (), problem.line, problem.values))
    values = {key: _listed(value) for key, value in problem.values.items()}
    return (SENTENCES | election_problems.SENTENCES)[problem.code](values)


def _unset(values: Values) -> str:
    key, readings, counted = str(values["key"]), values["readings"], values["example"]
    question = QUESTIONS[key]()
    advice = _write(key, readings)
    if counted is None:
        # Translators: %(question)s is a whole question, %(advice)s a whole sentence.
        return _("%(question)s The rulebook does not say. Beside its other rules no count shows a difference, yet "
                 "it must be said. %(advice)s") % {"question": question, "advice": advice}  # fmt: skip
    # Translators: %(question)s is a whole question, %(approves)s and %(refuses)s two answers to it, %(advice)s a whole
    # sentence; the others are numbers of ballots and of people.
    sentence = _("%(question)s The rulebook does not say. With %(yes)s yes, %(no)s no and %(neutral)s neutral of "
                 "%(eligible)s who may vote, the chamber approves if the answer is “%(approves)s”, and does not if it "
                 "is “%(refuses)s”. %(advice)s")  # fmt: skip
    figures = {name: number(counted[name]) for name in ("eligible", "yes", "no", "neutral")}
    answers = {name: _answer(key, values[name]) for name in ("approves", "refuses")}
    return sentence % {"question": question, "advice": advice, **figures, **answers}


def _unset_combination(values: Values) -> str:
    if not values["approving"]:
        return _('How do the chambers combine? The rulebook does not say. With one chamber write combination = "all".')
    sentence = _(
        # Translators: %(chambers)d is how many groups vote separately; words in quotes and before = stay as they are.
        "How do the chambers combine? The rulebook does not say. When 1 of %(chambers)d chambers approves, “any” "
        'adopts and “all” does not. Write combination = "all", "any" or "1 of %(chambers)d".'
    )
    return sentence % values


def _answer(key: str, reading: str) -> str:
    if key in {"quorum.of", "quorum.counts", "threshold.base"}:
        return kinds(reading)
    if key in {"quorum.strictness", "threshold.strictness"}:
        return _("at least") if reading == "at least" else _("more than")
    return {
        "none": _("no quorum"),
        "passes": _("it passes"),
        "fails": _("it does not pass"),
        "1/2": _("half"),
        "2/3": _("two thirds"),
    }.get(reading, reading)


def _write(key: str, readings: Sequence[str]) -> str:
    if key == "quorum":
        lines = 'quorum = "none", [chambers.quorum]'
    elif key in {"threshold", "threshold.share"}:
        lines = 'share = "55 %"'
    elif key == "quorum.of":
        lines = 'of = "eligible"'
    else:
        return written(key.rpartition(".")[2], readings)
    # Translators: %(lines)s are lines of a rulebook, one of which must be written.
    return _("Write one of: %(lines)s") % {"lines": lines}


def _listed(value: object) -> object:
    return ", ".join(f'"{item}"' for item in value) if isinstance(value, list) else value


QUESTIONS: dict[str, Callable[[], str]] = {
    "quorum": lambda: _("Must enough people take part?"),
    "quorum.of": lambda: _("What is the quorum a share of?"),
    "quorum.counts": lambda: _("Which ballots count towards the quorum?"),
    "quorum.strictness": lambda: _("Is exactly the quorum enough?"),
    "threshold": lambda: _("How much support is needed?"),
    "threshold.share": lambda: _("How much support is needed?"),
    "threshold.base": lambda: _("What is the needed support a share of?"),
    "threshold.strictness": lambda: _("Is exactly the needed share enough?"),
    "threshold.tie": lambda: _("What does an equal vote come to?"),
    "threshold.empty": lambda: _("What does it come to when no ballot counts towards support?"),
}

# In all of these, words in quotes and before an equals sign are parts of a rulebook and stay as they are.
SENTENCES: dict[str, Callable[[Values], str]] = {
    # Translators: %(detail)s is the reader's own message, in English.
    "not_toml": lambda v: _("this is not TOML. The reader says: %(detail)s") % v,
    # Translators: %(detail)s is the reader's own message, in English.
    "not_json": lambda v: _("this is not JSON. The reader says: %(detail)s") % v,
    "not_a_table": lambda v: _("the text must hold one table at its top."),
    "too_deep": lambda v: _("tables are nested too deep to be read."),
    # Translators: %(key)s is a name in the file, such as share.
    "said_twice": lambda v: _("“%(key)s” is said twice.") % v,
    # Translators: %(format)d is a number.
    "unknown_format": lambda v: _("say the version of the format: format = %(format)d") % v,
    # Translators: %(key)s is a name in the file, such as share.
    "missing": lambda v: _("“%(key)s” is missing.") % v,
    # Translators: %(key)s is a name in the file, such as share.
    "not_a_text": lambda v: _("“%(key)s” must be one line of text in quotes.") % v,
    # Translators: %(value)s is what somebody wrote in the file.
    "not_a_language": lambda v: _("“%(value)s” is not a language tag such as en or pt-BR.") % v,
    "not_names": lambda v: _("“names” must be a table from language tags to names."),
    # Translators: %(key)s is a name in the file, such as share; %(known)s is a list of names.
    "unknown_key": lambda v: _("“%(key)s” is not known here. Known are %(known)s.") % v,
    # Translators: %(key)s is a name in the file, such as share; %(value)s is what somebody wrote in the file;
    # %(allowed)s is a list of words of the file.
    "unknown_word": lambda v: _("“%(key)s” cannot be “%(value)s”. Write one of %(allowed)s.") % v,
    # Translators: %(key)s is a name in the file, such as share.
    "not_exact": lambda v: _("“%(key)s” could be a percentage or a part of one, and a number with a point is not "
                             "exact. Write the share in quotes, as \"2 %%\" or \"1/50\".") % v,
    # Translators: %(value)s is what somebody wrote in the file.
    "not_a_share": lambda v: _("“%(value)s” is not a share. Write one such as \"55 %%\" or \"2/3\".") % v,
    # Translators: %(value)s is what somebody wrote in the file.
    "share_out_of_range": lambda v: _("a share is more than nothing and at most all; “%(value)s” is not.") % v,
    # Translators: %(key)s is a name in the file, such as share.
    "not_a_number": lambda v: _("“%(key)s” must be a whole number from 1.") % v,
    "no_chambers": lambda v: _("say the chambers, each under [[chambers]]."),
    # Translators: %(most)d is a number of chambers.
    "too_many_chambers": lambda v: _("there may be at most %(most)d chambers.") % v,
    # Translators: %(key)s is the short name of a chamber.
    "chamber_twice": lambda v: _("two chambers have the key “%(key)s”.") % v,
    # Translators: %(value)s is what somebody wrote in the file.
    "not_a_key": lambda v: _("“%(value)s” is not a key. Use small letters, digits, - and _.") % v,
    "not_an_electorate": lambda v: _("“electorate” must be a table that says who may vote."),
    "electorate_not_plain": lambda v: _(
        "“electorate” may hold texts, whole numbers, true, false, lists and tables only."
    ),
    # Translators: %(value)s is what somebody wrote in the file; %(allowed)s is a list of words of the file.
    "electorate_kind": lambda v: _("an electorate cannot be of the kind “%(value)s”. Write one of %(allowed)s.") % v,
    # Translators: %(key)s is a name in the file, such as share; %(known)s is a list of names.
    "electorate_unknown_key": lambda v: _("“%(key)s” is not known in an electorate of this kind; %(known)s are.") % v,
    # Translators: %(kind)s is a word of the file, such as list; %(key)s is a name in the file, such as share.
    "electorate_key_missing": lambda v: _("an electorate of the kind “%(kind)s” must say “%(key)s”.") % v,
    "electorate_list": lambda v: _("a list names either persons or bodies."),
    "electorate_value": lambda v: (
        # Translators: %(key)s is a name in the file, such as share.
        _("“%(key)s” must be a list of short names, each once, and not empty.")
        # Translators: %(key)s is a name in the file, such as share.
        if v["is_list"] else _("“%(key)s” must be one short name in quotes.")
    ) % v,
    # Translators: %(value)s is what somebody wrote in the file.
    "not_a_quorum": lambda v: _("a quorum cannot be “%(value)s”. Write \"none\" or a table.") % v,
    "quorum_size": lambda v: _("say the size of the quorum once: either share = \"2 %%\" or votes = 50") % v,
    "votes_of": lambda v: _("a quorum in votes is a number of ballots and a share of nothing. Leave out “of”."),
    "more_than_all": lambda v: _("more than all can never be reached."),
    # Translators: %(value)s is what somebody wrote in the file.
    "not_a_threshold": lambda v: _("a threshold cannot be “%(value)s”. Write a table.") % v,
    "tie_is_no_question": lambda v: _("an equal vote never lies exactly on this bar, so a tie rule could only "
                                      "contradict it. Write tie = \"bar\"."),
    "tie_unset": lambda v: _("“tie” is missing. An equal vote never lies exactly on this bar, so write tie = \"bar\"."),
    # Translators: %(value)s is what somebody wrote in the file; %(chambers)d is a number of chambers.
    "not_a_combination": lambda v: _("“combination” cannot be “%(value)s”. Write \"all\", \"any\" or "
                                     "\"1 of %(chambers)d\".") % v,
    # Translators: %(value)s is what somebody wrote in the file; %(chambers)d is a number of chambers.
    "combination_size": lambda v: _("“%(value)s” does not fit %(chambers)d chambers.") % v,
}  # fmt: skip
