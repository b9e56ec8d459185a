"""Reading the files in ``demo/``: the movement as data."""

from __future__ import annotations

import csv
import tomllib
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve()
# In a checkout the data lies beside the package; in an installed wheel, inside it.
FOLDER = next(p for p in (HERE.parents[3] / "demo", HERE.parents[2] / "_demo") if p.is_dir())


def rows(name: str) -> list[dict[str, str]]:
    """Return the rows of ``demo/<name>.csv``."""
    with (FOLDER / f"{name}.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def listed(cell: str) -> list[str]:
    """Return the comma-separated values of a cell."""
    return [value.strip() for value in cell.split(",") if value.strip()]


def matters() -> list[dict[str, Any]]:
    """Return every matter of ``demo/matters``, in the order of the files."""
    return [
        matter
        for path in sorted((FOLDER / "matters").glob("*.toml"))
        for matter in tomllib.loads(path.read_text(encoding="utf-8"))["matter"]
    ]


def rulebooks() -> dict[str, str]:
    """Return the rulebooks' TOML by slug."""
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted((FOLDER / "rulebooks").glob("*.toml"))}


def document(name: str) -> str:
    """Return a text of ``demo/documents`` in Markdown."""
    return (FOLDER / "documents" / f"{name}.md").read_text(encoding="utf-8")
