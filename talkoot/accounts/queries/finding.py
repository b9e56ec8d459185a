"""Finding accounts, and telling whether a name is free."""

from __future__ import annotations

from django.utils.crypto import salted_hmac

from talkoot.accounts import rules
from talkoot.accounts.models import Account, RetiredName
from talkoot.kernel.refs import Label
from talkoot.ledger.queries.naming import Naming


def get_account(account_id: int) -> Account:
    """Return one account by key; `Account.DoesNotExist` when there is none."""
    return Account.objects.get(pk=account_id)


def account_named(text: str) -> Account | None:
    """Return the account that ``text`` names, forgiving case, width, underscores and spaces, or None."""
    return Account.objects.filter(folded=rules.folded_name(rules.tidy_name(text))).first()


def is_name_free(name: str) -> bool:
    """Tell whether the tidied ``name`` looks like nobody's, now or before an erasure."""
    taken = Account.objects.filter(folded=rules.folded_name(name)).exists()
    return not taken and not RetiredName.objects.filter(digest=name_digest(name)).exists()


def name_digest(name: str) -> str:
    """Return what is kept of an erased name: a digest under the site's secret, of its folded form (64 digits)."""
    return salted_hmac("talkoot.accounts.retired_name", rules.folded_name(name), algorithm="sha256").hexdigest()


def count_operators() -> int:
    """Return how many accounts run the site."""
    return Account.objects.filter(is_operator=True, is_active=True).count()


# How accounts are named in the ledger; an account has no page of its own, its person has.
labels = Naming(lambda keys, viewer: Account.objects.filter(pk__in=keys), ("name",), lambda key, name: Label(name))
