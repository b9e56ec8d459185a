"""Every page, for whom it is; what people send, what comes back."""

from __future__ import annotations

import pytest
import time_machine
from django.http import HttpResponseBase
from django.test import Client
from django.utils import translation

from talkoot.accounts.tests.given import browser_of
from talkoot.commitments.models import Commitment, Update
from talkoot.commitments.tests.given import (
    DAY,
    DUE,
    LATE,
    Promise,
    given_commitment,
    given_matter,
    given_member,
    given_promise,
    given_review,
    given_update,
)
from talkoot.directory.rules import Power
from talkoot.kernel.testing import MONDAY

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def monday():
    with time_machine.travel(MONDAY, tick=False), translation.override("en"):
        yield


@pytest.fixture
def promise(db: None) -> Promise:
    return given_promise()


@pytest.fixture
def made(promise: Promise) -> Commitment:
    return given_commitment(promise)


def text(response: HttpResponseBase) -> str:
    return bytes(getattr(response, "content", b"")).decode()


def test_the_list_shows_late_ones_first_in_their_own_language(promise: Promise) -> None:
    given_commitment(promise, text="وعد <b>", language="ar", due_on=DUE + DAY)
    given_commitment(promise, text="Late one")
    with time_machine.travel(LATE, tick=False):
        page = text(Client().get("/commitments/"))
        late = text(Client().get("/commitments/?tab=overdue"))
    assert page.index("Late one") < page.index("وعد &lt;b&gt;")
    assert 'lang="ar" dir="rtl">وعد &lt;b&gt;</a>' in page
    assert "Overdue</span>" in page
    assert "Late one" in late
    assert "وعد" not in late


def test_empty_lists_say_so_and_one_bodys_list_names_it(promise: Promise) -> None:
    assert "No promise is running." in text(Client().get("/commitments/"))
    assert "Nothing is overdue." in text(Client().get("/commitments/?tab=overdue"))
    assert "No promise has been judged" in text(Client().get("/commitments/?tab=settled&after=x"))
    assert "What <bdi>Council</bdi> promised" in text(Client().get("/commitments/?body=council"))
    assert Client().get("/commitments/?body=nobody").status_code == 404


def test_a_promise_shows_who_when_how_it_slipped_and_its_story(promise: Promise, made: Commitment) -> None:
    client = browser_of(promise.mo)
    sent = client.post(
        f"{made.get_absolute_url()}due-date/",
        {"due_on": (DUE + 3 * DAY).isoformat(), "reason": "Une *grippe*", "language": "fr", "token": "a"},
    )
    assert sent["Location"] == made.get_absolute_url()
    given_update(made, promise.mo, text="نصف", language="ar", url="https://example.org/?a=1&b=2")
    page = text(Client().get(made.get_absolute_url()))
    assert "3 days later than first promised" in page
    assert '<div class="prose" lang="fr" dir="ltr"><p>Une <em>grippe</em></p>' in page
    assert '<div class="prose" lang="ar" dir="rtl"><p>نصف</p>' in page
    assert 'href="https://example.org/?a=1&amp;b=2" rel="nofollow ugc noreferrer"' in page
    assert "Judged by" in page


def test_buttons_stand_where_the_right_is(promise: Promise, made: Commitment) -> None:
    url = made.get_absolute_url()
    shown = {
        name: {
            p for p in ("updates", "due-date", "withdrawal", "review") if f"{url}{p}/" in text(browser_of(who).get(url))
        }
        for name, who in (("mo", promise.mo), ("sam", promise.sam), ("ada", promise.ada), ("bo", promise.bo))
    }
    assert shown == {"mo": {"updates", "due-date"}, "sam": {"withdrawal"}, "ada": set(), "bo": set()}
    with time_machine.travel(LATE, tick=False):
        assert f"{url}review/" in text(browser_of(promise.ada).get(url))
        assert "Nobody reviews what their own body promised" in text(browser_of(promise.mo).get(url))


def test_a_promise_is_made_by_a_form(promise: Promise) -> None:
    client = browser_of(promise.mo)
    assert "Mobile team: Lead" in text(client.get("/commitments/new/"))
    form = {"role_id": promise.role.pk, "text": "We will.", "language": "en", "due_on": DUE.isoformat(),
            "review_body": "", "token": "t"}  # fmt: skip
    sent = client.post("/commitments/new/", form)
    made = Commitment.objects.get()
    assert sent["Location"] == made.get_absolute_url()
    assert (made.matter, made.review_body) == ("", promise.council)
    assert client.post("/commitments/new/", form)["Location"] == made.get_absolute_url()
    assert Commitment.objects.count() == 1


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"text": ""}, "This field is required."),
        ({"text": "a\u202eb"}, "U+202E"),
        ({"text": "x" * 2_001}, "at most 2000 characters"),
        ({"due_on": "2026-11-22"}, "Choose a day that is not past."),
        ({"due_on": "tomorrow"}, "Enter a valid date."),
        ({"language": "xx"}, "Select a valid choice"),
        ({"role_id": "99999"}, "Select a valid choice"),
        ({"review_body": "Nobody at all"}, "No body, or more than one"),
        ({"review_body": "Mobile team"}, "A body does not judge its own promise"),
    ],
)
def test_a_promise_that_cannot_be_made_comes_back_filled(
    promise: Promise, values: dict[str, str], sentence: str
) -> None:
    form = {"role_id": promise.role.pk, "text": "Kept words", "language": "en", "due_on": DUE.isoformat(), **values}
    sent = browser_of(promise.mo).post("/commitments/new/", form)
    assert sent.status_code == 422
    assert sentence in text(sent)
    if "text" not in values:
        assert "Kept words</textarea>" in text(sent)
    assert not Commitment.objects.exists()


@pytest.mark.parametrize("matter", ["proposal:99999", "proposal:7", "person:3", "javascript:1", '"><b>'])
def test_the_plain_form_takes_no_matter_whatever_is_sent_along(promise: Promise, matter: str) -> None:
    given_matter("proposal:7")
    client = browser_of(promise.mo)
    assert "matter" not in text(client.get("/commitments/new/", {"matter": matter})).partition("<main")[2]
    form = {"role_id": promise.role.pk, "text": "x", "language": "en", "due_on": DUE.isoformat(), "matter": matter}
    client.post("/commitments/new/", form)
    assert Commitment.objects.get().matter == ""


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "https://u:p@x.org", "x.org"])
def test_evidence_that_is_no_web_address_comes_back(promise: Promise, made: Commitment, url: str) -> None:
    sent = browser_of(promise.mo).post(
        f"{made.get_absolute_url()}updates/", {"text": "See", "language": "en", "evidence_url": url}
    )
    assert sent.status_code == 422
    assert "Give a full web address" in text(sent)
    assert not Update.objects.exists()


def test_an_update_a_judgement_and_a_withdrawal_are_sent_by_forms(promise: Promise, made: Commitment) -> None:
    other = given_commitment(promise, text="Other")
    url = made.get_absolute_url()
    update = {"text": "Done", "language": "en", "evidence_url": "https://example.org", "says_done": "on"}
    assert browser_of(promise.mo).post(f"{url}updates/", update)["Location"] == url
    review = {"outcome": "kept", "reason": "Tried it.", "language": "en"}
    early = browser_of(promise.ada).post(f"{other.get_absolute_url()}review/", review)
    assert early.status_code == 422
    assert "The promised day is not over" in text(early)
    assert browser_of(promise.ada).post(f"{url}review/", review)["Location"] == url
    assert "Judged: kept" in text(Client().get(url))
    away = {"reason": "No money.", "language": "en"}
    assert browser_of(promise.sam).post(f"{other.get_absolute_url()}withdrawal/", away).status_code == 303
    assert "Taken back" in text(Client().get(other.get_absolute_url()))


@pytest.mark.parametrize("path", ["updates/", "due-date/", "review/", "withdrawal/"])
def test_forms_are_closed_to_others_with_the_reason(promise: Promise, made: Commitment, path: str) -> None:
    sent = browser_of(promise.bo).post(f"{made.get_absolute_url()}{path}", {"reason": "x", "token": "t"})
    assert sent.status_code == 403
    assert "/sign-in/" in Client().get(f"{made.get_absolute_url()}{path}")["Location"]


def test_who_binds_no_body_makes_no_promise(promise: Promise) -> None:
    assert browser_of(promise.bo).get("/commitments/new/").status_code == 403
    assert "/sign-in/" in Client().get("/commitments/new/")["Location"]


def test_overdue_promises_stand_on_the_bodys_page(promise: Promise, made: Commitment) -> None:
    url = promise.team.get_absolute_url()
    with time_machine.travel(LATE, tick=False):
        page = text(Client().get(url))
    assert "What this body promised" in page
    assert "Overdue</span>" in page
    given_review(made, promise.ada)
    assert "What this body promised" not in text(Client().get(url))


@pytest.mark.parametrize("path", ["/commitments/", "/commitments/?tab=settled", "/commitments/?body=mobile-team"])
def test_lists_cost_the_same_with_ten_and_a_thousand_rows(
    promise: Promise, made: Commitment, path: str, django_assert_max_num_queries
) -> None:
    given_review(given_commitment(promise), promise.ada)
    client, counts = browser_of(promise.mo), []
    for count in (4, 500):
        for row in Commitment.objects.all()[:2]:
            values = {f.attname: getattr(row, f.attname) for f in Commitment._meta.concrete_fields if f.attname != "id"}
            Commitment.objects.bulk_create([Commitment(**values) for _ in range(count)])
        client.get(path)
        with django_assert_max_num_queries(8) as captured:
            assert client.get(path).status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_a_promise_costs_the_same_with_ten_and_a_thousand_updates(
    promise: Promise, made: Commitment, django_assert_max_num_queries
) -> None:
    given_update(made, promise.mo)
    client, counts = browser_of(promise.mo), []
    for count in (9, 990):
        row = Update.objects.latest("pk")
        values = {f.attname: getattr(row, f.attname) for f in Update._meta.concrete_fields if f.attname != "id"}
        Update.objects.bulk_create([Update(**{**values, "at": MONDAY + n * DAY}) for n in range(count)])
        client.get(made.get_absolute_url())
        with django_assert_max_num_queries(8) as captured:
            client.get(made.get_absolute_url())
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_pages_answer_in_arabic(promise: Promise, made: Commitment) -> None:
    url, team = made.get_absolute_url(), promise.team.get_absolute_url()
    page = text(Client().get(f"/ar{url}"))
    assert 'dir="rtl"' in page
    assert f'href="/ar{team}"' in page
    assert '<h1 lang="en" dir="ltr">Drafts are kept on the phone.</h1>' in page


def test_a_representative_may_bind_a_body(promise: Promise) -> None:
    eve = given_member("Eve", promise.team, [Power.REPRESENT])
    assert browser_of(eve).get("/commitments/new/").status_code == 200
