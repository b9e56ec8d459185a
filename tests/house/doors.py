"""Who may knock at which door: imports between apps, and what doors may see of their own."""

from __future__ import annotations

from collections.abc import Iterator

from tests.house.reading import Breach, Import, Source, Tree

PUBLIC = {"actions", "queries", "permissions", "events", "rules"}
MAY_SEE_MODELS = {"models", "queries", "permissions", "actions"}
DOORS_AND_DESK = {
    "urls", "views", "api", "tasks", "reactions", "notices", "panels", "management", "forms", "templatetags",
}  # fmt: skip


def neighbours(tree: Tree) -> Iterator[Breach]:
    """Of another app one imports what it offers; its models only where rows are read or written."""
    for source in tree.house:
        if source.app not in tree.apps:
            continue
        for found in source.imports():
            app, room = _place(found, tree)
            if not app or app == source.app or room in PUBLIC:
                continue
            if room != "models":
                yield _breach(
                    source, found, f"of {app} one imports {', '.join(sorted(PUBLIC))}; not {room or 'itself'}"
                )
            elif source.room not in MAY_SEE_MODELS:
                yield _breach(
                    source, found, f"models of {app} are for {', '.join(sorted(MAY_SEE_MODELS))}: ask a query"
                )


def unseen_models(tree: Tree) -> Iterator[Breach]:
    """Doors and desk ask queries and call actions; they import no models, not even for types."""
    for source in tree.house:
        if source.app in tree.apps and source.room in DOORS_AND_DESK:
            for found in source.imports():
                if _place(found, tree)[1] == "models" or found.name.startswith("django.apps.apps"):
                    yield _breach(source, found, f"{source.room} see no models: ask a query, call an action")


def _place(found: Import, tree: Tree) -> tuple[str, str]:
    parts = [*found.name.split("."), "", ""]
    return (parts[1], parts[2]) if parts[0] == "talkoot" and parts[1] in tree.apps else ("", "")


def _breach(source: Source, found: Import, sentence: str) -> Breach:
    return Breach(source.path, found.line, f"{found.name}: {sentence}")
