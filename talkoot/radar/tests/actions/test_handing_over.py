"""What a mandate leaves open waits for who follows, until each thing is answered for."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from talkoot.accounts.tests.given import given_account
from talkoot.directory import actions as directory
from talkoot.directory.models import Person
from talkoot.directory.rules import Power
from talkoot.directory.tests.given import ALL_POWERS, actor_of, given_body, given_mandate, given_role
from talkoot.duties.rules import Letter
from talkoot.duties.tests.given import given_duty
from talkoot.duties.tests.views.test_pages import text
from talkoot.kernel.actors import SYSTEM
from talkoot.kernel.clock import now
from talkoot.kernel.refusals import Refusal
from talkoot.kernel.verdicts import PermissionDenied
from talkoot.ledger.models import Entry
from talkoot.ledger.tasks import drain
from talkoot.notifications.models import Notice
from talkoot.radar import actions, tasks
from talkoot.radar.models import HandOver, Item

pytestmark = pytest.mark.django_db


def person(name: str) -> Person:
    return Person.objects.get(account=given_account(name, password=None))


def test_a_successor_takes_one_thing_over_and_returns_the_other() -> None:
    at = now()
    body = given_body("Council")
    ada, bo, eli = (person(name) for name in ("Ada", "Bo", "Eli"))
    given_mandate(ada, body, ALL_POWERS)
    chair = given_role(body, "Chair", seats=1)
    held = given_mandate(bo, body, role=chair)
    for letter in (Letter.ACCOUNTABLE, Letter.RESPONSIBLE):
        given_duty(chair, letter, at=at)
    drain(at)
    directory.end_mandate(held.pk, reason="Moved away.", by=SYSTEM, at=at)
    drain(at)
    pack = HandOver.objects.get()
    one, other = pack.items.order_by("pk")
    assert actions.hand_over(held.pk, at=at) == pack
    with pytest.raises(PermissionDenied):
        actions.take_over(one.pk, by=actor_of(eli), at=at)
    given_mandate(eli, body, role=chair, at=at)
    drain(at)
    assert set(Notice.objects.filter(matter=pack.ref).values_list("account__name", flat=True)) == {"Ada", "Eli"}
    with pytest.raises(PermissionDenied):  # while somebody holds the role, it is theirs
        actions.take_over(one.pk, by=actor_of(ada), at=at)
    client = Client()
    client.force_login(eli.account)  # type: ignore[arg-type]  # they have one
    assert "2 things not taken over" in text(Client(), body.get_absolute_url())
    assert "2 things not taken over" in text(Client(), eli.get_absolute_url())
    assert client.post(f"/radar/handovers/items/{one.pk}/acceptance/", {"token": "a"}).status_code == 303
    there = f"/radar/handovers/items/{other.pk}/return/"
    assert client.post(there, {"reason": "", "language": "en", "token": "b"}).status_code == 422
    assert client.post(there, {"reason": "No time.", "language": "en", "token": "c"}).status_code == 303
    page = text(client, pack.get_absolute_url())
    assert "Taken over" in page
    assert "No time." in page
    assert "1 thing not taken over" in text(Client(), body.get_absolute_url())
    actions.take_over(other.pk, by=actor_of(ada), at=at)  # what was returned is the body's
    assert "not taken over" not in text(Client(), body.get_absolute_url())
    assert Entry.objects.filter(kind="radar.item_taken_over").latest("pk").payload["left"] == 0
    with pytest.raises(IntegrityError), transaction.atomic():
        Item.objects.create(hand_over=pack, state="waiting")


def test_a_term_that_ends_by_the_calendar_is_handed_over_that_day_and_not_to_who_goes_on() -> None:
    at = now()
    body = given_body("Council")
    bo, eli = person("Bo"), person("Eli")
    role = given_role(body, "Member", seats=2, powers=[Power.REPRESENT])
    tomorrow = at + timedelta(days=1)
    given_mandate(bo, body, role=role, until_on=tomorrow.date())
    given_mandate(eli, body, role=role, until_on=tomorrow.date())
    given_mandate(eli, body, role=role, from_on=tomorrow.date(), at=at)
    given_duty(role, at=at)
    drain(at)
    tasks.sweep_daily(at)
    assert not HandOver.objects.exists()
    tasks.sweep_daily(tomorrow)
    assert HandOver.objects.get().person == bo


def test_nothing_is_returned_without_a_reason() -> None:
    at = now()
    body = given_body("Council")
    ada = person("Ada")
    given_mandate(ada, body, ALL_POWERS)
    role = given_role(body, "Chair", seats=1)
    held = given_mandate(person("Bo"), body, role=role)
    given_duty(role, at=at)
    directory.end_mandate(held.pk, reason="Moved away.", by=SYSTEM, at=at)
    made = actions.hand_over(held.pk, at=at)
    assert made is not None
    with pytest.raises(Refusal):
        actions.return_item(made.items.get().pk, reason=" ", language="en", by=actor_of(ada), at=at)
