"""Every page, for whom it is; what people send, what comes back."""

from __future__ import annotations

import pytest
import time_machine
from django.http import HttpResponseBase
from django.test import Client
from django.utils import translation

from talkoot.kernel.testing import MONDAY
from talkoot.slates.models import Slate
from talkoot.slates.tests.given import House, given_candidate, given_house, given_slate, given_statement

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def monday():
    with time_machine.travel(MONDAY, tick=False), translation.override("en"):
        yield


@pytest.fixture
def house(db: None) -> House:
    return given_house()


@pytest.fixture
def slate(house: House) -> Slate:
    return given_slate(house)


def text(response: HttpResponseBase) -> str:
    return bytes(getattr(response, "content", b"")).decode()


def test_the_slate_shows_who_stands_and_a_candidate_what_they_say(house: House, slate: Slate) -> None:
    bo = given_candidate(slate, house.bo, name="Bo <b>")
    given_statement(bo, house.bo, "أقرأ *كل* تقرير.", "ar")
    page = text(Client().get(slate.get_absolute_url()))
    assert "Bo &lt;b&gt;</strong>" in page
    page = text(Client().get(bo.get_absolute_url()))
    assert 'lang="ar" dir="rtl"><p>أقرأ <em>كل</em> تقرير.</p>' in page
    assert "Nobody has asked anything yet." in page
