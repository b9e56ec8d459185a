"""What there is to choose from: time zones, and the world's languages by their own names."""

from __future__ import annotations

from functools import cache
from zoneinfo import available_timezones

import langcodes
from babel import Locale, localedata

from talkoot.accounts import rules

REGIONS = ("Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")


@cache
def time_zones() -> tuple[str, ...]:
    """Return the names of the world's time zones, by region, without aliases that are no place."""
    return tuple(sorted(name for name in available_timezones() if name.startswith(REGIONS)))


@cache
def language_names() -> dict[str, str]:
    """Return tag -> own name of the languages whose own name is known, in order of that name."""
    names = {}
    for identifier in localedata.locale_identifiers():
        locale = Locale.parse(identifier)
        if locale.territory or locale.variant:
            continue
        tag = identifier.replace("_", "-")
        own = locale.get_display_name(locale)
        if own and rules.is_language_tag(tag):
            names[tag] = own
    return dict(sorted(names.items(), key=lambda pair: pair[1].casefold()))


def language_named(text: str) -> str | None:
    """Return the tag of a language given by its own name, its English name or its code; None when unknown."""
    wanted = text.strip().casefold()
    if wanted in _tags_by_name():
        return _tags_by_name()[wanted]
    try:
        tag = langcodes.standardize_tag(text.strip())
    except ValueError:
        return None
    return tag if rules.is_language_tag(tag) and langcodes.Language.get(tag).is_valid() else None


@cache
def _tags_by_name() -> dict[str, str]:
    english = Locale("en").languages
    known = {name.casefold(): tag.replace("_", "-") for tag, name in english.items() if "_" not in tag}
    return {**known, **{name.casefold(): tag for tag, name in language_names().items()}}
