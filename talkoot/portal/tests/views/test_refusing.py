"""What the site answers when it says no, when it has to ask who is there, and when it was told before."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from django.test import Client

from talkoot.accounts.models import Account
from talkoot.accounts.tests.given import PASSWORD
from talkoot.consultations.models import Consultation, Input
from talkoot.consultations.tests.given import given_consultation
from talkoot.kernel.testing import MONDAY
from talkoot.portal.tests.given import browser
from talkoot.proposals.models import Support
from talkoot.proposals.tests.given import Circle, given_circle, given_proposal

pytestmark = [pytest.mark.django_db, pytest.mark.urls("talkoot.portal.tests.doors")]
WRITTEN = {"text": "Forty minutes of <thought>.", "language": "en", "token": "once"}


@pytest.fixture(autouse=True)
def monday():
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def circle(db: None) -> Circle:
    return given_circle()


@pytest.fixture
def asked(circle: Circle) -> Consultation:
    return given_consultation(circle.body)


def sign_in(client: Client, name: str, address: str):
    """Sign in on the page the site sent to, and return what the site answers."""
    account = Account.objects.get(name=name)
    account.set_password(PASSWORD)
    account.save()
    there = parse_qs(urlsplit(address).query)["next"][0]
    return client.post(address, {"login": name, "password": PASSWORD, "next": there})


def test_a_form_sent_by_a_visitor_comes_back_filled_after_signing_in(client: Client, asked: Consultation):
    path = f"{asked.get_absolute_url()}inputs/new/"
    kept = client.post(path, WRITTEN)
    back = sign_in(client, "Bo", kept["Location"])
    page = client.get(path).content.decode()

    assert (kept.status_code, back.status_code, back["Location"]) == (303, 303, path)
    assert "Forty minutes of &lt;thought&gt;." in page
    assert "Here is what you wrote" in page
    assert 'name="token" value="once"' in page
    assert not Input.objects.exists()
    assert "Forty minutes" not in client.get(path).content.decode(), "given back once"


def test_what_was_kept_is_given_back_on_its_own_page_only(client: Client, asked: Consultation):
    path = f"{asked.get_absolute_url()}inputs/new/"
    sign_in(client, "Bo", client.post(path, WRITTEN)["Location"])

    assert "Here is what you wrote" not in client.get("/help/").content.decode()
    assert "Here is what you wrote" in client.get(path).content.decode()


def test_a_visitor_who_only_looks_is_sent_to_sign_in_with_the_way_back(client: Client):
    answer = client.get("/refusing/denied/?a=b")

    assert (answer.status_code, answer["Location"]) == (302, "/account/sign-in/?next=%2Frefusing%2Fdenied%2F%3Fa%3Db")


def test_a_form_sent_twice_leads_to_the_thing_and_says_so(circle: Circle):
    client, proposal = browser(circle.bo), given_proposal(circle.dee)
    path, form = f"{proposal.get_absolute_url()}supports/", {"comment": "", "language": "en", "token": "once"}
    client.post(path, form)
    again = client.post(path, form, follow=True)

    assert again.redirect_chain == [(proposal.get_absolute_url(), 303)]
    assert "Nothing was done twice." in again.content.decode()
    assert Support.objects.filter(proposal=proposal).count() == 1


def test_a_form_sent_twice_about_what_has_no_page_leads_to_today(circle: Circle):
    answer = browser(circle.bo).post("/refusing/done/")

    assert (answer.status_code, answer["Location"]) == (303, "/")


def test_a_person_who_may_not_is_told_why(circle: Circle):
    for path in ("/refusing/denied/", "/bodies/technology-council/edit/"):
        answer = browser(circle.bo).post(path, {"name": "Mine"})
        assert answer.status_code == 403
        assert "You may not do this" in answer.content.decode()

    assert "Only members &lt;b&gt;may&lt;/b&gt;." in browser(circle.bo).get("/refusing/denied/").content.decode()


@pytest.mark.parametrize(("how", "status", "said"), [("refused", 409, "The vote is over."), ("often", 429, "Wait a")])
def test_a_refusal_no_form_shows_is_a_page_of_its_own(client: Client, how: str, status: int, said: str):
    answer = client.post(f"/refusing/{how}/")

    assert answer.status_code == status
    page = answer.content.decode()
    assert said in page
    assert 'id="main"' in page
    assert 'aria-label="Main"' in page


def test_who_asks_too_often_is_told_when_to_come_back(client: Client):
    assert client.post("/refusing/often/")["Retry-After"] == "60"
    assert "Retry-After" not in client.post("/refusing/refused/")


@pytest.mark.parametrize("path", ["/display/", "/account/sign-out/"])
def test_what_a_form_leads_to_is_to_be_got(circle: Circle, path: str):
    looks = {"theme": "dark", "text": "normal", "bandwidth": "full"}

    assert browser(circle.bo).post(path, looks).status_code == 303
