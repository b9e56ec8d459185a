"""The CSV formats of eligibility; `docs/imports.md` describes each column."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from talkoot.eligibility.rules.limits import FACT, REASON_MAX
from talkoot.eligibility.rules.problems import LARGEST
from talkoot.kernel.imports import (
    Column,
    Reading,
    Row,
    Upload,
    Wrong,
    day,
    gettext_noop,
    line,
    quoted,
    read_table,
)

NUMBER = re.compile(r"[0-9]{1,13}\Z")
TAG = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*\Z")

# Translators: %(value)s is what somebody wrote.
NOT_A_FACT = gettext_noop("%(value)s is not a name of a fact: small letters, digits, - and _, such as edits.")
# Translators: %(value)s is what somebody wrote.
NOT_A_VALUE = gettext_noop("%(value)s is not a whole number from 0. Write yes as 1 and no as 0.")
# Translators: %(value)s is what somebody wrote.
NOT_A_LANGUAGE = gettext_noop("%(value)s is not a language tag such as es or zh-Hant.")
ONE_OF_TWO = gettext_noop("Name either a person or a body, not both.")
REASON_NEEDS_LANGUAGE = gettext_noop("Say in which language the reason is.")


def _fact(cell: str) -> str:
    if not FACT.match(cell):
        raise Wrong(NOT_A_FACT, value=quoted(cell))
    return cell


def _value(cell: str) -> int:
    if not NUMBER.match(cell) or int(cell) > LARGEST:
        raise Wrong(NOT_A_VALUE, value=quoted(cell))
    return int(cell)


def _tag(cell: str) -> str:
    if not TAG.match(cell):
        raise Wrong(NOT_A_LANGUAGE, value=quoted(cell))
    return cell


FACTS = (
    Column("person", line(200), needed=True),
    Column("fact", _fact, needed=True),
    Column("value", _value, needed=True),
    Column("as_of", day, needed=True),
)
KEY = ("person", "fact", "as_of")
ENTRIES = (
    Column("list", line(120), needed=True),
    Column("person", line(200), optional=True),
    Column("body", line(200), optional=True),
    Column("reason", line(REASON_MAX), optional=True),
    Column("language", _tag, optional=True),
)


@dataclass(frozen=True, slots=True)
class FactRecord:
    """A value of a person as of a day, and the line it stood in."""

    person: str
    fact: str
    value: int
    as_of: date
    row: Row


@dataclass(frozen=True, slots=True)
class EntryRecord:
    """A person or a body on a list, and the line it stood in."""

    list: str
    person: str
    body: str
    reason: str
    language: str
    row: Row


def read_facts(upload: Upload) -> Reading[FactRecord]:
    """Read ``facts.csv``."""
    table = read_table(upload, FACTS, key=KEY)
    return Reading([FactRecord(**row.values, row=row) for row in table.rows], table.problems)


def read_entries(upload: Upload, *, list_slug: str = "") -> Reading[EntryRecord]:
    """Read ``entries.csv``; with ``list_slug`` all rows are of that list, and the column is not needed."""
    columns = ENTRIES[1:] if list_slug else ENTRIES
    table = read_table(upload, columns, key=[c.name for c in columns if c.name in {"list", "person", "body"}])
    reading: Reading[EntryRecord] = Reading(problems=table.problems)
    for row in table.rows:
        values: dict[str, Any] = {"list": list_slug, **row.values}
        if bool(values["person"]) == bool(values["body"]):
            reading.problems.append(row.problem("person", ONE_OF_TWO))
        elif values["reason"] and not values["language"]:
            reading.problems.append(row.problem("language", REASON_NEEDS_LANGUAGE))
        else:
            reading.rows.append(EntryRecord(**values, row=row))
    return reading
