"""What is wrong with a process file, in words that name field and line."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from talkoot.proposals.rules import Problem


def sentences(problems: Iterable[Problem]) -> list[str]:
    """Return one sentence a problem: where it is, then what is wrong."""
    return [_sentence(problem) for problem in problems]


def _sentence(problem: Problem) -> str:
    said = _words(problem)
    if problem.line is not None and problem.field:
        # Translators: a mistake in a file: the line's number, the field's name, what is wrong.
        return _("Line %(line)d, %(field)s: %(said)s") % {"line": problem.line, "field": problem.field, "said": said}
    if problem.line is not None:
        # Translators: a mistake in a file: the line's number, what is wrong.
        return _("Line %(line)d: %(said)s") % {"line": problem.line, "said": said}
    # Translators: a mistake in a file: the field's name, what is wrong.
    return _("%(field)s: %(said)s") % {"field": problem.field, "said": said} if problem.field else said


def _words(problem: Problem) -> str:
    said = {
        # Translators: %(found)s is the message of the TOML reader, in English.
        "not_toml": _("this is not TOML: %(found)s"),
        # Translators: both placeholders are numbers of characters.
        "too_long": _("the file has %(found)s characters; at most %(wanted)s are read"),
        # Translators: %(wanted)s is the number 1.
        "format": _("the format must be %(wanted)s; this reads “%(found)s”"),
        # Translators: %(found)s is what somebody wrote in the file; %(wanted)s is what may stand there, in the words
        # of the file.
        "unknown": _("“%(found)s” is not known here; known are %(wanted)s"),
        "key": _(
            # Translators: %(found)s is what somebody wrote in the file.
            "this must be small letters, digits and hyphens, at most 40, beginning with a letter; not “%(found)s”"
        ),
        # Translators: %(wanted)s is a range such as 1–3650.
        "number": _("this must be a whole number, %(wanted)s; not “%(found)s”"),
        # Translators: %(found)s is what somebody wrote in the file.
        "flag": _("this must be true or false; not “%(found)s”"),
        # Translators: %(wanted)s is what may stand there, in the words of the file; %(found)s is what somebody wrote
        # in the file.
        "one_of": _("this must be one of %(wanted)s; not “%(found)s”"),
        "words": _('this must be a table of languages with at least one text, such as { en = "Triage" }'),
        # Translators: %(found)s is what somebody wrote in the file.
        "tag": _("“%(found)s” is no language tag such as en or pt-BR"),
        "text": _("this must be a text of at most 1,000 characters"),
        # Translators: %(wanted)s is what may stand there, in the words of the file.
        "not_tables": _("this must be written as %(wanted)s tables"),
        # Translators: both placeholders are numbers.
        "too_many": _("there are %(found)s of these; at most %(wanted)s are read"),
        "not_a_table": _('this must be a table such as { needs = "has_owner" }'),
        "not_a_list": _("this must be a list of requirements that is not empty"),
        # Translators: %(wanted)s is what may stand there, in the words of the file; %(found)s is what somebody wrote
        # in the file.
        "gate_kind": _("a requirement has exactly one of %(wanted)s; this has “%(found)s”"),
        # Translators: %(wanted)s is a number.
        "too_deep": _("requirements lie inside each other more than %(wanted)s deep"),
        # Translators: %(found)s is what somebody wrote in the file; %(wanted)s is what may stand there, in the words
        # of the file.
        "predicate": _("there is no requirement called “%(found)s”; there are %(wanted)s"),
        "no_stage": _("a process needs at least one [[stage]]"),
        # Translators: %(wanted)s is what may stand there, in the words of the file.
        "first_kind": _("the first stage must be of the kind %(wanted)s, for nothing is asked or decided yet"),
        # Translators: %(found)s is what somebody wrote in the file.
        "twice": _("“%(found)s” stands here twice"),
        # Translators: %(found)s is what somebody wrote in the file.
        "key_is_an_end": _("“%(found)s” is the name of an end, so no stage can have it"),
        # Translators: %(found)s is what somebody wrote in the file; %(wanted)s is what may stand there, in the words
        # of the file.
        "no_such_stage": _("there is no stage or end called “%(found)s”; there are %(wanted)s"),
        "to_itself": _("a stage cannot lead to itself"),
        # Translators: %(wanted)s is what may stand there, in the words of the file.
        "no_verdict_here": _("only a stage of the kind %(wanted)s can be left by a verdict"),
        # Translators: %(wanted)s is the word adopted or rejected as written in the file.
        "verdict_leads_nowhere": _('exactly one move must say when = "%(wanted)s"'),
        # Translators: %(found)s is what somebody wrote in the file.
        "unreachable": _("no move leads to “%(found)s”"),
        # Translators: %(found)s is what somebody wrote in the file.
        "endless": _("from “%(found)s” no end can be reached"),
    }[problem.code]
    return said % {"found": problem.found, "wanted": problem.wanted}
