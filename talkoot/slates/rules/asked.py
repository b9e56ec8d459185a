"""What a slate asks of its candidates for caps and reserved seats: home wiki, region, whatever its rules turn on."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

MOST_ASKED = 12
MOST_VALUES = 1_000
KEY_MAX = 40
LABEL_MAX = 80
VALUE_MAX = 120
# Columns of a file of candidates, and parts of the address of a slate's page, that are no attributes.
RESERVED = frozenset({"name", "status", "language", "cost", "q", "after"})
KEY = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True, slots=True)
class Asked:
    """One attribute: its key for the count, what people call it, and the values allowed (none: any)."""

    key: str
    label: str
    allowed: tuple[str, ...] = ()


class AskedFault(StrEnum):
    """What can be wrong with what is asked, or with what is said to it."""

    TOO_MANY = "too_many"
    KEY = "key"
    TWICE = "twice"
    VALUE = "value"
    MISSING = "missing"
    NOT_ALLOWED = "not_allowed"
    NOT_ASKED = "not_asked"
    TOO_LONG = "too_long"


@dataclass(frozen=True, slots=True)
class Fault:
    """A mistake, and the attribute it is in."""

    code: AskedFault
    key: str = ""


def asked_of(rows: Sequence[Mapping[str, Any]]) -> tuple[Asked, ...]:
    """Return what is asked from its stored form: ``[{"key": "region", "label": "Region", "allowed": ["North"]}]``."""
    return tuple(
        Asked(str(row["key"]), str(row.get("label") or _label(str(row["key"]))), tuple(row.get("allowed") or ()))
        for row in rows
    )


def stored(asked: Sequence[Asked]) -> list[dict[str, Any]]:
    """Return what is asked as it is stored."""
    return [{"key": one.key, "label": one.label, "allowed": list(one.allowed)} for one in asked]


def fault_in_asked(asked: Sequence[Asked]) -> Fault | None:
    """Return what is wrong with the attributes a new slate asks for."""
    if len(asked) > MOST_ASKED:
        return Fault(AskedFault.TOO_MANY)
    seen: set[str] = set()
    for one in asked:
        if not KEY.fullmatch(one.key) or len(one.key) > KEY_MAX or one.key in RESERVED:
            return Fault(AskedFault.KEY, one.key)
        if one.key in seen:
            return Fault(AskedFault.TWICE, one.key)
        if len(one.label) > LABEL_MAX or not _are_values(one.allowed):
            return Fault(AskedFault.VALUE, one.key)
        seen.add(one.key)
    return None


def fault_in_given(asked: Sequence[Asked], given: Mapping[str, str]) -> Fault | None:
    """Return what is wrong with what a candidate says of itself: every attribute asked for, and no other."""
    known = {one.key: one for one in asked}
    if strangers := sorted(given.keys() - known.keys()):
        return Fault(AskedFault.NOT_ASKED, strangers[0])
    for key, one in known.items():
        value = given.get(key, "")
        if not value:
            return Fault(AskedFault.MISSING, key)
        if len(value) > VALUE_MAX:
            return Fault(AskedFault.TOO_LONG, key)
        if one.allowed and value not in one.allowed:
            return Fault(AskedFault.NOT_ALLOWED, key)
    return None


def _are_values(allowed: Sequence[str]) -> bool:
    fits = all(0 < len(value) <= VALUE_MAX and value == value.strip() for value in allowed)
    return fits and len(set(allowed)) == len(allowed) <= MOST_VALUES


def _label(key: str) -> str:
    return key.replace("_", " ").capitalize()
