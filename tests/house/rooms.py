"""Every app has the same rooms and no others, and every module says what it is for."""

from __future__ import annotations

from collections.abc import Iterator

from tests.house.reading import Breach, Tree

ROOMS = {
    "urls", "views", "api", "tasks", "management", "reactions", "notices", "panels", "admin", "forms", "templatetags",
    "actions", "permissions", "queries", "models", "events", "rules",
}  # fmt: skip
# Django's own places, and what is no code: ``seed`` is the data a new site begins with.
PLACES = {"__init__", "migrations", "tests", "templates", "static", "seed", "README"}
# Tests stand in folders named like the room they test; these stand beside.
TEST_FOLDERS = ROOMS | {"data"}
VAGUE = {"utils", "util", "helpers", "common", "misc", "manager", "managers", "base", "data", "info", "stuff", "core"}
# Frameworks that look for a module by its name.
DEMANDED = {"talkoot.config.sqlite.base": "Django asks a database engine for a module of this name"}


def rooms(tree: Tree) -> Iterator[Breach]:
    """No app has a room of its own."""
    for app in tree.apps:
        for entry in sorted((tree.root / "talkoot" / app).iterdir()):
            name = entry.name.split(".")[0]
            if name.startswith("__") or name in ROOMS | PLACES:
                continue
            yield Breach(f"talkoot/{app}/{entry.name}", 1, f"no app has a room named {name}: which act is it?")


def tests_in_place(tree: Tree) -> Iterator[Breach]:
    """A test stands in the folder of the room it tests, so that it is found without searching."""
    for source in tree.sources:
        parts = source.path.split("/")
        if source.app in tree.apps and source.room == "tests" and parts[-1].startswith("test_"):
            is_placed = parts[3] in TEST_FOLDERS or parts[3].removeprefix("test_").removesuffix(".py") in ROOMS
            if not is_placed:
                yield Breach(source.path, 1, "put this test into the folder of the room it tests")


def vague_names(tree: Tree) -> Iterator[Breach]:
    """No module has a name that would fit anything."""
    for source in tree.sources:
        if source.module.split(".")[-1] in VAGUE and source.module not in DEMANDED:
            yield Breach(source.path, 1, "this name would fit anything: say what is in it")
