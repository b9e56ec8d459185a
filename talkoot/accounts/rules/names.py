"""Names of accounts, as the wikis have them, and what keeps one person from posing as another.

The form follows MediaWiki: any script, spaces (underscores are spaces), first letter capital, NFC, no character
that means something in a wiki address, at most 85 characters and 255 bytes, no network address. Look-alikes follow
Unicode TR 36 and TR 39 in the part that matters to readers: one word uses one of the scripts that share letter
shapes, and two names whose folded forms agree are one name.
"""

from __future__ import annotations

import ipaddress
import re
import unicodedata
from enum import StrEnum

LONGEST_NAME = 85
MOST_BYTES = 255
MOST_MARKS = 4
FORBIDDEN = frozenset("#<>[]|{}/@:\N{REPLACEMENT CHARACTER}")
# Invisible although their categories are letter, symbol or mark.
BLANK = frozenset(
    "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0"
    + "".join(map(chr, range(0xFE00, 0xFE10)))
    + "".join(map(chr, range(0xE0100, 0xE01F0)))
)
JOINERS = frozenset("\u200c\u200d")
UNSAFE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
# A wiki would decode these when they stand in an address: %41, &amp; and signatures.
DECODED = re.compile(r"%[0-9A-Fa-f]{2}|&\w+;|~{3}")
RESERVED = frozenset(
    {"admin", "administrator", "anonymous", "everyone", "mediawiki default", "nobody", "operator", "root", "somebody",
     "support", "system", "talkoot", "unknown", "unknown user", "visitor"}
)  # fmt: skip
ERASED = "Erased account"

# Scripts with letters of the same shape; a word of two of them is made to deceive.
ALIKE = frozenset({"LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC", "LISU"})
# What casefolded letters of those scripts look like, in either case, as Latin.
SHAPES = str.maketrans(
    "авекмнорстухѕіјԛԝһԁѵү" "αβεζηικμνορτυχωϲϳ" "օսհոյլցզ" "ᎠᎡᎢᎥᎪᎫᎬᎳᎷᎻᏀᏂᏃᏏᏒᏔᏕᏙᏚᏞᏟᏢᏦᏼ" "ıɑɡꜱ01",
    "abekmhopctyxsijqwhdvy" "abezhikmnoptyxwcj" "ouhnjlgq" "drtiajewmhghzbrwsvslcpkb" "iagsol",
)  # fmt: skip


class NameFault(StrEnum):
    """Why a text cannot be the name of an account."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    CHARACTER = "character"
    MARKS = "marks"
    MIXED_SCRIPTS = "mixed_scripts"
    ADDRESS = "address"
    RESERVED = "reserved"


def tidy_name(text: str) -> str:
    """Return ``text`` as a name is kept: NFC, single spaces, first letter capital. Tidying twice changes nothing."""
    name = unicodedata.normalize("NFC", " ".join(text.replace("_", " ").split()))
    first = name[:1].title()
    return unicodedata.normalize("NFC", first + name[1:]) if len(first) == 1 else name


def fault_of(name: str) -> NameFault | None:
    """Return why the tidied ``name`` cannot be taken by anybody, or None when it can."""
    if not name:
        return NameFault.EMPTY
    if len(name) > LONGEST_NAME or len(name.encode("utf-8", "surrogatepass")) > MOST_BYTES:
        return NameFault.TOO_LONG
    return _fault_in_characters(name) or _fault_in_whole(name)


def folded_name(name: str) -> str:
    """Return the form that names share which a reader could take for one another; at most 255 characters."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name.casefold()).casefold())
    apart = unicodedata.normalize("NFD", "".join(map(_plain, folded))).translate(SHAPES)
    return " ".join(unicodedata.normalize("NFC", apart).split())[:255]


def erased_name(key: int) -> str:
    """Return the name of an erased account."""
    return f"{ERASED} {key}"


def _fault_in_characters(name: str) -> NameFault | None:
    marks = 0
    for place, character in enumerate(name):
        if character in JOINERS:
            if not _joins(name, place):
                return NameFault.CHARACTER
            continue
        category = unicodedata.category(character)
        if character in FORBIDDEN or character in BLANK or category in UNSAFE:
            return NameFault.CHARACTER
        marks = marks + 1 if category in {"Mn", "Me"} else 0
        if marks > MOST_MARKS or (marks and place == 0):
            return NameFault.MARKS
    return NameFault.CHARACTER if DECODED.search(name) else None


def _fault_in_whole(name: str) -> NameFault | None:
    folded = folded_name(name)
    if not any(unicodedata.category(c)[0] in "LN" for c in name) or not folded:
        return NameFault.EMPTY
    if any(len(_scripts(word) & ALIKE) > 1 for word in re.split(r"[\s\W]+", name)):
        return NameFault.MIXED_SCRIPTS
    if _is_address(name):
        return NameFault.ADDRESS
    if folded in _RESERVED_FOLDED or folded.startswith(folded_name(ERASED)) or name.startswith("~"):
        return NameFault.RESERVED
    return None


def _joins(name: str, place: int) -> bool:
    """Tell whether the joiner at ``place`` stands where a script needs it: after a letter of one that joins."""
    before, after = name[place - 1 : place], name[place + 1 : place + 2]
    return bool(before and after) and all(
        c not in JOINERS and unicodedata.category(c)[0] in "LM" and not _scripts(c) & ALIKE and ord(c) > 0x5FF
        for c in (before, after)
    )


def _scripts(word: str) -> set[str]:
    return {unicodedata.name(c, "?").split(" ", 1)[0] for c in word if unicodedata.category(c)[0] == "L"}


def _is_address(name: str) -> bool:
    if re.fullmatch(r"\d{1,3}(\.(\d{1,3}|[xX*]{1,3})){3}", name):
        return True
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _plain(character: str) -> str:
    """Return a digit as ASCII, any dash as a hyphen, any apostrophe as one, an invisible character as nothing."""
    category = unicodedata.category(character)
    if category == "Nd":
        return str(unicodedata.digit(character))
    if category == "Pd" or character == "\u2212":
        return "-"
    if character in "\u2018\u2019\u02bc\u02b9\u2032`\u00b4":
        return "'"
    return "" if category == "Cf" or character in BLANK else character


_RESERVED_FOLDED = frozenset(folded_name(word) for word in RESERVED)
