"""Language, display, headers, and the pages that say what went wrong."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client, RequestFactory

from talkoot.ui.views import server_error

CSS = Path(__file__).parents[1] / "static" / "ui" / "app.css"
LOOKS = {"theme": "dark", "text": "larger", "bandwidth": "reduced"}


def html(client: Client, path: str = "/language/") -> str:
    """Return a page that needs no database."""
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_every_language_is_offered_by_its_own_name_in_its_own_direction(client: Client):
    page = html(client, "/language/?next=/people/%3Fq%3Dx")

    for code, name in settings.LANGUAGES:
        way = "rtl" if code == "ar" else "ltr"
        prefix = "" if code == "en" else f"/{code}"
        there = f"/language/{code}/?next=%2Fpeople%2F%3Fq%3Dx"
        assert f'<a href="{there}" lang="{code}" dir="{way}" hreflang="{code}"' in page
        assert client.get(there)["Location"] == f"{prefix}/people/?q=x"
        assert f">{name}</a>" in page
    assert page.count('hreflang="en" aria-current="true"') == 1


def test_the_language_page_leads_to_no_other_site(client: Client):
    for there in ("//evil.example/", "https://evil.example/", "/\\evil.example/", "/ar//evil.example/"):
        assert client.get("/language/es/", {"next": there})["Location"] in {"/es/", "/es/evil.example/"}
    assert client.get("/language/xx/").status_code == 404


@pytest.mark.parametrize(("path", "way"), [("/language/", "ltr"), ("/ar/language/", "rtl"), ("/es/language/", "ltr")])
def test_a_page_says_its_language_and_direction(client: Client, path: str, way: str):
    language = path.split("/")[1] if path.count("/") == 3 else "en"

    assert f'<html lang="{language}" dir="{way}">' in html(client, path)


def offered(client: Client, path: str = "/language/", accepted: str = "ar-EG,ar;q=0.9,en;q=0.5") -> str:
    """Return the line that offers another language on a page, or nothing."""
    page = client.get(path, headers={"Accept-Language": accepted}).text
    found = re.search(r'<p class="offer".*?</p>', page, re.DOTALL)
    return found[0] if found else ""


def test_a_page_offers_itself_in_the_language_the_browser_asks_for_in_that_language(client: Client):
    line = offered(client, "/language/?next=%2F")

    assert line.startswith('<p class="offer" lang="ar" dir="rtl">')
    assert 'href="/ar/language/?next=%2F" hreflang="ar"' in line
    assert "اقرأ هذه الصفحة بالعربية" in line


@pytest.mark.parametrize(
    ("path", "accepted", "language"),
    [
        ("/language/", "en-GB,en;q=0.9", ""),
        ("/language/", "", ""),
        ("/language/", "fi, *;q=0.1", ""),
        ("/language/", "fi, es-MX;q=0.8, en;q=0.1", "es"),
        ("/ar/language/", "ar", ""),
        ("/ar/language/", "en-US", "en"),
        ("/language/", "x" * 9_000, ""),
    ],
)
def test_no_language_is_offered_but_one_we_have_that_the_page_is_not_in(client, path, accepted, language):
    line = offered(client, path, accepted)

    assert (f'lang="{language}"' in line) if language else not line


def test_a_declined_offer_is_not_made_again_and_the_reader_stays_where_they_are(client: Client):
    no = re.search(r'<a href="([^"]+)" rel="nofollow">', offered(client, "/language/?a=1"))
    assert no
    answer = client.get(no[1])

    assert answer["Location"] == "/language/?a=1"
    assert answer.cookies["language"]["httponly"]
    assert not offered(client)


def test_whom_the_switcher_brought_elsewhere_is_offered_that_and_not_what_the_browser_asks_for(client: Client):
    client.get("/language/es/")

    assert not offered(client, "/es/language/")
    assert 'lang="es"' in offered(client, "/language/")


def test_a_cookie_that_is_none_of_ours_offers_nothing(client: Client):
    client.cookies["language"] = 'x"onload="y'

    assert not offered(client)


def test_caches_learn_what_a_page_hangs_on_and_an_offer_sets_nothing(client: Client):
    for path in ("/language/", "/es/language/"):
        answer = client.get(path, headers={"Accept-Language": "ar"})
        assert {"Accept-Language", "Cookie"} <= {name.strip() for name in answer["Vary"].split(",")}
        assert not answer.cookies
        assert "no-store" not in answer.get("Cache-Control", "")


def test_how_pages_look_is_kept_on_the_device_and_applies_to_the_next_page(client: Client):
    answer = client.post("/display/", LOOKS)

    assert (answer.status_code, answer["Location"]) == (303, "/display/")
    assert all(answer.cookies[name]["httponly"] and answer.cookies[name]["samesite"] == "Lax" for name in LOOKS)
    assert '<html lang="en" dir="ltr" data-theme="dark" data-text="larger">' in html(client)


def test_the_device_decides_until_somebody_else_does(client: Client):
    client.post("/display/", LOOKS)
    client.post("/display/", {"theme": "auto", "text": "normal", "bandwidth": "full"})

    assert '<html lang="en" dir="ltr">' in html(client)


def test_the_form_shows_what_was_chosen_and_a_cookie_that_is_none_of_ours_does_nothing(client: Client):
    client.cookies["theme"] = 'x"onload="y'
    client.cookies["text"] = "large"
    page = html(client, "/display/")

    assert "onload" not in page
    assert 'data-text="large"' in page
    assert re.search(r'name="text" value="large"[^>]* checked', page)


def test_low_data_leaves_scripts_out(client: Client):
    assert "<script" in html(client)
    assert "<script" not in Client(headers={"Save-Data": "on"}).get("/language/").content.decode()

    client.post("/display/", LOOKS)

    assert "<script" not in html(client)


@pytest.mark.parametrize(
    ("target", "there"), [("/people/", "/people/"), ("//evil.example/", "/display/"), ("", "/display/")]
)
def test_after_choosing_one_goes_on_where_one_was_and_never_to_another_site(client: Client, target: str, there: str):
    assert client.post("/display/", {**LOOKS, "next": target})["Location"] == there


def test_a_choice_that_is_not_offered_comes_back_with_its_mistake(client: Client):
    answer = client.post("/display/", {**LOOKS, "theme": "purple"})

    assert answer.status_code == 422
    assert b"<title>Error: Display" in answer.content
    assert "theme" not in answer.cookies


def trouble(client: Client, status: int) -> str:
    """Return the page with which the site answers what earns ``status``."""
    match status:
        case 400:
            answer = client.get("/language/", headers={"Host": "evil.example"})
        case 403:
            answer = Client(enforce_csrf_checks=True).post("/display/", LOOKS)
        case 404:
            answer = client.get("/nowhere/")
        case 413:
            answer = client.post("/display/", {f"field{n}": "x" for n in range(2_001)})
    assert answer.status_code == status
    return str(answer.content.decode())


@pytest.mark.parametrize(
    ("status", "said"),
    [(400, "could not be read"), (403, "The form had expired"), (404, "There is no such page"), (413, "too large")],
)
def test_what_went_wrong_is_said_on_a_page_like_the_others(client: Client, status: int, said: str):
    page = trouble(client, status)

    assert said in page
    assert f"Code {status}" in page
    for part in ('id="main"', 'class="skip"', 'aria-label="Main"', 'href="/help/"', "app.css"):
        assert part in page


def test_too_large_is_said_as_such_where_the_token_of_the_form_is_checked_first():
    browser = Client(enforce_csrf_checks=True)
    browser.get("/display/")
    answer = browser.post("/display/", {"theme": "x" * 2_600_000})
    assert answer.status_code == 413
    assert "too large" in answer.content.decode()


def test_too_large_is_answered_once_all_was_sent_or_the_browser_would_show_a_broken_connection():
    sent = BytesIO(b"theme=" + b"x" * 2_999_994)
    form = {"CONTENT_LENGTH": "3000000", "CONTENT_TYPE": "application/x-www-form-urlencoded"}
    how: Any = {"wsgi.input": sent, **form}
    browser = Client(enforce_csrf_checks=True)
    browser.get("/display/")
    answer = browser.generic("POST", "/display/", **how)
    assert answer.status_code == 413
    assert sent.read() == b""


def test_an_error_page_is_in_the_language_of_the_address(client: Client):
    assert '<html lang="ar" dir="rtl">' in client.get("/ar/nowhere/").content.decode()


def test_when_everything_is_broken_the_page_still_comes_and_asks_no_database():
    # Without the database mark, a query here would fail the test.
    answer = server_error(RequestFactory().get("/"))

    assert answer.status_code == 500
    page = answer.content.decode()
    assert "app.css" in page
    assert '<p lang="ar" dir="rtl">' in page
    assert "<script" not in page


@pytest.mark.parametrize("path", ["/language/", "/nowhere/", "/ar/display/"])
def test_pages_load_nothing_from_elsewhere_and_nothing_inline(client: Client, path: str):
    answer = client.get(path)
    policy = answer["Content-Security-Policy"]

    assert "unsafe" not in policy
    assert not re.search(r"https?:|\*|//", policy)
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    body = answer.content.decode()
    assert not re.search(
        r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]* src=\"/)|(src|<link[^>]* href)=\"(https?:)?//", body
    )


@pytest.mark.parametrize(
    ("header", "value"),
    [("X-Content-Type-Options", "nosniff"), ("X-Frame-Options", "DENY"), ("Referrer-Policy", "same-origin")],
)
def test_every_page_is_sent_with_what_keeps_it_safe(client: Client, header: str, value: str):
    assert client.get("/language/")[header] == value


def test_the_style_sheet_knows_no_left_and_no_right():
    css = re.sub(r"/\*.*?\*/|url\([^)]*\)", "", CSS.read_text(), flags=re.DOTALL)
    physical = r"(?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right|top|bottom)(?:-\w+)?"
    sides = r"(?:left|right|top|bottom|width|height|(?:min|max)-(?:width|height))"

    assert re.findall(rf"[{{;]\s*(?:{physical}|{sides})\s*:", css) == []
    assert re.findall(r"(?:text-align|float|clear)\s*:\s*(?:left|right)", css) == []
    assert re.findall(r"border-(?:top|bottom)-(?:left|right)-radius", css) == []


def test_the_style_sheet_has_both_themes_and_takes_no_font_or_picture_from_elsewhere():
    css = CSS.read_text()

    assert ":root[data-theme=dark]" in css
    assert "prefers-color-scheme:dark" in css
    assert not re.search(r"url\(['\"]?(?:https?:)?//|@import", css)
