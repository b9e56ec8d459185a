import pytest
from django.test import Client

from talkoot.accounts import queries
from talkoot.accounts.models import Account
from talkoot.accounts.tests.given import PASSWORD, given_account, signed_in
from talkoot.directory.models import Person

pytestmark = pytest.mark.django_db
NEW = {"username": "ada_lovelace", "password1": PASSWORD, "email": ""}


def test_signing_up_takes_a_name_and_a_password_and_makes_account_and_person(client):
    answer = client.post("/account/sign-up/", NEW)
    assert (answer.status_code, answer["Location"]) == (303, "/")
    account = Account.objects.get()
    assert account.name == "Ada lovelace"
    assert Person.objects.get(account=account).name == "Ada lovelace"
    assert client.get("/account/").status_code == 200


def test_a_newcomers_first_language_is_that_of_the_page(client):
    answer = client.post("/ar/account/sign-up/", NEW)
    assert answer["Location"] == "/ar/"
    assert queries.language_choices_of(Account.objects.get().pk) == [("ar", "writes")]


def test_account_and_person_come_both_or_neither(client, monkeypatch):
    def fail(*args, **kwargs):
        raise ZeroDivisionError

    monkeypatch.setattr("talkoot.directory.actions.introduce_person", fail)
    with pytest.raises(ZeroDivisionError):
        client.post("/account/sign-up/", NEW)
    assert not Account.objects.exists()


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("username", "", "This field is required"),
        ("username", "A@b", "A name cannot hold any of"),
        ("username", "System", "kept for the site itself"),
        ("username", "Bo", "is taken"),
        ("username", "ＢＯ", "is taken"),
        ("password1", "short", "too short"),
        ("password1", "password1234", "too common"),
        ("password1", "ada_lovelace", "too similar"),
        ("email", "no address", "valid email"),
    ],
)
def test_what_cannot_be_taken_comes_back_as_an_error_in_the_filled_form(client, field, value, words):
    given_account("Bo")
    answer = client.post("/account/sign-up/", {**NEW, field: value})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "<title>Error:" in page
    assert words in page
    assert 'value="ada_lovelace"' in page or field == "username"
    assert Account.objects.count() == 1


def test_where_sign_up_is_closed_the_page_says_so(client, settings):
    settings.OPEN_SIGN_UP = False
    for answer in (client.get("/account/sign-up/"), client.post("/account/sign-up/", NEW)):
        assert "opened by those who run this site" in answer.content.decode()
    assert not Account.objects.exists()


@pytest.mark.parametrize("name", ["Ada Lovelace", "ada_lovelace", "ADA LOVELACE"])
def test_a_name_may_be_typed_as_one_likes(client, name):
    given_account("Ada Lovelace")
    assert client.post("/account/sign-in/", {"login": name, "password": PASSWORD}).status_code == 303


@pytest.mark.parametrize(("name", "password"), [("Ada", "wrong"), ("Nobody here", PASSWORD), ("Ada", ""), ("", "")])
def test_a_wrong_name_or_password_does_not_say_which(client, name, password):
    given_account("Ada")
    answer = client.post("/account/sign-in/", {"login": name, "password": password})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "no account with this name and password" in page or "This field is required" in page
    assert password not in page or not password
    assert client.get("/account/").status_code == 302


@pytest.mark.parametrize("page", ["sign-in", "sign-up"])
def test_the_way_on_is_kept_through_the_form_and_after_it(client, page):
    given_account("Bo")
    there = "/ar/proposals/P-142/?in=fr"
    shown = client.get(f"/account/{page}/", {"next": there}).content.decode()
    assert 'name="next" value="/ar/proposals/P-142/?in=fr"' in shown
    data = {"login": "Bo", "password": PASSWORD, **NEW, "next": there}
    assert client.post(f"/account/{page}/", data)["Location"] == there


@pytest.mark.parametrize("there", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"])
def test_no_way_on_leads_to_another_site(client, there):
    given_account("Bo")
    answer = client.post("/account/sign-in/", {"login": "Bo", "password": PASSWORD, "next": there})
    assert answer["Location"] == "/"


def test_signing_in_brings_the_readers_language_and_look_to_the_device(client):
    account = given_account("Bo", interface_language="ar")
    account.preference.colour_scheme, account.preference.reduced_data = "dark", True
    account.preference.save()
    answer = client.post("/account/sign-in/", {"login": "Bo", "password": PASSWORD})
    assert answer["Location"] == "/ar/"
    assert {name: answer.cookies[name].value for name in ("theme", "text", "bandwidth")} == {
        "theme": "dark",
        "text": "normal",
        "bandwidth": "reduced",
    }
    assert answer.cookies["language"].value == "ar"


def test_after_five_wrong_passwords_even_the_right_one_has_to_wait(client):
    given_account("Bo")
    for _ in range(5):
        client.post("/account/sign-in/", {"login": "Bo", "password": "wrong"})
    answer = client.post("/account/sign-in/", {"login": "Bo", "password": PASSWORD})
    assert (answer.status_code, answer["Retry-After"]) == (429, "300")
    assert "Too many attempts" in answer.content.decode()
    assert 'value="Bo"' in answer.content.decode()


def test_guesses_from_one_address_lock_nobody_out_who_comes_from_another(client):
    given_account("Bo")
    for _ in range(6):
        client.post("/account/sign-in/", {"login": "Bo", "password": "wrong"})
    elsewhere = Client(REMOTE_ADDR="192.0.2.7")
    assert elsewhere.post("/account/sign-in/", {"login": "Bo", "password": PASSWORD}).status_code == 303


def test_a_name_guessed_at_from_very_many_addresses_has_to_wait_everywhere(client):
    given_account("Bo")
    for number in range(50):
        elsewhere = Client(REMOTE_ADDR=f"192.0.2.{number}")
        elsewhere.post("/account/sign-in/", {"login": "Bo", "password": "wrong"})
    answer = client.post("/account/sign-in/", {"login": "Bo", "password": PASSWORD})
    assert (answer.status_code, answer["Retry-After"]) == (429, "300")


def test_many_people_at_one_address_may_mistype_and_all_come_in():
    names = [f"Somebody {number}" for number in range(40)]
    for name in names:
        given_account(name)
    for name in names:
        Client().post("/account/sign-in/", {"login": name, "password": "mistyped"})
        assert Client().post("/account/sign-in/", {"login": name, "password": PASSWORD}).status_code == 303


def test_the_wait_is_the_names_own_and_other_people_sign_in_meanwhile(client):
    given_account("Bo")
    given_account("Ada")
    for _ in range(6):
        client.post("/account/sign-in/", {"login": "Bo", "password": "wrong"})
    assert Client().post("/account/sign-in/", {"login": "Ada", "password": PASSWORD}).status_code == 303


def test_guessing_in_many_spellings_counts_as_one(client):
    given_account("Ada Lovelace")
    for name in ("Ada Lovelace", "ada lovelace", "ADA_LOVELACE", "Ａda Lovelace", "ada  lovelace"):
        client.post("/account/sign-in/", {"login": name, "password": "wrong"})
    answer = client.post("/account/sign-in/", {"login": "Ada Lovelace", "password": PASSWORD})
    assert "Too many attempts" in answer.content.decode()


def test_a_flood_of_guesses_from_one_address_is_stopped_in_the_filled_form(client):
    for number in range(101):
        answer = client.post("/account/sign-in/", {"login": f"Somebody {number}", "password": "wrong"})
    assert (answer.status_code, answer["Retry-After"]) == (429, "300")
    assert 'value="Somebody 100"' in answer.content.decode()


def test_a_flood_of_requests_is_answered_in_our_frame(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login": "2/m/ip"}
    for _ in range(3):
        answer = client.post("/account/sign-in/", {"login": "", "password": ""})
    assert (answer.status_code, answer["Retry-After"]) == (429, "300")
    assert "ui/app.css" in answer.content.decode()


def test_a_proxy_header_does_not_give_a_flood_another_address(client):
    for number in range(101):
        answer = client.post(
            "/account/sign-in/",
            {"login": f"Somebody {number}", "password": "wrong"},
            headers={"X-Forwarded-For": f"10.0.0.{number}"},
        )
    assert answer.status_code == 429


def test_signing_out_takes_a_button_and_leads_to_the_first_page():
    browser = signed_in(given_account("Bo"))
    assert browser.get("/account/sign-out/").status_code == 200
    assert browser.get("/account/").status_code == 200
    assert browser.post("/account/sign-out/")["Location"] == "/"
    assert browser.get("/account/").status_code == 302


def test_a_form_from_another_site_signs_nobody_in():
    given_account("Bo")
    strict = Client(enforce_csrf_checks=True)
    assert strict.post("/account/sign-in/", {"login": "Bo", "password": PASSWORD}).status_code == 403


def test_a_session_changes_its_key_when_somebody_signs_in(client):
    client.get("/account/sign-in/")
    session = client.session
    session["x"] = 1
    session.save()
    before = client.session.session_key
    signed_in(given_account("Bo"), client)
    assert client.session.session_key != before
