"""In which line of a TOML file a field stands; enough for files written by hand, None when it cannot be told."""

from __future__ import annotations

import re

HEADER = re.compile(r"\s*(\[\[?)\s*([A-Za-z0-9_.\"' -]+?)\s*\]\]?\s*(#.*)?")
ASSIGNMENT = re.compile(r"\s*([A-Za-z0-9_\"'.-]+)\s*=")


def line_of(source: str, field: str) -> int | None:
    """Return the line (from 1) of ``field`` (``stage[2].move[1].to``), or of the nearest thing it is part of."""
    if not source:
        return None
    places = _places(source)
    path = field
    while path:
        if path in places:
            return places[path]
        shorter = re.sub(r"(\.[^.\[]*|\[\d+\])$", "", path)
        path = shorter if len(shorter) < len(path) else ""  # what came from outside may look like no path at all
    return None


def _places(source: str) -> dict[str, int]:
    """Return where each table and each key written on a line of its own stands."""
    places: dict[str, int] = {}
    counts: dict[str, int] = {}
    table = ""
    for number, line in enumerate(source.splitlines(), 1):
        if header := HEADER.fullmatch(line):
            table = _table(header[1] == "[[", header[2], counts)
            places.setdefault(table, number)
        elif assignment := ASSIGNMENT.match(line):
            name = assignment[1].strip("\"'")
            places.setdefault(f"{table}.{name}" if table else name, number)
    return places


def _table(is_list: bool, name: str, counts: dict[str, int]) -> str:
    """Return the field path of a table header, counting members of lists from 1."""
    path = ""
    parts = [part.strip(" \"'") for part in name.split(".")]
    for n, part in enumerate(parts):
        path = f"{path}.{part}" if path else part
        if is_list and n == len(parts) - 1:
            counts[path] = counts.get(path, 0) + 1
        if path in counts:
            path = f"{path}[{counts[path]}]"
    return path
