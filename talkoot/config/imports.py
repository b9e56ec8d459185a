"""What `talkoot import` and the import page can read: an explicit list, by name."""

from __future__ import annotations

from talkoot.directory import actions as directory
from talkoot.kernel.imports import Source
from talkoot.proposals import actions as proposals

SOURCES: tuple[Source, ...] = (
    Source("persons", directory.import_persons),
    Source("bodies", directory.import_bodies),
    Source("roles", directory.import_roles),
    Source("mandates", directory.import_mandates),
    Source("kubernetes-roles", directory.import_kubernetes, ("sigs.yaml",), origin="kubernetes-roles"),
    Source(
        "wikimedia-canonical", directory.import_wikimedia, ("countries.tsv", "wikis.tsv"), origin="wikimedia-canonical"
    ),
    Source("proposals", proposals.import_proposals),
    Source(
        "wikimedia-wishlist",
        proposals.import_wishlist,
        ("20[0-9][0-9].json", "implementation.tsv"),
        origin="wikimedia-wishlist",
    ),
    Source("python-peps", proposals.import_peps, ("peps.json",), origin="python-peps"),
)

IMPORTS: dict[str, Source] = {source.name: source for source in SOURCES}
