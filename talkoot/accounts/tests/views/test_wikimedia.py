"""The exchange with Wikimedia, played back by a server on this machine as MediaWiki's OAuth extension answers."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers.mediawiki.views import MediaWikiOAuth2Adapter

from talkoot.accounts import queries
from talkoot.accounts.models import Account
from talkoot.accounts.tests.given import found
from talkoot.directory.models import Person

pytestmark = pytest.mark.django_db

PROFILE = {
    "sub": "58312741",
    "username": "عائشة بنت محمد",
    "editcount": 1827,
    "confirmed_email": True,
    "blocked": False,
    "registered": "20190214090210",
    "groups": ["*", "user", "autoconfirmed"],
    "rights": ["read", "edit"],
    "grants": ["mwoauth-authonlyprivate"],
    "realname": "",
    "email": "aisha@example.org",
}
TOKEN = {
    "token_type": "Bearer",
    "expires_in": 14400,
    "access_token": "header.body.signature",
    "refresh_token": "def502",
}


class Meta(ThreadingHTTPServer):
    """Keeps what it was asked; answers from the recording."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.seen: list[tuple[str, dict[str, str], str]] = []
        self.profile: dict[str, Any] = dict(PROFILE)
        self.status = 200


class Handler(BaseHTTPRequestHandler):
    server: Meta

    def do_GET(self) -> None:
        self._play(urlsplit(self.path).path, {}, self.server.profile)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self._play(self.path, {name: values[0] for name, values in parse_qs(body).items()}, TOKEN)

    def _play(self, path: str, sent: dict[str, str], answer: dict[str, Any]) -> None:
        self.server.seen.append((path, sent, self.headers.get("Authorization", "")))
        content = json.dumps(answer).encode()
        self.send_response(self.server.status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  # the standard library's name
        pass


@pytest.fixture
def meta(settings, monkeypatch) -> Iterator[Meta]:
    app = {"name": "Wikimedia", "client_id": "key", "secret": "secret"}
    settings.SOCIALACCOUNT_PROVIDERS = {"mediawiki": {"APPS": [app], "OAUTH_PKCE_ENABLED": True}}
    with Meta() as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        here = f"http://127.0.0.1:{server.server_address[1]}/w/rest.php/oauth2"
        monkeypatch.setattr(MediaWikiOAuth2Adapter, "access_token_url", f"{here}/access_token")
        monkeypatch.setattr(MediaWikiOAuth2Adapter, "profile_url", f"{here}/resource/profile")
        yield server
        server.shutdown()


def leave(client, path="/account/wikimedia/"):
    page = client.post(path).content.decode()
    target = found(r'http-equiv="refresh" content="0;url=([^"]+)"', page)
    return target, dict(parse_qsl(urlsplit(target).query))


def come_back(client, asked):
    return client.get("/account/wikimedia/back/", {"code": "def50200", "state": asked["state"]})


def test_people_are_sent_to_meta_with_what_it_needs(client, meta):
    assert "Continue with Wikimedia" in client.get("/account/sign-in/").content.decode()
    target, asked = leave(client)
    assert target.startswith("https://meta.wikimedia.org/w/rest.php/oauth2/authorize?")
    assert asked["client_id"] == "key"
    assert asked["response_type"] == "code"
    assert asked["redirect_uri"] == "http://testserver/account/wikimedia/back/"
    assert asked["code_challenge_method"] == "S256"


def test_a_wikimedian_gets_an_account_under_their_name_in_any_script(client, meta):
    _target, asked = leave(client)
    assert come_back(client, asked)["Location"] == "/"
    account = Account.objects.get()
    assert account.name == "عائشة بنت محمد"
    assert Person.objects.get().name == account.name
    assert queries.mail_addresses([account.pk]) == {account.pk: "aisha@example.org"}
    assert SocialAccount.objects.get().uid == "58312741"


def test_the_code_is_changed_for_a_token_and_the_token_for_a_profile(client, meta):
    _target, asked = leave(client)
    come_back(client, asked)
    (token, sent, _none), (profile, _empty, bearer) = meta.seen
    assert (token, profile) == ("/w/rest.php/oauth2/access_token", "/w/rest.php/oauth2/resource/profile")
    assert sent["grant_type"] == "authorization_code"
    assert sent["code"] == "def50200"
    assert sent["redirect_uri"] == asked["redirect_uri"]
    assert len(sent["code_verifier"]) >= 43
    assert bearer == "Bearer header.body.signature"


def test_an_address_not_confirmed_there_is_not_taken_over(client, meta):
    meta.profile["confirmed_email"] = False
    _target, asked = leave(client)
    come_back(client, asked)
    assert queries.mail_addresses([Account.objects.get().pk]) == {}


def test_nothing_of_the_exchange_is_kept_but_who_it_was(client, meta):
    _target, asked = leave(client)
    come_back(client, asked)
    kept = json.dumps(SocialAccount.objects.get().extra_data)
    assert "signature" not in kept
    assert not SocialAccount.objects.get().socialtoken_set.exists()


@pytest.mark.parametrize("status", [400, 403, 500, 503])
def test_meta_in_trouble_is_a_page_of_ours(client, meta, status):
    meta.status = status
    _target, asked = leave(client)
    answer = come_back(client, asked)
    assert "did not let you in" in answer.content.decode()
    assert not Account.objects.exists()


def test_a_profile_without_an_identity_opens_nothing(client, meta):
    meta.profile = {"error": "mwoauth-oauth-exception"}
    _target, asked = leave(client)
    assert come_back(client, asked).status_code == 503
    assert not Account.objects.exists()
