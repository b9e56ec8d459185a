"""Words of a text in any script, folded so that search finds them however they were written."""

from __future__ import annotations

import re
import unicodedata

from talkoot.kernel.difference import SPACELESS
from talkoot.scopes.rules import folded

LONGEST = 40
MOST = 400

# Arabic vowel signs and tatweel, Hebrew points: written or left out at will.
OPTIONAL = re.compile(r"[\u0591-\u05BD\u05BF-\u05C7\u0610-\u061A\u0640\u064B-\u065F\u0670]")
# One letter each with and without hamza or dots, as people type them.
ALIKE = str.maketrans(
    {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ß": "ss", "ø": "o", "ł": "l", "đ": "d"}
)

ASCII_RUN = re.compile(r"[0-9A-Za-z]+")


def fold(text: str) -> str:
    """Return ``text`` without case, accents and optional signs."""
    if text.isascii():
        return text.lower()
    # Compatible forms first: a mathematical bold A has no small letter of its own.
    return OPTIONAL.sub("", folded(unicodedata.normalize("NFKC", text))).translate(ALIKE)


def words_of(text: str) -> list[str]:
    """Return the distinct folded words of ``text`` in order of appearance, at most `MOST`, cut at `LONGEST`."""
    runs = _runs(fold(text))
    return list(dict.fromkeys(word[:LONGEST] for run in runs for word in _pieces(run)))[:MOST]


def _runs(text: str) -> list[str]:
    """Return the runs of letters, digits and the marks that belong to them."""
    if text.isascii():
        return ASCII_RUN.findall(text)
    return "".join(c if unicodedata.category(c)[0] in "LMN" or c in "\u200c\u200d" else " " for c in text).split()


def _pieces(run: str) -> list[str]:
    """Return a run's words: itself, or pairs of characters where its script has no spaces."""
    if run.isascii():
        return [run]
    pieces: list[str] = []
    at = 0
    for match in SPACELESS.finditer(run):
        pieces += [run[at : match.start()]] if match.start() > at else []
        chunk = match[0]
        pieces += [chunk[n : n + 2] for n in range(len(chunk) - 1)] or [chunk]
        at = match.end()
    return [*pieces, run[at:]] if at < len(run) else pieces
