"""What was found about one voter, told to that voter: ``Your account is 12 days old on 1 March 2027.``"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from talkoot.eligibility.queries.names import Names, names_of
from talkoot.eligibility.queries.sentences.rules import GROUPS, Values, day, listed, number, sentence, values_of
from talkoot.eligibility.rules import Checked, Condition, Finding, Ground, Pause, Place, Test, Voters


@dataclass(frozen=True, slots=True)
class Row:
    """A condition as a sentence, whether it is met, what was found, and the rows of a group's parts."""

    rule: str
    is_met: bool
    found: str = ""
    parts: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True)
class Shown:
    """A check in words, as `eligibility/parts/checked.html` shows it.

    ``verdict`` says whether the reader may vote and what decided; ``failing`` are the conditions that stand in the way,
    ``rows`` all of them.
    """

    may_vote: bool
    verdict: str
    rows: tuple[Row, ...]
    failing: tuple[Row, ...] = ()


def shown(checked: Checked, *, names: Names | None = None) -> Shown:
    """Return a check in the words of the person checked, or of who speaks for the body checked.

    ``names`` saves up to two queries.
    """
    names = names or names_of_checked(checked)
    row = _row(checked.finding, checked, names)
    by_conditions = checked.ground is Ground.CONDITIONS and not checked.may_vote
    failing = tuple(_failing(checked.finding, row)) if by_conditions else ()
    return Shown(checked.may_vote, _verdict(checked, names), (row,), failing)


def names_of_checked(checked: Checked, *, known: Names | None = None) -> Names:
    """Return the names that the conditions and the findings of a check need; what is ``known`` saves queries."""
    places = list(_places(checked.finding))
    return names_of(
        checked.eligibility,
        more_bodies={place.body for place in places},
        more_roles={f"{place.body}/{place.role}" for place in places},
        known=known,
    )


def _verdict(checked: Checked, names: Names) -> str:
    lists = {"lists": listed(f"“{names.lists.get(slug, slug)}”" for slug in checked.lists)}
    of_body = checked.eligibility.voters is Voters.BODIES
    return VERDICTS[checked.ground, checked.may_vote](of_body) % lists


def _row(finding: Finding, checked: Checked, names: Names) -> Row:
    if isinstance(finding.node, Condition):
        rule = sentence(finding.node, names, checked.opening)
        return Row(rule, finding.is_met, found_sentence(finding, names, checked.eligibility.voters))
    parts = tuple(_row(part, checked, names) for part in finding.parts)
    return Row(GROUPS[finding.node.how](), finding.is_met, "", parts)


def _failing(finding: Finding, row: Row) -> Iterator[Row]:
    """Yield the conditions that stand in the way: of a group that is to hold whole, each part that does not."""
    if finding.is_met:
        return
    if finding.parts and not isinstance(finding.node, Condition) and finding.node.how == "all":
        for part, shown_part in zip(finding.parts, row.parts, strict=True):
            yield from _failing(part, shown_part)
    else:
        yield row


def found_sentence(finding: Finding, names: Names, voters: Voters) -> str:
    """Return what was found about one condition."""
    condition = finding.node
    if not isinstance(condition, Condition):
        return ""
    values = values_of(condition, names) | {"day": day(finding.values["day"])}
    if condition.test in {Test.ON_LIST, Test.NOT_ON_LIST}:
        return _listed(finding.is_met != condition.is_absence, values, of_body=voters is Voters.BODIES)
    return FINDINGS[condition.test](finding, values, names)


def _places(finding: Finding) -> Iterator[Place]:
    if place := finding.values.get("place"):
        yield place
    for part in finding.parts:
        yield from _places(part)


def _held(finding: Finding, values: Values, names: Names) -> str:
    place: Place | None = finding.values["place"]
    if place is None:
        # Translators: %(day)s is a date.
        return _("You hold no such role on %(day)s.") % values
    said = {"role": names.roles.get(f"{place.body}/{place.role}", place.role),
            "body": names.bodies.get(place.body, place.body)}  # fmt: skip
    # Translators: %(role)s is the name of a role, %(body)s that of a body, %(day)s is a date.
    return _("You hold the role “%(role)s” in “%(body)s” on %(day)s.") % (values | said)


def _account(finding: Finding, values: Values, names: Names) -> str:
    age: int | None = finding.values["age"]
    if age is None:
        return _("You have no account.")
    if age < 0:
        # Translators: %(opened)s and %(day)s are dates.
        return _("Your account was opened on %(opened)s, after %(day)s.") % (
            values | {"opened": day(finding.values["opened_on"])}
        )
    sentence = ngettext(
        # Translators: %(age)s is a number of days, %(day)s a date.
        "Your account is %(age)s day old on %(day)s.",
        "Your account is %(age)s days old on %(day)s.",
        age,
    )
    return sentence % (values | {"age": number(age)})


def _fact(finding: Finding, values: Values, names: Names) -> str:
    value: int | None = finding.values["value"]
    if value is None:
        # Translators: %(fact)s is the name of a number kept elsewhere, such as edits; %(as_of)s is a date.
        return _("No value of “%(fact)s” as of %(as_of)s is known for you.") % values
    # Translators: %(fact)s is the name of a number kept elsewhere, such as edits; %(value)s is a number, %(as_of)s a
    # date.
    return _("For you “%(fact)s” is %(value)s as of %(as_of)s.") % (values | {"value": number(value)})


def _suspended(finding: Finding, values: Values, names: Names) -> str:
    pause: Pause | None = finding.values["pause"]
    if pause is None:
        # Translators: %(day)s is a date.
        return _("You are not suspended by it on %(day)s.") % values
    if pause.until_on is None:
        # Translators: %(from)s is a date.
        return _("You are suspended from %(from)s until it is lifted.") % {"from": day(pause.from_on)}
    # Translators: %(from)s and %(until)s are dates.
    return _("You are suspended from %(from)s; %(until)s is the first day without.") % {
        "from": day(pause.from_on),
        "until": day(pause.until_on),
    }


def _kind(finding: Finding, values: Values, names: Names) -> str:
    key = finding.values["kind"]
    # Translators: %(kind)s is a kind of bodies, such as Chapters.
    return _("The body is one of the %(kind)s.") % {"kind": names.kinds.get(key, key)}


def _within(finding: Finding, values: Values, names: Names) -> str:
    if finding.values["is_itself"]:
        return _("It is that body.")
    return _("The body is a part of it.") if finding.is_met else _("The body is no part of it.")


def _listed(stands: bool, values: dict[str, Any], *, of_body: bool) -> str:
    if of_body:
        return _("The body stands on this list.") if stands else _("The body does not stand on this list.")
    return _("You stand on this list.") if stands else _("You do not stand on this list.")


FINDINGS: dict[Test, Callable[[Finding, Values, Names], str]] = {
    Test.MEMBER_OF_BODY: _held,
    Test.MEMBER_OF_KIND: _held,
    Test.HOLDS_ROLE: _held,
    Test.ACCOUNT_AGE: _account,
    Test.EXTERNAL_FACT: _fact,
    Test.NOT_SUSPENDED: _suspended,
    Test.BODY_OF_KIND: _kind,
    Test.PART_OF_BODY: _within,
}
# By what decided and whether it is a yes; called with whether bodies vote.
VERDICTS: dict[tuple[Ground, bool], Callable[[bool], str]] = {
    (Ground.CONDITIONS, True): lambda of_body: (
        _("The body may vote: it meets the conditions.") if of_body else _("You may vote: you meet the conditions.")
    ),
    (Ground.CONDITIONS, False): lambda of_body: (
        _("The body may not vote: it does not meet the conditions.")
        if of_body
        else _("You may not vote: you do not meet the conditions.")
    ),
    (Ground.INCLUDED, True): lambda of_body: (
        # Translators: %(lists)s are names of lists in quotes.
        _("The body may vote, whatever the conditions say: it stands on a list that comes first: %(lists)s.")
        if of_body
        # Translators: %(lists)s are names of lists in quotes.
        else _("You may vote, whatever the conditions say: you stand on a list that comes first: %(lists)s.")
    ),
    (Ground.EXCLUDED, False): lambda of_body: (
        # Translators: %(lists)s are names of lists in quotes.
        _("The body may not vote, whatever else holds: it stands on a list of those who may not: %(lists)s.")
        if of_body
        # Translators: %(lists)s are names of lists in quotes.
        else _("You may not vote, whatever else holds: you stand on a list of those who may not: %(lists)s.")
    ),
    (Ground.GONE, False): lambda of_body: (
        _("The body may not vote: it is suspended or has ended.")
        if of_body
        else _("You may not vote: the directory lists you as somebody who left.")
    ),
}
