"""Numbers, shares and kinds of ballots in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from babel import Locale, UnknownLocaleError
from django.utils import formats
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

ISOLATE, END = "\u2068", "\u2069"


def number(value: int) -> str:
    """Return a whole number in the reader's digits and grouping."""
    return str(formats.number_format(value, use_l10n=True, force_grouping=True))


def amount(value: int | str | Fraction) -> str:
    """Return an exact weight such as ``350`` or ``7/2`` in the reader's digits.

    As a decimal where four places tell it, else as a whole number and the fraction that is left.
    """
    exact = Fraction(value)
    if exact.denominator == 1:
        return number(int(exact))
    if 10_000 % exact.denominator:
        whole, part = divmod(exact.numerator, exact.denominator)
        rest = f"{part}/{exact.denominator}"
        return isolated(f"{number(whole)}\u00a0{rest}" if whole else rest)
    text = f"{exact:.4f}".rstrip("0")
    places = len(text.partition(".")[2])
    return str(formats.number_format(Decimal(text), places, use_l10n=True, force_grouping=True))


def isolated(name: str) -> str:
    """Return a name whose direction of writing is kept apart from the sentence's."""
    return f"{ISOLATE}{name}{END}"


def language(tag: str) -> str:
    """Return the name of a language in the reader's; its tag where CLDR knows none."""
    try:
        return str(Locale.parse(tag, sep="-").get_display_name(get_language() or "en") or tag)
    except (UnknownLocaleError, ValueError):
        return tag


def listed(names: Iterable[str]) -> str:
    """Return names one after the other."""
    # Translators: what stands between two names in a list.
    return pgettext("between names in a list", ", ").join(names)


def percent(text: str) -> str:
    """Return a percentage such as ``73.30`` with as many digits as it has, and the sign where the language has it."""
    places = len(text.partition(".")[2])
    # Translators: a percentage; %(number)s is the number, the last two signs are one percent sign.
    return _("%(number)s%%") % {"number": formats.number_format(Decimal(text), places, use_l10n=True)}


def share(text: str) -> str:
    """Return an exact share such as ``11/20``: as a percentage where four decimals tell it exactly, else as it is."""
    percentage = Fraction(text) * 100
    if 10_000 % percentage.denominator:
        return text
    whole, part = divmod(int(percentage * 10_000), 10_000)
    digits = f"{part:04d}".rstrip("0")
    return percent(f"{whole}.{digits}" if digits else str(whole))


def strictly(strictness: str, amount: str) -> str:
    """Return "at least 55%" or "more than 55%"."""
    if strictness == "at least":
        # Translators: %(amount)s is a percentage, a fraction or a number.
        return _("at least %(amount)s") % {"amount": amount}
    # Translators: %(amount)s is a percentage, a fraction or a number.
    return _("more than %(amount)s") % {"amount": amount}


def kinds(code: str) -> str:
    """Return which ballots a code of recount means."""
    return {
        "yes": pgettext("kinds of ballots", "yes"),
        "yes+no": pgettext("kinds of ballots", "yes and no"),
        "yes+no+neutral": pgettext("kinds of ballots", "yes, no and neutral"),
        "eligible": pgettext("kinds of ballots", "all who could vote"),
        "cast": pgettext("kinds of ballots", "all who voted"),
    }[code]
