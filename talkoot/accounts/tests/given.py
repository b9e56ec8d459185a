"""Builders of accounts for tests of every app; they call the real actions."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from html import unescape

from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.test import Client

from talkoot.accounts import actions
from talkoot.accounts.models import Account
from talkoot.accounts.rules import LanguageLevel
from talkoot.directory import actions as directory
from talkoot.directory.models import Person
from talkoot.kernel.actors import SYSTEM, Actor, ActorKind
from talkoot.kernel.testing import MONDAY

PASSWORD = "four words apart together"
YEAR_AGO = MONDAY - timedelta(days=365)


def given_account(
    name: str = "Bo",
    *,
    password: str | None = PASSWORD,
    languages: tuple[str, ...] = ("en",),
    interface_language: str = "",
    is_operator: bool = False,
    address: str = "",
    at: datetime = YEAR_AGO,
) -> Account:
    """Return an account with its person; ``address`` is a confirmed e-mail address."""
    account = actions.open_account(
        name,
        password,
        email=address,
        languages=[(tag, LanguageLevel.READS) for tag in languages],
        interface_language=interface_language,
        is_operator=is_operator,
        by=SYSTEM,
        at=at,
    )
    directory.introduce_person(account.pk, account.name, at)
    if address:
        EmailAddress.objects.create(user=account, email=address, verified=True, primary=True)
    return account


def given_accounts(count: int, *, languages: tuple[str, ...] = ()) -> list[Account]:
    """Return many accounts without persons, quickly."""
    return [
        actions.open_account(
            f"Reader {number + 2000}",
            None,
            languages=[(tag, LanguageLevel.READS) for tag in languages],
            by=SYSTEM,
            at=YEAR_AGO,
        )
        for number in range(count)
    ]


def owner_of(account: Account) -> Actor:
    """Return the actor behind an account, as a request would carry it."""
    person = Person.objects.filter(account=account).first()
    return Actor(
        ActorKind.PERSON,
        person_id=person.pk if person else account.pk,
        account_id=account.pk,
        name=account.name,
        is_operator=account.is_operator,
    )


def browser_of(actor: Actor | None = None) -> Client:
    """Return a browser in which the account behind ``actor`` is signed in; a visitor's without one."""
    client = Client()
    if actor is not None:
        client.force_login(Account.objects.get(pk=actor.account_id or 0))
    return client


def signed_in(account: Account, client: Client | None = None) -> Client:
    """Return a browser in which ``account`` signed in by name and password, however often others did just now."""
    cache.clear()
    client = client or Client()
    answer = client.post("/account/sign-in/", {"login": account.name, "password": PASSWORD})
    assert answer.status_code == 303, answer.content.decode()
    return client


def found(pattern: str, text: str) -> str:
    """Return what the group of ``pattern`` finds in ``text``, as people read it."""
    match = re.search(pattern, text)
    assert match is not None, f"no {pattern} in {text}"
    return unescape(match.group(1))


def confirmed(client: Client) -> Client:
    """Return the same browser after its owner confirmed once more that it is them."""
    answer = client.post("/account/confirmation/", {"password": PASSWORD})
    assert answer.status_code == 303, answer.content.decode()
    return client
