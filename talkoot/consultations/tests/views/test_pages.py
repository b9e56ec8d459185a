"""Every page, for whom it is, in two languages."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from django.http import HttpResponseBase
from django.test import Client
from django.utils import translation

from talkoot.accounts.tests.given import browser_of
from talkoot.consultations import actions
from talkoot.consultations.models import Consultation
from talkoot.consultations.rules import PartySpec
from talkoot.consultations.tests.given import (
    AFTER,
    given_answer,
    given_consultation,
    given_input,
    given_languages,
    given_many_inputs,
    given_member,
)
from talkoot.directory.models import Body
from talkoot.directory.rules import Power
from talkoot.directory.tests.given import given_body
from talkoot.kernel.actors import Actor
from talkoot.kernel.testing import MONDAY

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def monday():
    with time_machine.travel(MONDAY, tick=False), translation.override("en"):
        yield


@pytest.fixture
def asks(db: None) -> Body:
    given_languages()
    return given_body("Product <team>", kind="team")


@pytest.fixture
def ada(asks: Body) -> Actor:
    return given_member("Ada", asks, [Power.ANSWER, Power.STEWARD])


@pytest.fixture
def bo(asks: Body) -> Actor:
    return given_member("Bo", given_body("الفرع", language="ar"), [Power.REPRESENT])


def text(response: HttpResponseBase) -> str:
    return bytes(getattr(response, "content", b"")).decode()


def test_the_list_shows_what_is_open_by_deadline_in_its_own_language(asks: Body) -> None:
    given_consultation(asks, title="¿Qué <opinan>?", language="es")
    given_consultation(asks, title="مهلة", language="ar", closes_at=AFTER + timedelta(days=2))
    page = text(Client().get("/consultations/"))
    assert page.index("¿Qué &lt;opinan&gt;?") < page.index("مهلة")
    assert 'lang="ar" dir="rtl">مهلة</a>' in page
    assert "Open until" in page
    assert "0 of 0 inputs answered" in page


def test_empty_lists_say_where_to_go(asks: Body) -> None:
    assert "Nothing is being asked now." in text(Client().get("/consultations/"))
    assert "No consultation has been closed yet." in text(Client().get("/consultations/?tab=closed"))
    assert "None in your languages." in text(Client().get("/consultations/?mine=1"))


def test_a_consultation_shows_each_input_with_its_fate_language_and_direction(
    asks: Body, ada: Actor, bo: Actor
) -> None:
    opened = given_consultation(asks, takes_visitors=True)
    body = Body.objects.get(name="الفرع")
    first = given_input(opened, bo, text="رأي *مهم*", language="ar", body=body)
    given_input(opened, bo, text="100 % <b>sure</b> %s {0}")
    given_answer(first, ada, outcome="partly_adopted", reason="Une *moitié*", language="fr")
    page = text(Client().get(opened.get_absolute_url()))
    assert '<div class="prose" lang="ar" dir="rtl"><p>رأي <em>مهم</em></p>' in page
    assert '<div class="prose" lang="fr" dir="ltr"><p>Une <em>moitié</em></p>' in page
    assert "Partly adopted</span>" in page
    assert "100 % &lt;b&gt;sure&lt;/b&gt; %s {0}" in page
    assert '<a href="/people/bo/"><bdi>Bo</bdi></a> for <a href="/bodies/' in page
    assert '<bdi lang="ar">الفرع</bdi></a>, <time datetime="2026-11-23T09:00Z">' in page
    assert "<strong>1 of 2 inputs</strong> have an answer: 50 %." in page
    assert f'href="/consultations/{opened.public_id}/inputs/{first.pk}/">Input {first.pk}</a>' in page
    assert "zq7" not in page


def test_names_cannot_break_out_of_the_page(asks: Body) -> None:
    eve = given_member('Eve " onclick=x')
    opened = given_consultation(asks)
    given_input(opened, eve)
    page = text(Client().get(opened.get_absolute_url()))
    assert "<bdi>Eve &quot; onclick=x</bdi>" in page
    assert '" onclick=x' not in page.replace("&quot; onclick=x", "")


def test_the_same_page_in_arabic_leads_to_arabic_pages(asks: Body, bo: Actor) -> None:
    opened = given_consultation(asks)
    given = given_input(opened, bo)
    url = opened.get_absolute_url()
    own = given.get_absolute_url()
    page = text(Client().get(f"/ar{url}"))
    assert 'dir="rtl"' in page
    assert f'href="/ar{own}"' in page
    assert 'href="/ar/people/bo/"' in page
    assert 'lang="en" dir="ltr"' in page
    assert 'href="/people/bo/"' in text(Client().get(url))


def test_filters_keep_what_matches_and_survive_nonsense(asks: Body, ada: Actor, bo: Actor) -> None:
    opened = given_consultation(asks)
    given_answer(given_input(opened, bo, text="Answered one"), ada)
    given_input(opened, bo, text="Waiting one", language="sw")
    url = opened.get_absolute_url()

    def shown(query: str) -> set[str]:
        return set(re.findall(r"(Answered|Waiting) one", text(Client().get(url + query))))

    assert shown("?outcome=adopted") == {"Answered"}
    assert shown("?outcome=none") == shown("?in=sw") == {"Waiting"}
    assert shown("?outcome=rejected") == set()
    assert shown("?outcome=%27&in=zz&after=abc") == {"Answered", "Waiting"}
    assert "No input matches." in text(Client().get(f"{url}?outcome=rejected"))


def test_inputs_are_paged_two_hundred_at_a_time(asks: Body, bo: Actor) -> None:
    opened = given_consultation(asks)
    given_many_inputs(opened, bo, 250)
    first = text(Client().get(f"{opened.get_absolute_url()}?in=en"))
    assert first.count('<li id="i') == 200
    onward = re.search(r'href="(\?in=en&amp;after=\d+)#inputs"', first)
    opened_all = text(Client().get(opened.get_absolute_url()))
    assert opened_all.count('<li id="i') == 200
    rest = re.search(r'href="(\?after=\d+)#inputs"', opened_all)
    assert rest is not None
    assert text(Client().get(opened.get_absolute_url() + rest[1])).count('<li id="i') == 50
    assert onward is None


@pytest.fixture(params=["visitor", "ada", "bo"])
def client(request, ada: Actor, bo: Actor) -> Client:
    return {"visitor": Client(), "ada": browser_of(ada), "bo": browser_of(bo)}[request.param]


@pytest.mark.parametrize("path", ["", "parties/"])
def test_pages_cost_the_same_with_ten_and_a_thousand_rows(
    client: Client, ada: Actor, bo: Actor, path: str, django_assert_max_num_queries
) -> None:
    asks = Body.objects.get(name="Product <team>")
    small, large = given_consultation(asks), given_consultation(asks)
    given_many_inputs(small, bo, 10, answered_by=ada)
    given_many_inputs(large, bo, 1_000, answered_by=ada)
    counts = []
    for opened in (small, large):
        client.get(opened.get_absolute_url())
        with django_assert_max_num_queries(8) as captured:
            assert client.get(opened.get_absolute_url() + path).status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_the_list_costs_the_same_with_ten_and_a_thousand_rows(
    asks: Body, bo: Actor, django_assert_max_num_queries
) -> None:
    client, counts = browser_of(bo), []
    for count in (10, 990):
        given_consultation(asks)
        template = Consultation.objects.latest("pk")
        rows = [Consultation(**{**_values(template), "title": f"T{n}"}) for n in range(count - 1)]
        Consultation.objects.bulk_create(rows)
        client.get("/consultations/")
        with django_assert_max_num_queries(8) as captured:
            client.get("/consultations/")
        counts.append(len(captured))
    assert counts[0] == counts[1]


def _values(row: Consultation) -> dict[str, object]:
    return {f.attname: getattr(row, f.attname) for f in Consultation._meta.concrete_fields if f.attname != "id"}


def test_an_input_has_a_page_with_every_answer_it_had(asks: Body, ada: Actor, bo: Actor) -> None:
    opened = given_consultation(asks)
    given = given_input(opened, bo)
    first = given_answer(given, ada, outcome="deferred", reason="Not now.")
    given_answer(given, ada, reason="Now.", replaces=first.pk)
    page = text(Client().get(given.get_absolute_url()))
    assert page.index("Now.") < page.index("An earlier answer, no longer valid") < page.index("Not now.")
    other = given_consultation(asks)
    assert Client().get(f"{other.get_absolute_url()}inputs/{given.pk}/").status_code == 404


def test_a_receipt_shows_where_the_input_stands_to_anyone_and_to_no_index(asks: Body, ada: Actor, bo: Actor) -> None:
    opened = given_consultation(asks)
    given = given_input(opened, bo)
    url = f"/consultations/receipts/{given.receipt}/"

    def state() -> str:
        response = Client().get(url)
        assert "no-store" in response["Cache-Control"]
        page = text(response)
        assert '<meta name="robots" content="noindex">' in page
        (step,) = re.findall(
            r'aria-current="step"><span class="mk" aria-hidden="true">.</span><b>([^<]+)', text(response)
        )
        return str(step)

    assert state() == "Received"
    actions.take_up_inputs(opened.pk, [given.pk], by=ada, at=MONDAY)
    assert state() == "Being considered"
    given_answer(given, ada, reason="Because of this.")
    assert state() == "Answered"
    assert "Because of this." in text(Client().get(url))
    assert Client().get("/consultations/receipts/2345-6789-NOPE/").status_code == 404
    assert given.receipt not in text(Client().get(opened.get_absolute_url()))
    own = given.get_absolute_url()
    assert given.receipt not in text(Client().get(own)) + text(browser_of(ada).get(own))
    assert given.receipt in text(browser_of(bo).get(own))


def test_a_receipt_is_found_by_typing_its_code(asks: Body, bo: Actor) -> None:
    given = given_input(given_consultation(asks), bo)
    found = Client().get("/consultations/receipts/", {"code": f" {given.receipt.lower()} "})
    assert found.status_code == 302
    assert Client().get(found["Location"]).status_code == 200
    assert Client().get("/consultations/receipts/").status_code == 200
    assert "This field is required" in text(Client().get("/consultations/receipts/?code="))


def test_parties_are_shown_with_the_reason_and_whether_they_were_heard(asks: Body, ada: Actor, bo: Actor) -> None:
    body = Body.objects.get(name="الفرع")
    parties = [
        PartySpec(body_id=body.pk, must_be_heard=True, reason="Vos lecteurs", language="fr"),
        PartySpec(person_id=ada.person_id, reason="You know"),
    ]
    opened = given_consultation(asks, parties=parties)
    given_input(opened, ada)
    url = f"{opened.get_absolute_url()}parties/"
    page = text(browser_of(bo).get(url))
    assert '<p class="small muted" lang="fr" dir="ltr">Vos lecteurs</p>' in page
    assert "Must be heard</span>" in page
    assert "Heard</span>" in page
    assert "1 of 2 heard" in page
    assert page.count("(you)") == 1
    with time_machine.travel(AFTER):
        assert "Not heard</span>" in text(Client().get(url))


def test_a_moved_deadline_and_a_broken_promise_are_public(asks: Body, ada: Actor, bo: Actor) -> None:
    opened = given_consultation(asks)
    Consultation.objects.filter(pk=opened.pk).update(answers_by=AFTER + timedelta(days=2))
    given_input(opened, bo)
    actions.extend_deadline(
        opened.pk, closes_at=AFTER + timedelta(days=1), reason="A *holiday*", language="en", by=ada, at=MONDAY
    )
    assert "<p>A <em>holiday</em></p>" in text(Client().get(opened.get_absolute_url()))
    with time_machine.travel(AFTER + timedelta(days=2, hours=1)):
        assert "Late: answers were promised by" in text(Client().get(opened.get_absolute_url()))
