"""The manifest: the SHA-256 of every file of a bundle, as ``sha256sum`` writes and checks it, sorted by name."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping

from recount.bundles.archive import Archive, shown
from recount.bundles.differing import differ

MANIFEST = "manifest.sha256"
LINE = re.compile(r"([0-9a-f]{64})  (\S+)")


def check_manifest(archive: Archive) -> str:
    """Check that the manifest names every file and nothing else, each with its hash; return the manifest's own hash.

    That hash stands for the whole bundle, however it was packed.
    """
    if MANIFEST not in archive:
        archive.fail("", "no_manifest", manifest=MANIFEST)
    named = _named(archive)
    for name in archive.names:
        if name != MANIFEST and name not in named:
            archive.fail("", "not_in_manifest", entry=name)
    for name, (said, line) in named.items():
        if _sha256(archive, name) != said:
            differ("file_differs", MANIFEST, line, entry=name)
    return _sha256(archive, MANIFEST)


def manifest_text(hashes: Mapping[str, str]) -> str:
    """Return the manifest of files by name with their hashes."""
    return "".join(f"{hashes[name]}  {name}\n" for name in sorted(hashes))


def _named(archive: Archive) -> dict[str, tuple[str, int]]:
    named: dict[str, tuple[str, int]] = {}
    last = ""
    for number, line in enumerate(archive.lines(MANIFEST), 1):
        found = LINE.fullmatch(line)
        if not found or found[2] == MANIFEST:
            archive.fail(MANIFEST, "manifest_line", number)
        if found[2] <= last:
            archive.fail(MANIFEST, "not_sorted", number)
        if found[2] not in archive:
            archive.fail(MANIFEST, "file_missing", number, entry=shown(found[2]))
        last = found[2]
        named[last] = (found[1], number)
    return named


def _sha256(archive: Archive, name: str) -> str:
    digest = hashlib.sha256()
    for chunk in archive.chunks(name):
        digest.update(chunk)
    return digest.hexdigest()
