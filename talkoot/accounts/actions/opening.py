"""Opening an account under a name that nobody else could be taken for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from talkoot.accounts import queries, rules
from talkoot.accounts.events import AccountOpened
from talkoot.accounts.models import Account, LanguageChoice, Preference
from talkoot.accounts.permissions import Permission, may
from talkoot.accounts.rules import LanguageLevel, NameFault
from talkoot.kernel.actors import Actor
from talkoot.kernel.refusals import Refusal
from talkoot.kernel.verdicts import Text, require
from talkoot.ledger.actions import writing

SENTENCES: dict[NameFault, Text] = {
    NameFault.EMPTY: _("A name needs at least one letter or digit."),
    NameFault.TOO_LONG: _("This name is too long. A name has at most 85 characters."),
    NameFault.CHARACTER: _("A name cannot hold any of # < > [ ] | { } / @ : nor hidden characters."),
    NameFault.MARKS: _("This name has too many accents or signs on one letter."),
    NameFault.MIXED_SCRIPTS: _("One word of this name mixes letters of two alphabets that look alike."),
    NameFault.ADDRESS: _("A name cannot be the address of a computer."),
    NameFault.RESERVED: _("This name is kept for the site itself. Choose another."),
}


def check_name(text: str) -> str:
    """Return ``text`` as the name it would become; refuse what cannot be a name and what is taken or looks taken."""
    name = rules.tidy_name(text)
    fault = rules.fault_of(name)
    if fault is not None:
        raise Refusal(f"name_{fault}", SENTENCES[fault], field="name")
    if not queries.is_name_free(name):
        raise _taken()
    return name


def open_account(
    name: str,
    password: str | None,
    *,
    email: str = "",
    via: str = "password",
    languages: Sequence[tuple[str, LanguageLevel]] = (),
    interface_language: str = "",
    is_operator: bool = False,
    by: Actor,
    at: datetime,
    key: str = "",
) -> Account:
    """Open an account; without ``password`` it is entered by passkey or another site's log-in (``via``).

    Languages are (tag, level) in order. Refuses a name that cannot be one, is taken or could be taken for another.
    """
    require(may(by, Permission.OPEN_ACCOUNT, at=at))
    if is_operator:
        require(may(by, Permission.APPOINT_OPERATOR, at=at))
    account = Account(name=check_name(name), email=email, is_operator=is_operator, created_at=at)
    account.folded = rules.folded_name(account.name)
    account.set_password(password)
    with writing(by=by, at=at, key=key) as announce:
        _insert(account)
        Preference.objects.create(account=account, interface_language=interface_language)
        LanguageChoice.objects.bulk_create(
            LanguageChoice(account=account, language=tag, level=level, position=place)
            for place, (tag, level) in enumerate(languages)
        )
        announce(AccountOpened(subject=account.ref, via=via))
    return account


def _insert(account: Account) -> None:
    try:
        with transaction.atomic():
            account.save(force_insert=True)
    except IntegrityError:
        # Somebody took the name between the check and now.
        if queries.is_name_free(account.name):
            raise
        raise _taken() from None


def _taken() -> Refusal:
    return Refusal("name_taken", _("This name, or one that looks like it, is taken. Choose another."), field="name")
