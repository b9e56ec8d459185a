"""Names of options: none empty, none hidden, no two that a reader could take for each other."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import NoReturn

from recount.reading import Problem, Unusable
from recount.rulebook import Json

MOST_OPTIONS = 10_000
LONGEST_NAME = 1000

# Letters of other alphabets drawn like Latin ones (after Unicode Technical Standard 39), folded to small letters first.
DRAWN = "авсеһніјкморԛѕтухԝѵαβεζηικμνορτυχı"
LATIN = "abcehhijkmopqstyxwvabezhikmnoptyxi"
ALIKE = str.maketrans(DRAWN, LATIN)
# Letters that show nothing.
BLANK = {"\u115f", "\u1160", "\u2800", "\u3164", "\uffa0", "\u034f"}
JOINERS = {"\u200c", "\u200d"}


def fail(code: str, line: int, **values: Json) -> NoReturn:
    """Stop reading: ``code`` says what is wrong on ``line``."""
    raise Unusable([Problem(code, line, values=values)])


def checked_names(names: Iterable[tuple[int, str]]) -> tuple[str, ...]:
    """Return names given with their lines, without space around them, once none is empty, hidden or like another."""
    seen: dict[str, tuple[int, str]] = {}
    kept: list[str] = []
    for line, written in names:
        name = written.strip()
        _check(line, name)
        before = seen.setdefault(folded(name), (line, name))
        if len(seen) == len(kept):
            fail("names_alike", line, name=name, other=before[1], other_line=before[0])
        kept.append(name)
        if len(kept) > MOST_OPTIONS:
            fail("too_many_options", line, most=MOST_OPTIONS)
    return tuple(kept)


def folded(name: str) -> str:
    """Return ``name`` as two that look alike would both be.

    NFKC, case folded, one space; joiners and variation selectors left out; letters drawn like Latin ones made Latin.
    """
    text = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
    if not text.isascii():
        text = "".join(c for c in text if c not in JOINERS and not "\ufe00" <= c <= "\ufe0f").translate(ALIKE)
    return " ".join(text.split())


def cleaned(title: str) -> str:
    """Return a title on one line, without what is hidden; nothing is counted by it."""
    return " ".join("".join(" " if _hidden(c) and c not in JOINERS else c for c in title).split())


def _check(line: int, name: str) -> None:
    if not name:
        fail("name_empty", line)
    if len(name) > LONGEST_NAME:
        fail("name_too_long", line, most=LONGEST_NAME)
    if name.isascii() and name.isprintable():
        return
    for place, c in enumerate(name):
        if _hidden(c) and not (c in JOINERS and place and unicodedata.category(name[place - 1]) in {"Lo", "Mn", "Mc"}):
            fail("name_hides", line, name=ascii(name)[1:-1][:80], character=f"U+{ord(c):04X}")


def _hidden(c: str) -> bool:
    return c in BLANK or unicodedata.category(c) in {"Cc", "Cf", "Cs", "Zl", "Zp"}
