"""How people like the site, and which languages they have."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db.models import FETCH_RAISE

from talkoot.accounts import rules
from talkoot.accounts.models import Account, LanguageChoice, Preference

PARTS = (
    "name",
    "is_operator",
    "preference__interface_language",
    "preference__time_zone",
    "preference__text_size",
    "preference__colour_scheme",
    "preference__reduced_data",
)


@dataclass(frozen=True, slots=True)
class ActorParts:
    """What a request needs to know of the account behind it."""

    name: str
    is_operator: bool
    languages: tuple[str, ...]
    interface_language: str
    time_zone: str
    text_size: str
    colour_scheme: str
    reduced_data: bool


def actor_parts(account_id: int) -> ActorParts | None:
    """Return, in one query, the parts of an active account, its preference and its languages in order."""
    found = Account.objects.filter(pk=account_id, is_active=True).order_by("language_choices__position")
    rows: list[Any] = list(found.values_list("language_choices__language", *PARTS, named=True))
    if not rows:
        return None
    return ActorParts(
        name=rows[0].name,
        is_operator=rows[0].is_operator,
        languages=tuple(row.language_choices__language for row in rows if row.language_choices__language),
        interface_language=rows[0].preference__interface_language,
        time_zone=rows[0].preference__time_zone,
        text_size=rows[0].preference__text_size,
        colour_scheme=rows[0].preference__colour_scheme,
        reduced_data=rows[0].preference__reduced_data,
    )


def preference_of(account_id: int) -> Preference:
    """Return an account's preference."""
    return Preference.objects.get(account_id=account_id)


def language_choices_of(account_id: int) -> list[tuple[str, str]]:
    """Return an account's languages in order, each with its level."""
    return list(LanguageChoice.objects.filter(account_id=account_id).values_list("language", "level"))


def languages_of(account_ids: Collection[int]) -> dict[int, tuple[str, ...]]:
    """Return the languages of each account in its order; accounts that named none are missing."""
    found: dict[int, list[str]] = {}
    rows = LanguageChoice.objects.filter(account_id__in=account_ids).order_by("account_id", "position")
    for account_id, language in rows.fetch_mode(FETCH_RAISE).values_list("account_id", "language"):
        found.setdefault(account_id, []).append(language)
    return {account_id: tuple(tags) for account_id, tags in found.items()}


def interface_languages(account_ids: Collection[int]) -> dict[int, str]:
    """Return the interface language each account is spoken to in: chosen, else its first one we have, else ours."""
    accounts = Account.objects.filter(pk__in=account_ids, is_active=True)
    chosen: dict[int, str] = dict(accounts.values_list("pk", "preference__interface_language"))
    own = languages_of([pk for pk, language in chosen.items() if not language])
    return {pk: language or _first_spoken(own.get(pk, ())) for pk, language in chosen.items()}


def time_zones_of(account_ids: Collection[int]) -> dict[int, str]:
    """Return the time zone (an IANA name) each account lives by."""
    zones = Preference.objects.filter(account_id__in=account_ids).values_list("account_id", "time_zone")
    return {account_id: zone for account_id, zone in zones if rules.is_time_zone(zone)}


def mail_addresses(account_ids: Collection[int]) -> dict[int, str]:
    """Return the confirmed main e-mail address of each account that has one and is open."""
    rows = EmailAddress.objects.filter(user_id__in=account_ids, user__is_active=True, primary=True, verified=True)
    return dict(rows.values_list("user_id", "email"))


def mail_is_on() -> bool:
    """Tell whether this site can send mail at all."""
    backend = str(settings.MAILERS["default"]["BACKEND"])
    return not backend.endswith(".dummy.EmailBackend")


def _first_spoken(languages: tuple[str, ...]) -> str:
    spoken = {code for code, _name in settings.LANGUAGES}
    for tag in languages:
        for candidate in (tag, tag.split("-", 1)[0]):
            if candidate in spoken:
                return candidate
    return str(settings.LANGUAGE_CODE)
