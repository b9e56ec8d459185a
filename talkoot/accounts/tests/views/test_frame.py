import re
from html.parser import HTMLParser
from urllib.parse import unquote

import pytest
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from django.test import Client

from talkoot.accounts.tests.given import confirmed, given_account, signed_in

pytestmark = pytest.mark.django_db

VISITORS = [
    "sign-in/",
    "sign-up/",
    "closed/",
    "email/sent/",
    "email/not-a-key/",
    "password/forgotten/",
    "password/forgotten/sent/",
    "password/forgotten/1-bad/",
    "password/new/",
    "linked/cancelled/",
    "linked/error/",
]
OWNERS = [
    "",
    "preferences/",
    "languages/",
    "devices/",
    "erasure/",
    "sign-out/",
    "confirmation/",
    "email/",
    "password/",
    "security/",
    "security/app/",
    "security/keys/",
    "security/keys/new/",
    "linked/",
]
# What a strict content security policy would stop, and what a forgotten page of the library would bring.
FORBIDDEN = re.compile(
    r"""<style|\sstyle=|\son[a-z]+=["']|javascript:|<script(?![^>]*(?:src=|type="application/json"))|Menu:|placeholder=""",
    re.IGNORECASE,
)


class Nesting(HTMLParser):
    """Finds the first tag that is closed without having been opened, or the other way round."""

    EMPTY = {"meta", "link", "input", "img", "hr", "br", "use", "path", "circle"}

    def __init__(self):
        super().__init__()
        self.open = []
        self.fault = ""

    def handle_starttag(self, tag, attrs):
        if tag not in self.EMPTY and tag != "option":
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        pass

    def handle_endtag(self, tag):
        if tag in self.EMPTY or tag == "option" or self.fault:
            return
        if not self.open or self.open.pop() != tag:
            self.fault = f"</{tag}> at {self.getpos()}"


def assert_well_formed(page, path):
    nesting = Nesting()
    nesting.feed(page)
    assert not nesting.fault, (path, nesting.fault)
    assert not nesting.open, (path, nesting.open)
    assert not re.search(r"\{%|%\}|\{\{", page), path


def assert_in_frame(answer, path):
    page = answer.content.decode()
    assert_well_formed(page, path)
    assert answer.status_code in {200, 401}, path
    assert "ui/app.css" in page, path
    assert not FORBIDDEN.search(page), (path, FORBIDDEN.search(page))
    assert page.count("<h1>") == 1, path
    assert "default-src 'self'" in answer["Content-Security-Policy"]
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert "no-store" in answer["Cache-Control"], path
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids)), (path, sorted(ids))


@pytest.mark.parametrize("prefix", ["", "/es", "/ar"])
@pytest.mark.parametrize("path", VISITORS)
def test_every_page_for_visitors_is_ours_and_clean(client, prefix, path):
    answer = client.get(f"{prefix}/account/{path}")
    assert_in_frame(answer, path)
    assert (
        f'<html lang="{prefix.strip("/") or "en"}" dir="{"rtl" if prefix == "/ar" else "ltr"}"'
        in answer.content.decode()
    )


@pytest.mark.parametrize("prefix", ["", "/ar"])
def test_every_page_for_owners_is_ours_and_clean(prefix):
    browser = confirmed(signed_in(given_account("Ada", address="ada@example.org", languages=("sw", "ar"))))
    for path in OWNERS:
        assert_in_frame(browser.get(f"{prefix}/account/{path}"), path)


@pytest.mark.parametrize("path", OWNERS)
def test_visitors_are_sent_to_sign_in_and_come_back(path):
    answer = Client().get(f"/account/{path}")
    if path == "sign-out/":
        assert answer["Location"] == "/"
        return
    assert answer.status_code == 302
    assert unquote(answer["Location"]) == f"/account/sign-in/?next=/account/{path}"


def test_a_link_that_confirms_an_address_asks_before_it_does(client):
    account = given_account("Ada")
    address = EmailAddress.objects.create(user=account, email="ada@example.org", primary=True)
    path = f"/account/email/{EmailConfirmationHMAC(address).key}/"
    assert_in_frame(client.get(path), path)
    assert not EmailAddress.objects.get().verified
    client.post(path)
    assert EmailAddress.objects.get().verified


@pytest.mark.parametrize(
    "path",
    ["password/", "password/first/", "email/", "security/app/", "devices/", "data/", "preferences/", "languages/"],
)
def test_forms_sent_by_visitors_change_nothing(client, path):
    answer = client.post(f"/account/{path}", {"x": "y"})
    assert answer.status_code == 303
    assert answer["Location"].startswith("/account/sign-in/")


@pytest.mark.parametrize("path", ["wikimedia/", "wikimedia/back/", "with/oidc/", "with/oidc/back/", "with/../../x/"])
def test_ways_in_that_are_not_switched_on_are_not_there(client, path):
    assert client.get(f"/account/{path}").status_code == 404
    assert "with another site" not in client.get("/account/sign-in/").content.decode().lower()
