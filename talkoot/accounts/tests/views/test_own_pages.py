import json

import pytest
from allauth.account.models import EmailAddress
from django.core import mail

from talkoot.accounts import queries
from talkoot.accounts.models import Account
from talkoot.accounts.tests.given import PASSWORD, confirmed, given_account, signed_in

pytestmark = pytest.mark.django_db
LIKED = {
    "interface_language": "ar",
    "time_zone": "Africa/Accra",
    "colour_scheme": "dark",
    "text_size": "larger",
    "reduced_data": "on",
}


def test_the_account_page_takes_few_queries_however_much_there_is(django_assert_max_num_queries):
    account = given_account("Ada", address="ada@example.org", languages=("sw", "ar", "fr"))
    browser = signed_in(account)
    for _ in range(3):
        signed_in(account)
    # Session and reader; account, addresses, keys, linked accounts, sessions, languages; how they are told.
    with django_assert_max_num_queries(8):
        page = browser.get("/account/").content.decode()
    assert "Kiswahili" in page
    assert "ada@example.org" in page


def test_preferences_are_saved_and_seen_on_the_device_at_once():
    account = given_account("Ada")
    browser = signed_in(account)
    answer = browser.post("/account/preferences/", LIKED)
    assert answer["Location"] == "/account/"
    assert (answer.cookies["theme"].value, answer.cookies["language"].value) == ("dark", "ar")
    kept = queries.preference_of(account.pk)
    assert (kept.time_zone, kept.text_size, kept.reduced_data, kept.interface_language) == (
        "Africa/Accra",
        "larger",
        True,
        "ar",
    )
    page = browser.get("/account/preferences/").content.decode()
    assert 'value="Africa/Accra" selected' in page
    assert 'data-theme="dark"' in page


@pytest.mark.parametrize(
    ("field", "value"), [("time_zone", "Mars/Olympus"), ("colour_scheme", "pink"), ("text_size", "")]
)
def test_a_preference_that_is_no_choice_comes_back_in_the_form(field, value):
    account = given_account("Ada")
    answer = signed_in(account).post("/account/preferences/", {**LIKED, field: value})
    assert answer.status_code == 422
    assert queries.preference_of(account.pk).time_zone == "UTC"


def test_languages_are_written_by_any_name_put_in_order_and_moved():
    account = given_account("Ada", languages=())
    browser = signed_in(account)
    rows = {
        "language_0": "Kiswahili",
        "level_0": "native",
        "language_2": "arabic",
        "level_2": "writes",
        "language_3": "en",
    }
    assert browser.post("/account/languages/", rows)["Location"] == "/account/"
    assert queries.language_choices_of(account.pk) == [("sw", "native"), ("ar", "writes"), ("en", "reads")]
    moved = {"language_0": "Kiswahili", "level_0": "native", "language_1": "العربية", "level_1": "writes", "up": "1"}
    assert browser.post("/account/languages/", moved)["Location"] == "/account/languages/"
    assert queries.language_choices_of(account.pk) == [("ar", "writes"), ("sw", "native")]


@pytest.mark.parametrize("up", ["", "0", "-1", "9", "x", "²", "1" * 5000])
def test_a_button_that_moves_nothing_moves_nothing(up):
    account = given_account("Ada", languages=())
    rows = {"language_0": "sw", "language_1": "en", "up": up}
    signed_in(account).post("/account/languages/", rows)
    assert [tag for tag, _ in queries.language_choices_of(account.pk)] == ["sw", "en"]


@pytest.mark.parametrize("bad", ["Klingonese", "<script>alert(1)</script>", "en\u202e", "xx-xx-xx"])
def test_an_unknown_language_comes_back_at_its_row_with_the_others_kept(bad):
    account = given_account("Ada", languages=("en",))
    answer = signed_in(account).post("/account/languages/", {"language_0": "Kiswahili", "language_1": bad})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="Kiswahili"' in page
    assert "<script>alert" not in page
    assert queries.language_choices_of(account.pk) == [("en", "reads")]


def test_one_language_twice_is_refused_in_the_form():
    account = given_account("Ada", languages=("en",))
    answer = signed_in(account).post("/account/languages/", {"language_0": "sw", "language_1": "Kiswahili"})
    assert answer.status_code == 422
    assert "named twice" in answer.content.decode()


def test_a_device_can_be_signed_out_from_another():
    account = given_account("Ada")
    here, there = signed_in(account), signed_in(account)
    sessions = queries.sessions_of(account.pk, current_key=here.session.session_key)
    assert [session.is_current for session in sessions] == [True, False]
    here.post(f"/account/devices/{sessions[1].key}/ending/")
    assert here.get("/account/").status_code == 200
    assert there.get("/account/").status_code == 302


def test_all_other_devices_can_be_signed_out_at_once():
    account = given_account("Ada")
    here, *others = (signed_in(account) for _ in range(4))
    here.post("/account/devices/")
    assert here.get("/account/").status_code == 200
    assert all(other.get("/account/").status_code == 302 for other in others)


def test_nobody_signs_out_anothers_device():
    account, other = given_account("Ada"), given_account("Bo")
    here, there = signed_in(account), signed_in(other)
    (session,) = queries.sessions_of(account.pk, current_key=None)
    there.post(f"/account/devices/{session.key}/ending/")
    assert here.get("/account/").status_code == 200
    assert here.get(f"/account/devices/{session.key}/ending/").status_code == 405


def test_changing_the_password_signs_other_devices_out_and_tells_by_mail():
    account = given_account("Ada", address="ada@example.org")
    here, there = signed_in(account), signed_in(account)
    new = "another four plain words"
    here.post("/account/password/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert here.get("/account/").status_code == 200
    assert there.get("/account/").status_code == 302
    assert mail.outbox[0].to == ["ada@example.org"]


def test_the_owner_takes_their_data_away_as_one_file():
    account = given_account("Ada", address="ada@example.org", languages=("sw",))
    answer = confirmed(signed_in(account)).get("/account/data/")
    assert answer["Content-Disposition"] == 'attachment; filename="account.json"'
    assert answer["Content-Type"].startswith("application/json")
    kept = json.loads(answer.content)
    assert kept["account"]["name"] == "Ada"
    assert kept["account"]["languages"][0]["language"] == "sw"
    assert "notifications" in kept


@pytest.mark.parametrize("path", ["/account/data/", "/account/erasure/"])
def test_grave_steps_ask_again_who_it_is(path):
    browser = signed_in(given_account("Ada"))
    assert browser.get(path)["Location"] == f"/account/confirmation/?next={path.replace('/', '%2F')}"
    assert browser.post("/account/confirmation/", {"password": "wrong", "next": path}).status_code == 422
    assert browser.post("/account/confirmation/", {"password": PASSWORD, "next": path})["Location"] == path
    assert browser.get(path).status_code == 200


def test_erasing_takes_the_name_typed_and_ends_at_the_first_page():
    browser = confirmed(signed_in(given_account("Ada Lovelace")))
    assert browser.post("/account/erasure/", {"name": "Somebody"}).status_code == 422
    assert Account.objects.get().is_active
    assert browser.post("/account/erasure/", {"name": "ada lovelace"})["Location"] == "/"
    assert not Account.objects.get().is_active
    assert browser.get("/account/").status_code == 302


def test_an_address_is_added_confirmed_changed_and_removed():
    account = given_account("Ada")
    browser = confirmed(signed_in(account))
    browser.post("/account/email/", {"email": "ada@example.org", "action_add": "1"})
    assert "ada@example.org" in browser.get("/account/").content.decode()
    path = next(line for line in mail.outbox[-1].body.splitlines() if "/account/email/" in line).strip()
    browser.post(path.removeprefix("http://testserver"))
    assert queries.mail_addresses([account.pk]) == {account.pk: "ada@example.org"}
    browser.post("/account/email/", {"email": "ada@example.org", "action_remove": "1"})
    assert not EmailAddress.objects.exists()
    account.refresh_from_db()
    assert account.email == ""


def test_a_forgotten_password_is_replaced_by_a_mailed_link(client):
    given_account("Ada", address="ada@example.org")
    client.post("/account/password/forgotten/", {"email": "ADA@example.org"})
    link = next(line for line in mail.outbox[0].body.splitlines() if "/password/forgotten/" in line).strip()
    shown = client.get(link.removeprefix("http://testserver"), follow=True)
    path = shown.redirect_chain[-1][0]
    new = "another four plain words"
    assert client.post(path, {"password1": new, "password2": "other"}).status_code == 422
    assert client.post(path, {"password1": new, "password2": new}).status_code == 303
    assert client.post("/account/sign-in/", {"login": "Ada", "password": new}).status_code == 303


def test_asking_for_a_link_does_not_say_whether_an_address_is_known(client):
    given_account("Ada", address="ada@example.org")
    answers = [
        client.post("/account/password/forgotten/", {"email": address})
        for address in ("ada@example.org", "nobody@example.org")
    ]
    assert len({(answer.status_code, answer["Location"]) for answer in answers}) == 1
    assert [message.to for message in mail.outbox] == [["ada@example.org"]]


def test_where_no_mail_is_sent_nobody_waits_for_one(client, settings):
    settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.dummy.EmailBackend"}}
    given_account("Ada", address="ada@example.org")
    for answer in (
        client.get("/account/password/forgotten/"),
        client.post("/account/password/forgotten/", {"email": "ada@example.org"}),
    ):
        assert "sends no e-mails" in answer.content.decode()
    assert "Change address" not in signed_in(given_account("Bo")).get("/account/").content.decode()


def test_a_mail_server_that_is_away_is_said_and_a_changed_password_stays_changed(settings):
    browser = confirmed(signed_in(given_account("Ada", address="ada@example.org")))
    options = {"host": "127.0.0.1", "port": 1, "timeout": 1}
    settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": options}}
    answer = browser.post("/account/email/", {"email": "new@example.org", "action_add": "1"})
    assert answer.status_code == 409
    assert "could not be sent just now" in answer.content.decode()
    new = "another four plain words"
    changed = browser.post("/account/password/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert changed.status_code == 303
    assert Account.objects.get().check_password(new)
