"""Keeping how someone likes the site, and which languages they read and write."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from talkoot.accounts import rules
from talkoot.accounts.models import Account, LanguageChoice, Preference
from talkoot.accounts.permissions import Permission, may
from talkoot.accounts.rules import ColourScheme, LanguageFault, LanguageLevel, TextSize
from talkoot.kernel.actors import Actor
from talkoot.kernel.refusals import Refusal
from talkoot.kernel.verdicts import Text, require
from talkoot.ledger.actions import writing

SENTENCES: dict[LanguageFault, Text] = {
    LanguageFault.TOO_MANY: _("That is more languages than can be kept. Name at most twenty."),
    LanguageFault.TWICE: _("One language is named twice."),
    LanguageFault.UNKNOWN: _("One of these is no language we know. Write its name, or a code such as pt-BR."),
}


def save_preferences(
    account_id: int,
    *,
    time_zone: str,
    text_size: TextSize,
    colour_scheme: ColourScheme,
    reduced_data: bool,
    interface_language: str,
    by: Actor,
    at: datetime,
) -> Preference:
    """Keep the owner's preferences. Refuses an unknown time zone or interface language. No fact is announced."""
    with writing(by=by, at=at):
        preference = Preference.objects.select_for_update().get(account_id=account_id)
        require(may(by, Permission.CHANGE_PREFERENCES, account_id, at=at))
        if not rules.is_time_zone(time_zone):
            raise Refusal("unknown_time_zone", _("There is no such time zone."), field="time_zone")
        if interface_language not in {"", *dict(settings.LANGUAGES)}:
            raise Refusal(
                "unknown_language", _("The site does not speak this language yet."), field="interface_language"
            )
        preference.time_zone = time_zone
        preference.text_size = text_size
        preference.colour_scheme = colour_scheme
        preference.reduced_data = reduced_data
        preference.interface_language = interface_language
        preference.save()
    return preference


def choose_languages(
    account_id: int, choices: Sequence[tuple[str, LanguageLevel]], *, by: Actor, at: datetime
) -> list[LanguageChoice]:
    """Put ``choices``, (tag, level) in order, in place of the owner's languages. Refuses too many, twice, unknown."""
    with writing(by=by, at=at):
        # The account's row is the lock: two forms sent at once would interleave their places.
        Account.objects.select_for_update().get(pk=account_id)
        require(may(by, Permission.CHANGE_PREFERENCES, account_id, at=at))
        fault = rules.fault_of_languages([tag for tag, _level in choices])
        if fault is not None:
            raise Refusal(f"languages_{fault}", SENTENCES[fault], field="languages")
        LanguageChoice.objects.filter(account_id=account_id).delete()
        return LanguageChoice.objects.bulk_create(
            LanguageChoice(account_id=account_id, language=tag, level=level, position=place)
            for place, (tag, level) in enumerate(choices)
        )
