"""People's words on their way into a row: made ready, or refused with what to do."""

from __future__ import annotations

from typing import Any

import pytest

from talkoot.kernel.refusals import Refusal
from talkoot.scopes.actions import Words, line, rendered, require_languages, words
from talkoot.scopes.models import Language


@pytest.fixture(autouse=True)
def languages(db: None) -> None:
    Language.objects.create(tag="sw", autonym="Kiswahili", direction="ltr")
    Language.objects.create(tag="ar", autonym="العربية", direction="rtl")


def ready(text: str = "Habari", language: str = "sw", **kwargs: Any) -> Words:
    return words(text, language, **{"limit": 20, "field": "reason", "missing": "Say why.", **kwargs})


def refusal_of(*args: Any, **kwargs: Any) -> Refusal:
    with pytest.raises(Refusal) as raised:
        ready(*args, **kwargs)
    return raised.value


def test_a_text_comes_out_clean_with_its_language_and_safe_html() -> None:
    assert ready(" *Habari*\r\n<b> ") == Words("*Habari*\n<b>", "sw", "<p><em>Habari</em><br>\n&lt;b&gt;</p>\n")


@pytest.mark.parametrize(
    ("text", "code", "told"),
    [
        (" \n\t", "empty", "Say why."),
        ("a" * 21, "too_long", "This text has 21 characters; at most 20 are kept."),
        ("turn\u202earound", "bad_character", "U+202E"),
        ("nul\x00", "bad_character", "U+0000"),
    ],
)
def test_a_text_that_cannot_stand_is_refused_at_its_field(text: str, code: str, told: str) -> None:
    refusal = refusal_of(text)
    assert (refusal.code, refusal.field) == (code, "reason")
    assert told in str(refusal.text)


def test_what_is_measured_is_what_is_kept() -> None:
    assert ready(f"  {'a' * 20}  ").text == "a" * 20


def test_an_unknown_language_is_refused_at_the_field_of_languages() -> None:
    refusal = refusal_of(language="tlh")
    assert (refusal.code, refusal.field) == ("unknown_language", "language")


def test_nothing_said_is_nothing_kept_where_nothing_is_needed() -> None:
    assert ready(" ", missing=None) == Words("", "sw", "")
    assert refusal_of(" ", "tlh", missing=None).code == "unknown_language"


def test_a_text_can_be_rendered_before_its_language_is_asked_after() -> None:
    assert rendered("*Habari*", "tlh", limit=20, field="text") == Words("*Habari*", "tlh", "<p><em>Habari</em></p>\n")
    with pytest.raises(Refusal):
        rendered("a" * 21, "tlh", limit=20, field="text")


def test_a_line_is_one_line_and_is_not_rendered() -> None:
    assert line(" *Night*\n mode ", limit=20, field="title", missing="Give it a title.") == "*Night* mode"


@pytest.mark.parametrize(("text", "code"), [(" \n", "empty"), ("a" * 21, "too_long"), ("\ufeffa", "bad_character")])
def test_a_line_that_cannot_stand_is_refused_at_its_field(text: str, code: str) -> None:
    with pytest.raises(Refusal) as raised:
        line(text, limit=20, field="title", missing="Give it a title.")
    assert (raised.value.code, raised.value.field) == (code, "title")


@pytest.mark.parametrize("tags", [[], ["sw"], ["ar", "sw", "ar"]])
def test_languages_of_this_site_pass_however_often_they_are_named(tags: list[str]) -> None:
    require_languages(tags)


@pytest.mark.parametrize("tag", ["tlh", "", "SW", "e" * 99])
def test_one_unknown_language_among_several_is_refused(tag: str) -> None:
    with pytest.raises(Refusal) as raised:
        require_languages(["sw", tag], "parties")
    assert (raised.value.code, raised.value.field) == ("unknown_language", "parties")
