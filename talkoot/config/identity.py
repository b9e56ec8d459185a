"""From a session to an actor: session, account, person, languages and unread notices in one query."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from allauth.core import context
from django.contrib.auth.middleware import get_user
from django.db.models import Count, OuterRef, QuerySet, Subquery, TextField, Value
from django.db.models.aggregates import StringAgg
from django.db.models.functions import Coalesce
from django.http import HttpRequest

from talkoot.accounts import queries as accounts
from talkoot.accounts.models import Account, LanguageChoice, Session
from talkoot.accounts.rules import is_time_zone
from talkoot.directory.models import Person
from talkoot.kernel.actors import VISITOR, Actor, ActorKind
from talkoot.ledger.queries.prepared import NUMBER, TEXT, Prepared, whole
from talkoot.notifications.models import Notice


class Backend(AuthenticationBackend):
    """Signs people in as allauth does, and loads with the account all that a page needs to know of its reader."""

    def get_user(self, user_id: Any) -> Account | None:
        """Return the active account, with ``language_tags``, ``zone`` and ``unread``, its person at hand.

        No query where the session of this request brought it along. Whose the session is, only its signed content
        says; and that it still holds, Django finds out afterwards, by its hash of this account's password.
        """
        session: Any = getattr(context.request, "session", None)
        came_along: Account | None = session.take_account() if session is not None else None
        if came_along is not None and came_along.pk == user_id and came_along.is_active:
            return came_along
        rows = _ALL_A_PAGE_NEEDS.rows(user_id)
        return _account(rows[0]) if rows else None

    def _authenticate_by_username(self, username: str, password: str) -> Account | None:
        # By the folded form: indexed, and forgiving about capitals, width and underscores.
        account: Account | None = self._check_password(accounts.account_named(username), password)
        return account


def actor_of(request: HttpRequest) -> Actor:
    """Return who asks; visitors without a session cost no query."""
    account: Any = get_user(request)  # the account itself: its proxy ``request.user`` costs at every look
    if not account.is_authenticated or getattr(account, "person", None) is None:
        return VISITOR
    return Actor(
        ActorKind.PERSON,
        person_id=account.person.pk,
        account_id=account.pk,
        name=account.person.name,
        is_operator=account.is_operator,
        languages=tuple(account.language_tags.split(",")) if account.language_tags else ("en",),
        zone=account.zone if is_time_zone(account.zone) else "UTC",
    )


def session_and_account(session_key: str) -> tuple[tuple[str, datetime] | None, Account | None]:
    """Return what is stored under ``session_key`` and until when, and the account that signed in with it.

    Neither is judged here: the session may be over or name nobody by now, the account may be closed.
    """
    for data, until, *columns in _SESSION_AND_ACCOUNT.rows(session_key):
        return (data, until), _account(columns) if columns[0] is not None else None
    return None, None


def _session_and_account() -> QuerySet[Session, tuple[Any, ...]]:
    # Only by its key: with a word on the account too, SQLite would plan the query anew each time.
    return Session.objects.filter(session_key=TEXT).values_list("session_data", "expire_date", *_columns("account__"))


def _all_a_page_needs() -> QuerySet[Account, tuple[Any, ...]]:
    return Account.objects.filter(pk=NUMBER, is_active=True).values_list(*_columns())


def _columns(way: str = "") -> list[Any]:
    """Return what `_account` takes, for a query from which ``way`` leads to the account."""
    tags = (
        LanguageChoice.objects.filter(account=OuterRef(f"{way}pk"))
        .values("account")
        .annotate(tags=StringAgg("language", delimiter=Value(","), order_by="position", output_field=TextField()))
    )
    unread = (
        Notice.objects.filter(account=OuterRef(f"{way}pk"), read_at__isnull=True)
        .order_by()
        .values("account")
        .annotate(n=Count("pk"))
    )
    return [
        *(f"{way}{name}" for name in (*_ACCOUNT, "person__id", "person__name", "preference__time_zone")),
        Coalesce(Subquery(tags.values("tags")), Value(""), output_field=TextField()),
        Coalesce(Subquery(unread.values("n")), 0),
    ]


_ACCOUNT = [field.attname for field in Account._meta.concrete_fields]
_ALL_A_PAGE_NEEDS = Prepared(_all_a_page_needs)
_SESSION_AND_ACCOUNT = Prepared(_session_and_account)


def _account(row: Sequence[Any]) -> Account:
    *columns, person_id, name, zone, tags, unread = row
    account = whole(Account, columns)
    person = Person.from_db("default", ["id", "name"], [person_id, name]) if person_id is not None else None
    account._state.fields_cache["person"] = person  # what select_related would have done
    vars(account).update(language_tags=tags, unread=unread, zone=zone or "")
    return account
