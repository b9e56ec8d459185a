"""Reads a checkout: its apps, their rooms, and who imports what, with imports inside functions counted."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

# Storeys that are no apps: they have no doors and no rooms.
FOUNDATIONS = {"config", "kernel", "ui"}


@dataclass(frozen=True, slots=True, order=True)
class Breach:
    """Where a rule is broken, and what to do about it."""

    path: str
    line: int
    sentence: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.sentence}"


@dataclass(frozen=True, slots=True)
class Import:
    """One imported name: ``from talkoot.ledger import actions`` is ``talkoot.ledger.actions``."""

    name: str
    line: int


@dataclass(frozen=True)
class Source:
    """One Python file of the tree, with its place in the house."""

    path: str
    text: str

    @property
    def module(self) -> str:
        """Return the dotted name, without ``__init__``."""
        return self.path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")

    @property
    def app(self) -> str:
        """Return the app (or foundation) this file belongs to; empty outside ``talkoot``."""
        parts = self.module.split(".")
        return parts[1] if parts[0] == "talkoot" and len(parts) > 1 else ""

    @property
    def room(self) -> str:
        """Return the room of its app this file stands in; empty for the app's own ``__init__``."""
        parts = self.module.split(".")
        return parts[2] if self.app and len(parts) > 2 else ""

    @cached_property
    def tree(self) -> ast.Module:
        """Return the parsed file."""
        return ast.parse(self.text, self.path)

    @cached_property
    def code_lines(self) -> set[int]:
        """Return the numbers of the lines that are neither blank nor a comment nor a docstring."""
        lines = enumerate(self.text.splitlines(), 1)
        code = {number for number, line in lines if line.strip() and not line.lstrip().startswith("#")}
        told = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
        for node in ast.walk(self.tree):
            if isinstance(node, told) and ast.get_docstring(node, clean=False) is not None:
                code -= set(range(node.body[0].lineno, (node.body[0].end_lineno or 0) + 1))
        return code

    def imports(self) -> Iterator[Import]:
        """Yield every import, wherever it stands, also those for types only."""
        package = self.module.split(".") if self.path.endswith("__init__.py") else self.module.split(".")[:-1]
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from (Import(alias.name, node.lineno) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                above = package[: len(package) - node.level + 1] if node.level else []
                start = ".".join([*above, *([node.module] if node.module else [])])
                yield from (Import(f"{start}.{alias.name}", node.lineno) for alias in node.names)


class Tree:
    """A checkout, or a part of one that a test has made."""

    def __init__(self, root: Path) -> None:
        self.root = root

    @cached_property
    def sources(self) -> list[Source]:
        """Return every Python file of the two packages, tests and migrations included."""
        found = [path for package in ("talkoot", "recount") for path in sorted((self.root / package).rglob("*.py"))]
        return [Source(path.relative_to(self.root).as_posix(), path.read_text(encoding="utf-8")) for path in found]

    @cached_property
    def house(self) -> list[Source]:
        """Return what a site runs: no tests, no migrations."""
        return [s for s in self.sources if not {"tests", "migrations"} & set(s.path.split("/"))]

    @cached_property
    def apps(self) -> list[str]:
        """Return the names of the apps: storeys with rooms."""
        folders = (self.root / "talkoot").iterdir()
        return sorted(
            f.name for f in folders if f.is_dir() and f.name not in FOUNDATIONS and not f.name.startswith("_")
        )

    def texts(self, *patterns: str) -> Iterator[tuple[str, str]]:
        """Yield path and text of the files matching one of ``patterns``, vendored ones left out."""
        for pattern in patterns:
            for path in sorted((self.root / "talkoot").rglob(pattern)):
                if "vendor" not in path.parts:
                    yield path.relative_to(self.root).as_posix(), path.read_text(encoding="utf-8")
