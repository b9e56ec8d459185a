"""Works out everything in a bundle again and holds it against what the bundle says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from recount.bundles.archive import Archive, open_archive
from recount.bundles.chain import LEDGER, Chain, check_chain
from recount.bundles.chambers import RUNOFF, Chamber, Gathering
from recount.bundles.description import BUNDLE, Anchor, Description, read_description
from recount.bundles.differing import Differs, differ, first_difference
from recount.bundles.manifest import check_manifest
from recount.bundles.objections import check_objections, read_objections
from recount.bundles.ruling import Rules, read_rules, rule
from recount.bundles.strikes import read_strikes
from recount.rulebook import Json, canonical_json, sha256

RULEBOOK, SOURCE, RESULT = "rulebook.json", "rulebook.toml", "result.json"


@dataclass(slots=True)
class Report:
    """What `verify` found, as far as it came. ``difference`` is None when everything matches.

    ``sha256`` is that of the manifest: it stands for the whole bundle, however it was packed.
    """

    bundle: str
    sha256: str = ""
    rulebook_sha256: str = ""
    decision: Mapping[str, str] = field(default_factory=dict)
    result: Mapping[str, Json] = field(default_factory=dict)
    chambers: list[Chamber] = field(default_factory=list)
    ledger: Chain = field(default_factory=Chain)
    difference: Differs | None = None

    @property
    def is_match(self) -> bool:
        """Tell whether the bundle holds in everything."""
        return self.difference is None

    def data(self) -> dict[str, Json]:
        """Return the report as plain data, as `recount verify --json` prints it."""
        ledger: dict[str, Json] = {"first": self.ledger.first, "last": self.ledger.last, "hash": self.ledger.hash}
        return {
            "bundle": self.bundle,
            "matches": self.is_match,
            "difference": self.difference.data() if self.difference else None,
            "decision": dict(self.decision),
            "sha256": self.sha256,
            "rulebook_sha256": self.rulebook_sha256,
            "outcome": self.result.get("outcome"),
            "chambers": [chamber.data() for chamber in self.chambers],
            "ledger": ledger if self.ledger.first else None,
        }


def verify(path: Path, saved: Mapping[int, str] | None = None) -> Report:
    """Return what the bundle in a file comes to; `Unusable` when it cannot be worked out at all.

    Worked out again, in this order: the hash of every file, the rulebook, each roll with its commitments, each ballot
    with its place on the roll or its receipt, strikes, objections, the result, the chain of the ledger and what it
    anchors. ``saved`` are hashes of seals by number that were kept elsewhere. Nothing is written.
    """
    report = Report(str(path))
    with open_archive(path) as archive:
        try:
            _verify(archive, report, saved or {})
        except Differs as difference:
            report.difference = difference
    return report


def _verify(archive: Archive, report: Report, saved: Mapping[int, str]) -> None:
    report.sha256 = check_manifest(archive)
    description = read_description(archive)
    report.decision = description.decision
    rules = _rules(archive)
    report.rulebook_sha256 = rules.sha256()
    keys = {place.key for place in description.chambers}
    strikes = read_strikes(archive, keys | {key + RUNOFF for key in keys})
    gathering = Gathering(archive, description, rules, strikes)
    report.chambers = gathering.chambers
    ballots = {place.key: gathering.ballots(place) for place in description.chambers}
    check_objections(archive, read_objections(archive, keys), rules, ballots)
    with archive.reading(BUNDLE):
        report.result = rule(rules, ballots, description.seed)
    _check_result(archive, report.result)
    report.ledger = check_chain(archive, {anchor.seal for anchor in description.anchors}, saved)
    rolls = {f"roll {key}": found for key, found in gathering.rolls.items()}
    result = sha256(canonical_json(dict(report.result)))
    _check_anchors(archive, description, report.ledger, {"rulebook": rules.sha256(), "result": result, **rolls})


def _rules(archive: Archive) -> Rules:
    """Return the rulebook; its source, where there is one, must say the same."""
    if RULEBOOK not in archive:
        archive.fail("", "part_missing", entry=RULEBOOK)
    canonical = archive.text(RULEBOOK)
    with archive.reading(RULEBOOK):
        rules = read_rules(canonical)
        if rules.canonical() != canonical:
            differ("rulebook_not_canonical", RULEBOOK)
    if SOURCE in archive:
        text = archive.text(SOURCE)
        with archive.reading(SOURCE):
            if read_rules(text).sha256() != rules.sha256():
                differ("rulebook_source_differs", SOURCE)
    return rules


def _check_result(archive: Archive, found: Mapping[str, Json]) -> None:
    if RESULT not in archive:
        archive.fail("", "part_missing", entry=RESULT)
    said = archive.json(RESULT)
    with archive.reading(RESULT):
        difference = first_difference(said, dict(found))
        if difference:
            where, there, counted = difference
            differ("result_differs", RESULT, 1, where=where, said=there, counted=counted)


def _check_anchors(archive: Archive, description: Description, chain: Chain, known: Mapping[str, str]) -> None:
    """Check that the ledger has the hashes where the bundle says it has them."""
    for anchor in description.anchors:
        if anchor.of not in known:
            archive.fail(BUNDLE, "anchor_of", of=anchor.of[:60], known=", ".join(known))
        written = _written(chain, anchor)
        if written != known[anchor.of]:
            code = "anchor_differs" if isinstance(written, str) else "anchor_missing"
            differ(code, LEDGER, anchor.seal - chain.first + 1, seal=anchor.seal, of=anchor.of,
                   path=".".join(anchor.path)[:80])  # fmt: skip


def _written(chain: Chain, anchor: Anchor) -> Any:
    """Return what the ledger has under an anchor's path, None when it has nothing there."""
    value: Any = chain.entries.get(anchor.seal)
    for key in anchor.path:
        value = value.get(key) if isinstance(value, dict) else None
    return value
