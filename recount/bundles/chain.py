"""The chain of a ledger, worked out again from its export: each seal holds the hash of the one before it.

The form is Talkoot's (docs/ledger.md): a JSON object a line with ``number``, ``previous``, ``hash``, and either the
``entry`` or only its ``digest``. ``digest`` is the SHA-256 of the entry as canonical JSON, ``hash`` that of the text
``number:previous:digest``; the first seal of a ledger follows 64 zeros. A bundle may begin later.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from recount.bundles.archive import Archive
from recount.bundles.differing import differ
from recount.reading import Unusable, parse_json
from recount.rulebook import canonical_json

LEDGER = "ledger.jsonl"
GENESIS = "0" * 64
HASH = re.compile(r"[0-9a-f]{64}")
KEYS = ({"number", "previous", "hash", "entry"}, {"number", "previous", "hash", "digest"})
# No file is long enough for more.
LARGEST = 10**15


@dataclass(slots=True)
class Chain:
    """A part of a ledger that holds: its first and last seal, and the entries that were asked for."""

    first: int = 0
    last: int = 0
    hash: str = GENESIS
    entries: dict[int, Any] = field(default_factory=dict)


def check_chain(archive: Archive, wanted: set[int], saved: Mapping[int, str]) -> Chain:
    """Walk the chain of a bundle; return it with the entries numbered in ``wanted``.

    ``saved`` are hashes by number that were kept elsewhere. A bundle without a ledger has an empty chain.
    """
    chain = Chain()
    for number, seal in _seals(archive):
        if not chain.first:
            chain.first, chain.last = seal["number"], seal["number"] - 1
            chain.hash = GENESIS if seal["number"] == 1 else seal["previous"]
        _check_link(chain, seal, number)
        if saved.get(chain.last, chain.hash) != chain.hash:
            differ("seal_not_saved", LEDGER, number, seal=chain.last)
        if chain.last in wanted:
            chain.entries[chain.last] = seal.get("entry")
    for seal_number in sorted(saved):
        if not chain.first <= seal_number <= chain.last:
            differ("saved_seal_missing", LEDGER, 1, seal=seal_number)
    return chain


def link_hash(number: int, previous: str, digest: str) -> str:
    """Return the hash of the seal ``number`` of an entry with ``digest``, after the hash ``previous``."""
    return hashlib.sha256(f"{number}:{previous}:{digest}".encode()).hexdigest()


def digest_of(entry: Mapping[str, Any]) -> str:
    """Return the SHA-256 of an entry written canonically."""
    return hashlib.sha256(canonical_json(dict(entry)).encode()).hexdigest()


def _check_link(chain: Chain, seal: Mapping[str, Any], line: int) -> None:
    """Go on to ``seal``, once it is the one that must follow."""
    following = chain.last + 1
    if seal["number"] != following:
        differ("chain_gap", LEDGER, line, seal=following, found=seal["number"])
    if seal["previous"] != chain.hash:
        differ("chain_order", LEDGER, line, seal=following)
    digest = seal.get("digest") or digest_of(seal["entry"])
    chain.last, chain.hash = following, link_hash(following, chain.hash, digest)
    if seal["hash"] != chain.hash:
        differ("chain_changed", LEDGER, line, seal=following)


def _seals(archive: Archive) -> Iterator[tuple[int, dict[str, Any]]]:
    if LEDGER not in archive:
        return
    for number, line in enumerate(archive.lines(LEDGER), 1):
        try:
            seal = parse_json(line)
            canonical_json(seal).encode()
        except UnicodeEncodeError:
            archive.fail(LEDGER, "not_text", number)
        except RecursionError:
            archive.fail(LEDGER, "too_deep", number)
        except Unusable as unusable:
            problem = unusable.problems[0]
            archive.fail(LEDGER, problem.code, number, **problem.values)
        if not _is_seal(seal):
            archive.fail(LEDGER, "not_a_seal", number)
        yield number, seal


def _is_seal(seal: dict[str, Any]) -> bool:
    number = seal.get("number")
    if seal.keys() not in KEYS or type(number) is not int or not 0 < number < LARGEST:
        return False
    hashes = [seal["previous"], seal["hash"], seal.get("digest", GENESIS)]
    return all(type(text) is str and HASH.fullmatch(text) for text in hashes) and type(seal.get("entry", {})) is dict
