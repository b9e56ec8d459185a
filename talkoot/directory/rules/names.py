"""Names: how they are compared when searched, and how an address is made from one."""

from __future__ import annotations

import re
import unicodedata

# Letters that no decomposition takes apart, though readers search them by their plain neighbours.
PLAIN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"})
SLUG_LENGTH = 100


def fold(text: str) -> str:
    """Return ``text`` as it is searched: no case, no accents, no vowel points, runs of space as one.

    Marks are dropped in scripts where they are accents or points (Latin, Greek, Cyrillic, Hebrew, Arabic);
    vowel signs of Indic and Thai writing and kana voicing are letters to their readers and stay.
    """
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(c for c in decomposed if not _is_accent(c)).translate(PLAIN)
    return " ".join(unicodedata.normalize("NFKC", kept).casefold().split())


def slug_of(name: str) -> str:
    """Return the part of an address made from ``name``: folded letters and digits of any script, hyphens between.

    Empty when the name has neither letter nor digit. At most 100 characters.
    """
    joined = "".join(c if unicodedata.category(c)[0] in "LMN" else "-" for c in fold(name))
    return re.sub(r"-+", "-", joined).strip("-")[:SLUG_LENGTH].strip("-")


def numbered(slug: str, number: int) -> str:
    """Return the ``number``-th address for a name already taken: ``board``, ``board-2``, ``board-3``."""
    tail = f"-{number}" if number > 1 else ""
    return f"{slug[: SLUG_LENGTH - len(tail)]}{tail}"


class Slugs:
    """Gives addresses for many names at once, each different from the rest and from those taken."""

    def __init__(self, taken: set[str]) -> None:
        self._taken = taken
        self._last: dict[str, int] = {}

    def give(self, name: str, otherwise: str) -> str:
        """Return a free address for ``name`` (for ``otherwise`` when it has no letters) and take it."""
        wanted = slug_of(name) or otherwise
        count = self._last.get(wanted, 0) + 1
        while numbered(wanted, count) in self._taken:
            count += 1
        self._last[wanted] = count
        slug = numbered(wanted, count)
        self._taken.add(slug)
        return slug


def _is_accent(character: str) -> bool:
    weight = unicodedata.combining(character)
    return 10 <= weight <= 36 or weight >= 200
