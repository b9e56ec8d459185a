"""What the owner sees of an account at one glance: ways in, devices, preferences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession

from talkoot.accounts.models import Account, Preference
from talkoot.accounts.queries.choosing import language_names
from talkoot.accounts.queries.preferring import language_choices_of

MOST_SESSIONS = 50
# In order: several name others they wish to be taken for.
BROWSERS = {"Edg": "Edge", "OPR": "Opera", "SamsungBrowser": "Samsung Internet", "Firefox": "Firefox",
            "Chrome": "Chrome", "Safari": "Safari", "curl": "curl"}  # fmt: skip
SYSTEMS = {"Android": "Android", "iPhone": "iPhone", "iPad": "iPad", "Windows": "Windows", "Macintosh": "macOS",
           "CrOS": "ChromeOS", "Linux": "Linux"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Overview:
    """An account as its owner sees it."""

    name: str
    created_at: datetime
    email: str
    is_email_confirmed: bool
    has_password: bool
    has_app: bool
    keys: int
    linked: Sequence[str]
    sessions: int
    preference: Preference
    languages: Sequence[tuple[str, str, str]]  # tag, own name, level


@dataclass(frozen=True, slots=True)
class Session:
    """One device that is signed in."""

    key: int
    began_at: datetime
    address: str
    agent: str
    is_current: bool


def overview_of(account_id: int) -> Overview:
    """Return an account's overview, in six queries."""
    account = Account.objects.select_related("preference").get(pk=account_id)
    address = EmailAddress.objects.filter(user_id=account_id).order_by("-verified", "-primary").first()
    kinds = list(Authenticator.objects.filter(user_id=account_id).values_list("type", flat=True))
    names = language_names()
    return Overview(
        name=account.name,
        created_at=account.created_at,
        email=address.email if address else "",
        is_email_confirmed=bool(address and address.verified),
        has_password=account.has_usable_password(),
        has_app=Authenticator.Type.TOTP in kinds,
        keys=kinds.count(Authenticator.Type.WEBAUTHN),
        linked=sorted(SocialAccount.objects.filter(user_id=account_id).values_list("provider", flat=True)),
        sessions=UserSession.objects.filter(user_id=account_id).count(),
        preference=account.preference,
        languages=[(tag, names.get(tag, tag), level) for tag, level in language_choices_of(account_id)],
    )


def sessions_of(account_id: int, *, current_key: str | None) -> list[Session]:
    """Return the devices that are signed in, this one first, then the latest; at most 50."""
    rows = UserSession.objects.filter(user_id=account_id).order_by("-created_at")[:MOST_SESSIONS]
    found = [
        Session(row.pk, row.created_at, row.ip, device_of(row.user_agent), row.session_key == current_key)
        for row in rows
    ]
    return sorted(found, key=lambda session: not session.is_current)


def device_of(agent: str) -> str:
    """Return a browser's account of itself in few words: ``Firefox, Android``; the beginning of it when unknown."""
    found = [next((name for word, name in words.items() if word in agent), "") for words in (BROWSERS, SYSTEMS)]
    return ", ".join(name for name in found if name) or agent[:60]
