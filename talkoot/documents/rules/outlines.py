"""A text becomes an outline: a title, and clauses with their depth, heading and words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from talkoot.documents.rules.wikitext import Written, markdown_of

SOURCE_MAX, TEXT_MAX = 600_000, 40_000  # characters: of a whole text, of one clause
HEADING_MAX, MOST_PARTS, DEEPEST = 300, 2_000, 5
# A numbered line of plain text that is longer than this, or ends like a sentence, is the clause itself, no heading.
HEADING_LIKE = 100

FENCE = re.compile(r"^ {0,3}(```|~~~)")
MARKED = re.compile(r"^ {0,3}(#{1,6})[ \t]+(\S.*?)(?:[ \t]+#+)?[ \t]*$")
UNDERLINE = re.compile(r"^(=|-|~|\^)\1{2,}[ \t]*$")
UNDER = {"=": 1, "-": 2, "~": 3, "^": 4}
# "4.2", "4.2." and "4." are numbers; the 3 of "3 rules" is part of what is said.
NUMBERED = re.compile(r"^(\d{1,3}(?:\.\d{1,3}){1,5}|\d{1,3}(?=[.)]))[.)]?[ \t]+(\S.*)$")
NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,3}){0,5}[.)]?")


class Wrong(StrEnum):
    """Why a text is no document."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    TOO_MANY = "too_many"
    LONG_HEADING = "long_heading"
    LONG_CLAUSE = "long_clause"


class Unreadable(ValueError):
    """A text that is no document; ``line`` counts from 1 (0: the whole), ``most`` is the limit that was passed."""

    def __init__(self, wrong: Wrong, line: int = 0, most: int = 0) -> None:
        super().__init__(f"{wrong} at line {line}")
        self.wrong, self.line, self.most = wrong, line, most


@dataclass(frozen=True, slots=True)
class Part:
    """One clause as it was read. ``depth`` 0 is what stands before the first heading; ``line`` counts from 1."""

    depth: int
    heading: str
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Outline:
    """What was read. ``title`` is empty where no one heading stands above all others."""

    title: str
    parts: tuple[Part, ...]


def read_outline(source: str, written: Written) -> Outline:
    """Return the outline of ``source``; raise `Unreadable` for what is empty or larger than a document may be.

    A heading is one of Markdown (marked or underlined), of wikitext, or in plain text a line that begins with its
    number. Numbers that headings bring along are left out: they follow from where a clause stands.
    """
    if len(source) > SOURCE_MAX:
        raise Unreadable(Wrong.TOO_LONG, most=SOURCE_MAX)
    text = source.replace("\r\n", "\n").replace("\r", "\n")
    lines = (markdown_of(text) if written is Written.WIKITEXT else text).split("\n")
    parts = list(_parts(lines, list(_headings(lines, written))))
    title, parts = _titled(parts)
    if not any(part.heading or part.text for part in parts):
        raise Unreadable(Wrong.EMPTY)
    _refuse_large(parts)
    return Outline(title, tuple(_levelled(parts)))


@dataclass(frozen=True, slots=True)
class _Heading:
    """Where a heading begins and where its text does, as places in the list of lines."""

    begins: int
    ends: int
    depth: int
    words: str
    own_text: str = ""


def _headings(lines: Sequence[str], written: Written) -> Iterator[_Heading]:
    is_fenced = False
    for place, line in enumerate(lines):
        if FENCE.match(line):
            is_fenced = not is_fenced
        elif not is_fenced and (found := _heading_at(lines, place, written)):
            yield found


def _heading_at(lines: Sequence[str], place: int, written: Written) -> _Heading | None:
    line = lines[place]
    is_alone = place == 0 or not lines[place - 1].strip()
    if written is Written.PLAIN and is_alone and (said := NUMBERED.match(line)):
        return _numbered(place, said[1], said[2].strip())
    if marked := MARKED.match(line):
        return _Heading(place, place + 1, len(marked[1]), _unnumbered(marked[2]))
    below = UNDERLINE.match(lines[place + 1]) if place + 1 < len(lines) else None
    if below and is_alone and line.strip() and not line.startswith((" ", "\t", "-", "*", "|", ">")):
        return _Heading(place, place + 2, UNDER[below[1]], _unnumbered(line.strip()))
    return None


def _numbered(place: int, number: str, words: str) -> _Heading:
    is_heading = len(words) <= HEADING_LIKE and words[-1] not in ".;:,"
    depth = number.count(".") + 1
    return _Heading(place, place + 1, depth, words if is_heading else "", "" if is_heading else words)


def _unnumbered(words: str) -> str:
    if NUMBER.fullmatch(words):
        return ""
    said = NUMBERED.match(words)
    return said[2].strip() if said else words.strip()


def _parts(lines: Sequence[str], headings: Sequence[_Heading]) -> Iterator[Part]:
    first = headings[0].begins if headings else len(lines)
    if before := "\n".join(lines[:first]).strip():
        yield Part(0, "", before, 1)
    for place, heading in enumerate(headings):
        end = headings[place + 1].begins if place + 1 < len(headings) else len(lines)
        text = "\n".join([heading.own_text, *lines[heading.ends : end]]).strip()
        yield Part(heading.depth, heading.words, text, heading.begins + 1)


def _titled(parts: list[Part]) -> tuple[str, list[Part]]:
    """Take the heading that stands above all others for the title; what stands under it comes before the clauses."""
    tops = [place for place, part in enumerate(parts) if part.depth == 1]
    first = next((place for place, part in enumerate(parts) if part.depth), None)
    if len(tops) != 1 or tops[0] != first or not parts[tops[0]].heading:
        return "", parts
    top = parts[tops[0]]
    said = "\n\n".join(filter(None, [*(part.text for part in parts[: tops[0]]), top.text]))
    before = [Part(0, "", said, top.line)] if said else []
    return top.heading, before + [replace(part, depth=part.depth - 1) for part in parts[tops[0] + 1 :]]


def _levelled(parts: Sequence[Part]) -> Iterator[Part]:
    """Let no clause stand more than one step deeper than the one before it, nor deeper than a document goes."""
    above: list[int] = []
    for part in parts:
        if part.depth:
            while above and above[-1] >= part.depth:
                above.pop()
            above.append(part.depth)
        yield replace(part, depth=min(len(above), DEEPEST) if part.depth else 0)


def _refuse_large(parts: Sequence[Part]) -> None:
    if len(parts) > MOST_PARTS:
        raise Unreadable(Wrong.TOO_MANY, parts[MOST_PARTS].line, MOST_PARTS)
    for part in parts:
        if len(part.heading) > HEADING_MAX:
            raise Unreadable(Wrong.LONG_HEADING, part.line, HEADING_MAX)
        if len(part.text) > TEXT_MAX:
            raise Unreadable(Wrong.LONG_CLAUSE, part.line, TEXT_MAX)
