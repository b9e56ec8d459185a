"""Erasing what is personal about an account. The public record stands, under a name that says nobody."""

from __future__ import annotations

from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession

from talkoot.accounts import rules
from talkoot.accounts.actions.operating import last_operator
from talkoot.accounts.actions.revoking import end
from talkoot.accounts.events import AccountErased
from talkoot.accounts.models import Account, LanguageChoice, Preference, RetiredName
from talkoot.accounts.permissions import Permission, may
from talkoot.accounts.queries import name_digest
from talkoot.kernel.actors import Actor
from talkoot.kernel.verdicts import require
from talkoot.ledger.actions import writing


def erase_account(account_id: int, *, by: Actor, at: datetime, key: str = "") -> Account:
    """Erase name, password, addresses, passkeys, sessions, languages and preferences of an account, for good.

    What its person did in public stays, signed by nobody; the name can never be taken again. Erasing twice changes
    nothing. Refuses the last one who runs the site. Other apps erase their part when told of `AccountErased`.
    """
    with writing(by=by, at=at, key=key) as announce:
        account = Account.objects.select_for_update().get(pk=account_id)
        require(may(by, Permission.ERASE_ACCOUNT, account_id, at=at))
        if account.erased_at is not None:
            return account
        operators = Account.objects.select_for_update().filter(is_operator=True)
        if account.is_operator and not operators.exclude(pk=account_id).order_by("pk").exists():
            raise last_operator()
        RetiredName.objects.get_or_create(digest=name_digest(account.name), defaults={"at": at})
        _forget_ways_in(account_id)
        _forget_preferences(account_id)
        _empty(account, at)
        announce(AccountErased(subject=account.ref))
    return account


def _forget_ways_in(account_id: int) -> None:
    end(UserSession.objects.filter(user_id=account_id))
    for model in (EmailAddress, Authenticator, SocialAccount):
        model.objects.filter(user_id=account_id).delete()


def _forget_preferences(account_id: int) -> None:
    LanguageChoice.objects.filter(account_id=account_id).delete()
    Preference.objects.filter(account_id=account_id).delete()
    Preference.objects.create(account_id=account_id)


def _empty(account: Account, at: datetime) -> None:
    account.name = rules.erased_name(account.pk)
    account.folded = rules.folded_name(account.name)
    account.email = ""
    account.last_login = None
    account.is_active = account.is_operator = False
    account.erased_at = at
    account.set_unusable_password()
    account.save()
