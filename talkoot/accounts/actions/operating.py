"""Giving and taking the running of the site."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from talkoot.accounts.events import OperatorAppointed, OperatorRelieved
from talkoot.accounts.models import Account
from talkoot.accounts.permissions import Permission, may
from talkoot.kernel.actors import Actor
from talkoot.kernel.refusals import Refusal
from talkoot.kernel.verdicts import require
from talkoot.ledger.actions import writing


def appoint_operator(account_id: int, *, by: Actor, at: datetime) -> Account:
    """Let an account run the site; doing so twice changes nothing. Refuses an account that is closed."""
    with writing(by=by, at=at) as announce:
        account = Account.objects.select_for_update().get(pk=account_id)
        require(may(by, Permission.APPOINT_OPERATOR, account_id, at=at))
        if not account.is_active:
            raise Refusal("account_closed", _("This account is closed."))
        if not account.is_operator:
            account.is_operator = True
            account.save(update_fields=["is_operator"])
            announce(OperatorAppointed(subject=account.ref))
    return account


def relieve_operator(account_id: int, *, by: Actor, at: datetime) -> Account:
    """Take the running of the site from an account. Refuses the last one, or nobody could run it."""
    with writing(by=by, at=at) as announce:
        # All operators are locked, or two of them could relieve one another at the same moment.
        operators = {a.pk: a for a in Account.objects.select_for_update().filter(is_operator=True).order_by("pk")}
        require(may(by, Permission.APPOINT_OPERATOR, account_id, at=at))
        account = operators.get(account_id)
        if account is None:
            return Account.objects.get(pk=account_id)
        if len(operators) == 1:
            raise last_operator()
        account.is_operator = False
        account.save(update_fields=["is_operator"])
        announce(OperatorRelieved(subject=account.ref))
    return account


def last_operator() -> Refusal:
    """Return the refusal to leave the site without anyone who runs it."""
    return Refusal("last_operator", _("Nobody else runs this site. Appoint another operator first."))
