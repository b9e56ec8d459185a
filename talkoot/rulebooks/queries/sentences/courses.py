"""The course of a decision around its count, as its rulebook fixes it, as sentences; the codes are recount's."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from talkoot.rulebooks.queries.sentences.figures import isolated, language, listed, number

type Values = Mapping[str, Any]


def _notice(v: Values) -> str:
    days = v["days"]
    sentence = ngettext(
        # Translators: %(days)s is a number of days.
        "Voting opens %(days)s day after it was announced, or later.",
        "Voting opens %(days)s days after it was announced, or later.",
        days,
    )
    return sentence % {"days": number(days)}


def _appeal(v: Values) -> str:
    days = v["days"]
    sentence = ngettext(
        # Translators: %(days)s is a number of days.
        "Appeals against the roll are taken for %(days)s day after voting opened, and never after it closed.",
        "Appeals against the roll are taken for %(days)s days after voting opened, and never after it closed.",
        days,
    )
    return sentence % {"days": number(days)}


def _challenge(v: Values) -> str:
    days = v["days"]
    sentence = ngettext(
        # Translators: %(days)s is a number of days.
        "The count may be challenged for %(days)s day; only then it is final.",
        "The count may be challenged for %(days)s days; only then it is final.",
        days,
    )
    return sentence % {"days": number(days)}


def _extension(v: Values) -> str:
    days, times = v["days"], v["times"]
    goes_on = ngettext(
        # Translators: %(days)s is a number of days.
        "When a quorum is missed at the closing time, voting goes on for %(days)s day",
        "When a quorum is missed at the closing time, voting goes on for %(days)s days",
        days,
    ) % {"days": number(days)}
    often = ngettext(
        # Translators: %(times)s is how often something may happen.
        "at most %(times)s time",
        "at most %(times)s times",
        times,
    ) % {"times": number(times)}
    # Translators: %(goes_on)s says in a sentence when and how long voting goes on, %(often)s how often at most.
    return _("%(goes_on)s, %(often)s.") % {"goes_on": goes_on, "often": often}


def _languages(v: Values) -> str:
    # Translators: %(languages)s is a list of names of languages.
    sentence = _("Before it is announced, the question stands in these languages: %(languages)s.")
    return sentence % {"languages": listed(isolated(language(tag)) for tag in v["languages"])}


def _scrutineers(v: Values) -> str:
    sentence = _(
        # Translators: %(role)s is the name of a role, %(body)s that of a body.
        "After the close those who hold the role %(role)s in %(body)s may strike ballots, for a reason everybody reads."
    )
    return sentence % {"role": v["role"], "body": v["body"]}


SENTENCES: dict[str, Callable[[Values], str]] = {
    "course_unsaid": lambda v: _(
        "Nothing is said of notice, appeals or challenges: voting opens at once, ballots are open, nobody votes for "
        "others, and the count is final."
    ),
    "course_notice": _notice,
    "course_no_notice": lambda v: _("Voting may open at once."),
    "course_languages": _languages,
    "course_any_language": lambda v: _("The question may stand in one language alone."),
    "course_appeal": _appeal,
    "course_no_appeal": lambda v: _("The roll stands as it was when voting opened; there are no appeals."),
    "course_extension": _extension,
    "course_no_extension": lambda v: _("Voting is never extended."),
    "course_clock_utc": lambda v: _("Days end at midnight UTC."),
    "course_clock_anywhere": lambda v: _("Days end when they end everywhere on Earth, at midnight in UTC−12."),
    "course_scrutineers": _scrutineers,
    "course_no_scrutineers": lambda v: _("Nobody strikes ballots."),
    "course_challenge": _challenge,
    "course_no_challenge": lambda v: _("The count is final."),
}
