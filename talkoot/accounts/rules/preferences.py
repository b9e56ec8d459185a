"""Choices of preference, and what a list of languages may be."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from functools import cache
from zoneinfo import available_timezones

MOST_LANGUAGES = 20
# Language, script, region, variants, extensions: enough of RFC 5646 to keep anything else out.
TAG = re.compile(
    r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?(-([a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*(-x(-[a-z0-9]{1,8})+)?"
)


class LanguageLevel(StrEnum):
    """How well someone has a language, rising."""

    READS = "reads"
    WRITES = "writes"
    NATIVE = "native"


class TextSize(StrEnum):
    """How large the site's text is."""

    NORMAL = "normal"
    LARGE = "large"
    LARGER = "larger"


class ColourScheme(StrEnum):
    """Light or dark, or as the device says."""

    AUTO = "auto"
    LIGHT = "light"
    DARK = "dark"


class LanguageFault(StrEnum):
    """Why a list of languages cannot be kept."""

    TOO_MANY = "too_many"
    TWICE = "twice"
    UNKNOWN = "unknown"


def is_language_tag(tag: str) -> bool:
    """Tell whether ``tag`` is a BCP 47 tag in its usual spelling (``en``, ``zh-Hant``, ``pt-BR``)."""
    return len(tag) <= 35 and TAG.fullmatch(tag) is not None


def fault_of_languages(tags: Sequence[str]) -> LanguageFault | None:
    """Return why someone's languages, in order, cannot be kept, or None when they can."""
    if len(tags) > MOST_LANGUAGES:
        return LanguageFault.TOO_MANY
    if len(set(tags)) < len(tags):
        return LanguageFault.TWICE
    if not all(is_language_tag(tag) for tag in tags):
        return LanguageFault.UNKNOWN
    return None


def is_time_zone(name: str) -> bool:
    """Tell whether ``name`` is a time zone of the IANA data (``Africa/Accra``)."""
    return name in _time_zones()


@cache
def _time_zones() -> frozenset[str]:
    return frozenset(available_timezones())
