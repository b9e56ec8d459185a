"""References to rows of any app, and how the things behind them are shown."""

from __future__ import annotations

from html import unescape
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talkoot.kernel.refs import Label, ref, split


class Tags(HTMLParser):
    """Keeps the tags and the text that a browser would see."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(" ".join([tag, *(name for name, _value in attrs)]))

    def handle_data(self, data: str) -> None:
        self.text += data


@given(st.from_regex(r"[a-z]{1,12}", fullmatch=True), st.integers(min_value=1) | st.text(min_size=1))
@settings(max_examples=50)
def test_a_reference_splits_into_what_it_was_made_of(kind: str, key: int | str):
    assert split(ref(kind, key)) == (kind, str(key))


@pytest.mark.parametrize(("reference", "parts"), [("system", ("system", "")), ("", ("", "")), ("a:b:c", ("a", "b:c"))])
def test_a_reference_without_a_key_has_an_empty_one(reference: str, parts: tuple[str, str]):
    assert split(reference) == parts


@given(st.text(alphabet=st.characters(exclude_categories=["Cc", "Cs"])))
@settings(max_examples=50)
def test_whatever_a_thing_is_called_its_link_holds_no_other_tag(name: str):
    seen = Tags()
    seen.feed(Label(name, name or "/", name).link)
    seen.close()

    assert seen.tags == ["a href", "bdi lang" if name else "bdi"]
    assert seen.text == name


def test_quotes_and_angles_in_an_address_or_a_language_stay_inside_their_attribute():
    link = Label("<b>Ada</b>", '/x?"><script>', 'en" onload="x').link

    assert "<script>" not in link
    assert '" onload' not in link
    assert "<b>" not in link
    assert "<b>Ada</b>" in unescape(link)


def test_a_thing_without_a_page_is_named_without_a_link_and_is_safe_in_a_template():
    link = Label("Ada", language="fi").link

    assert link == '<bdi lang="fi">Ada</bdi>'
    assert link.__html__() is link
