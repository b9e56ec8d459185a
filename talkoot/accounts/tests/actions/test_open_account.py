import pytest
from django.contrib.auth.hashers import identify_hasher
from django.db import IntegrityError, transaction

from talkoot.accounts import actions, queries, rules
from talkoot.accounts.models import Account, LanguageChoice, Preference, RetiredName
from talkoot.accounts.rules import LanguageLevel
from talkoot.accounts.tests.given import PASSWORD, given_account, owner_of
from talkoot.kernel.actors import SYSTEM, VISITOR
from talkoot.kernel.refusals import AlreadyDone, Refusal
from talkoot.kernel.testing import MONDAY
from talkoot.kernel.verdicts import PermissionDenied
from talkoot.ledger.models import Entry

pytestmark = pytest.mark.django_db


def test_an_account_has_a_tidy_name_a_preference_and_its_languages_in_order():
    account = actions.open_account(
        "ada_lovelace",
        PASSWORD,
        languages=[("sw", LanguageLevel.NATIVE), ("en", LanguageLevel.READS)],
        by=VISITOR,
        at=MONDAY,
    )
    assert account.name == "Ada lovelace"
    assert account.check_password(PASSWORD)
    assert queries.preference_of(account.pk).time_zone == "UTC"
    assert queries.language_choices_of(account.pk) == [("sw", "native"), ("en", "reads")]


def test_opening_an_account_is_a_private_fact():
    account = actions.open_account("Ada", PASSWORD, by=VISITOR, at=MONDAY)
    entry = Entry.objects.get(kind="accounts.account_opened")
    assert (entry.subject, entry.is_public, entry.payload) == (account.ref, False, {"via": "password"})
    assert "Ada" not in str(entry.payload)


def test_without_a_password_no_password_opens_the_account():
    account = actions.open_account("Ada", None, via="mediawiki", by=VISITOR, at=MONDAY)
    assert not account.has_usable_password()
    assert not account.check_password("")


@pytest.mark.parametrize("name", ["Ada", "ada", "ADA", "Ａｄａ", "_ada_"])
def test_a_name_that_is_or_looks_taken_is_refused(name):
    given_account("Ada")
    with pytest.raises(Refusal) as refused:
        actions.open_account(name, PASSWORD, by=VISITOR, at=MONDAY)
    assert (refused.value.code, refused.value.field) == ("name_taken", "name")


@pytest.mark.parametrize("name", ["", "A@b", "System", "Аda", "1.2.3.4", "A" * 86])
def test_a_text_that_cannot_be_a_name_is_refused_with_a_sentence(name):
    with pytest.raises(Refusal) as refused:
        actions.open_account(name, PASSWORD, by=VISITOR, at=MONDAY)
    assert refused.value.code.startswith("name_")
    assert str(refused.value.text)
    assert not Account.objects.exists()


def test_a_name_taken_between_the_check_and_the_write_is_refused_all_the_same(monkeypatch):
    monkeypatch.setattr(queries, "is_name_free", lambda name: not Account.objects.filter(name=name).exists())
    given_account("Ada")
    row = Account(name="Ada two", folded=rules.folded_name("Bo"), created_at=MONDAY)
    row.save()
    answers = iter([True, False])
    monkeypatch.setattr(queries, "is_name_free", lambda name: next(answers))
    with pytest.raises(Refusal):
        actions.open_account("Bo", PASSWORD, by=VISITOR, at=MONDAY)


def test_the_same_form_sent_twice_opens_one_account():
    actions.open_account("Ada", PASSWORD, by=VISITOR, at=MONDAY, key="form-1")
    with pytest.raises(AlreadyDone):
        actions.open_account("Ada two", PASSWORD, by=VISITOR, at=MONDAY, key="form-1")
    assert Account.objects.count() == 1


def test_visitors_cannot_open_accounts_where_sign_up_is_closed_but_operators_can(settings):
    settings.OPEN_SIGN_UP = False
    with pytest.raises(PermissionDenied):
        actions.open_account("Ada", PASSWORD, by=VISITOR, at=MONDAY)
    operator = given_account("Op", is_operator=True)
    actions.open_account("Ada", PASSWORD, by=owner_of(operator), at=MONDAY)


def test_nobody_opens_an_operators_account_for_themselves():
    with pytest.raises(PermissionDenied):
        actions.open_account("Ada", PASSWORD, is_operator=True, by=VISITOR, at=MONDAY)


def test_passwords_are_kept_with_argon2(settings):
    settings.PASSWORD_HASHERS = settings.PASSWORD_HASHERS[-2:]
    account = actions.open_account("Ada", PASSWORD, by=SYSTEM, at=MONDAY)
    assert identify_hasher(account.password).algorithm == "argon2"


@pytest.mark.parametrize(
    "values",
    [
        {"name": "", "folded": "x"},
        {"name": "X", "folded": ""},
        {"name": "Ada", "folded": "other"},
        {"name": "Other", "folded": "ada"},
        {"name": "X", "folded": "x", "erased_at": MONDAY},
    ],
)
def test_the_database_keeps_names_whole_single_and_the_erased_empty(values):
    given_account("Ada")
    with pytest.raises(IntegrityError), transaction.atomic():
        Account.objects.create(created_at=MONDAY, **values)


@pytest.mark.parametrize(
    "values",
    [
        {"language": "en", "level": "reads", "position": 5},
        {"language": "fr", "level": "reads", "position": 0},
        {"language": "fr", "level": "sings", "position": 5},
        {"language": "", "level": "reads", "position": 5},
    ],
)
def test_the_database_keeps_languages_single_placed_and_of_a_level(values):
    account = given_account("Ada")
    with pytest.raises(IntegrityError), transaction.atomic():
        LanguageChoice.objects.create(account=account, **values)


@pytest.mark.parametrize("values", [{"text_size": "huge"}, {"colour_scheme": "pink"}])
def test_the_database_keeps_preferences_among_the_choices(values):
    account = given_account("Ada")
    with pytest.raises(IntegrityError), transaction.atomic():
        Preference.objects.filter(account=account).update(**values)


def test_the_database_retires_a_name_once():
    RetiredName.objects.create(digest="1" * 64, at=MONDAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        RetiredName.objects.create(digest="1" * 64, at=MONDAY)
