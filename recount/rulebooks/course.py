"""The course of a decision around its count: notice, languages, appeals, challenges, extension, clock, scrutiny.

`recount` counts nothing by it. It stands in the rulebook so that it is fixed, hashed and read back with the rest.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from recount.rulebook import Json
from recount.rulebooks.saying import choice, unsaid
from recount.tables import TAG, Table, shown

MOST_DAYS = 90
MOST_TIMES = 9
MOST_LANGUAGES = 40
# How the other reading of "none" is written.
A_WEEK = '{ days = 7, times = 1, when = "quorum missed" }'
A_ROLE = '{ body = "elections-committee", role = "scrutineer" }'


class Clock(StrEnum):
    """In which time zone the day ends that a decision closes on: in the last one on Earth it is UTC-12."""

    UTC = "UTC"
    ANYWHERE = "anywhere on Earth"


class When(StrEnum):
    """What makes voting go on."""

    QUORUM_MISSED = "quorum missed"


@dataclass(frozen=True, slots=True)
class Extension:
    """Voting goes on by ``days`` when a quorum is missed at the closing time, at most ``times``."""

    days: int
    times: int

    def data(self) -> dict[str, Json]:
        """Return the rule as plain data."""
        return {"days": self.days, "times": self.times, "when": When.QUORUM_MISSED.value}


@dataclass(frozen=True, slots=True)
class Scrutineers:
    """Who may strike ballots between the close and the count: holders of ``role`` in ``body``, both short names."""

    body: str
    role: str

    def data(self) -> dict[str, Json]:
        """Return the rule as plain data."""
        return {"body": self.body, "role": self.role}


@dataclass(frozen=True, slots=True)
class Course:
    """What comes before voting and after the count. Days of 0: there is no such time; no languages: none must be."""

    notice_days: int
    languages: tuple[str, ...]
    appeal_days: int
    challenge_days: int
    extension: Extension | None
    clock: Clock
    scrutineers: Scrutineers | None

    def data(self) -> dict[str, Json]:
        """Return the course as plain data, every setting said."""
        return {
            "notice_days": self.notice_days,
            "languages": list(self.languages),
            "appeal_days": self.appeal_days,
            "challenge_days": self.challenge_days,
            "extension": self.extension.data() if self.extension else "none",
            "clock": self.clock.value,
            "scrutineers": self.scrutineers.data() if self.scrutineers else "none",
        }


def read_course(table: Table) -> Course | None:
    """Return the course in its table; None when something is unsaid or wrong, which is reported."""
    before = len(table.page.problems)
    notice, appeal, challenge = (_days(table, f"{name}_days") for name in ("notice", "appeal", "challenge"))
    languages = _languages(table)
    extension, scrutineers = _extension(table), _scrutineers(table)
    clock = choice(table, "clock", [word.value for word in Clock])
    table.done()
    if len(table.page.problems) > before:
        return None
    return Course(notice, languages, appeal, challenge, extension, Clock(clock), scrutineers)


def told(course: Course | None) -> Iterator[tuple[str, dict[str, Json]]]:
    """Yield the course rule by rule, as codes with figures."""
    if course is None:
        yield "course_unsaid", {}
        return
    yield from _told_days("notice", course.notice_days)
    yield (
        ("course_languages", {"languages": list(course.languages)}) if course.languages else ("course_any_language", {})
    )
    yield from _told_days("appeal", course.appeal_days)
    if course.extension:
        yield "course_extension", {"days": course.extension.days, "times": course.extension.times}
    else:
        yield "course_no_extension", {}
    yield f"course_clock_{course.clock.name.lower()}", {}
    if course.scrutineers:
        yield "course_scrutineers", course.scrutineers.data()
    else:
        yield "course_no_scrutineers", {}
    yield from _told_days("challenge", course.challenge_days)


def _told_days(name: str, days: int) -> Iterator[tuple[str, dict[str, Json]]]:
    yield (f"course_{name}", {"days": days}) if days else (f"course_no_{name}", {})


def _days(table: Table, key: str, least: int = 0) -> int:
    return _number(table, key, least, MOST_DAYS)


def _number(table: Table, key: str, least: int, most: int) -> int:
    value = table.raw(key)
    if value is None:
        unsaid(table, key, (str(least), "7"))
    elif type(value) is not int or not least <= value <= most:
        table.report("not_a_number_between", key, key=key, value=shown(value), least=least, most=most)
    else:
        return value
    return 0


def _languages(table: Table) -> tuple[str, ...]:
    value = table.raw("languages")
    if value is None:
        unsaid(table, "languages", ("[]", '["en", "es"]'))
    elif not isinstance(value, list) or not all(type(tag) is str and TAG.fullmatch(tag) for tag in value):
        table.report("not_languages", "languages", value=shown(value))
    elif len(set(value)) < len(value) or len(value) > MOST_LANGUAGES:
        table.report("languages_twice", "languages", most=MOST_LANGUAGES)
    else:
        return tuple(value)
    return ()


def _extension(table: Table) -> Extension | None:
    rules = _table_or_none(table, "extension", ("none", A_WEEK), "not_an_extension")
    if rules is None:
        return None
    days, times = _number(rules, "days", 1, MOST_DAYS), _number(rules, "times", 1, MOST_TIMES)
    choice(rules, "when", [word.value for word in When])
    rules.done()
    return Extension(days, times)


def _scrutineers(table: Table) -> Scrutineers | None:
    rules = _table_or_none(table, "scrutineers", ("none", A_ROLE), "not_scrutineers")
    if rules is None:
        return None
    found = Scrutineers(rules.text("body"), rules.text("role"))
    rules.done()
    return found


def _table_or_none(table: Table, key: str, readings: tuple[str, ...], code: str) -> Table | None:
    value = table.raw(key)
    if value is None:
        unsaid(table, key, readings)
    elif isinstance(value, dict):
        return table.page.table(value, (*table.path, key))
    elif value != "none":
        table.report(code, key, value=shown(value))
    return None
