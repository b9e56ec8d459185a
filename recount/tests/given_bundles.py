"""Evidence bundles for tests: a decision of three chambers, elections by any method, and bundles tampered with."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from recount import read_rulebook, roll_sha256
from recount.bundles.description import Anchor
from recount.bundles.rolls import commitment
from recount.bundles.strikes import Strike
from recount.bundles.writing import Chamber, Elsewhere, Evidence, Voter, write_bundle
from recount.profiles import Ballot, Profile
from recount.rulebooks import knobs
from recount.tests.given import RATIFICATION

DECISION = {
    "id": "D-87",
    "title": "Shall the charter be ratified?",
    "question": "Yes, no or neutral?\nOf all its text.",
    "put_by": "Charter committee",
}
# Found 20 yes, 9 no, 6 neutral among the individuals that count; 8 yes, 1 no, 1 neutral of the affiliates.
CHOICES = ["yes"] * 20 + ["no"] * 9 + ["neutral"] * 6


def given_voters(kind: str, number: int, is_named: bool = False) -> list[Voter]:
    """Return voters with salts that are theirs alone."""
    salts = (hashlib.sha256(f"salt {kind} {place}".encode()).hexdigest()[:32] for place in range(number))
    return [Voter(f"{kind}:{place}", salt, is_named) for place, salt in enumerate(salts)]


def given_evidence() -> Evidence:
    """Return a decision: individuals voted secretly, affiliates openly, the board elsewhere; two ballots are struck."""
    individuals, affiliates = given_voters("person", 100), given_voters("body", 12, is_named=True)
    receipts = [f"K{place:03d}-{place * 7919 % 1000:03d}" for place in range(35)]
    said = ["yes"] * 9 + ["no", "neutral"]
    evidence = Evidence(
        DECISION,
        RATIFICATION,
        [
            Chamber("individuals", True, individuals, list(zip(receipts, CHOICES, strict=True))),
            Chamber("affiliates", False, affiliates, [(v.name, c) for v, c in zip(affiliates, said, strict=False)]),
            Elsewhere("board", {"eligible": 9, "yes": 6, "no": 1, "neutral": 1}, "https://example.org/b", "ab" * 32),
        ],
        strikes=[
            Strike("individuals", "person-unread", "Voted twice, with a second account", "scrutineers", is_sealed=True),
            Strike("affiliates", "body:0", 'Dissolved before the vote ("2026-03")', "scrutineers", "2026-05-02"),
        ],
    )
    return replace(evidence, ledger=given_ledger(evidence), anchors=given_anchors())


def given_anchors() -> list[Anchor]:
    """Return where `given_ledger` has the hashes of rulebook and rolls."""
    rolls = [Anchor(41, ("payload", "rolls", key), f"roll {key}") for key in ("individuals", "affiliates")]
    return [Anchor(40, ("payload", "rulebook_sha256"), "rulebook"), *rolls]


def given_ledger(evidence: Evidence) -> list[dict[str, Any]]:
    """Return seals 39 to 43 of a ledger, chained by what docs/ledger.md says, one of them private."""
    rolls = {
        chamber.key: roll_sha256(commitment(DECISION["id"], chamber.key, v.name, v.salt) for v in chamber.roll)
        for chamber in evidence.chambers
        if isinstance(chamber, Chamber)
    }
    payloads: list[dict[str, Any]] = [
        {"n": "ä€😀"},
        {"rulebook_sha256": read_rulebook(RATIFICATION).sha256()},
        {"rolls": rolls},
        {"private": True},
        {"outcome": "adopted", "by": -3},
    ]
    return chained([{"id": n, "kind": "decisions.x", "payload": p, "nonce": "00"} for n, p in enumerate(payloads)])


def chained(entries: Sequence[Mapping[str, Any]], first: int = 39) -> list[dict[str, Any]]:
    """Return entries as an export of a ledger that begins at seal ``first``; private ones as digests."""
    seals, previous = [], hashlib.sha256(b"before").hexdigest() if first > 1 else "0" * 64
    for number, entry in enumerate(entries, first):
        text = json.dumps(entry, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        digest = hashlib.sha256(text.encode()).hexdigest()
        sealed = hashlib.sha256(f"{number}:{previous}:{digest}".encode()).hexdigest()
        shown = {"digest": digest} if "private" in entry["payload"] else {"entry": dict(entry)}
        seals.append({"number": number, "previous": previous, "hash": sealed, **shown})
        previous = sealed
    return seals


def members(evidence: Evidence) -> Chamber:
    """Return the chamber of an election."""
    (chamber,) = evidence.chambers
    assert isinstance(chamber, Chamber)
    return chamber


def written(folder: Path, evidence: Evidence, name: str = "bundle.zip") -> Path:
    """Return the file of a bundle."""
    path = folder / name
    with path.open("w+b") as file:
        write_bundle(file, evidence)
    return path


def files_in(path: Path) -> dict[str, str]:
    """Return the texts of all files of a bundle."""
    with zipfile.ZipFile(path) as packed:
        return {name: packed.read(name).decode() for name in packed.namelist()}


def altered(path: Path, changes: Mapping[str, str | bytes | None], *, with_manifest: bool = True) -> Path:
    """Return a bundle in which files are others, or (None) gone; its manifest names them unless it shall not."""
    files: dict[str, bytes] = {name: text.encode() for name, text in files_in(path).items()}
    for name, change in changes.items():
        files.pop(name, None)
        if change is not None:
            files[name] = change if isinstance(change, bytes) else change.encode()
    if with_manifest:
        files.pop("manifest.sha256", None)
        named = sorted((name, hashlib.sha256(raw).hexdigest()) for name, raw in files.items())
        files["manifest.sha256"] = "".join(f"{digest}  {name}\n" for name, digest in named).encode()
    other = path.with_name("altered.zip")
    with zipfile.ZipFile(other, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, raw in files.items():
            packed.writestr(name, raw)
    return other


def election_rules(method: str, seats: int, **chamber: Any) -> str:
    """Return a rulebook of format 2 by which members elect by ``method``, each setting read in its first way."""
    said: dict[str, str] = {}
    for key in knobs.asked(method, said):
        said[key] = knobs.readings(method, key)[0]
    said = {key: value for key, value in said.items() if key in knobs.asked(method, said)}
    election = {
        "method": method, "seats": seats, "settings": said, "candidates": "all", "caps": "none", "reserved": "none",
        "terms": "same", "vacancy": "stays empty", "runoff": "none", "passes": "one is elected", "acts_with": "none",
    }  # fmt: skip
    rules = {
        "key": "members", "name": "Members", "electorate": {"kind": "member"}, "votes": "one per person",
        "weights": "equal", "split": "whole", "recusals": "leave the base", "quorum": "none", "election": election,
    }  # fmt: skip
    book = {"format": 2, "name": "Board", "language": "en", "combination": "all", "chambers": [rules | chamber]}
    return json.dumps(book, indent=1)


def given_election(
    rules: str, paper: Profile, ballots: Sequence[Ballot], *, is_secret: bool = True, form: str = ""
) -> Evidence:
    """Return an election in one chamber, each ballot cast by another member."""
    voters = given_voters("member", len(ballots) + 2)
    names = [f"R{place:04d}" if is_secret else voters[place].name for place in range(len(ballots))]
    chamber = Chamber("members", is_secret, voters, list(zip(names, ballots, strict=True)), paper, form)
    return Evidence({"id": "E-1", "title": "Board 2026"}, rules, [chamber], seed="a seed published beforehand")
