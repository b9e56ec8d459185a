"""From a session to an actor: account, person, languages and unread notices in one query."""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import Count, OuterRef, QuerySet, Subquery, TextField, Value
from django.db.models.aggregates import StringAgg
from django.db.models.functions import Coalesce
from django.http import HttpRequest

from talkoot.accounts import queries as accounts
from talkoot.accounts.models import Account, LanguageChoice
from talkoot.kernel.actors import VISITOR, Actor, ActorKind
from talkoot.notifications.models import Notice


class Backend(AuthenticationBackend):
    """Signs people in as allauth does, and loads with the account all that a page needs to know of its reader."""

    def get_user(self, user_id: Any) -> Account | None:
        """Return the active account, annotated with ``language_tags`` and ``unread``, its person at hand."""
        account = _with_all_a_page_needs(Account.objects.filter(pk=user_id)).first()
        return account if account is not None and account.is_active else None

    def _authenticate_by_username(self, username: str, password: str) -> Account | None:
        # By the folded form: indexed, and forgiving about capitals, width and underscores.
        account: Account | None = self._check_password(accounts.account_named(username), password)
        return account


def actor_of(request: HttpRequest) -> Actor:
    """Return who asks; visitors without a session cost no query."""
    account: Any = request.user
    if not account.is_authenticated or getattr(account, "person", None) is None:
        return VISITOR
    return Actor(
        ActorKind.PERSON,
        person_id=account.person.pk,
        account_id=account.pk,
        name=account.person.name,
        is_operator=account.is_operator,
        languages=tuple(account.language_tags.split(",")) if account.language_tags else ("en",),
    )


def _with_all_a_page_needs(found: QuerySet[Account]) -> QuerySet[Account]:
    tags = (
        LanguageChoice.objects.filter(account=OuterRef("pk"))
        .values("account")
        .annotate(tags=StringAgg("language", delimiter=Value(","), order_by="position", output_field=TextField()))
    )
    unread = (
        Notice.objects.filter(account=OuterRef("pk"), read_at__isnull=True)
        .order_by()
        .values("account")
        .annotate(n=Count("pk"))
    )
    return found.select_related("preference", "person").annotate(
        language_tags=Coalesce(Subquery(tags.values("tags")), Value(""), output_field=TextField()),
        unread=Coalesce(Subquery(unread.values("n")), 0),
    )
