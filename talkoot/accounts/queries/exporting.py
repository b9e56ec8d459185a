"""Everything the site keeps about one account, for its owner to take away."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession

from talkoot.accounts.models import Account, LanguageChoice, Preference


def export_of(account_id: int) -> dict[str, Any]:
    """Return an account's own data as JSON values: no secret among it, every date in ISO 8601 and UTC."""
    account = Account.objects.values("name", "email", "is_operator", "created_at", "last_login").get(pk=account_id)
    return {
        **account,
        "preference": Preference.objects.filter(account_id=account_id)
        .values("interface_language", "time_zone", "text_size", "colour_scheme", "reduced_data")
        .get(),
        "languages": list(LanguageChoice.objects.filter(account_id=account_id).values("language", "level", "position")),
        **_ways_in(account_id),
    }


def _ways_in(account_id: int) -> dict[str, Any]:
    def rows(model: Any, *fields: str) -> list[dict[str, Any]]:
        return list(model.objects.filter(user_id=account_id).order_by("pk").values(*fields))

    return {
        "email_addresses": rows(EmailAddress, "email", "verified", "primary"),
        "authenticators": rows(Authenticator, "type", "created_at", "last_used_at"),
        "linked_accounts": rows(SocialAccount, "provider", "uid", "extra_data", "date_joined", "last_login"),
        "sessions": rows(UserSession, "ip", "user_agent", "created_at", "last_seen_at"),
    }
