"""The chain (how an entry is written down, hashed and linked) and the patience (when a failure is tried again).

docs/ledger.md tells strangers the same in words, with a program of 30 lines that checks a chain by them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from hashlib import sha256
from typing import Any

GENESIS = "0" * 64  # what the first seal has for the one before it
LARGEST = 2**53 - 1  # the largest whole number that every reader of JSON keeps exact

# How long to wait after the first, second, … failure. The try after the last wait is the last one.
PATIENCE = (
    timedelta(seconds=10),
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=6),
    timedelta(hours=24),
)
ATTEMPTS = len(PATIENCE) + 1

# A worker that took a delivery and went silent is taken for dead after this long.
LEASE = timedelta(minutes=1)


class Unfit(TypeError):
    """A payload holds what JSON cannot carry unchanged everywhere; the message names the place and the value."""


class Fault(StrEnum):
    """The ways a link of the chain can be broken."""

    GAP = "gap"  # its number does not follow the one before
    ORDER = "order"  # it does not name the hash of the one before
    CHANGED = "changed"  # entry, number or hash are not what was sealed


@dataclass(frozen=True, slots=True)
class Link:
    """One seal with the digest of the entry it stands for; hashes are 64 hexadecimal digits."""

    number: int
    previous: str
    hash: str
    digest: str


def canonical(value: Any) -> bytes:
    """Return the one way to write ``value``: JSON, keys sorted by code point, no spaces, UTF-8, nothing escaped
    that need not be.
    """
    return json.dumps(value, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")).encode()


def digest_of(sealed_form: Mapping[str, Any]) -> str:
    """Return the SHA-256 of an entry written canonically."""
    return sha256(canonical(sealed_form)).hexdigest()


def link_hash(number: int, previous: str, digest: str) -> str:
    """Return the hash that puts an entry at place ``number`` after ``previous``: SHA-256 of the three with colons."""
    return sha256(f"{number}:{previous}:{digest}".encode("ascii")).hexdigest()


def fault_in(link: Link, *, number: int, previous: str) -> Fault | None:
    """Tell what is wrong with a link that should have ``number`` and follow the hash ``previous``, if anything."""
    if link.number != number:
        return Fault.GAP
    if link.previous != previous:
        return Fault.ORDER
    if link.hash != link_hash(link.number, link.previous, link.digest):
        return Fault.CHANGED
    return None


def require_fit(value: object, place: str = "payload") -> None:
    """Raise `Unfit` unless ``value`` is made of strings, whole numbers, booleans, nulls, lists and string-keyed dicts.

    Fractions are left out because databases and languages write them differently; say ``55`` of ``100``.
    """
    match value:
        case None | bool():
            return
        case str():
            _require_fit_text(value, place)
        case int() if abs(value) > LARGEST:
            raise Unfit(f"{place} is {value}, beyond what every reader of JSON keeps exact")
        case int():
            return
        case dict():
            for key, part in value.items():
                if not isinstance(key, str):
                    raise Unfit(f"{place} has the key {key!r}, which is no string")
                _require_fit_text(key, place)
                require_fit(part, f"{place}.{key}")
        case list() | tuple():
            for number, part in enumerate(value):
                require_fit(part, f"{place}[{number}]")
        case _:
            raise Unfit(f"{place} is {value!r}; the ledger keeps text, whole numbers, true, false, null, lists, dicts")


def wait_after(attempts: int) -> timedelta | None:
    """Return how long to wait once the try number ``attempts`` has failed, or None when that was the last."""
    return PATIENCE[attempts - 1] if attempts <= len(PATIENCE) else None


def _require_fit_text(text: str, place: str) -> None:
    try:
        fits = b"\x00" not in text.encode()
    except UnicodeEncodeError:
        fits = False
    if not fits:
        raise Unfit(f"{place} holds a character that no database keeps: {text!r}")
