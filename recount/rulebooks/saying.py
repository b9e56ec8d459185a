"""Reads the words of a rulebook of format 2; what is not said is reported with both readings and an example."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from recount.rulebook import Json
from recount.tables import LARGEST, Table, shown


def choice(table: Table, key: str, allowed: Sequence[str]) -> str:
    """Return the word under ``key``; empty when it is unsaid or another, which is reported."""
    value = table.raw(key)
    if value is None:
        unsaid(table, key, allowed)
        return ""
    if type(value) is not str or value not in allowed:
        table.report("unknown_word", key, key=key, value=shown(value), allowed=list(allowed))
        return ""
    return value


def unsaid(table: Table, key: str, readings: Sequence[str], /, **values: Json) -> None:
    """Report that ``key`` is not said; its example is a sentence of `words.EXAMPLES`, or in ``values``."""
    table.page.report(f"unsaid_{key}", table.path, key=key, readings=list(readings), **values)


def number_or_none(table: Table, key: str, *, most: int = LARGEST, allow_none: bool = True, needed: bool = True) -> int:
    """Return a whole number from 1; 0 for ``"none"`` where that is allowed, and for what is reported."""
    value = table.raw(key)
    if value is None:
        if needed:
            unsaid(table, key, ("none", "1") if allow_none else ("1", "2"))
        return 0
    if allow_none and value == "none":
        return 0
    if type(value) is not int or not 1 <= value <= most:
        table.report("not_a_number_up_to", key, key=key, value=shown(value), most=most)
        return 0
    return value


def plain_table(table: Table, key: str) -> dict[str, Json]:
    """Return a table of texts, whole numbers, truths, lists and tables that must be there and not be empty."""
    value = table.raw(key)
    if value is None:
        table.report("missing", key, key=key)
    elif not isinstance(value, dict) or not value:
        table.report("not_an_electorate", key)
    elif not _is_plain(value):
        table.report("electorate_not_plain", key)
    else:
        return cast("dict[str, Json]", value)
    return {}


def _is_plain(value: object) -> bool:
    if isinstance(value, dict):
        return all(type(key) is str and _is_plain(each) for key, each in value.items())
    if isinstance(value, list):
        return all(_is_plain(each) for each in value)
    return type(value) in {str, bool} or (type(value) is int and abs(value) <= LARGEST)
