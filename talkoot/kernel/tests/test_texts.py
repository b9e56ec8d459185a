"""What people write, made safe without being changed."""

from __future__ import annotations

import json
import re
import unicodedata
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talkoot.kernel.texts import TAGS, BadText, clean_line, clean_text, render_markdown

DATA = Path(__file__).resolve().parents[3].parent / "shared" / "data" / "html-sanitising"
CONTROLS = [*"\x00\x07\x1b\x7f\x85\u202a\u202e\u2066\u2069\ufeff\ufffe\ue000"]
JOINED = ["می\u200cخواهم", "क\u094d\u200dष", "👩\u200d👩\u200d👧", "\u200fשלום\u200e"]


class Seen(HTMLParser):
    """Collects what a browser would make of a text: every tag, every attribute, the visible text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str]] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_data(self, data: str) -> None:
        self.text += data

    @property
    def is_safe(self) -> bool:
        """Tell whether nothing is there but our tags and plain links."""
        links = [value for name, value in self.attributes if name == "href"]
        schemes = {found[1] for link in links if (found := re.match(r"\s*([a-z][a-z0-9+.-]*):", link, re.IGNORECASE))}
        names = {name for name, _value in self.attributes}
        return (
            self.tags <= TAGS
            and names <= {"href", "rel", "title"}
            and {scheme.lower() for scheme in schemes} <= {"http", "https", "mailto"}
        )


def examples(name: str) -> list[Any]:
    """Return collected hostile texts, or none where the collection is not at hand."""
    path = DATA / name
    found: list[Any] = json.loads(path.read_text()) if path.exists() else []
    return found


@pytest.mark.parametrize("character", CONTROLS)
@pytest.mark.parametrize("clean", [clean_line, clean_text])
def test_a_character_that_hides_or_reorders_text_is_refused_by_name(clean: Any, character: str):
    with pytest.raises(BadText) as raised:
        clean(f"Night{character}mode")

    assert raised.value.character == f"U+{ord(character):04X}"


@pytest.mark.parametrize("text", JOINED)
def test_joiners_and_direction_marks_that_scripts_need_are_kept(text: str):
    assert clean_line(text) == clean_text(text) == unicodedata.normalize("NFC", text)


def test_a_line_is_one_line_and_a_text_keeps_its_lines():
    assert clean_line("  Night\t\r\n mode  ") == "Night mode"
    assert clean_text("  Night\r\n\tmode\rhere \n") == "Night\n\tmode\nhere"


@given(st.text(max_size=60))
@settings(max_examples=50)
def test_cleaning_twice_changes_nothing_more(text: str):
    for clean in (clean_line, clean_text):
        try:
            once = clean(text)
        except BadText:
            continue
        assert clean(once) == once == unicodedata.normalize("NFC", once)


def test_headings_start_below_those_of_the_page():
    html = render_markdown("# One\n\n## Two\n\n### Three\n\n#### Four\n\n##### Five\n\n###### Six")

    assert Seen(html).tags == {"h3", "h4", "h5", "h6"}
    assert "<h3>One</h3>" in html
    assert "<h4>Two</h4>" in html


def test_what_writers_need_is_there():
    html = render_markdown("**bold** *thin* ~~gone~~ `code`\nnext\n\n- one\n\n> said\n\n|a|b|\n|-|-|\n|1|2|")

    assert {"strong", "em", "s", "code", "br", "ul", "li", "blockquote", "table", "th", "td"} <= Seen(html).tags


def test_links_open_plainly_and_say_that_people_wrote_them():
    html = render_markdown("[here](https://example.org) and www.example.org")

    assert html.count('rel="nofollow ugc"') == 2
    assert "target" not in html


@pytest.mark.parametrize(
    "text",
    ["<script>alert(1)</script>", "![a](https://example.org/a.png)", "[x](javascript:alert(1))",
     "<img src=x onerror=y>", "[x](data:text/html,y)", "<style>*{}</style>",
     "[x](https://e.org 'onclick=y')", "<a href=//e.org>x</a>"],
)  # fmt: skip
def test_no_script_no_image_and_no_html_of_ones_own(text: str):
    assert Seen(render_markdown(text)).is_safe


@given(st.text(alphabet=st.sampled_from("<>\"'=/ab:![]()#`\n&;"), max_size=60))
@settings(max_examples=50)
def test_no_mixture_of_signs_gets_through(text: str):
    assert Seen(render_markdown(text)).is_safe


@pytest.mark.skipif(not DATA.exists(), reason="the collected hostile texts are not at hand")
def test_collected_attacks_come_out_harmless_as_html_and_as_markdown():
    for case in examples("dompurify-even.json"):
        for text in (case["payload"], f"[x]({case['payload']})", f"- {case['payload']}"):
            assert Seen(render_markdown(text)).is_safe, case["title"]


@pytest.mark.skipif(not DATA.exists(), reason="the collected hostile texts are not at hand")
def test_naughty_strings_are_kept_as_they_are_or_refused():
    for text in examples("naughty-strings.json"):
        try:
            kept = clean_text(text)
        except BadText:
            continue
        assert kept == unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
        assert Seen(render_markdown(kept)).is_safe


@pytest.mark.parametrize(
    "blank", ["\u200b", "\u3164", "\u2060 \u00a0", "\u00ad\u200d", "\u2800\ufe0f", "\u115f\U000e0020", "\uffa0"]
)
def test_a_text_of_invisible_characters_alone_is_empty(blank: str):
    assert clean_line(blank) == clean_text(f"{blank}\n{blank}") == ""
    assert clean_text(f"a{blank}b") == unicodedata.normalize("NFC", f"a{blank}b")
