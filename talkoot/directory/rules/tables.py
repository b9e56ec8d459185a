"""The directory's own CSV formats; `docs/imports.md` describes each column."""

from __future__ import annotations

import re
from collections.abc import Callable

from talkoot.directory.rules.channels import NOT_AN_ADDRESS, PERSONAL, read_channel
from talkoot.directory.rules.privacy import EMAIL, is_web_address, without_personal_emails
from talkoot.directory.rules.records import (
    BodyRecord,
    ChannelRecord,
    MandateRecord,
    PersonRecord,
    Place,
    RoleRecord,
)
from talkoot.directory.rules.words import BodyStatus, HowChosen, Power
from talkoot.kernel.imports import (
    Column,
    Reading,
    Row,
    Upload,
    Wrong,
    choice,
    day,
    gettext_noop,
    line,
    many,
    number,
    quoted,
    read_table,
    text,
)

TAG = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*\Z")
KEY = re.compile(r"[^\s;,]{1,200}\Z")
REF = re.compile(r"[a-z_]+:[A-Za-z0-9_-]+\Z")

# Translators: %(value)s is what somebody wrote.
NOT_A_TAG = gettext_noop("%(value)s is not a language tag such as es or zh-Hant.")
# Translators: %(value)s is what somebody wrote.
NOT_A_KEY = gettext_noop("%(value)s is not a key: at most 200 characters, no spaces, commas or semicolons.")
# Translators: %(value)s is what somebody wrote.
NOT_A_REF = gettext_noop("%(value)s is not a reference such as decision:87.")
# Translators: %(value)s is what somebody wrote.
NOT_YES_OR_NO = gettext_noop("%(value)s is neither yes nor no.")
END_BEFORE_START = gettext_noop("The end lies before the start.")
ABOUT_NEEDS_LANGUAGE = gettext_noop("Say in which language the text is.")
NAME_IS_ADDRESS = gettext_noop("A name must not hold an e-mail address.")
ENDED_ONLY = gettext_noop("Only a body with the status ended has a day on which it ended.")


def matching(pattern: re.Pattern[str], sentence: str) -> Callable[[str], str]:
    """Return a parser of what matches ``pattern``; ``sentence`` tells the others."""

    def parse(cell: str) -> str:
        if not pattern.match(cell):
            raise Wrong(sentence, value=quoted(cell))
        return cell

    return parse


tag, key, ledger_ref = matching(TAG, NOT_A_TAG), matching(KEY, NOT_A_KEY), matching(REF, NOT_A_REF)


def web_address(cell: str) -> str:
    """Parse an https address."""
    if not is_web_address(cell) or len(cell) > 300:
        raise Wrong(NOT_AN_ADDRESS, value=quoted(cell))
    return cell


def yes_or_no(cell: str) -> bool:
    """Parse ``yes`` or ``no``."""
    if cell not in {"yes", "no"}:
        raise Wrong(NOT_YES_OR_NO, value=quoted(cell))
    return cell == "yes"


def channel(cell: str) -> ChannelRecord | None:
    """Parse ``kind address | name | note``; None for a person's e-mail address, which is not taken over."""
    try:
        return read_channel(cell)
    except Wrong as wrong:
        if wrong.sentence == PERSONAL:
            return None
        raise


PERSONS = (
    Column("key", key, needed=True),
    Column("name", line(120), needed=True),
    Column("languages", many(tag), optional=True, empty=()),
    Column("language", tag, optional=True),
    Column("about", text(20_000), optional=True),
    Column("contact", web_address, optional=True),
)
BODIES = (
    Column("key", key, needed=True),
    Column("name", line(200), needed=True),
    Column("kind", key, needed=True),
    Column("language", tag, needed=True),
    Column("parent", key, optional=True),
    Column("status", choice(BodyStatus), optional=True, empty=BodyStatus.ACTIVE),
    Column("mission", text(20_000), optional=True),
    Column("topics", many(key), optional=True, empty=()),
    Column("territories", many(key), optional=True, empty=()),
    Column("languages", many(tag), optional=True, empty=()),
    Column("started_on", day, optional=True, empty=None),
    Column("ended_on", day, optional=True, empty=None),
    Column("aliases", many(line(200)), optional=True, empty=()),
    Column("channels", many(channel), optional=True, empty=()),
)
ROLES = (
    Column("key", key, needed=True),
    Column("body", key, needed=True),
    Column("name", line(120), needed=True),
    Column("language", tag, optional=True, empty="en"),
    Column("seats", number(0, 10_000), optional=True, empty=1),
    Column("powers", many(choice(Power)), optional=True, empty=()),
    Column("term_months", number(1, 1_200), optional=True, empty=None),
)
MANDATES = (
    Column("key", key, needed=True),
    Column("person", key, needed=True),
    Column("role", key, needed=True),
    Column("from_on", day, optional=True, empty=None),
    Column("until_on", day, optional=True, empty=None),
    Column("how_chosen", choice(HowChosen), optional=True, empty=HowChosen.NOT_RECORDED),
    Column("decision", ledger_ref, optional=True),
    Column("over", yes_or_no, optional=True, empty=False),
)


def read_persons(upload: Upload) -> Reading[PersonRecord]:
    """Read ``persons.csv``."""
    return _read(upload, PERSONS, _person)


def read_bodies(upload: Upload) -> Reading[BodyRecord]:
    """Read ``bodies.csv``."""
    return _read(upload, BODIES, _body)


def read_roles(upload: Upload) -> Reading[RoleRecord]:
    """Read ``roles.csv``."""
    return _read(upload, ROLES, lambda row: RoleRecord(**row.values, place=_place(row)))


def read_mandates(upload: Upload) -> Reading[MandateRecord]:
    """Read ``mandates.csv``."""
    return _read(upload, MANDATES, _mandate)


def _read[T](upload: Upload, columns: tuple[Column, ...], make: Callable[[Row], T]) -> Reading[T]:
    table = read_table(upload, columns, key=("key",))
    reading: Reading[T] = Reading(problems=table.problems)
    for row in table.rows:
        try:
            reading.rows.append(make(row))
        except _WrongRow as wrong:
            reading.problems.append(row.problem(wrong.name, wrong.sentence))
    return reading


class _WrongRow(Exception):
    """Two cells of a row contradict each other."""

    def __init__(self, name: str, sentence: str) -> None:
        super().__init__(name)
        self.name = name
        self.sentence = sentence


def _place(row: Row) -> Place:
    return Place(row.file, row.line)


def _person(row: Row) -> PersonRecord:
    if EMAIL.search(row["name"]):
        raise _WrongRow("name", NAME_IS_ADDRESS)
    if row["about"] and not row["language"]:
        raise _WrongRow("language", ABOUT_NEEDS_LANGUAGE)
    values = row.values | {"about": without_personal_emails(row["about"])}
    return PersonRecord(**values, place=_place(row))


def _body(row: Row) -> BodyRecord:
    if row["ended_on"] and row["status"] is not BodyStatus.ENDED:
        raise _WrongRow("ended_on", ENDED_ONLY)
    if row["ended_on"] and row["started_on"] and row["ended_on"] < row["started_on"]:
        raise _WrongRow("ended_on", END_BEFORE_START)
    values = row.values | {
        "mission": without_personal_emails(row["mission"]),
        "channels": tuple(c for c in row["channels"] if c is not None),
    }
    return BodyRecord(**values, place=_place(row))


def _mandate(row: Row) -> MandateRecord:
    values = dict(row.values)
    values["is_over"] = values.pop("over") and values["until_on"] is None
    if values["from_on"] and values["until_on"] and values["until_on"] < values["from_on"]:
        raise _WrongRow("until_on", END_BEFORE_START)
    return MandateRecord(**values, place=_place(row))
