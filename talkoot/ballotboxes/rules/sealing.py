"""Sealing a ballot so that only the key of its box opens it, and reading it when the box is emptied.

A sealed ballot is libsodium's sealed box (X25519, XSalsa20-Poly1305) around canonical JSON padded to one length for
the whole box. Each is sealed with a one-time key, so that the same ballot never looks the same, and nobody can seal a
published paper again to find its slip.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from nacl.bindings import sodium_pad, sodium_unpad
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox

from talkoot.kernel.ids import secret_code

# What sealing adds to the padded text: the one-time public key and the authenticator, in bytes.
OVERHEAD = 48
# Sizes are multiples of this, so that few are possible and none tells much of its decision.
STEP = 256
SIZE_MAX = 65_536
# The longest place a slip can have, and the length of a receipt code, for measuring.
_PLACE_MAX = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Lock:
    """What sealing for a box takes: the ref it belongs to, its public key, and the padded size of its ballots."""

    subject: str
    public_key: bytes
    size: int


@dataclass(frozen=True, slots=True)
class Sealed:
    """A sealed ballot for `put_slip`, and the receipt code that only the voter may see."""

    slip: bytes
    code: str


@dataclass(frozen=True, slots=True)
class Opened:
    """A ballot out of its seal: its receipt code and its canonical JSON."""

    code: str
    content: str


def canonical(value: Any) -> bytes:
    """Return the one form in which a ballot is written; raise ValueError for what JSON cannot say."""
    written = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return written.encode()


def size_for(largest: Any) -> int:
    """Return the size that holds ``largest``, the longest ballot of a box; raise ValueError beyond `SIZE_MAX`."""
    return _padded(len(_frame(largest, secret_code(), "x" * 120, _PLACE_MAX)))


def seal(lock: Lock, place: int, ballot: Any) -> Sealed:
    """Seal ``ballot`` (JSON values) for its place; the code is fresh each time.

    Box and place are sealed in with it: who copies another's slip into a place of their own spoils it, and learns
    nothing from the paper. Raises ValueError for a ballot larger than the box takes.
    """
    code = secret_code()
    written = _frame(ballot, code, lock.subject, place)
    if len(written) >= lock.size:
        raise ValueError(f"a ballot of {len(written)} bytes does not fit a box for {lock.size - 1}")
    return Sealed(SealedBox(PublicKey(lock.public_key)).encrypt(sodium_pad(written, lock.size)), code)


def unseal(private_key: bytes, subject: str, place: int, slip: bytes) -> Opened | None:
    """Return the ballot in a slip; None for one that is spoiled: unreadable, of another place, or no ballot at all."""
    try:
        padded = SealedBox(PrivateKey(private_key)).decrypt(slip)
        written = sodium_unpad(padded, len(padded))
        frame = json.loads(written)
        if canonical(frame) != written or frame.keys() != {"ballot", "box", "code", "place"}:
            return None
        if (frame["box"], frame["place"]) != (subject, place) or not isinstance(frame["code"], str):
            return None
        return Opened(frame["code"], canonical(frame["ballot"]).decode()) if 0 < len(frame["code"]) <= 40 else None
    except (CryptoError, ValueError, TypeError, AttributeError, RecursionError):
        return None


def filler(size: int) -> bytes:
    """Return what an empty slip holds: as long as a sealed ballot, and as random."""
    return secrets.token_bytes(size + OVERHEAD)


def public_key_of(private_key: bytes) -> bytes:
    """Return the public half of a key."""
    return bytes(PrivateKey(private_key).public_key)


def papers_sha256(papers: Iterable[tuple[str, str]], spoiled: int) -> str:
    """Return the hash of a set of papers: lines of code and content by code, then how many are spoiled."""
    lines = [f"{code} {content}\n" for code, content in sorted(papers)]
    return sha256("".join([*lines, f"spoiled {spoiled}\n"]).encode()).hexdigest()


def _frame(ballot: Any, code: str, subject: str, place: int) -> bytes:
    return canonical({"ballot": ballot, "box": subject, "code": code, "place": place})


def _padded(length: int) -> int:
    size = (length // STEP + 1) * STEP
    if size > SIZE_MAX:
        raise ValueError(f"a ballot may have at most {SIZE_MAX - 1} bytes")
    return size
