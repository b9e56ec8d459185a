import json

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession

from talkoot.accounts import actions, queries
from talkoot.accounts.models import Account
from talkoot.accounts.tests.given import PASSWORD, given_account, owner_of, signed_in
from talkoot.directory.models import Person
from talkoot.kernel.actors import SYSTEM, VISITOR
from talkoot.kernel.refusals import Refusal
from talkoot.kernel.testing import MONDAY
from talkoot.kernel.verdicts import PermissionDenied
from talkoot.ledger.models import Entry
from talkoot.ledger.tasks import drain
from talkoot.notifications.models import Notice

pytestmark = pytest.mark.django_db


def given_full_account():
    account = given_account("Ada Lovelace", address="ada@example.org", languages=("sw", "en"))
    Authenticator.objects.create(user=account, type=Authenticator.Type.TOTP, data={"secret": "x"})
    SocialAccount.objects.create(user=account, provider="mediawiki", uid="7", extra_data={"username": "Ada Lovelace"})
    return account


def test_nothing_personal_is_left_of_an_erased_account():
    account = given_full_account()
    actions.erase_account(account.pk, by=owner_of(account), at=MONDAY)
    row = Account.objects.get(pk=account.pk)
    assert row.name == f"Erased account {account.pk}"
    assert (row.email, row.is_active, row.has_usable_password(), row.last_login) == ("", False, False, None)
    for model in (EmailAddress, Authenticator, SocialAccount, UserSession):
        assert not model.objects.filter(user=account).exists()
    kept = json.dumps(queries.export_of(account.pk), default=str)
    assert "Ada" not in kept
    assert "example.org" not in kept


def test_an_erased_name_can_be_taken_by_nobody_else():
    account = given_account("Ada Lovelace")
    actions.erase_account(account.pk, by=owner_of(account), at=MONDAY)
    for name in ("Ada Lovelace", "ADA LOVELACE"):
        with pytest.raises(Refusal):
            actions.open_account(name, PASSWORD, by=VISITOR, at=MONDAY)


def test_an_erased_accounts_sessions_end_at_once():
    account = given_account("Ada")
    browser = signed_in(account)
    assert browser.get("/account/").status_code == 200
    actions.erase_account(account.pk, by=owner_of(account), at=MONDAY)
    assert browser.get("/account/").status_code == 302
    assert browser.post("/account/sign-in/", {"login": "Ada", "password": PASSWORD}).status_code == 422


def test_erasing_is_told_without_a_name_and_done_once():
    account = given_account("Ada")
    actions.erase_account(account.pk, by=owner_of(account), at=MONDAY)
    actions.erase_account(account.pk, by=owner_of(account), at=MONDAY)
    entry = Entry.objects.get(kind="accounts.account_erased")
    assert (entry.subject, entry.payload, entry.is_public) == (account.ref, {}, False)


def test_others_cannot_erase_an_account_but_operators_can():
    account, other = given_account("Ada"), given_account("Bo")
    for actor in (VISITOR, owner_of(other)):
        with pytest.raises(PermissionDenied):
            actions.erase_account(account.pk, by=actor, at=MONDAY)
    operator = given_account("Op", is_operator=True)
    actions.erase_account(account.pk, by=owner_of(operator), at=MONDAY)


def test_the_last_operator_can_neither_be_erased_nor_relieved():
    operator = given_account("Op", is_operator=True)
    with pytest.raises(Refusal, match="Nobody else"):
        actions.erase_account(operator.pk, by=owner_of(operator), at=MONDAY)
    with pytest.raises(Refusal, match="Nobody else"):
        actions.relieve_operator(operator.pk, by=owner_of(operator), at=MONDAY)
    second = given_account("Ada")
    actions.appoint_operator(second.pk, by=owner_of(operator), at=MONDAY)
    actions.erase_account(operator.pk, by=owner_of(operator), at=MONDAY)
    assert queries.count_operators() == 1


def test_appointing_and_relieving_are_facts_and_happen_once():
    given_account("Op", is_operator=True)
    account = given_account("Ada")
    for _ in range(2):
        actions.appoint_operator(account.pk, by=SYSTEM, at=MONDAY)
    for _ in range(2):
        actions.relieve_operator(account.pk, by=SYSTEM, at=MONDAY)
    kinds = list(Entry.objects.filter(subject=account.ref).order_by("pk").values_list("kind", flat=True))
    assert kinds == ["accounts.account_opened", "accounts.operator_appointed", "accounts.operator_relieved"]


def test_a_closed_account_cannot_run_the_site():
    given_account("Op", is_operator=True)
    account = given_account("Ada")
    actions.erase_account(account.pk, by=SYSTEM, at=MONDAY)
    with pytest.raises(Refusal):
        actions.appoint_operator(account.pk, by=SYSTEM, at=MONDAY)


def test_every_app_forgets_what_it_kept_of_an_erased_person():
    account = given_full_account()
    given_notice_to(account)
    actions.erase_account(account.pk, by=owner_of(account), at=MONDAY)
    drain(MONDAY)
    assert "Ada" not in Person.objects.get(account=account).name
    assert not Notice.objects.filter(account=account).exists()


def given_notice_to(account):
    Notice.objects.create(account=account, matter="proposal:1", why="x", subject="y", url="/", language="en", at=MONDAY)
