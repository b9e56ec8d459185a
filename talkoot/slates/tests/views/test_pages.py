"""Every page, for whom it is; what people send, what comes back."""

from __future__ import annotations

from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponseBase
from django.template.loader import render_to_string
from django.test import Client
from django.utils import translation

from talkoot.accounts.tests.given import browser_of
from talkoot.directory.models import Person
from talkoot.directory.tests.given import actor_of
from talkoot.kernel.imports import Run, Upload
from talkoot.kernel.testing import MONDAY
from talkoot.slates import actions, queries
from talkoot.slates.models import Candidate, Slate
from talkoot.slates.tests.given import (
    CLOSES,
    DAY,
    REGION,
    House,
    given_candidate,
    given_house,
    given_question,
    given_slate,
    given_someone,
    given_statement,
)

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


def test_a_slate_leads_to_its_matter_in_the_language_of_the_page(slate: Slate) -> None:
    assert '<h1><a href="/decisions/"' in text(Client().get(slate.get_absolute_url()))
    assert '<h1><a href="/ar/decisions/"' in text(Client().get(f"/ar{slate.get_absolute_url()}"))


def test_an_empty_slate_says_what_to_do_at_each_time(house: House, slate: Slate) -> None:
    assert "Be the first, or put somebody forward." in text(Client().get(slate.get_absolute_url()))
    with time_machine.travel(MONDAY - DAY, tick=False):
        assert "Nominations have not opened." in text(Client().get(slate.get_absolute_url()))
    with time_machine.travel(CLOSES, tick=False):
        page = text(Client().get(slate.get_absolute_url()))
    assert "Nobody came forward." in page
    assert "There is no statement yet." in text(Client().get(given_candidate(slate, house.bo).get_absolute_url()))
    assert "There is no election yet." not in text(Client().get("/slates/"))
    for address in ("/slates/S-999/", "/slates/nonsense/", f"{slate.get_absolute_url()}candidates/999/"):
        assert Client().get(address).status_code == 404


def test_many_names_are_searched_and_filtered_by_a_plain_form(house: House) -> None:
    slate = given_slate(house, asks=[REGION])
    for number in range(9):
        said = {"region": "North" if number % 2 else "South"}
        given_candidate(slate, given_someone(f"Person {number}"), attributes=said)
    page = text(Client().get(f"{slate.get_absolute_url()}?q=person+3&region=North"))
    assert "1 of 9" in page
    assert "Person 3" in page
    assert "Person 4" not in page
    assert "No name matches." in text(Client().get(f"{slate.get_absolute_url()}?q=zzz"))


def test_the_whole_way_by_forms(house: House, slate: Slate) -> None:
    bo, dee = browser_of(house.bo), browser_of(house.dee)
    sent = bo.post(
        f"{slate.get_absolute_url()}nominations/",
        {"whose": "another", "whom": "Dee", "name": "", "language": "en", "token": "a"},
    )
    one = Candidate.objects.get()
    assert sent["Location"] == one.get_absolute_url()
    address = one.get_absolute_url()
    assert "Will you stand?" in text(dee.get(address))
    for client in (Client(), browser_of(given_someone("Eve"))):
        assert client.get(address).status_code == 404
        assert "Dee" not in text(client.get(slate.get_absolute_url()))
    posts: list[tuple[Client, str, dict[str, str]]] = [
        (dee, "consent/", {"name": "Dee of the Circle", "language": "en"}),
        (dee, "statement/", {"text": "I *listen*.", "language": "en"}),
        (bo, "questions/", {"text": "Why?", "language": "en"}),
    ]
    for client, place, values in posts:
        assert client.post(address + place, {**values, "token": place[:4]}).status_code == 303, place
    question = one.questions.get()
    dee.post(f"{address}questions/{question.pk}/answers/", {"text": "Because.", "language": "en", "token": "an"})
    page = text(Client().get(address))
    for words in ("Dee of the Circle", "<em>listen</em>", "Why?", "Because."):
        assert words in page
    assert dee.post(f"{address}withdrawal/", {"token": "w"})["Location"] == address
    assert "Withdrew on" in text(Client().get(address))


def test_mistakes_keep_what_was_typed(house: House, slate: Slate) -> None:
    bo = browser_of(house.bo)
    sent = bo.post(
        f"{slate.get_absolute_url()}nominations/",
        {"whose": "another", "whom": "Nobody <i>", "language": "en", "token": "a"},
    )
    assert sent.status_code == 422
    assert "Nobody &lt;i&gt;" in text(sent)
    assert "Nobody here, or more than one" in text(sent)
    given_candidate(slate, house.dee, name="Bo")
    sent = bo.post(f"{slate.get_absolute_url()}nominations/", {"whose": "self", "language": "en", "token": "b"})
    assert sent.status_code == 422
    assert "This looks like Bo, who is on this slate." in text(sent)


def test_too_many_questions_are_told_to_wait(house: House, slate: Slate) -> None:
    one = given_candidate(slate, house.bo)
    for _ in range(3):
        given_question(one, house.dee)
    sent = browser_of(house.dee).post(
        f"{one.get_absolute_url()}questions/", {"text": "Once more", "language": "en", "token": "a"}
    )
    assert sent.status_code in {422, 429}
    assert "ask again tomorrow" in text(sent)
    assert "Once more" in text(sent)


def test_visitors_are_sent_to_sign_in_and_strangers_told_why_not(house: House, slate: Slate) -> None:
    one = given_candidate(slate, house.bo)
    for place in ("questions/", "withdrawal/", "strike/"):
        assert "/sign-in/" in Client().get(one.get_absolute_url() + place)["Location"]
    refused = browser_of(house.dee).get(f"{one.get_absolute_url()}strike/")
    assert refused.status_code == 403
    assert "Only stewards of the body that holds the election may do this." in text(refused)


def test_stewards_enter_strike_and_freeze(house: House, slate: Slate) -> None:
    ada = browser_of(house.ada)
    address = f"{slate.get_absolute_url()}import/"
    bad = SimpleUploadedFile("c.csv", b"name,status\nAnn,away\n")
    refused = ada.post(address, {"file": bad, "what": "do", "token": "a"})
    assert refused.status_code == 422
    assert "c.csv:2:status" in text(refused)
    for what, count in (("try", 0), ("do", 2)):
        file = SimpleUploadedFile("c.csv", b"name,status\nAnn,\nSid,sitting\n")
        page = text(ada.post(address, {"file": file, "what": what, "token": what}))
        assert ("nothing has changed" in page) == (what == "try")
        assert Candidate.objects.count() == count
    _ann, sid = Candidate.objects.order_by("pk")
    ada.post(f"{sid.get_absolute_url()}strike/", {"reason": "No *seat*.", "language": "en", "token": "s"})
    assert "<em>seat</em>" in text(Client().get(sid.get_absolute_url()))
    with time_machine.travel(CLOSES, tick=False):
        ada = browser_of(house.ada)
        assert ada.post(f"{slate.get_absolute_url()}freezing/", {"seed": "4 8 15", "token": "f"}).status_code == 303
        assert '<code dir="ltr">4 8 15</code>' in text(Client().get(slate.get_absolute_url()))
    table = text(Client().get(f"{slate.get_absolute_url()}candidates.csv"))
    assert table == "name,status\nAnn,standing\n"


def test_a_name_alone_gets_its_statement_from_a_steward(house: House, slate: Slate) -> None:
    run = Run("", house.ada, MONDAY, dry_run=False)
    actions.import_candidates(slate.pk, Upload("c.csv", b"name\nAnn\n"), run)
    ann = Candidate.objects.get()
    browser_of(house.ada).post(
        f"{ann.get_absolute_url()}statement/", {"text": "She says.", "language": "en", "token": "s"}
    )
    assert "She says." in text(Client().get(ann.get_absolute_url()))


def test_versions_of_a_statement_are_all_there(house: House, slate: Slate) -> None:
    one = given_candidate(slate, house.bo)
    given_statement(one, house.bo, "First.")
    given_statement(one, house.bo, "Second.")
    page = text(Client().get(f"{one.get_absolute_url()}statement/en/"))
    assert page.index("Second.") < page.index("First.")
    assert Client().get(f"{one.get_absolute_url()}statement/fr/").status_code == 404


PINNED = [(1, "slate", 2), (12, "slate", 2), (12, "candidate", 6), (12, "list", 1)]


@pytest.mark.parametrize("pinned", PINNED)
def test_how_many_queries_a_page_takes(
    house: House, slate: Slate, django_assert_num_queries: Any, pinned: tuple[int, str, int]
) -> None:
    crowd, place, most = pinned
    rows = [given_candidate(slate, given_someone(f"Person {number}")) for number in range(crowd)]
    given_statement(rows[0], actor_of(Person.objects.get(pk=rows[0].person_id or 0)))
    for number in range(4):
        question = given_question(rows[0], given_someone(f"Asker {number}"))
    assert question.pk
    address = {"slate": slate.get_absolute_url(), "candidate": rows[0].get_absolute_url(), "list": "/slates/"}[place]
    Client().get(address)
    with django_assert_num_queries(most):
        assert Client().get(address).status_code == 200


def test_the_part_for_other_pages_shows_names_and_statements(house: House, slate: Slate) -> None:
    one = given_candidate(slate, house.bo)
    given_statement(one, house.bo, "أقرأ *كل* تقرير.", "ar")
    names = queries.standing(slate.matter, languages=["ar"])
    part = render_to_string("slates/parts/slate.html", {"slate": slate, "names": names})
    assert 'lang="ar" dir="rtl">أقرأ كل تقرير.' in part
    assert "Nobody stands yet." in render_to_string("slates/parts/slate.html", {"slate": slate, "names": []})
