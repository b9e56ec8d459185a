"""Names and preferences, purely: what a name may be, when two names look alike, which choices there are.

Names follow the wikis: any script, spaces, first letter capital, no character that means something in a wiki
address. Two names that a reader could take for one another share one folded form, and only one of them is taken.
"""

from __future__ import annotations

from enum import StrEnum


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
