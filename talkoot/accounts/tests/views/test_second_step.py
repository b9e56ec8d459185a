import hmac
import re
import struct
import time
from base64 import b32decode

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client

from talkoot.accounts.tests.given import PASSWORD, confirmed, found, given_account, signed_in

pytestmark = pytest.mark.django_db


def code_of(secret, *, steps=0):
    """What an authenticator app shows (RFC 6238)."""
    counter = struct.pack(">Q", int(time.time()) // 30 + steps)
    digest = hmac.digest(b32decode(secret), counter, "sha1")
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"


def given_app(account):
    """Set up an app and return the browser and the app's secret."""
    browser = confirmed(signed_in(account))
    page = browser.get("/account/security/app/").content.decode()
    secret = found(r'<code dir="ltr">([A-Z2-7]+)</code>', page)
    assert browser.post("/account/security/app/", {"code": code_of(secret)}).status_code == 303
    return browser, secret


def sign_in(name="Ada"):
    client = Client()
    return client, client.post("/account/sign-in/", {"login": name, "password": PASSWORD, "next": "/proposals/"})


@pytest.mark.django_db(transaction=True)
def test_an_app_is_set_up_by_its_first_code_and_told_by_mail():
    browser, secret = given_app(given_account("Ada", address="ada@example.org"))
    page = browser.get("/account/security/").content.decode()
    assert "On. A code from the app is asked for" in page
    assert "10 codes left" in page
    assert any("ada@example.org" in message.to for message in mail.outbox)
    kept = Authenticator.objects.get(type="totp").data
    assert secret not in str(kept)


def test_a_wrong_first_code_sets_nothing_up_and_shows_the_same_secret():
    browser = confirmed(signed_in(given_account("Ada")))
    before = browser.get("/account/security/app/").content.decode()
    answer = browser.post("/account/security/app/", {"code": "000000"})
    secret = found(r'<code dir="ltr">([A-Z2-7]+)</code>', before)
    assert answer.status_code == 422
    assert secret in answer.content.decode()
    assert not Authenticator.objects.exists()


def test_with_an_app_the_password_alone_opens_nothing():
    _browser, secret = given_app(given_account("Ada"))
    client, answer = sign_in()
    assert answer["Location"] == "/account/security/code/"
    assert client.get("/account/").status_code == 302
    assert client.post("/account/security/code/", {"code": "000000"}).status_code == 422
    assert client.post("/account/security/code/", {"code": code_of(secret, steps=1)})["Location"] == "/proposals/"
    assert client.get("/account/").status_code == 200


@pytest.mark.parametrize("digits", ["٠١٢٣٤٥٦٧٨٩", "०१२३४५६७८९", "0123456789"])
def test_a_code_is_taken_in_every_script_and_with_the_space_the_app_shows(digits):
    _browser, secret = given_app(given_account("Ada"))
    shown = code_of(secret, steps=1).translate(str.maketrans("0123456789", digits))
    client, _answer = sign_in()
    assert client.post("/account/security/code/", {"code": f"{shown[:3]} {shown[3:]}"}).status_code == 303


def test_a_code_opens_once():
    _browser, secret = given_app(given_account("Ada"))
    code = code_of(secret, steps=1)
    first, second = sign_in()[0], sign_in()[0]
    assert first.post("/account/security/code/", {"code": code}).status_code == 303
    assert second.post("/account/security/code/", {"code": code}).status_code == 422


def test_a_recovery_code_opens_once():
    browser, _secret = given_app(given_account("Ada"))
    page = browser.get("/account/security/codes/").content.decode()
    codes = re.findall(r'<code dir="ltr">(\d+)</code>', page)
    assert len(codes) == 10
    assert browser.get("/account/security/codes/file/").content.decode().split() == codes
    first, second = sign_in()[0], sign_in()[0]
    assert first.post("/account/security/code/", {"code": codes[0]}).status_code == 303
    assert second.post("/account/security/code/", {"code": codes[0]}).status_code == 422


def test_new_recovery_codes_stop_the_old_ones():
    browser, _secret = given_app(given_account("Ada"))
    before = browser.get("/account/security/codes/file/").content.decode().split()
    browser.post("/account/security/codes/new/")
    assert not set(before) & set(browser.get("/account/security/codes/file/").content.decode().split())


def test_guessing_codes_is_stopped():
    given_app(given_account("Ada"))
    client, _answer = sign_in()
    answers = [client.post("/account/security/code/", {"code": f"{n:06}"}) for n in range(12)]
    assert "Too many" in answers[-1].content.decode()


def test_the_app_is_switched_off_again():
    browser, _secret = given_app(given_account("Ada"))
    assert browser.get("/account/security/app/removal/").status_code == 200
    browser.post("/account/security/app/removal/")
    assert sign_in()[1]["Location"] == "/proposals/"


def test_nobody_sets_up_an_app_without_confirming_that_it_is_them():
    browser = signed_in(given_account("Ada"))
    for path in ("security/app/", "security/keys/new/"):
        assert browser.get(f"/account/{path}")["Location"].startswith("/account/confirmation/")


def test_secrets_kept_under_an_older_key_of_the_site_still_open(settings):
    _browser, secret = given_app(given_account("Ada"))
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "a new key of the site " * 3, [settings.SECRET_KEY]
    client, _answer = sign_in()
    assert client.post("/account/security/code/", {"code": code_of(secret, steps=1)}).status_code == 303


@pytest.mark.parametrize("path", ["security/keys/999/name/", "security/keys/999/removal/"])
def test_keys_of_others_are_not_there(path):
    assert confirmed(signed_in(given_account("Ada"))).get(f"/account/{path}").status_code == 404


KEY = '{"id": "eA", "rawId": "eA", "type": "public-key", "response": %s}'
NO_DEVICE = [
    "",
    "{}",
    "[]",
    "null",
    "7",
    "nonsense",
    '{"id": 1}',
    '{"rawId": "x", "response": {}}',
    '{"id": "x", "rawId": "x", "type": "public-key", "response": []}',
    '{"id": "x", "rawId": "x", "type": "public-key", "response": {"userHandle": "MQ"}}',
    KEY % '{"clientDataJSON": "e30", "authenticatorData": "AA", "signature": "AA", "userHandle": "MQ"}',
    KEY % '{"clientDataJSON": "AA", "attestationObject": "AA"}',
]


@pytest.mark.parametrize("credential", NO_DEVICE)
def test_a_passkey_that_is_none_signs_nobody_in(client, credential):
    client.get("/account/security/keys/sign-in/", headers={"Accept": "application/json"})
    answer = client.post("/account/security/keys/sign-in/", {"credential": credential})
    assert answer.status_code == 303
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("credential", NO_DEVICE)
def test_a_passkey_that_is_none_is_not_added(credential):
    browser = confirmed(signed_in(given_account("Ada")))
    browser.get("/account/security/keys/new/")
    assert browser.post("/account/security/keys/new/", {"name": "x", "credential": credential}).status_code == 422
    assert not Authenticator.objects.exists()
