"""What covers what. A scope is three facets; an empty facet means everywhere."""

from __future__ import annotations

import unicodedata
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

# Element -> everything that contains it, itself included.
type Ancestry[T: Hashable] = Mapping[T, frozenset[T]]

# UN M49's code for everything; as a facet it says the same as an empty one.
WORLD = "001"
# A scope of more points than this is a list, not an area.
MAX_CELLS = 2_000


class TerritoryKind(StrEnum):
    """A territory is an area of UN M49 or a country of ISO 3166."""

    AREA = "area"
    COUNTRY = "country"


class Direction(StrEnum):
    """Which way a language is written."""

    LTR = "ltr"
    RTL = "rtl"


@dataclass(frozen=True, slots=True)
class Facets:
    """The three facets of a scope: topic ids, territory codes, language tags."""

    topics: frozenset[int] = frozenset()
    territories: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()

    @property
    def key(self) -> str:
        """Return the canonical text of the facets, the same for equal facets: ``topics=3,7;territories=KE``."""
        parts = (
            ("topics", [str(t) for t in sorted(self.topics)]),
            ("territories", sorted(self.territories)),
            ("languages", sorted(self.languages)),
        )
        return ";".join(f"{name}={','.join(values)}" for name, values in parts if values)


@dataclass(frozen=True, slots=True)
class World:
    """How everything contains everything: one ancestry for each facet."""

    topics: Ancestry[int]
    territories: Ancestry[str]
    languages: Ancestry[str]


def covers(a: Facets, b: Facets, world: World) -> bool:
    """Tell whether each facet of ``a`` equals or contains the same facet of ``b`` (DOMAIN: scope)."""
    return (
        _facet_covers(a.topics, b.topics, world.topics)
        and _facet_covers(a.territories, b.territories, world.territories)
        and _facet_covers(a.languages, b.languages, world.languages)
    )


def overlaps(a: Facets, b: Facets, world: World) -> bool:
    """Tell whether the two share anything: in each facet, something that lies in both."""
    return (
        _facet_overlaps(a.topics, b.topics, world.topics)
        and _facet_overlaps(a.territories, b.territories, world.territories)
        and _facet_overlaps(a.languages, b.languages, world.languages)
    )


def specificity(facets: Facets, world: World) -> int:
    """Return how far below everywhere a scope lies; never less than that of a scope that covers it.

    A facet counts the things that contain its widest element (itself included); everywhere counts nothing.
    """
    return (
        _facet_depth(facets.topics, world.topics)
        + _facet_depth(facets.territories, world.territories)
        + _facet_depth(facets.languages, world.languages)
    )


def _facet_covers[T: Hashable](a: frozenset[T], b: frozenset[T], ancestry: Ancestry[T]) -> bool:
    return not a or (bool(b) and all(not a.isdisjoint(ancestry[x]) for x in b))


def _facet_overlaps[T: Hashable](a: frozenset[T], b: frozenset[T], ancestry: Ancestry[T]) -> bool:
    return not a or not b or any(not up.isdisjoint(a) and not up.isdisjoint(b) for up in ancestry.values())


def _facet_depth[T: Hashable](facet: frozenset[T], ancestry: Ancestry[T]) -> int:
    return min((len(ancestry[x]) for x in facet), default=0)


def closure[T: Hashable](edges: Iterable[tuple[T, T]]) -> dict[tuple[T, T], int]:
    """Return every (ancestor, descendant) with the least number of steps between, from (broader, narrower) edges.

    Each thing contains itself at 0 steps. Raise `Cycle` when a thing would lie under itself.
    """
    broader: dict[T, set[T]] = {}
    for up, down in edges:
        broader.setdefault(down, set()).add(up)
        broader.setdefault(up, set())
    pairs: dict[tuple[T, T], int] = {}
    for start in broader:
        level, depth = {start}, 0
        while level:
            if depth and start in level:
                raise Cycle(start)
            for up in level:
                pairs.setdefault((up, start), depth)
            level = {up for thing in level for up in broader[thing] if (up, start) not in pairs or up == start}
            depth += 1
    return pairs


class Cycle(ValueError):
    """A thing would contain itself; ``thing`` is the first one found."""

    def __init__(self, thing: Hashable) -> None:
        super().__init__(str(thing))
        self.thing = thing


# Codes that wikis use as a language and that are no BCP 47 tags, or no longer the preferred ones, and the tag
# each stands for (MediaWiki's own mapping of non-standard codes to HTML language tags; IANA subtag registry).
TAG_OF_WIKI_CODE = {
    "als": "gsw",
    "bat-smg": "sgs",
    "be-x-old": "be-tarask",
    "bh": "bho",
    "cbk-zam": "cbk",
    "de-formal": "de-x-formal",
    "eml": "egl",
    "en-rtl": "en-x-rtl",
    "es-formal": "es-x-formal",
    "fiu-vro": "vro",
    "hu-formal": "hu-x-formal",
    "map-bms": "jv-x-bms",
    "mo": "ro-Cyrl-MD",
    "nl-informal": "nl-x-informal",
    "no": "nb",
    "nrm": "nrf",
    "roa-rup": "rup",
    "roa-tara": "nap-x-tara",
    "simple": "en-simple",
    "sr-ec": "sr-Cyrl",
    "sr-el": "sr-Latn",
    "zh-classical": "lzh",
    "zh-cn": "zh-Hans-CN",
    "zh-hk": "zh-Hant-HK",
    "zh-min-nan": "nan",
    "zh-mo": "zh-Hant-MO",
    "zh-my": "zh-Hans-MY",
    "zh-sg": "zh-Hans-SG",
    "zh-tw": "zh-Hant-TW",
    "zh-yue": "yue",
}


def language_tag(code: str) -> str:
    """Return the BCP 47 tag, in canonical case, for a wiki's language code or a tag in any case."""
    lowered = code.strip().replace("_", "-").lower()
    if lowered in TAG_OF_WIKI_CODE:
        return TAG_OF_WIKI_CODE[lowered]
    first, *rest = lowered.split("-")
    parts, private = [first], False
    for part in rest:
        private = private or len(part) == 1
        if private:
            parts.append(part)
        elif len(part) == 4 and part.isalpha():
            parts.append(part.title())
        else:
            parts.append(part.upper() if len(part) == 2 else part)
    return "-".join(parts)


@lru_cache(maxsize=1_000)
def is_regional(tag: str) -> bool:
    """Tell whether a tag in canonical case narrows a language to a script or a region only."""
    rest = tag.split("-")[1:]
    return bool(rest) and all((p.istitle() and len(p) == 4) or p.isupper() or p.isdigit() for p in rest)


@lru_cache(maxsize=10_000)  # names of places and languages are put in order again and again
def folded(text: str) -> str:
    """Return ``text`` as search compares it: compatible forms, no case, no accents on Latin, Greek, Cyrillic."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    # Only the marks of U+0300..036F go; those of Arabic, Hebrew and Indic scripts carry meaning.
    bare = "".join(c for c in decomposed if not 0x300 <= ord(c) <= 0x36F)
    return unicodedata.normalize("NFC", bare)


def is_qid(text: str) -> bool:
    """Tell whether ``text`` is a Wikidata item id: Q and a number that does not start with 0."""
    digits = text[1:]
    return text[:1] == "Q" and digits.isascii() and digits.isdigit() and digits[0] != "0" and len(digits) <= 12


def cell_count(facets: Facets) -> int:
    """Return how many points (topic x territory x language) a scope names."""
    return max(len(facets.topics), 1) * max(len(facets.territories), 1) * max(len(facets.languages), 1)
