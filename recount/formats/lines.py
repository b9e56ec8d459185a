"""The lines of a file of ballots, one at a time: how long they may be, and where one is not text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import IO

from recount.reading import Problem, Unusable

# The longest line: more than 10,000 options ranked, or named, on one.
LONGEST_LINE = 1_000_000

# A file of ballots that is not UTF-8 and says so by its format.
LATIN_1 = "latin-1"


def read_lines(path: Path, latin_1: bool = False, longest: int = LONGEST_LINE) -> Iterator[str]:
    """Yield the lines of a file in UTF-8, each with a line feed at its end; a byte order mark is left out.

    `Unusable` names the line that is too long, holds a NUL or is no UTF-8. With ``latin_1`` a file that is not UTF-8 is
    read as Latin-1. Only one line is held at a time.
    """
    with path.open("rb") as file:
        encoding = LATIN_1 if latin_1 and _foreign(file) else "utf-8-sig"
    with path.open(encoding=encoding) as lines:
        try:
            yield from _guarded(lines, longest)
        except UnicodeDecodeError:
            raise Unusable([Problem("not_text", _undecodable(path))]) from None


def _guarded(file: IO[str], longest: int) -> Iterator[str]:
    number = 0
    while line := file.readline(longest + 1):
        number += 1
        if len(line) > longest:
            raise Unusable([Problem("line_too_long", number, values={"most": longest})])
        if "\0" in line:
            raise Unusable([Problem("nul_in_text", number)])
        yield line


def numbered(lines: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Yield each line that is not blank with its number, without space around it."""
    for number, line in enumerate(lines, 1):
        if text := line.strip():
            yield number, text


def put_back[T](first: Iterable[T], rest: Iterable[T]) -> Iterator[T]:
    """Yield what was taken to look at, then the rest."""
    return chain(first, rest)


def _foreign(file: IO[bytes]) -> bool:
    """Say whether a file is not UTF-8."""
    return any(not _is_utf_8(line) for line in iter(lambda: file.readline(LONGEST_LINE), b""))


def _undecodable(path: Path) -> int:
    """Return the number of the first line that is not UTF-8; only a file known to have one is asked."""
    with path.open("rb") as file:
        for number, line in enumerate(iter(lambda: file.readline(LONGEST_LINE), b""), 1):
            if not _is_utf_8(line):
                return number
    return 1


def _is_utf_8(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True
