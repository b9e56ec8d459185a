from __future__ import annotations

from typing import Any

import pytest
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import Http404, HttpResponse
from django.test import RequestFactory
from pytest_django import DjangoAssertNumQueries, Settings

from talkoot.kernel.actors import Actor
from talkoot.kernel.refusals import AlreadyDone
from talkoot.kernel.testing import ADA, CY, MONDAY, actor
from talkoot.kernel.verdicts import PermissionDenied
from talkoot.ledger import queries, tasks, views
from talkoot.ledger.models import Delivery
from talkoot.ledger.tests.given import given_delivery, given_entry

pytestmark = pytest.mark.django_db
OPERATOR = actor("Op", 9, is_operator=True)
PATH = "/ledger/parked/"


@pytest.fixture
def parked(settings: Settings) -> Delivery:
    settings.WIRING = "talkoot.ledger.tests.mishaps.DOING"
    delivery = given_delivery()
    Delivery.objects.filter(pk=delivery.pk).update(state="parked", attempts=8, error="ValueError: <no mortar>")
    return delivery


def look(by: Actor) -> str:
    request: Any = RequestFactory().get(PATH)
    request.actor = by
    return views.parked(request).content.decode()


def retry(delivery: Delivery, by: Actor, token: str = "once") -> HttpResponse:
    request: Any = RequestFactory().post(f"{PATH}{delivery.pk}/retries/", {"token": token})
    request.actor = by
    request._messages = CookieStorage(request)
    return views.retry_delivery(request, delivery.pk)


def test_an_operator_sees_what_is_parked_and_why(parked: Delivery):
    html = look(OPERATOR)

    assert parked.reaction in html
    assert "ValueError: &lt;no mortar&gt;" in html
    assert "8 tries" in html
    assert f'action="{PATH}{parked.pk}/retries/"' in html


def test_when_nothing_is_parked_the_page_says_so():
    assert "Nothing is parked" in look(OPERATOR)


def test_an_operator_tries_again(parked: Delivery):
    answer = retry(parked, OPERATOR)

    assert (answer.status_code, answer["Location"]) == (302, PATH)
    assert tasks.drain(MONDAY.replace(year=2100)) == 1


def test_the_same_button_pressed_twice_tries_again_once(parked: Delivery):
    retry(parked, OPERATOR)

    with pytest.raises(AlreadyDone) as done:
        retry(parked, OPERATOR)
    assert queries.delivery_labels([parked.pk], viewer=OPERATOR)[parked.pk].url == PATH
    assert done.value.subject == parked.ref


@pytest.mark.parametrize("by", [ADA, CY], ids=lambda by: by.name or "visitor")
def test_others_are_refused(parked: Delivery, by: Actor):
    with pytest.raises(PermissionDenied):
        look(by)
    with pytest.raises(PermissionDenied):
        retry(parked, by)
    with pytest.raises(Http404):
        queries.get_delivery(parked.pk, viewer=by)
    assert queries.delivery_labels([parked.pk], viewer=by) == {}


def test_what_is_not_there_is_not_found(parked: Delivery):
    parked.pk += 1

    with pytest.raises(Http404):
        retry(parked, OPERATOR)


def test_looking_changes_nothing():
    request: Any = RequestFactory().get(f"{PATH}1/retries/")
    request.actor = OPERATOR

    assert views.retry_delivery(request, 1).status_code == 405


@pytest.mark.parametrize("number", [10, 1_000])
def test_the_page_is_one_query(number: int, settings: Settings, django_assert_num_queries: DjangoAssertNumQueries):
    settings.WIRING = "talkoot.ledger.tests.mishaps.DOING"
    for n in range(number):
        given_entry(n)
    tasks.relay(MONDAY)
    Delivery.objects.update(state="parked", error="no mortar")

    with django_assert_num_queries(1):
        look(OPERATOR)
