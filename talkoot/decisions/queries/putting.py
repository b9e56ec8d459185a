"""The rules that a matter can be put under, and what each asks of whoever puts it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from talkoot.counting.rules import electing, secret_in, weighed_in, why_unheld
from talkoot.decisions.rules import Clock, course_of
from talkoot.rulebooks.models import Rulebook


@dataclass(frozen=True, slots=True)
class MatterRules:
    """A rulebook in its latest version: key, name with the number of the version, and what it asks for beforehand.

    ``languages`` are those the question must stand in; ``by_anywhere`` tells whether its days end anywhere on Earth;
    ``is_secret`` whether a ballot box has to be prepared, ``is_weighed`` whether it has to be said what votes weigh.
    """

    key: int
    name: str
    languages: Sequence[str]
    notice_days: int
    by_anywhere: bool
    is_secret: bool
    is_weighed: bool


def matter_rules() -> list[MatterRules]:
    """Return the rules a matter can be put under, by name (one query).

    A matter is a question, so rules that elect are left out; so are those no vote can be held by here.
    """
    rows = Rulebook.objects.filter(is_latest=True).order_by("name", "pk")
    told = rows.values_list("pk", "name", "version", "canonical")
    return [_asked(key, f"{name} ({version})", rules) for key, name, version, rules in told if _is_for_matters(rules)]


def _asked(key: int, name: str, canonical: str) -> MatterRules:
    course = course_of(canonical)
    return MatterRules(
        key=key,
        name=name,
        languages=course.languages,
        notice_days=course.notice_days,
        by_anywhere=course.clock is Clock.ANYWHERE,
        is_secret=bool(secret_in(canonical)),
        is_weighed=bool(weighed_in(canonical)),
    )


def _is_for_matters(canonical: str) -> bool:
    return not (electing(canonical) or why_unheld(canonical))
