"""Names on a ballot: no two that a voter could take for each other."""

from __future__ import annotations

import unicodedata

from talkoot.accounts.rules import folded_name

NAME_MAX = 200
# What most typefaces draw like a small l. A capital I is one of them only as long as it is a capital.
STROKES = str.maketrans(dict.fromkeys("I|\u01c0\u0399\u0406\u04c0", "l"))


def look(name: str) -> str:
    """Return the form that two names share which a reader could take for each other, after Unicode TR 39.

    Case, widths, invisible characters and letters that other alphabets draw alike are folded away. What the counting
    takes for one option, this does too, so that no slate is refused when it is counted.
    """
    return folded_name(name) or " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def strokes(name: str) -> str:
    """Return the same with capital I and its doubles read as a small l: ``IIse`` looks like ``llse``."""
    return look(unicodedata.normalize("NFKC", name).translate(STROKES))
