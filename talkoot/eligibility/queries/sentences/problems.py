"""What is wrong with conditions, in words; the codes are those of the rules, of reading a text, and of `unknown`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from talkoot.eligibility.queries.sentences.rules import number
from talkoot.eligibility.rules import Problem

type Values = Mapping[str, Any]


def placed_problem(problem: Problem) -> str:
    """Return a problem as a sentence that begins with its line, where that is known."""
    said = problem_sentence(problem)
    if not problem.line:
        return said
    # Translators: %(line)d is the number of a line in a text; %(problem)s is a whole sentence about it.
    return _("Line %(line)d: %(problem)s") % {"line": problem.line, "problem": said}


def problem_sentence(problem: Problem) -> str:
    """Return what is wrong as a sentence in the reader's language."""
    return SENTENCES[problem.code]({key: _told(value) for key, value in problem.values.items()})


def _told(value: object) -> object:
    if isinstance(value, list):
        return ", ".join(f'"{item}"' for item in value)
    return number(value) if isinstance(value, int) else value


# In all of these, words in quotes and before an equals sign are parts of a rulebook and stay as they are.
SENTENCES: dict[str, Callable[[Values], str]] = {
    # Translators: %(detail)s is the reader's own message, in English.
    "eligibility_not_toml": lambda v: _("this is not TOML. The reader says: %(detail)s") % v,
    # Translators: %(detail)s is the reader's own message, in English.
    "eligibility_not_json": lambda v: _("this is not JSON. The reader says: %(detail)s") % v,
    # Translators: %(key)s is a name in the file, such as share.
    "eligibility_said_twice": lambda v: _("“%(key)s” is said twice.") % v,
    "eligibility_not_a_table": lambda v: _("who may vote must be a table."),
    # Translators: %(key)s is a name in the file, such as days.
    "eligibility_missing": lambda v: _("“%(key)s” is missing; nothing is taken for granted.") % v,
    # Translators: %(key)s is a name in the file, such as days; %(known)s is a list of names.
    "eligibility_unknown_key": lambda v: _("“%(key)s” is not known here. Known are %(known)s.") % v,
    # Translators: %(value)s is what somebody wrote in the file; %(allowed)s is a list of words of the file.
    "eligibility_voters": lambda v: _("“voters” cannot be “%(value)s”. Write one of %(allowed)s.") % v,
    # Translators: %(key)s is "include" or "exclude".
    "eligibility_lists": lambda v: _("“%(key)s” must be a list of short names of lists, each once; [] when there is "
                                     "none.") % v,
    # Translators: %(list)s is the short name of a list.
    "eligibility_on_both": lambda v: _("“%(list)s” is both included and excluded.") % v,
    "eligibility_condition": lambda v: _("a condition is a table with exactly one of “is”, “all”, “any” and “not”."),
    # Translators: %(key)s is "all" or "any".
    "eligibility_group": lambda v: _("“%(key)s” must be a list of conditions that is not empty.") % v,
    # Translators: %(most)s is a number.
    "eligibility_too_many": lambda v: _("there may be at most %(most)s conditions.") % v,
    # Translators: %(value)s is what somebody wrote in the file; %(allowed)s is a list of words of the file.
    "eligibility_test": lambda v: _("“is” cannot be “%(value)s”. Write one of %(allowed)s.") % v,
    # Translators: %(value)s is what somebody wrote in the file; %(allowed)s is a list of words of the file.
    "eligibility_other_voters": lambda v: _("“%(value)s” cannot be asked of these voters. Write one of "
                                            "%(allowed)s.") % v,
    # Translators: %(allowed)s is a list of words of the file.
    "eligibility_comparison": lambda v: _("say what the fact is compared with, by exactly one of %(allowed)s.") % v,
    # Translators: %(key)s is a name in the file, such as body.
    "eligibility_name": lambda v: _("“%(key)s” must be one short name in quotes.") % v,
    # Translators: %(key)s is a name in the file, such as kinds.
    "eligibility_names": lambda v: _("“%(key)s” must be a list of short names, each once, and not empty.") % v,
    # Translators: %(key)s is a name in the file, such as parts.
    "eligibility_truth": lambda v: _("“%(key)s” must be true or false.") % v,
    # Translators: %(key)s is a name in the file, such as days; %(most)s is a number.
    "eligibility_number": lambda v: _("“%(key)s” must be a whole number from 0 to %(most)s.") % v,
    # Translators: %(key)s is a name in the file.
    "eligibility_moment": lambda v: _("“%(key)s” must be \"opening\" or a day in quotes, such as \"2027-03-01\".") % v,
    # Translators: %(key)s is a name in the file.
    "eligibility_day": lambda v: _("“%(key)s” must be a day in quotes, such as \"2027-03-01\".") % v,
    # Translators: %(name)s is a short name.
    "eligibility_unknown_body": lambda v: _("there is no body “%(name)s” in the directory.") % v,
    # Translators: %(name)s are the short names of a body and of a role, such as council/member.
    "eligibility_unknown_role": lambda v: _("there is no role “%(name)s” in the directory.") % v,
    # Translators: %(name)s is a short name.
    "eligibility_unknown_kind": lambda v: _("there is no kind of body “%(name)s”.") % v,
    # Translators: %(name)s is a short name.
    "eligibility_unknown_list": lambda v: _("there is no list “%(name)s”.") % v,
    # Translators: %(name)s is a short name.
    "eligibility_list_of_others": lambda v: _("the list “%(name)s” does not hold such voters: lists hold either people "
                                              "or bodies.") % v,
}  # fmt: skip


def _too_deep(values: Values) -> str:
    if "most" not in values:
        return _("tables are nested too deep to be read.")
    # Translators: %(most)s is a number.
    return _("conditions may be nested at most %(most)s deep.") % values


SENTENCES["eligibility_too_deep"] = _too_deep
