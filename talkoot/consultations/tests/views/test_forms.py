"""What people send, what comes back."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from talkoot.accounts.tests.given import browser_of
from talkoot.consultations import actions
from talkoot.consultations.models import Consultation, Disposition, Input, Party
from talkoot.consultations.tests.given import (
    AFTER,
    given_answer,
    given_consultation,
    given_input,
    given_languages,
    given_member,
)
from talkoot.consultations.tests.views.test_pages import text
from talkoot.consultations.views.speaking import sender_of
from talkoot.directory.models import Body
from talkoot.directory.rules import Power
from talkoot.directory.tests.given import given_body
from talkoot.kernel.actors import Actor
from talkoot.kernel.testing import MONDAY

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def monday():
    with time_machine.travel(MONDAY, tick=False) as clock:
        yield clock


@pytest.fixture
def asks(db: None) -> Body:
    given_languages()
    return given_body("Product team", kind="team")


@pytest.fixture
def ada(asks: Body) -> Actor:
    return given_member("Ada", asks, [Power.ANSWER, Power.STEWARD])


@pytest.fixture
def bo(asks: Body) -> Actor:
    return given_member("Bo", given_body("Chapter"), [Power.REPRESENT], languages=("sw", "en"))


@pytest.fixture
def opened(asks: Body) -> Consultation:
    return given_consultation(asks)


def here(opened: Consultation, path: str = "inputs/new/") -> str:
    return f"{opened.get_absolute_url()}{path}"


def test_input_is_sent_by_a_plain_form_and_leads_to_its_receipt(opened: Consultation, bo: Actor) -> None:
    client = browser_of(bo)
    page = text(client.get(here(opened)))
    assert '<option value="sw" lang="sw" selected>Kiswahili</option>' in page
    assert "For Chapter" in page
    body = Body.objects.get(name="Chapter")
    sent = client.post(
        here(opened), {"text": "Ndiyo", "language": "sw", "body_id": body.pk, "token": "t1"}, follow=True
    )
    given = Input.objects.get()
    assert sent.redirect_chain == [(f"/consultations/receipts/{given.receipt}/", 303)]
    assert "Received. Keep this page" in text(sent)
    assert (given.text, given.language, given.author_id, given.on_behalf) == ("Ndiyo", "sw", bo.person_id, body)


def test_a_double_post_leads_to_the_first_receipt(opened: Consultation, bo: Actor) -> None:
    client = browser_of(bo)
    form = {"text": "Once", "language": "en", "token": "same"}
    first, second = client.post(here(opened), form), client.post(here(opened), form)
    assert first["Location"] == second["Location"]
    assert Input.objects.count() == 1


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"text": ""}, "This field is required."),
        ({"text": "x" * 20_001}, "at most 20000 characters"),
        ({"text": "a\u202eb"}, "U+202E"),
        ({"text": "a\x00b"}, "U+0000"),
        ({"language": "xx-unknown"}, "Select a valid choice"),
        ({"language": "'><script>"}, "Select a valid choice"),
        ({"body_id": "999999"}, "Select a valid choice"),
        ({"body_id": "1 or 1=1"}, "Select a valid choice"),
    ],
)
def test_what_cannot_be_taken_comes_back_filled(
    opened: Consultation, bo: Actor, values: dict[str, str], sentence: str
) -> None:
    sent = browser_of(bo).post(here(opened), {"text": "Kept words", "language": "en", **values})
    page = text(sent)
    assert sent.status_code == 422
    assert sentence in page
    assert "<title>Error:" in page
    assert "<script>" not in page
    if "text" not in values:
        assert "Kept words</textarea>" in page
    assert not Input.objects.exists()


def test_a_form_sent_late_comes_back_filled_with_the_sentence(opened: Consultation, bo: Actor) -> None:
    client = browser_of(bo)
    with time_machine.travel(AFTER, tick=False):
        assert "no input is taken any more" in text(client.get(here(opened)))
        sent = client.post(here(opened), {"text": "Too late", "language": "en"})
    assert sent.status_code == 422
    assert "The deadline has passed, so this can no longer be taken in." in text(sent)
    assert "Too late</textarea>" in text(sent)


def test_a_visitor_is_sent_to_sign_in_where_an_account_is_needed(opened: Consultation) -> None:
    assert "/sign-in/" in Client().get(here(opened))["Location"]
    sent = Client().post(here(opened), {"text": "Kept", "language": "en"})
    assert (sent.status_code, Input.objects.count()) == (303, 0)


def test_a_visitor_is_heard_where_visitors_are_and_then_limited(asks: Body) -> None:
    opened = given_consultation(asks, takes_visitors=True)
    client = Client()
    assert "body_id" not in text(client.get(here(opened)))
    for n in range(5):
        sent = client.post(here(opened), {"text": f"Voice {n}", "language": "ar", "token": f"t{n}"})
        assert "/receipts/" in sent["Location"]
    sent = client.post(here(opened), {"text": "One too many", "language": "ar"}, REMOTE_ADDR="127.0.0.1")
    assert sent.status_code in {422, 429}
    assert "Wait a little" in text(sent)
    assert client.post(here(opened), {"text": "Far", "language": "ar"}, REMOTE_ADDR="2001:db8::1").status_code == 303
    assert Input.objects.filter(author=None).count() == 6


def test_the_desk_answers_the_chosen_with_one_reason(opened: Consultation, ada: Actor, bo: Actor) -> None:
    chosen = [given_input(opened, bo, text=f"Same {n}") for n in range(3)]
    spared = given_input(opened, bo, text="Other")
    client = browser_of(ada)
    page = text(client.get(here(opened, "answers/")))
    assert page.count('name="inputs"') == 4
    form = {"inputs": [i.pk for i in chosen], "outcome": "rejected", "reason": "Asked before.", "language": "en"}
    sent = client.post(here(opened, "answers/"), form, follow=True)
    assert "3 inputs have their answer." in text(sent)
    assert list(Input.objects.filter(outcome="").values_list("pk", flat=True)) == [spared.pk]


def test_a_desk_form_with_a_mistake_keeps_what_was_chosen(opened: Consultation, ada: Actor, bo: Actor) -> None:
    first, _second = given_input(opened, bo), given_input(opened, bo)
    sent = browser_of(ada).post(here(opened, "answers/"), {"inputs": [first.pk], "reason": "Half", "language": "en"})
    assert sent.status_code == 422
    assert f'name="inputs" value="{first.pk}" checked' in text(sent)
    assert "Half</textarea>" in text(sent)
    assert not Disposition.objects.exists()


def test_nothing_chosen_and_strangers_are_refused(opened: Consultation, ada: Actor, asks: Body, bo: Actor) -> None:
    given_input(opened, bo)
    stranger = given_input(given_consultation(asks), bo)
    client, form = browser_of(ada), {"outcome": "adopted", "reason": "x", "language": "en"}
    assert client.post(here(opened, "answers/"), form).status_code == 422
    sent = client.post(here(opened, "answers/"), {**form, "inputs": [stranger.pk]})
    assert sent.status_code == 422
    assert "belong to another consultation" in text(sent)
    assert not Disposition.objects.exists()


def test_the_desk_marks_what_it_considers(opened: Consultation, ada: Actor, bo: Actor) -> None:
    given = given_input(opened, bo)
    url = here(opened, "answers/taken-up/")
    sent = browser_of(ada).post(url, {"inputs": [given.pk]}, follow=True)
    assert "1 input is being considered." in text(sent)
    assert "Being considered</span>" in text(sent)
    assert "Choose at least one input." in text(browser_of(ada).post(url, {"inputs": ["x", "²"]}, follow=True))
    assert browser_of(ada).get(url).status_code == 405


def test_one_input_is_answered_and_the_answer_replaced(opened: Consultation, ada: Actor, bo: Actor) -> None:
    given = given_input(opened, bo)
    url, client = here(opened, f"inputs/{given.pk}/disposition/"), browser_of(ada)
    form = {"outcome": "deferred", "reason": "Later.", "language": "en"}
    assert client.post(url, form)["Location"] == given.get_absolute_url()
    seen = re.search(r'name="replaces" value="(\d+)"', text(client.get(url)))
    assert seen is not None
    assert client.post(url, {**form, "outcome": "adopted", "replaces": seen[1]}).status_code == 303
    stale = client.post(url, {**form, "outcome": "rejected", "replaces": seen[1]})
    assert stale.status_code == 422
    assert "answered by somebody else meanwhile" in text(stale)
    given.refresh_from_db()
    assert given.outcome == "adopted"


def test_closing_says_how_many_inputs_wait_and_leads_to_them(opened: Consultation, ada: Actor, bo: Actor) -> None:
    for _ in range(2):
        given_input(opened, bo)
    client, url = browser_of(ada), here(opened, "closure/")
    with time_machine.travel(AFTER, tick=False):
        sent = client.post(url, {"token": "a"})
        assert sent.status_code == 422
        assert "2 inputs have no answer yet." in text(sent)
        assert f'href="{opened.get_absolute_url()}?outcome=none#inputs"' in text(sent)
        for given in opened.inputs.all():
            given_answer(given, ada, at=AFTER)
        assert client.post(url, {"token": "b"})["Location"] == opened.get_absolute_url()
        assert "Every input has its answer." in text(client.get(opened.get_absolute_url()))


def test_the_deadline_moves_by_a_form(opened: Consultation, ada: Actor) -> None:
    client, url = browser_of(ada), here(opened, "deadline/")
    form = {"closes_at": "2026-12-24T18:00", "reason": "A holiday", "language": "en"}
    assert client.post(url, {**form, "closes_at": "2026-11-24T18:00"}).status_code == 422
    assert client.post(url, {**form, "closes_at": "soon"}).status_code == 422
    assert client.post(url, form)["Location"] == opened.get_absolute_url()
    opened.refresh_from_db()
    assert f"{opened.closes_at:%F %T %Z}" == "2026-12-24 18:00:00 UTC"


def test_a_party_is_invited_by_the_address_of_its_page(opened: Consultation, ada: Actor, bo: Actor) -> None:
    client, url = browser_of(ada), here(opened, "parties/new/")
    form = {"whom": "http://testserver/people/bo/", "reason": "You know it best.", "language": "en"}
    assert "Nobody here" in text(client.post(url, {**form, "whom": "Zorro"}))
    assert client.post(url, {**form, "must_be_heard": "on"}).status_code == 303
    again = client.post(url, form)
    assert again.status_code == 422
    assert "invited once" in text(again)
    assert Party.objects.get().must_be_heard


def test_a_consultation_is_opened_by_a_form(asks: Body, ada: Actor, bo: Actor) -> None:
    form = {
        "answering_body_id": asks.pk, "title": "A question", "question": "What?", "language": "en",
        "closes_at": "2026-12-01T12:00", "answers_by": "2026-12-15T12:00", "takes_visitors": "on",
    }  # fmt: skip
    client = browser_of(ada)
    assert client.get("/consultations/new/").status_code == 200
    sent = client.post("/consultations/new/", form)
    opened = Consultation.objects.get()
    assert sent["Location"] == here(opened, "parties/")
    assert opened.takes_visitors
    assert browser_of(bo).post("/consultations/new/", form).status_code == 403
    assert "/sign-in/" in Client().get("/consultations/new/")["Location"]
    eve = given_member("Eve", given_body("Council"), [Power.MODERATE])
    assert browser_of(eve).post("/consultations/new/", form).status_code == 422
    assert Consultation.objects.count() == 1


@pytest.mark.parametrize(
    "path", ["answers/", "closure/", "deadline/", "parties/new/", "inputs/{}/disposition/", "answers/taken-up/"]
)
def test_the_desk_is_closed_to_others_with_the_reason(opened: Consultation, bo: Actor, path: str) -> None:
    given = given_input(opened, bo)
    url = here(opened, path.format(given.pk))
    form = {"inputs": [given.pk], "outcome": "adopted", "reason": "x", "language": "en", "token": "t"}
    sent = browser_of(bo).post(url, form)
    assert sent.status_code == 403
    assert "Only those who answer for the body that was asked" in text(sent)
    assert "/sign-in/" in Client().post(url, form)["Location"]


@pytest.mark.parametrize("text_size", [2_600_000])
def test_a_far_too_large_form_is_refused_whole(opened: Consultation, bo: Actor, text_size: int) -> None:
    sent = browser_of(bo).post(here(opened), {"text": "x" * text_size, "language": "en"})
    assert sent.status_code == 413


def test_closed_consultations_offer_no_desk(opened: Consultation, ada: Actor) -> None:
    actions.close_consultation(opened.pk, by=ada, at=AFTER + timedelta(days=1))
    page = text(browser_of(ada).get(opened.get_absolute_url()))
    assert "Closed on" in page
    assert "/answers/" not in page
    assert "/inputs/new/" not in page


def test_visitors_behind_a_trusted_proxy_are_told_apart_by_network(asks: Body, settings, rf) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1

    def sender(forwarded: str) -> str:
        return sender_of(rf.post("/", REMOTE_ADDR="10.0.0.1", headers={"x-forwarded-for": forwarded}))

    assert sender("203.0.113.7") != sender("203.0.113.8")
    assert sender("2001:db8:1:2::1") == sender("2001:db8:1:2:ffff::9") != sender("2001:db8:1:3::1")
    assert sender("198.51.100.1, 203.0.113.7") == sender("203.0.113.7"), "what a visitor says of themselves is nothing"
    assert "203.0.113.7" not in sender("203.0.113.7")
