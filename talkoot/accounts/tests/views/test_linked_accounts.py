import http.client
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.test import Client

from talkoot.accounts import queries
from talkoot.accounts.models import Account
from talkoot.accounts.tests.given import PASSWORD, confirmed, found, given_account, signed_in
from talkoot.accounts.tests.provider import Provider, a_provider
from talkoot.config.env import Environment, sign_in_providers
from talkoot.directory.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def provider(settings) -> Iterator[Provider]:
    with a_provider() as running:
        settings.SOCIALACCOUNT_PROVIDERS = running.setting
        yield running


def go(client, *, begin="/account/with/oidc/", **values):
    """Leave by the page of ours, be sent back by the other site, and return our answer to that."""
    leaving = client.post(begin, values)
    assert leaving.status_code == 200
    assert "'unsafe" not in leaving["Content-Security-Policy"]
    target = found(r'http-equiv="refresh" content="0;url=([^"]+)"', leaving.content.decode())
    back = urlsplit(sent_back_from(target))
    return client.get(f"{back.path}?{back.query}")


def sent_back_from(target):
    url = urlsplit(target)
    there = http.client.HTTPConnection(url.hostname, url.port, timeout=10)
    there.request("GET", f"{url.path}?{url.query}")
    location = there.getresponse().headers["Location"]
    there.close()
    return location


def test_the_other_site_is_offered_by_its_name_where_it_is_switched_on(client, provider):
    for page in ("sign-in", "sign-up"):
        assert "Continue with Movement log-in" in client.get(f"/account/{page}/").content.decode()


def test_a_newcomer_gets_account_and_person_under_their_name_there(client, provider):
    assert go(client)["Location"] == "/"
    account = Account.objects.get()
    assert account.name == "Ada lovelace"
    assert not account.has_usable_password()
    assert Person.objects.get().account_id == account.pk
    assert client.get("/account/").status_code == 200


def test_the_exchange_is_proven_by_secret_state_and_verifier(client, provider):
    go(client)
    asked, sent = (next(values for path, values in provider.seen if path == p) for p in ("/authorize", "/token"))
    assert asked["code_challenge_method"] == "S256"
    assert asked["redirect_uri"] == "http://testserver/account/with/oidc/back/"
    assert set(asked["scope"].split()) == {"openid", "profile", "email"}
    assert len(sent["code_verifier"]) >= 43


def test_the_same_person_comes_back_to_the_same_account(client, provider):
    go(client)
    provider.person["preferred_username"] = "Another name by now"
    assert go(Client())["Location"] == "/"
    assert Account.objects.get().name == "Ada lovelace"


def test_the_way_on_is_kept_through_the_other_site(client, provider):
    assert go(client, begin="/account/with/oidc/?next=/proposals/P-142/")["Location"] == "/proposals/P-142/"


def test_one_address_to_come_back_to_and_the_language_all_the_same(client, provider):
    provider.person["preferred_username"] = "Bad@name"
    answer = go(client, begin="/ar/account/with/oidc/")
    assert provider.seen[1][1]["redirect_uri"] == "http://testserver/account/with/oidc/back/"
    assert answer["Location"] == "/ar/account/linked/sign-up/"


@pytest.mark.parametrize("name", ["Bo", "ＢＯ", "a@b", "", "System", "Аdmin", "x" * 500, None, "Bo\u202e"])
def test_a_name_that_cannot_be_taken_is_asked_for(client, provider, name):
    given_account("Bo")
    provider.person["preferred_username"] = name
    assert go(client)["Location"] == "/account/linked/sign-up/"
    assert "Movement log-in" in client.get("/account/linked/sign-up/").content.decode()
    assert client.post("/account/linked/sign-up/", {"username": "bo"}).status_code == 422
    assert client.post("/account/linked/sign-up/", {"username": "Bo of the north"}).status_code == 303
    assert Person.objects.filter(name="Bo of the north").exists()


@pytest.mark.parametrize("is_verified", [True, False])
def test_an_address_elsewhere_opens_nobodys_account_here(client, provider, is_verified):
    ada = given_account("Ada", address="ada@example.org")
    provider.person |= {"email": "ada@example.org", "email_verified": is_verified, "preferred_username": "Mallory"}
    go(client)
    assert client.session.get("_auth_user_id") != str(ada.pk)
    assert not SocialAccount.objects.filter(user=ada).exists()


def test_only_an_address_confirmed_elsewhere_counts_as_confirmed(client, provider):
    provider.person |= {"email": "ada@example.org", "email_verified": False}
    go(client)
    assert queries.mail_addresses([Account.objects.get().pk]) == {}
    provider.person = {"sub": "7", "preferred_username": "Bo", "email": "bo@example.org", "email_verified": True}
    go(Client())
    bo = Account.objects.get(name="Bo")
    assert queries.mail_addresses([bo.pk]) == {bo.pk: "bo@example.org"}


@pytest.mark.parametrize(
    "claims",
    [{"aud": "somebody else"}, {"iss": "http://evil.example"}, {"exp": 1}],
)
def test_a_token_for_others_from_others_or_of_another_time_is_refused(client, provider, claims):
    provider.claims = claims
    answer = go(client)
    assert answer.status_code in {200, 401}
    assert "did not let you in" in answer.content.decode()
    assert not Account.objects.exists()


@pytest.mark.parametrize("trouble", ["/token", "/userinfo"])
def test_another_site_in_trouble_is_a_page_of_ours(client, provider, trouble):
    provider.trouble = trouble
    answer = go(client)
    assert "did not let you in" in answer.content.decode()
    assert "ui/app.css" in answer.content.decode()
    assert not Account.objects.exists()


def test_another_site_that_is_away_is_a_page_of_ours(client, provider):
    provider.trouble = "/.well-known/openid-configuration"
    answer = client.post("/account/with/oidc/")
    assert answer.status_code == 503
    assert "did not let you in" in answer.content.decode()


def test_turning_back_there_changes_nothing_here(client, provider):
    provider.trouble = "refusal"
    answer = go(client)
    page = client.get(answer["Location"]).content.decode() if answer.status_code == 302 else answer.content.decode()
    assert "You turned back" in page
    assert not Account.objects.exists()


@pytest.mark.parametrize(
    "query", ["", "code=x", "code=x&state=forged", "state=forged", "error=access_denied", "code=%00&state=%ff"]
)
def test_a_call_back_nobody_asked_for_is_refused(client, provider, query):
    answer = client.get(f"/account/with/oidc/back/?{query}")
    assert answer.status_code in {200, 302, 401}
    assert not Account.objects.exists()
    assert "_auth_user_id" not in client.session


def test_a_call_back_cannot_be_carried_to_another_browser(client, provider):
    leaving = client.post("/account/with/oidc/").content.decode()
    target = found(r"content=\"0;url=([^\"]+)\"", leaving)
    back = urlsplit(sent_back_from(target))
    other = Client()
    other.get(f"{back.path}?{back.query}")
    assert "_auth_user_id" not in other.session
    assert not Account.objects.exists()


def test_looking_at_the_address_leads_nowhere_without_a_button(client, provider):
    page = client.get("/account/with/oidc/").content.decode()
    assert "Continue" in page
    assert not provider.seen


def test_a_linked_account_is_added_to_ones_own_and_taken_off(client, provider):
    ada = given_account("Ada")
    browser = confirmed(signed_in(ada))
    assert "Continue with Movement log-in" in browser.get("/account/linked/").content.decode()
    assert go(browser, begin="/account/with/oidc/?process=connect")["Location"] == "/account/linked/"
    linked = SocialAccount.objects.get(user=ada)
    assert "Movement log-in" in browser.get("/account/linked/").content.decode()
    assert go(Client())["Location"] == "/"
    browser.post("/account/linked/", {"account": linked.pk})
    assert not SocialAccount.objects.exists()


def test_the_last_way_in_cannot_be_taken_off(client, provider):
    go(client)
    answer = client.post("/account/linked/", {"account": SocialAccount.objects.get().pk})
    assert answer.status_code == 422
    assert SocialAccount.objects.count() == 1
    new = {"password1": PASSWORD, "password2": PASSWORD}
    assert client.post("/account/password/first/", new).status_code == 303
    confirmed(client).post("/account/linked/", {"account": SocialAccount.objects.get().pk})
    assert not SocialAccount.objects.exists()


def test_nobody_takes_off_anothers_link(client, provider):
    go(client)
    other = confirmed(signed_in(given_account("Bo")))
    assert other.post("/account/linked/", {"account": SocialAccount.objects.get().pk}).status_code == 422
    assert SocialAccount.objects.count() == 1


def test_where_sign_up_is_closed_the_other_site_opens_no_account(client, provider, settings):
    settings.OPEN_SIGN_UP = False
    answer = go(client)
    assert "opened by those who run this site" in answer.content.decode()
    assert not Account.objects.exists()
    assert not EmailAddress.objects.exists()


def test_each_way_is_switched_on_by_its_own_settings():
    assert sign_in_providers(Environment()) == {}
    env = Environment(wikimedia_client_id="w", oidc_issuer="https://id.example/", oidc_client_id="o", oidc_name="Ours")
    providers = sign_in_providers(env)
    assert set(providers) == {"mediawiki", "openid_connect"}
    apps: Any = providers["openid_connect"]["APPS"]
    assert apps[0]["settings"] == {"server_url": "https://id.example"}
    assert "http://127.0.0.1:8000" in str(providers["mediawiki"]["USER_AGENT"])
