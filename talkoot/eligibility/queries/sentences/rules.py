"""Conditions read back as sentences: ``Has had an account for at least 30 days on 1 March 2027``."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from talkoot.eligibility.queries.names import Names, names_of
from talkoot.eligibility.rules import Condition, Eligibility, How, Node, Test

type Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Line:
    """A condition, or a group with its parts, as a sentence."""

    text: str
    parts: tuple[Line, ...] = ()


def sentences(eligibility: Eligibility, *, names: Names | None = None, opening: date | None = None) -> list[Line]:
    """Return what makes a voter, one line for the conditions and one for each list that outweighs them.

    ``opening`` is the day on which voting opens, where it is known; ``names`` saves up to two queries.
    """
    found = names or names_of(eligibility)
    return [
        line_of(eligibility.conditions, found, opening),
        *(Line(_included(found.lists.get(slug, slug))) for slug in eligibility.include),
        *(Line(_excluded(found.lists.get(slug, slug))) for slug in eligibility.exclude),
    ]


def line_of(node: Node, names: Names, opening: date | None) -> Line:
    """Return a node and its parts as sentences."""
    if isinstance(node, Condition):
        return Line(sentence(node, names, opening))
    return Line(GROUPS[node.how](), tuple(line_of(part, names, opening) for part in node.of))


def sentence(condition: Condition, names: Names, opening: date | None) -> str:
    """Return one condition as a sentence."""
    on = condition.on or opening
    values = values_of(condition, names) | {"day": day(on) if on else ""}
    return RULES[condition.test](condition, values, on is None)


def values_of(condition: Condition, names: Names) -> Values:
    """Return what sentences about a condition are filled with, but its day."""
    place = f"{condition.body}/{condition.role}"
    return {
        "body": names.bodies.get(condition.body, condition.body),
        "role": names.roles.get(place, condition.role),
        "kinds": listed(names.kinds.get(key, key) for key in condition.kinds),
        "list": names.lists.get(condition.list, condition.list),
        "fact": condition.fact,
        "as_of": day(condition.as_of) if condition.as_of else "",
        "bound": number(condition.bound),
        "days": number(condition.days),
    }


def listed(words: Iterable[str]) -> str:
    """Return words with what stands between them in the reader's language."""
    # Translators: this stands between two names of a list; keep the space where your language has one.
    return pgettext("between names in a list", ", ").join(words)


def day(moment: date) -> str:
    """Return a day in words."""
    return formats.date_format(moment, "DATE_FORMAT")


def number(value: int) -> str:
    """Return a number in the reader's digits and grouping."""
    return formats.number_format(value, use_l10n=True, force_grouping=True)


def _included(name: str) -> str:
    # Translators: %(list)s is the name of a list.
    return _("Who stands on the list “%(list)s” may vote even without meeting the conditions.") % {"list": name}


def _excluded(name: str) -> str:
    # Translators: %(list)s is the name of a list.
    return _("Who stands on the list “%(list)s” may not vote, whatever else holds.") % {"list": name}


def _member_of_body(c: Condition, v: Values, is_open: bool) -> str:
    if c.parts and is_open:
        # Translators: %(body)s is the name of a body.
        return _("Holds a role in “%(body)s” or in a part of it on the day voting opens.") % v
    if c.parts:
        # Translators: %(body)s is the name of a body, %(day)s a date.
        return _("Holds a role in “%(body)s” or in a part of it on %(day)s.") % v
    if is_open:
        # Translators: %(body)s is the name of a body.
        return _("Holds a role in “%(body)s” on the day voting opens.") % v
    # Translators: %(body)s is the name of a body, %(day)s a date.
    return _("Holds a role in “%(body)s” on %(day)s.") % v


def _member_of_kind(c: Condition, v: Values, is_open: bool) -> str:
    if is_open:
        # Translators: %(kinds)s are kinds of bodies, such as "Chapters, Hubs".
        return _("Holds a role in a body of these kinds on the day voting opens: %(kinds)s.") % v
    # Translators: %(kinds)s are kinds of bodies, such as "Chapters, Hubs"; %(day)s is a date.
    return _("Holds a role in a body of these kinds on %(day)s: %(kinds)s.") % v


def _holds_role(c: Condition, v: Values, is_open: bool) -> str:
    if is_open:
        # Translators: %(role)s is the name of a role, %(body)s that of a body.
        return _("Holds the role “%(role)s” in “%(body)s” on the day voting opens.") % v
    # Translators: %(role)s is the name of a role, %(body)s that of a body, %(day)s is a date.
    return _("Holds the role “%(role)s” in “%(body)s” on %(day)s.") % v


def _account_age(c: Condition, v: Values, is_open: bool) -> str:
    if is_open:
        return ngettext(
            # Translators: %(days)s is a number of days.
            "Has had an account for at least %(days)s day on the day voting opens.",
            "Has had an account for at least %(days)s days on the day voting opens.",
            c.days,
        ) % v  # fmt: skip
    return ngettext(
        # Translators: %(days)s is a number of days, %(day)s a date.
        "Has had an account for at least %(days)s day on %(day)s.",
        "Has had an account for at least %(days)s days on %(day)s.",
        c.days,
    ) % v  # fmt: skip


def _external_fact(c: Condition, v: Values, is_open: bool) -> str:
    # Translators: %(fact)s is the name of a number kept elsewhere, such as edits; %(bound)s is a number, %(as_of)s a
    # date.
    at_least = _("“%(fact)s” is at least %(bound)s as of %(as_of)s.")
    # Translators: %(fact)s is the name of a number kept elsewhere, such as edits; %(bound)s is a number, %(as_of)s a
    # date.
    at_most = _("“%(fact)s” is at most %(bound)s as of %(as_of)s.")
    # Translators: %(fact)s is the name of a number kept elsewhere, such as edits; %(bound)s is a number, %(as_of)s a
    # date.
    equals = _("“%(fact)s” is exactly %(bound)s as of %(as_of)s.")
    return {"at_least": at_least, "at_most": at_most, "equals": equals}[c.comparison] % v


def _on_list(c: Condition, v: Values, is_open: bool) -> str:
    # Translators: %(list)s is the name of a list.
    return _("Stands on the list “%(list)s”.") % v


def _not_on_list(c: Condition, v: Values, is_open: bool) -> str:
    # Translators: %(list)s is the name of a list.
    return _("Does not stand on the list “%(list)s”.") % v


def _not_suspended(c: Condition, v: Values, is_open: bool) -> str:
    if is_open:
        # Translators: %(body)s is the name of a body.
        return _("Is not suspended by “%(body)s” on the day voting opens.") % v
    # Translators: %(body)s is the name of a body, %(day)s a date.
    return _("Is not suspended by “%(body)s” on %(day)s.") % v


def _body_of_kind(c: Condition, v: Values, is_open: bool) -> str:
    # Translators: %(kinds)s are kinds of bodies, such as "Chapters, Hubs".
    return _("Is a body of one of these kinds: %(kinds)s.") % v


def _part_of_body(c: Condition, v: Values, is_open: bool) -> str:
    if c.itself:
        # Translators: %(body)s is the name of a body.
        return _("Is “%(body)s” or a part of it.") % v
    # Translators: %(body)s is the name of a body.
    return _("Is a part of “%(body)s”.") % v


RULES: dict[Test, Callable[[Condition, Values, bool], str]] = {
    Test.MEMBER_OF_BODY: _member_of_body,
    Test.MEMBER_OF_KIND: _member_of_kind,
    Test.HOLDS_ROLE: _holds_role,
    Test.ACCOUNT_AGE: _account_age,
    Test.EXTERNAL_FACT: _external_fact,
    Test.ON_LIST: _on_list,
    Test.NOT_ON_LIST: _not_on_list,
    Test.NOT_SUSPENDED: _not_suspended,
    Test.BODY_OF_KIND: _body_of_kind,
    Test.PART_OF_BODY: _part_of_body,
}
GROUPS: dict[How, Callable[[], str]] = {
    How.ALL: lambda: _("All of these hold:"),
    How.ANY: lambda: _("At least one of these holds:"),
    How.NOT: lambda: _("This does not hold:"),
}
