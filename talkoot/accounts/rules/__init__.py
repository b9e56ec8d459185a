"""What a name may be, when two names look alike, and which choices a preference has."""

from __future__ import annotations

from talkoot.accounts.rules.names import LONGEST_NAME, NameFault, erased_name, fault_of, folded_name, tidy_name
from talkoot.accounts.rules.preferences import (
    MOST_LANGUAGES,
    ColourScheme,
    LanguageFault,
    LanguageLevel,
    TextSize,
    fault_of_languages,
    is_language_tag,
    is_time_zone,
)

__all__ = [
    "LONGEST_NAME",
    "MOST_LANGUAGES",
    "ColourScheme",
    "LanguageFault",
    "LanguageLevel",
    "NameFault",
    "TextSize",
    "erased_name",
    "fault_of",
    "fault_of_languages",
    "folded_name",
    "is_language_tag",
    "is_time_zone",
    "tidy_name",
]
