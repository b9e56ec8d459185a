"""Facts as JSON: ``{"facts": [{"person": "ada", "fact": "edits", "value": 312, "as_of": "2026-11-01"}]}``.

Each entry is held to the columns of ``facts.csv`` by the same parsers. Entries are numbered from 1 in the place of
lines. What JSON leaves open is refused here: a member that stands twice, one nobody knows, NaN.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterator
from typing import Any, Never

from talkoot.eligibility.rules.tables import FACTS, KEY, NOT_A_VALUE, FactRecord
from talkoot.kernel.imports import (
    MAX_ROWS,
    TOO_MANY_ROWS,
    BadFile,
    Problem,
    Reading,
    Row,
    Upload,
    decode,
    fill,
    gettext_noop,
    quoted,
)

# Translators: %(reason)s is the reader's own message, in English.
NOT_JSON = gettext_noop("This cannot be read as JSON: %(reason)s.")
# Translators: %(known)s is a list of names.
NOT_AN_OBJECT = gettext_noop("This must be a JSON object with the members %(known)s.")
NOT_A_LIST = gettext_noop("This must be a JSON array.")
NOT_A_STRING = gettext_noop("This must be a JSON string.")
MISSING_MEMBER = gettext_noop("This member is missing.")
DOUBLE_MEMBER = gettext_noop("This member stands here twice.")
# Translators: %(known)s is a list of names.
UNKNOWN_MEMBER = gettext_noop("This member is not known here. Known: %(known)s.")
NO_FACTS = gettext_noop("There is no fact in it.")

ALL = "facts"
LONGEST = 40
MEMBERS = tuple(column.name for column in FACTS)


class Members(list[tuple[str, Any]]):
    """An object as it was written: its members in order, one that stands twice included."""


def read_facts_json(upload: Upload) -> Reading[FactRecord]:
    """Read facts as JSON; raises `BadFile` for what spoils the whole."""
    reading: Reading[FactRecord] = Reading()
    seen: dict[tuple[Any, ...], int] = {}
    for number, entry in enumerate(_entries(upload), start=1):
        row = Row(upload.name, number, {})
        problems = [*_misshapen(row, entry)] or fill(row, _cells(entry), FACTS, KEY, seen)
        reading.problems += problems
        if not problems:
            reading.rows.append(FactRecord(**row.values, row=row))
    return reading


def _entries(upload: Upload) -> list[Any]:
    whole = Row(upload.name, 0, {})
    try:
        text = decode(upload)
    except BadFile as bad:  # JSON has no lines to speak of
        raise BadFile([whole.problem("", it.sentence, **it.values) for it in bad.problems]) from None
    try:
        parsed = json.loads(text, object_pairs_hook=Members, parse_constant=_refuse, parse_int=_whole)
    except (ValueError, RecursionError) as wrong:
        raise BadFile([whole.problem("", NOT_JSON, reason=str(wrong)[:200])]) from None
    if problems := [*_members(whole, parsed, (ALL,))]:
        raise BadFile(problems)
    entries = parsed[0][1]
    if isinstance(entries, Members) or not isinstance(entries, list):
        raise BadFile([whole.problem(ALL, NOT_A_LIST)])
    if not entries:
        raise BadFile([whole.problem(ALL, NO_FACTS)])
    if len(entries) > MAX_ROWS:
        raise BadFile([whole.problem(ALL, TOO_MANY_ROWS, limit=MAX_ROWS)])
    return entries


def _whole(digits: str) -> float:
    # Reading a number of millions of digits takes minutes; no value is nearly that long.
    return int(digits) if len(digits) <= LONGEST else math.inf


def _refuse(constant: str) -> Never:
    raise ValueError(f"{constant} is not JSON")


def _members(row: Row, value: Any, known: tuple[str, ...]) -> Iterator[Problem]:
    if not isinstance(value, Members):
        yield row.problem("", NOT_AN_OBJECT, known=", ".join(known))
        return
    there = Counter(name for name, _value in value)
    for name, times in there.items():
        if name not in known:
            yield row.problem(name, UNKNOWN_MEMBER, known=", ".join(known))
        elif times > 1:
            yield row.problem(name, DOUBLE_MEMBER)
    for name in known:
        if name not in there:
            yield row.problem(name, MISSING_MEMBER)


def _misshapen(row: Row, entry: Any) -> Iterator[Problem]:
    problems = [*_members(row, entry, MEMBERS)]
    yield from problems
    for name, value in () if problems else entry:
        if name == "value" and (isinstance(value, bool) or not isinstance(value, int)):
            yield row.problem(name, NOT_A_VALUE, value=quoted(_written(value)))
        elif name != "value" and not isinstance(value, str):
            yield row.problem(name, NOT_A_STRING)


def _cells(entry: Members) -> list[str]:
    values = dict(entry)
    return [str(values[name]) for name in MEMBERS]


def _written(value: Any) -> str:
    return "…" if isinstance(value, list) else json.dumps(value, ensure_ascii=False)
