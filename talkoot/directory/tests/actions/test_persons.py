"""Persons: introduced once, their own page, forgotten."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from talkoot.accounts.events import AccountErased, AccountOpened
from talkoot.accounts.tests.given import given_account
from talkoot.directory import actions
from talkoot.directory.models import Interest, Mandate, Person
from talkoot.directory.queries import topic_ids_of
from talkoot.directory.reactions import account_erased, account_opened
from talkoot.directory.rules import Audience
from talkoot.directory.tests.given import actor_of, given_body, given_cast, given_mandate, given_person, person_id
from talkoot.kernel.actors import SYSTEM
from talkoot.kernel.refusals import Refusal
from talkoot.kernel.testing import MONDAY
from talkoot.kernel.verdicts import PermissionDenied
from talkoot.scopes.actions import add_topic

pytestmark = pytest.mark.django_db


def profile(**fields: Any) -> dict[str, Any]:
    """Return what a profile form gives."""
    form: dict[str, Any] = {"about": "", "language": "", "contact": "", "topics": [], "shown_to": {}}
    return form | fields


def test_an_account_has_one_person_however_often_it_is_introduced() -> None:
    account = given_account("Ada")
    again = actions.introduce_person(account.pk, "Somebody else", MONDAY)
    account_opened(AccountOpened(subject=f"account:{account.pk}"), at=MONDAY)
    assert again.name == "Ada"
    assert Person.objects.count() == 1


def test_people_of_one_name_have_different_addresses() -> None:
    assert [given_person("Zoë").slug, given_person("Zoe").slug] == ["zoe", "zoe-2"]


def test_one_edits_ones_own_page() -> None:
    ada = given_person("Ada")
    topic = add_topic(labels={"en": "Maps"}, by=SYSTEM, at=MONDAY)
    person = actions.edit_profile(
        ada.pk,
        **profile(about="I *map*.", language="en", contact="https://w.example/Ada", topics=[topic.pk],
                  shown_to={"about": Audience.MEMBERS}),
        by=actor_of(ada), at=MONDAY,
    )  # fmt: skip
    assert person.html == "<p>I <em>map</em>.</p>\n"
    assert (person.about_shown_to, person.contact_shown_to) == ("members", "members")
    assert topic_ids_of(ada.pk) == [topic.pk]


def test_a_topic_left_and_followed_again_is_one_row() -> None:
    ada = given_person("Ada")
    topic = add_topic(labels={"en": "Maps"}, by=SYSTEM, at=MONDAY)
    for topics in ([topic.pk], [], [topic.pk]):
        actions.edit_profile(ada.pk, **profile(topics=topics), by=actor_of(ada), at=MONDAY)
        assert topic_ids_of(ada.pk) == topics
    assert Interest.objects.count() == 1


@pytest.mark.parametrize("contact", ["ada@example.org", "javascript:alert(1)"])
def test_a_contact_is_a_page(contact: str) -> None:
    ada = given_person("Ada")
    with pytest.raises(Refusal) as refusal:
        actions.edit_profile(ada.pk, **profile(contact=contact), by=actor_of(ada), at=MONDAY)
    assert refusal.value.field == "contact"


def test_nobody_edits_anothers_page() -> None:
    cast = given_cast()
    for actor in (cast.ada, cast.oz, cast.cy):
        with pytest.raises(PermissionDenied):
            actions.edit_profile(person_id(cast.bo), **profile(), by=actor, at=MONDAY)


def test_erasing_an_account_forgets_the_person_and_keeps_the_mandates() -> None:
    account = given_account("Ada Lovelace")
    ada = Person.objects.get(account=account)
    given_mandate(ada, given_body())
    actions.edit_profile(ada.pk, **profile(about="I am Ada.", language="en"), by=actor_of(ada), at=MONDAY)
    for _ in range(2):
        account_erased(AccountErased(subject=f"account:{account.pk}"), at=MONDAY)
    ada.refresh_from_db()
    assert not any("ada" in str(value).lower() for value in (ada.name, ada.slug, ada.fold, ada.about, ada.html))
    assert Mandate.objects.filter(person=ada).exists()


def test_the_database_refuses_what_no_person_can_be() -> None:
    account = given_account("Ada")
    values = {"slug": "x", "fold": "x", "created_at": MONDAY}
    for wrong in (
        {"name": ""},
        {"name": "X", "about": "text without language"},
        {"name": "X", "about_shown_to": "friends"},
        {"name": "X", "account": account},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Person.objects.create(**(values | wrong))
