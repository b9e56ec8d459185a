"""What `talkoot import` and the import page can read: an explicit list, by name."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from talkoot.directory import actions as directory
from talkoot.eligibility import actions as eligibility
from talkoot.kernel.imports import Source
from talkoot.proposals import actions as proposals

SOURCES: tuple[Source, ...] = (
    Source("persons", directory.import_persons, label=_("People, as a CSV table")),
    Source("bodies", directory.import_bodies, label=_("Bodies, as a CSV table")),
    Source("roles", directory.import_roles, label=_("Roles, as a CSV table")),
    Source("mandates", directory.import_mandates, label=_("Mandates, as a CSV table")),
    Source("facts", eligibility.import_facts, label=_("Facts about people, as a CSV table"), careful=True),
    Source("list-entries", eligibility.import_entries, label=_("Entries of lists, as a CSV table"), careful=True),
    Source("proposals", proposals.import_proposals, label=_("Proposals, as a CSV table")),
    Source(
        "kubernetes-roles",
        directory.import_kubernetes,
        ("sigs.yaml",),
        origin="kubernetes-roles",
        # Translators: Kubernetes is a software project; sigs.yaml is the name of a file.
        label=_("Groups and roles of Kubernetes (sigs.yaml)"),
    ),
    Source(
        "wikimedia-canonical",
        directory.import_wikimedia,
        ("countries.tsv", "wikis.tsv"),
        origin="wikimedia-canonical",
        # Translators: TSV is a kind of file, a table.
        label=_("Wikimedia's wikis or countries (TSV)"),
    ),
    Source(
        "wikimedia-wishlist",
        proposals.import_wishlist,
        ("20[0-9][0-9].json", "implementation.tsv"),
        origin="wikimedia-wishlist",
        # Translators: JSON and TSV are kinds of files.
        label=_("Wishes of Wikimedia's communities (JSON or TSV)"),
    ),
    Source(
        "python-peps",
        proposals.import_peps,
        ("peps.json",),
        origin="python-peps",
        # Translators: Python is a programming language; peps.json is the name of a file.
        label=_("Enhancement proposals of Python (peps.json)"),
    ),
)

IMPORTS: dict[str, Source] = {source.name: source for source in SOURCES}
