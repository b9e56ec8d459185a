"""Pages of the question in further languages."""

from __future__ import annotations

import pytest
import time_machine
from django.test import Client
from django.utils import translation

from talkoot.accounts.tests.given import browser_of
from talkoot.decisions.tests.actions.test_translating import RULES, announced, translated
from talkoot.decisions.tests.given_course import given_draft
from talkoot.rulebooks.tests.given import OPENED, given_council

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def during():
    with time_machine.travel(OPENED, tick=False), translation.override("en"):
        yield


def test_a_steward_writes_the_question_in_what_is_missing() -> None:
    council = given_council()
    draft = given_draft(council, RULES)
    client = browser_of(council.ada)
    address = f"{draft.get_absolute_url()}translations/new/"
    assert address in client.get(draft.get_absolute_url()).text
    page = client.get(address).text
    assert "<bdi>Español</bdi> · <bdi>العربية</bdi>" in page
    sent = {"title": "Modo oscuro", "question": "¿Oscuro?", "language": "es", "token": "a"}
    assert client.post(address, {**sent, "question": ""}).status_code == 422
    assert client.post(address, {**sent, "token": "b"}).status_code == 303
    page = client.get(address).text
    assert "<bdi>العربية</bdi>" in page
    assert "<bdi>Español</bdi>" not in page
    assert browser_of(council.bo).get(address).status_code == 404


def test_readers_see_the_question_in_their_language_with_its_direction(client: Client) -> None:
    council = given_council()
    draft = given_draft(council, RULES)
    translated(draft, council.ada)
    translated(draft, council.ada, "ar", "الوضع الداكن", "الوضع الداكن؟")
    announced(draft, council.ada)
    address = draft.get_absolute_url()
    page = client.get(f"/ar{address}").text
    assert "الوضع الداكن</h1>" in page
    assert '<a href="?in=es" hreflang="es"><bdi lang="es">español</bdi></a>' in page
    assert '<h1 lang="es" dir="ltr">Modo oscuro</h1>' in client.get(f"{address}?in=es").text
    assert "Dark mode</h1>" in client.get(f"{address}?in=fr").text
