"""What a finding says, in the page's language. Names stand in it as they are, or marked for a page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from talkoot.duties.queries import holder_of
from talkoot.duties.queries.wording import role_of
from talkoot.kernel.verdicts import Text
from talkoot.radar.models import Finding
from talkoot.radar.rules import Kind, Why

type Mark = Callable[[str], str]

KINDS: Mapping[str, Text] = {
    Kind.GAP: _("Gap"),
    Kind.OVERLAP: _("Overlap"),
    Kind.CONTRADICTION: _("Contradiction"),
    Kind.ORPHAN: _("Orphan"),
    Kind.OVERDUE: _("Overdue"),
    Kind.SINGLE: _("Rests on one"),
}
# What brought a finding about or ended it, by the kind of the fact.
CAUSES: Mapping[str, Text] = {
    "duties.duty_assigned": _("because a duty was given"),
    "duties.duty_confirmed": _("because a duty was confirmed"),
    "duties.duty_ended": _("because a duty was ended"),
    "duties.matter_retired": _("because the matter was taken off the map"),
    "directory.mandate_given": _("because a mandate was given"),
    "directory.mandate_ended": _("because a mandate was ended"),
    "directory.role_edited": _("because a role was changed"),
    "directory.body_status_changed": _("because the status of a body changed"),
    "directory.body_moved": _("because a body was moved"),
    "directory.import_applied": _("because an import changed the directory"),
}


def kind_words(kind: str) -> str:
    """Return the word for a kind: ``Gap``."""
    return str(KINDS.get(kind, kind))


def kinds() -> list[tuple[str, str]]:
    """Return the kinds and their words."""
    return [(kind, kind_words(kind)) for kind in KINDS]


def cause_words(cause: str) -> str:
    """Return why it came or went; empty where the calendar did it."""
    return str(CAUSES.get(cause, ""))


def sentence(finding: Finding, mark: Mark) -> str:
    """Return what is wrong; ``mark`` is applied to each name. The rows it names were read with the finding."""
    tell = SENTENCES.get(finding.kind)
    return tell(finding, mark) if tell else kind_words(finding.kind)


def _matter(finding: Finding, mark: Mark) -> str:
    return mark(finding.matter.title if finding.matter else "")


def _holder(duty: object, mark: Mark) -> str:
    return mark(holder_of(duty).name) if duty else ""  # type: ignore[arg-type]  # a duty, or nothing


def _gap(finding: Finding, mark: Mark) -> str:
    if finding.duty_id is None:
        # Translators: matter is an area of work.
        return gettext("Nobody is accountable for %(matter)s.") % {"matter": _matter(finding, mark)}
    # Translators: matter is an area of work.
    return gettext("In a part of %(matter)s nobody is accountable.") % {"matter": _matter(finding, mark)}


def _overlap(finding: Finding, mark: Mark) -> str:
    names = {"one": _holder(finding.duty, mark), "other": _holder(finding.other, mark)}
    # Translators: one and other are bodies or roles, matter an area of work.
    text = gettext("%(one)s and %(other)s are both accountable for the same in %(matter)s.")
    return text % {**names, "matter": _matter(finding, mark)}


def _contradiction(finding: Finding, mark: Mark) -> str:
    one, other = finding.duty, finding.other
    names = {
        "matter": _matter(finding, mark),
        "one": _holder(one, mark),
        "other": _holder(other, mark),
        "text": mark(one.source if one else ""),
        "other_text": mark(other.source if other else ""),
    }
    # Translators: matter is an area of work, text and other_text e.g. Charter 4.2, one and other are bodies.
    return gettext("Two texts disagree about %(matter)s: %(text)s names %(one)s, %(other_text)s %(other)s.") % names


def _orphan(finding: Finding, mark: Mark) -> str:
    number = int(finding.figures.get("duties", 1))
    text = _nobody(str(finding.figures.get("why")), number, is_role=finding.role_id is not None)
    return text % {"holder": _place(finding, mark), "count": number}


def _nobody(why: str, number: int, *, is_role: bool) -> str:
    if why == Why.ENDED:
        text = ngettext(
            # Translators: holder is a body or a role that has ended, count a number of duties.
            "%(holder)s has ended and has %(count)d duty.",
            "%(holder)s has ended and has %(count)d duties.",
            number,
        )
    elif why == Why.SUSPENDED:
        text = ngettext(
            # Translators: holder is a body or a role, count a number of duties.
            "%(holder)s cannot act while the body is suspended, and has %(count)d duty.",
            "%(holder)s cannot act while the body is suspended, and has %(count)d duties.",
            number,
        )
    elif is_role:
        text = ngettext(
            # Translators: holder is a role in a body, count a number of duties.
            "Nobody is %(holder)s, and the role has %(count)d duty.",
            "Nobody is %(holder)s, and the role has %(count)d duties.",
            number,
        )
    else:
        text = ngettext(
            # Translators: holder is a body, count a number of duties.
            "Nobody has a mandate in %(holder)s, which has %(count)d duty.",
            "Nobody has a mandate in %(holder)s, which has %(count)d duties.",
            number,
        )
    return text


def _overdue(finding: Finding, mark: Mark) -> str:
    words = {
        "holder": _holder(finding.duty, mark),
        "matter": _matter(finding, mark),
        "day": _day(finding.figures.get("since")),
    }
    # Translators: holder is a body or a role, matter an area of work, day a date.
    return gettext("The duty of %(holder)s in %(matter)s was to be looked at again on %(day)s.") % words


def _single(finding: Finding, mark: Mark) -> str:
    if finding.role is not None:
        words = {"holder": _place(finding, mark), "day": _day(finding.figures.get("until"))}
        # Translators: holder is a role in a body, day a date.
        return gettext("The only term as %(holder)s ends on %(day)s, and nobody is appointed to follow.") % words
    number = int(finding.figures.get("duties", 0))
    person = mark(finding.person.name if finding.person else "")
    text = ngettext(
        # Translators: count and most are numbers of duties, person is a name.
        "%(count)d duty rests on %(person)s; more than %(most)d are too many for one person.",
        "%(count)d duties rest on %(person)s; more than %(most)d are too many for one person.",
        number,
    )
    return text % {"count": number, "person": person, "most": finding.figures.get("most", 0)}


def _place(finding: Finding, mark: Mark) -> str:
    if finding.role is not None:
        return role_of(mark(finding.role.name), mark(finding.role.body.name))
    return mark(finding.holder.name if finding.holder else "")


def _day(text: object) -> str:
    return date_format(date.fromisoformat(str(text)), "DATE_FORMAT") if text else ""


SENTENCES: Mapping[str, Callable[[Finding, Mark], str]] = {
    Kind.GAP: _gap,
    Kind.OVERLAP: _overlap,
    Kind.CONTRADICTION: _contradiction,
    Kind.ORPHAN: _orphan,
    Kind.OVERDUE: _overdue,
    Kind.SINGLE: _single,
}
