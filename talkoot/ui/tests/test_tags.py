"""Times, languages, directions and the page's frame."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import pytest
from django.conf import settings
from django.template import Context, RequestContext, Template
from django.test import RequestFactory
from django.urls import resolve
from django.utils import translation

from talkoot.kernel.testing import MONDAY
from talkoot.ui.templatetags.ui import (
    direction,
    icon,
    lang_attrs,
    navigation,
    number,
    spoken_moment,
    translate_path,
    when,
)


@pytest.mark.parametrize(
    ("tag", "way"),
    [("en", "ltr"), ("ar", "rtl"), ("ur", "rtl"), ("az-Arab", "rtl"), ("az", "ltr"), ("sr-Latn", "ltr"),
     ("ku-Arab-IQ", "rtl"), ("ur-Latn", "ltr"), ("he", "rtl"), ("yi", "rtl"), ("dv", "rtl"), ("arn", "ltr"),
     ("zh-Hant", "ltr")],
)  # fmt: skip
def test_a_language_is_shown_in_the_direction_it_is_read(tag: str, way: str):
    assert direction(tag) == way
    assert lang_attrs(tag) == f'lang="{tag}" dir="{way}"'


def test_a_text_in_no_known_language_finds_its_own_direction_and_a_hostile_tag_stays_quoted():
    assert lang_attrs("") == 'dir="auto"'
    assert '"><' not in lang_attrs('"><script>')


def test_a_moment_is_shown_in_utc_and_marked_for_machines():
    nairobi = datetime(2026, 11, 23, 12, 0, tzinfo=timezone(timedelta(hours=3)))

    for moment in (MONDAY, nairobi):
        html = when(moment)
        assert html.startswith('<time datetime="2026-11-23T09:00Z">')
        assert html.endswith(", 09:00 UTC</time>")


def test_a_day_is_shown_without_a_clock_and_nothing_without_a_moment():
    assert "09:00 UTC" not in when(MONDAY, "day")
    assert when(date(2026, 11, 23)).startswith('<time datetime="2026-11-23">')
    assert when(None) == ""


def test_times_and_counts_are_written_as_the_reader_writes_them():
    with translation.override("en"):
        assert "Nov" in when(MONDAY, "day")
        assert number(1234567) == "1,234,567"
    with translation.override("es"):
        assert "noviembre" in when(MONDAY, "day")
    with translation.override("ar"):
        assert when(MONDAY).endswith("، 09:00 UTC</time>")


def test_icons_are_hidden_from_screen_readers_and_those_with_a_direction_turn():
    assert 'aria-hidden="true"' in icon("check")
    assert 'class="i"' in icon("check")
    assert 'class="i flip"' in icon("reply")


@pytest.mark.parametrize(
    ("path", "language", "there"),
    [("/", "ar", "/ar/"), ("/ar/", "en", "/"), ("/ar", "en", "/"), ("/ar/people/?q=x", "es", "/es/people/?q=x"),
     ("/people/", "en", "/people/"), ("/arabia/", "es", "/es/arabia/")],
)  # fmt: skip
def test_a_page_has_an_address_in_every_language(path: str, language: str, there: str):
    assert translate_path(path, language) == there


@pytest.mark.parametrize(
    "path",
    ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:x", "", "/\t/evil", "evil", "/a\n"],
)
def test_other_sites_are_refused(path: str):
    assert translate_path(path, "ar") == "/ar/"
    assert translate_path(path, "en") == "/"


@pytest.mark.parametrize("path", ["/ar//evil.example/", "/es//evil.example", "/ar//ar//evil.example/"])
def test_taking_a_prefix_away_leads_to_no_other_site(path: str):
    for language, _name in settings.LANGUAGES:
        assert not translate_path(path, language).startswith("//")


@pytest.mark.parametrize(
    ("path", "current"),
    [("/", "/"), ("/alerts/", "/alerts/"), ("/decisions/", "/proposals/"), ("/bodies/x/", "/people/"),
     ("/recent/", "/knowledge/"), ("/help/", None)],
)  # fmt: skip
def test_the_navigation_marks_the_section_one_is_in_and_no_other(path: str, current: str | None):
    request = RequestFactory().get(path)
    request.resolver_match = resolve(path)

    html = navigation(RequestContext(request, {"request": request}))

    assert html.count('aria-current="true"') == (current is not None)
    if current:
        assert f'<a href="{current}" aria-current="true">' in html


def test_every_template_has_the_tags_at_hand():
    shown = Template("{% when moment 'day' %}{% icon 'check' %}{{ 1000|number }}").render(Context({"moment": MONDAY}))

    assert "<time" in shown
    assert shown.endswith("1,000")


@pytest.mark.parametrize(
    ("language", "zone", "said"),
    [
        ("en", "UTC", "23 November 2026, 09:00 UTC"),
        ("en", "Africa/Accra", "23 November 2026, 09:00 UTC"),
        ("en", "Africa/Nairobi", "23 November 2026, 09:00 UTC (12:00 your time)"),
        ("en", "Pacific/Kiritimati", "23 November 2026, 09:00 UTC (23:00 your time)"),
        ("en", "Pacific/Pago_Pago", "23 November 2026, 09:00 UTC (22 November 2026, 22:00 your time)"),
        ("es", "America/Lima", "23 de noviembre de 2026, 09:00 UTC (04:00 en su hora local)"),
    ],
)
def test_a_moment_outside_a_page_is_said_in_utc_and_by_the_readers_clock(language: str, zone: str, said: str):
    with translation.override(language):
        assert spoken_moment(MONDAY, zone) == said
