import json

import pytest
from allauth.account.models import EmailAddress
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection
from django.test.utils import CaptureQueriesContext

from talkoot.accounts import actions, queries
from talkoot.accounts.tests.given import given_account, given_accounts, signed_in
from talkoot.kernel.actors import SYSTEM, VISITOR
from talkoot.kernel.testing import MONDAY

pytestmark = pytest.mark.django_db


def test_an_account_is_found_by_its_name_however_it_is_typed():
    account = given_account("Ada Lovelace")
    for text in ("Ada Lovelace", "ada_lovelace", "  ADA  LOVELACE", "Ａｄａ Lovelace"):
        assert queries.account_named(text) == account
    assert queries.account_named("Ida Lovelace") is None


def test_what_a_request_needs_comes_in_one_query(django_assert_num_queries):
    account = given_account("Ada", languages=("sw", "en"), interface_language="ar")
    with django_assert_num_queries(1):
        parts = queries.actor_parts(account.pk)
    assert parts is not None
    assert (parts.name, parts.languages, parts.interface_language) == ("Ada", ("sw", "en"), "ar")
    assert (parts.time_zone, parts.text_size, parts.colour_scheme, parts.reduced_data) == (
        "UTC",
        "normal",
        "auto",
        False,
    )


def test_an_account_without_languages_has_none_and_an_erased_one_no_parts():
    account = given_account("Ada", languages=())
    parts = queries.actor_parts(account.pk)
    assert parts is not None
    assert parts.languages == ()
    actions.erase_account(account.pk, by=SYSTEM, at=MONDAY)
    assert queries.actor_parts(account.pk) is None
    assert queries.actor_parts(987_654) is None


@pytest.mark.parametrize("count", [10, 40])
def test_languages_of_many_accounts_take_one_query(django_assert_num_queries, count):
    keys = [account.pk for account in given_accounts(count, languages=("fr", "ar"))]
    with django_assert_num_queries(1):
        found = queries.languages_of(keys)
    assert found == dict.fromkeys(keys, ("fr", "ar"))


def test_people_are_spoken_to_in_the_language_they_chose_or_the_first_we_speak():
    chose = given_account("Ada", interface_language="es", languages=("ar",))
    first = given_account("Bo", languages=("sw", "ar-EG", "es"))
    none = given_account("Cy", languages=("sw",))
    gone = given_account("Dee")
    actions.erase_account(gone.pk, by=SYSTEM, at=MONDAY)
    found = queries.interface_languages([chose.pk, first.pk, none.pk, gone.pk])
    assert found == {chose.pk: "es", first.pk: "ar", none.pk: "en"}


def test_only_confirmed_addresses_of_open_accounts_are_mailed():
    confirmed = given_account("Ada", address="ada@example.org")
    given_account("Bo")
    assert queries.mail_addresses([confirmed.pk]) == {confirmed.pk: "ada@example.org"}
    EmailAddress.objects.update(verified=False)
    assert queries.mail_addresses([confirmed.pk]) == {}


def test_the_overview_takes_as_many_queries_with_ten_devices_as_with_one():
    account = given_account("Ada", languages=("sw", "zz"))
    counts = []
    for devices in (1, 9):
        for _ in range(devices):
            signed_in(account)
        with CaptureQueriesContext(connection) as taken:
            overview = queries.overview_of(account.pk)
        counts.append(len(taken))
    assert overview.sessions == 10
    assert overview.languages == [("sw", "Kiswahili", "reads"), ("zz", "zz", "reads")]
    assert counts == [6, 6]


@pytest.mark.parametrize(
    ("agent", "device"),
    [
        ("Mozilla/5.0 (Android 14; Mobile; rv:130.0) Gecko/130.0 Firefox/130.0", "Firefox, Android"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/130.0 Safari/537.36 Edg/130.0", "Edge, Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0) AppleWebKit Version/17.0 Safari/604.1", "Safari, iPhone"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("", ""),
    ],
)
def test_a_device_is_named_in_few_words(agent, device):
    assert queries.device_of(agent) == device


def test_the_export_is_whole_and_holds_no_secret():
    account = given_account("Ada", address="ada@example.org", languages=("sw",))
    signed_in(account)
    text = json.dumps(queries.export_of(account.pk), cls=DjangoJSONEncoder)
    assert json.loads(text)["email_addresses"][0]["email"] == "ada@example.org"
    assert json.loads(text)["sessions"][0]["ip"] == "127.0.0.1"
    account.refresh_from_db()
    assert account.password not in text
    assert "session_key" not in text


def test_the_ledger_names_an_account_by_its_name():
    account = given_account("Ada")
    assert queries.labels([account.pk], viewer=VISITOR)[account.pk].text == "Ada"


@pytest.mark.parametrize(
    ("text", "tag"),
    [("Kiswahili", "sw"), ("arabic", "ar"), ("العربية", "ar"), ("pt-br", "pt-BR"), ("zh-Hant", "zh-Hant"),
     ("xx", None), ("<b>", None), ("\x00", None), ("not a language", None), ("e" * 300, None), ("en--", None)],
)  # fmt: skip
def test_a_language_is_known_by_any_of_its_names(text, tag):
    assert queries.language_named(text) == tag
