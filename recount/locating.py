"""Where in a file a value stands: the line of every key of a TOML or JSON text that has already been parsed."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from functools import cached_property

type Path = tuple[str | int, ...]

KEY = r"""(?:[A-Za-z0-9_-]+|"(?:[^"\\]|\\.)*"|'[^']*')"""
HEADER = re.compile(rf"\s*(\[\[?)\s*({KEY}(?:\s*\.\s*{KEY})*)\s*\]")
PAIR = re.compile(rf"\s*({KEY}(?:\s*\.\s*{KEY})*)\s*=")
PART = re.compile(KEY)
# What may hide a bracket, or open and close one, inside a TOML value.
VALUE = re.compile(r'"""|\'\'\'|"(?:[^"\\]|\\.)*"|\'[^\']*\'|#.*|[\[{]|[\]}]')
JSON_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],:]|\n|[^\s{}\[\],:"]+')


class Lines:
    """Knows the line of each path; a path it has not seen stands where its nearest known parent does.

    The text is searched when the first line is asked for: files without mistakes never pay for it.
    """

    def __init__(self, search: Callable[[], dict[Path, int]]) -> None:
        self._search = search

    @cached_property
    def _known(self) -> dict[Path, int]:
        return self._search()

    def of(self, path: Path) -> int:
        """Return the line (from 1) of ``path`` such as ``("chambers", 0, "quorum")``."""
        while path and path not in self._known:
            path = path[:-1]
        return self._known.get(path, 1)


def toml_lines(text: str) -> Lines:
    """Return the lines of the keys and table headers of a valid TOML text."""
    return Lines(lambda: _toml_known(text))


def json_lines(text: str) -> Lines:
    """Return the lines of the keys and items of a valid JSON text."""
    return Lines(lambda: {path: line for path, line, _repeated in _json_paths(text)})


def repeated_json_key(text: str) -> tuple[str, int] | None:
    """Return the first key that an object of a JSON text has twice, and its line."""
    return next(((str(path[-1]), line) for path, line, repeated in _json_paths(text) if repeated), None)


def _toml_known(text: str) -> dict[Path, int]:
    known: dict[Path, int] = {}
    sizes: dict[Path, int] = {}
    prefix: Path = ()
    for number, line in _toml_starts(text):
        header, pair = HEADER.match(line), PAIR.match(line)
        if header:
            prefix = _header_path(header, sizes)
            known.setdefault(prefix, number)
        elif pair:
            path = prefix
            for part in _parts(pair[1]):
                path = (*path, part)
                known.setdefault(path, number)
    return known


def _toml_starts(text: str) -> Iterator[tuple[int, str]]:
    """Yield the lines on which a key or header may stand: not those inside a long string or list."""
    depth, quote = 0, ""
    for number, line in enumerate(text.splitlines(), 1):
        if not depth and not quote:
            yield number, line
            if HEADER.match(line):
                continue
            pair = PAIR.match(line)
            depth, quote = _open_after(line[pair.end() :] if pair else "", depth, quote)
        else:
            depth, quote = _open_after(line, depth, quote)


def _open_after(line: str, depth: int, quote: str) -> tuple[int, str]:
    """Return how many brackets, and which long string, are still open at the end of ``line``."""
    place = 0
    while place < len(line):
        if quote:
            end = line.find(quote, place)
            if end < 0:
                return depth, quote
            place, quote = end + 3, ""
            continue
        token = VALUE.search(line, place)
        if token is None:
            break
        place = token.end()
        if token[0] in {'"""', "'''"}:
            quote = token[0]
        else:
            depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(token[0], 0)
    return depth, quote


def _header_path(header: re.Match[str], sizes: dict[Path, int]) -> Path:
    path: Path = ()
    parts = _parts(header[2])
    for place, part in enumerate(parts):
        path = (*path, part)
        if header[1] == "[[" and place == len(parts) - 1:
            sizes[path] = sizes.get(path, 0) + 1
        if path in sizes:
            path = (*path, sizes[path] - 1)
    return path


def _parts(key: str) -> list[str]:
    return [_unquoted(part[0]) for part in PART.finditer(key)]


def _unquoted(part: str) -> str:
    if part[0] == "'":
        return part[1:-1]
    if part[0] == '"':
        try:
            return str(json.loads(part))
        except ValueError:  # TOML knows escapes that JSON does not; the raw text still finds its parent's line
            return part[1:-1]
    return part


def _json_paths(text: str) -> Iterator[tuple[Path, int, bool]]:
    """Yield each key and list item with its line, and whether its object had that key before."""
    line = 1
    walk = _JsonWalk()
    for found in JSON_TOKEN.finditer(text):
        if found[0] == "\n":
            line += 1
        else:
            for path, is_repeated in walk.step(found[0]):
                yield path, line, is_repeated


class _JsonWalk:
    """Follows the marks of a valid JSON text and knows where it is."""

    def __init__(self) -> None:
        self.place: list[str | int] = []  # the key or index in each open container
        self.keys: list[set[str] | None] = []  # the keys each open object had so far, None for a list
        self.awaits_key = False

    def step(self, mark: str) -> Iterator[tuple[Path, bool]]:
        """Take one mark; yield the path that begins with it, if one does."""
        if mark in "}]":
            self.place.pop()
            self.keys.pop()
            self.awaits_key = False
        elif mark == ",":
            self.awaits_key = self.keys[-1] is not None
            if not self.awaits_key:
                self.place[-1] = int(self.place[-1]) + 1
        elif mark == ":":
            self.awaits_key = False
        elif self.awaits_key:
            yield self.key(mark)
        else:
            if self.place and self.keys[-1] is None:
                yield tuple(self.place), False
            self.open(mark)

    def key(self, mark: str) -> tuple[Path, bool]:
        """Note a key of the innermost object."""
        key, keys = str(json.loads(mark, strict=False)), self.keys[-1]
        self.place[-1] = key
        is_repeated = keys is not None and key in keys
        if keys is not None:
            keys.add(key)
        return tuple(self.place), is_repeated

    def open(self, mark: str) -> None:
        """Go into an object or a list."""
        if mark in "{[":
            self.keys.append(set() if mark == "{" else None)
            self.place.append("" if mark == "{" else 0)
            self.awaits_key = mark == "{"
