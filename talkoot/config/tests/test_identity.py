"""A session and whose it is come in one query, and nobody is let in by the row that came along."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth import SESSION_KEY
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from talkoot.accounts.models import Account, Session
from talkoot.accounts.tests.given import PASSWORD, confirmed, given_account, signed_in
from talkoot.config.sessions import SessionStore
from talkoot.kernel.actors import Actor

pytestmark = pytest.mark.django_db
PAGE = "/help/"  # asks nothing of its own


def queries_of(client: Client, path: str = PAGE) -> list[str]:
    """Return what is asked for a page."""
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    return [query["sql"] for query in asked]


def actor_in(client: Client) -> Actor:
    """Return whom a browser's next request is taken for."""
    request: Any = client.get(PAGE).wsgi_request
    actor: Actor = request.actor
    return actor


def reader(client: Client) -> str:
    """Return the name of who has signed in; none for a visitor."""
    actor = actor_in(client)
    return actor.name if actor.is_known else ""


def given_reader(name: str = "Ada") -> Client:
    """Return the browser of someone who signed in."""
    return signed_in(given_account(name, languages=("sw", "en")))


def key_of(client: Client) -> str:
    """Return the key of the session a browser holds."""
    return client.cookies["sessionid"].value


def test_session_account_person_and_languages_come_in_one_query() -> None:
    client = given_reader()
    actor = actor_in(client)
    assert (actor.name, actor.languages) == ("Ada", ("sw", "en"))
    assert len(queries_of(client)) == 1


def test_a_session_with_no_account_beside_it_costs_one_query_more() -> None:
    client = given_reader()
    Session.objects.update(account=None)
    assert len(queries_of(client)) == 2
    assert reader(client) == "Ada"


def test_the_signed_content_counts_and_not_the_account_beside_it() -> None:
    client, other = given_reader(), given_account("Bo")
    Session.objects.update(account=other)
    assert len(queries_of(client)) == 2
    assert reader(client) == "Ada"


def test_an_account_beside_no_content_lets_nobody_in() -> None:
    client = given_reader()
    Session.objects.update(session_data=SessionStore().encode({}))
    assert Session.objects.get().account is not None
    assert reader(client) == ""


def test_content_nobody_signed_lets_nobody_in() -> None:
    client = given_reader()
    Session.objects.update(session_data="forged:content")
    assert reader(client) == ""


def test_a_password_changed_elsewhere_lets_nobody_in() -> None:
    client = given_reader()
    account = Account.objects.get()
    account.set_password("five other words put together")
    account.save()
    assert reader(client) == ""


@pytest.mark.parametrize("ended", [lambda s: s.delete(), lambda s: s.update(expire_date=timezone.now())])
def test_a_session_that_was_ended_or_is_over_lets_nobody_in(ended) -> None:
    client = given_reader()
    ended(Session.objects.all())
    assert reader(client) == ""


def test_a_closed_account_is_not_let_in() -> None:
    client = given_reader()
    Account.objects.update(is_active=False)
    assert reader(client) == ""


def test_who_signs_out_is_out_and_another_who_signs_in_there_is_another() -> None:
    client = given_reader()
    client.post("/account/sign-out/")
    assert reader(client) == ""
    signed_in(given_account("Bo"), client)
    assert reader(client) == "Bo"


def test_who_signs_in_over_another_is_only_the_second() -> None:
    client = given_reader()
    client.force_login(given_account("Bo"))
    assert len(queries_of(client)) == 1
    assert reader(client) == "Bo"


def test_a_changed_password_ends_every_other_session_and_keeps_this_one() -> None:
    here = given_reader()
    there = signed_in(Account.objects.get())
    words = "five other words put together"
    answer = confirmed(here).post(
        "/account/password/", {"oldpassword": PASSWORD, "password1": words, "password2": words}
    )
    assert answer.status_code == 303, answer.content.decode()
    assert (reader(here), reader(there)) == ("Ada", "")
    assert len(queries_of(here)) == 1


def test_what_came_along_is_given_once() -> None:
    store = SessionStore(key_of(given_reader()))
    assert store[SESSION_KEY] == str(Account.objects.get().pk)
    assert store.take_account() == Account.objects.get()
    assert store.take_account() is None


def test_a_visitors_session_is_nobodys_until_someone_signs_in_with_it() -> None:
    client = Client()
    store = client.session
    store["x"] = 1
    store.save()
    assert Session.objects.get().account is None
    assert len(queries_of(client)) == 1
    signed_in(given_account("Ada"), client)
    assert Session.objects.get(pk=key_of(client)).account == Account.objects.get()
    assert client.session["x"] == 1


def test_sessions_of_an_older_site_go_on() -> None:
    client, visitor, account = given_reader(), SessionStore(), Account.objects.get()
    visitor["x"] = 1
    visitor.save()
    over = SessionStore()
    over.set_expiry(-1)
    over.save()
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE django_session AS SELECT * FROM accounts_session")
    Session.objects.all().delete()
    import_module("talkoot.accounts.migrations.0002_session").carry_over(apps, connection.schema_editor())
    assert dict(Session.objects.values_list("pk", "account")) == {key_of(client): account.pk, visitor.session_key: None}
    assert reader(client) == "Ada"
    assert "django_session" not in connection.introspection.table_names()
