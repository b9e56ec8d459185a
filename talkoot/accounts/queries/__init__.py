"""Reading accounts: by name, how their owners like the site, what is kept about them."""

from __future__ import annotations

from talkoot.accounts.queries.choosing import language_named, language_names, time_zones
from talkoot.accounts.queries.exporting import export_of
from talkoot.accounts.queries.finding import (
    account_named,
    count_operators,
    get_account,
    is_name_free,
    labels,
    name_digest,
)
from talkoot.accounts.queries.overseeing import Overview, Session, device_of, overview_of, sessions_of
from talkoot.accounts.queries.preferring import (
    ActorParts,
    actor_parts,
    interface_languages,
    language_choices_of,
    languages_of,
    mail_addresses,
    mail_is_on,
    preference_of,
    time_zones_of,
)

__all__ = [
    "ActorParts",
    "Overview",
    "Session",
    "account_named",
    "actor_parts",
    "count_operators",
    "device_of",
    "export_of",
    "get_account",
    "interface_languages",
    "is_name_free",
    "labels",
    "language_choices_of",
    "language_named",
    "language_names",
    "languages_of",
    "mail_addresses",
    "mail_is_on",
    "name_digest",
    "overview_of",
    "preference_of",
    "sessions_of",
    "time_zones",
    "time_zones_of",
]
