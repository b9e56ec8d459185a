"""The course of a decision as a line of steps: what is done, what is now, what is to come, and when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import formats
from django.utils.translation import gettext as _

from talkoot.decisions import rules
from talkoot.decisions.models import Decision, FormerCount
from talkoot.decisions.rules import Clock, Course, State, course_of
from talkoot.kernel.actors import Actor
from talkoot.kernel.clocks import ANYWHERE_ON_EARTH


class Standing(StrEnum):
    """Where a step stands."""

    DONE = "done"
    NOW = "now"
    AHEAD = "ahead"


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its sentence, how it stands, and when it was or will be; None where that is not known yet."""

    text: str
    standing: Standing
    at: datetime | None = None


def course_view(decision: Decision) -> list[Step]:
    """Return the steps of a decision's course in their order; no query."""
    course = course_of(decision.rulebook.canonical)
    if decision.is_voided:
        return [*_happened(decision), Step(_("Voided"), Standing.NOW, decision.voided_at)]
    return [*_before(decision, course), *_voting(decision), *_scrutiny(decision, course), *_after(decision, course)]


def earliest_opening(decision: Decision, at: datetime) -> datetime:
    """Return when voting may open at the earliest, announced ``at``: on a whole minute, as times are typed."""
    earliest = rules.earliest_opening(course_of(decision.rulebook.canonical), at)
    return earliest.replace(second=0, microsecond=0) + timedelta(minutes=1)


def needs_notice(decision: Decision) -> bool:
    """Tell whether voting has to be announced days before it opens."""
    return course_of(decision.rulebook.canonical).notice_days > 0


def form_clocks(decision: Decision, viewer: Actor) -> dict[str, Any]:
    """Return by which clocks a form takes times: the reader's own, and what the rulebook goes by."""
    return {"zone": viewer.zone, "anywhere": course_of(decision.rulebook.canonical).clock is Clock.ANYWHERE}


def closing_by_clocks(decision: Decision, viewer: Actor) -> list[str]:
    """Return until when votes are taken by the reader's own clock, and anywhere on Earth where the rulebook says so."""
    if decision.closes_at is None or not (decision.is_open or decision.is_announced):
        return []
    clocks = form_clocks(decision, viewer)
    there = decision.closes_at.astimezone(ZoneInfo(clocks["zone"]))
    told: list[str] = []
    if there.utcoffset():
        # Translators: %(moment)s is a date and time by the reader's own clock.
        told.append(_("Your time: %(moment)s") % {"moment": _moment(there)})
    if clocks["anywhere"]:
        last = decision.closes_at.astimezone(ANYWHERE_ON_EARTH)
        # Translators: %(moment)s is a date and time in the last time zone on Earth, UTC-12.
        told.append(_("Anywhere on Earth: %(moment)s") % {"moment": _moment(last)})
    return told


def _moment(there: datetime) -> str:
    """Return a moment in words by the clock it carries; midnight is the end of the day before."""
    if there.time() == time(0):
        # Translators: %(day)s is a date.
        return _("end of %(day)s") % {"day": formats.date_format(there - timedelta(days=1), "DATE_FORMAT")}
    # Translators: %(day)s is a date, %(time)s a time of day.
    return _("%(day)s, %(time)s") % {"day": formats.date_format(there, "DATE_FORMAT"), "time": f"{there:%H:%M}"}


def takes_challenges(decision: Decision) -> bool:
    """Tell whether the count may, or might, be challenged: by rule, once voting is over."""
    return decision.closed_at is not None and course_of(decision.rulebook.canonical).challenge_days > 0


def challenge_days(decision: Decision) -> int:
    """Return how many days a count may be challenged by rule, 0 where it never may; no query."""
    return course_of(decision.rulebook.canonical).challenge_days


def former_counts(decision: Decision) -> list[FormerCount]:
    """Return the counts that were set aside, in their order (one query)."""
    return list(FormerCount.objects.filter(decision=decision).defer("verdict").order_by("number"))


def trouble_sentence(decision: Decision) -> str:
    """Return why voting could not open when its time had come; empty when nothing is wrong."""
    sentences = {
        "empty_roll": _("Nobody would be on the roll of one of the chambers."),
        "missing_facts": _("Conditions ask for numbers that nobody brought in yet."),
        "still_asking": _("The consultation it rests on is not closed yet."),
        "no_slate": _("Nobody was asked to stand."),
        "still_nominating": _("Nominations are not over."),
        "no_weights": _("It was not said of everybody what their vote weighs."),
    }
    code = decision.opening_trouble
    return sentences.get(code, _("Something it needs is not there yet.")) if code else ""


def _happened(decision: Decision) -> Iterator[Step]:
    """Yield the steps that came before a decision was voided."""
    told = [
        (_("Prepared"), decision.drafted_at),
        (_("Announced"), decision.announced_at),
        (_("Voting opened"), decision.opened_at),
        (_("Voting closed"), decision.closed_at),
        (_("Scrutiny over"), decision.scrutiny_ended_at),
        (_("Counted"), decision.counted_at),
    ]
    yield from (Step(text, Standing.DONE, at) for text, at in told if at is not None)


def _before(decision: Decision, course: Course) -> Iterator[Step]:
    yield Step(_("Prepared"), Standing.NOW if decision.is_draft else Standing.DONE, decision.drafted_at)
    if decision.is_announced:
        yield Step(_("Announced"), Standing.NOW, decision.announced_at)
    elif decision.is_reworded:
        yield Step(_("To be announced again"), Standing.AHEAD)
    elif decision.announced_at is not None:
        yield Step(_("Announced"), Standing.DONE, decision.announced_at)
    elif decision.is_draft and course.notice_days:
        yield Step(_("To be announced"), Standing.AHEAD)


def _voting(decision: Decision) -> Iterator[Step]:
    if decision.is_draft or decision.is_announced:
        yield Step(_("Voting opens"), Standing.AHEAD, decision.opens_at)
        yield Step(_("Voting closes"), Standing.AHEAD, decision.closes_at)
    elif decision.is_open:
        yield Step(_("Voting opened"), Standing.NOW, decision.opened_at)
        closing = (
            _("Voting closes, later by rule as a quorum was missed") if decision.extensions else _("Voting closes")
        )
        yield Step(closing, Standing.AHEAD, decision.closes_at)
    else:
        yield Step(_("Voting opened"), Standing.DONE, decision.opened_at)
        is_last = decision.awaits_tally and course_of(decision.rulebook.canonical).scrutineers is None
        yield Step(_("Voting closed"), Standing.NOW if is_last else Standing.DONE, decision.closed_at)


def _scrutiny(decision: Decision, course: Course) -> Iterator[Step]:
    """Yield the step in which scrutineers look at the ballots, where the rulebook names any."""
    if decision.scrutiny_ended_at is not None:
        standing = Standing.NOW if decision.awaits_tally else Standing.DONE
        yield Step(_("Scrutiny over"), standing, decision.scrutiny_ended_at)
    elif course.scrutineers is not None and not decision.is_counted:
        yield Step(_("Scrutineers look at the ballots"), Standing.NOW if decision.is_in_scrutiny else Standing.AHEAD)


def _after(decision: Decision, course: Course) -> Iterator[Step]:
    if not course.challenge_days:
        yield Step(_("Counted, and final"), Standing.NOW if decision.is_final else Standing.AHEAD, decision.counted_at)
        return
    if decision.state != State.CLOSED or decision.counted_at is None:
        yield Step(_("Counted"), Standing.AHEAD)
    else:
        yield Step(_("Counted"), Standing.DONE if decision.is_final else Standing.NOW, decision.counted_at)
    if decision.is_final:
        yield Step(_("Final"), Standing.NOW, decision.final_at)
    else:
        yield Step(_("The time for challenges ends"), Standing.AHEAD, decision.challenges_until)
        yield Step(_("Final"), Standing.AHEAD)
