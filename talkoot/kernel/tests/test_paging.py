"""Lists that go on after the last row seen."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talkoot.kernel.paging import after, cut


@dataclass(frozen=True)
class Row:
    pk: int


def rows_after(number: int, key: str, size: int) -> list[Row]:
    """Ask a list of ``number`` rows for one more than a page, as queries do."""
    start = after(key) or 0
    return [Row(pk) for pk in range(start + 1, min(start + size + 1, number) + 1)]


@given(st.integers(min_value=0, max_value=60), st.integers(min_value=1, max_value=25))
@settings(max_examples=50)
def test_pages_follow_one_another_without_loss_or_repeat(number: int, size: int):
    seen: list[int] = []
    key = ""
    while page := cut(rows_after(number, key, size), "pk", size):
        assert len(page) <= size
        seen += [row.pk for row in page]
        if not (key := page.after):
            break

    assert seen == list(range(1, number + 1))


def test_a_page_that_is_just_full_is_the_last_one():
    assert cut([Row(1), Row(2)], "pk", 2).after == ""
    assert cut([Row(1), Row(2), Row(3)], "pk", 2).after == "2"


@pytest.mark.parametrize("text", [None, "", "x", "-1", "1.5", " 1", "²", "١", "\x00", "9" * 19, "1 OR 1=1"])
def test_what_is_no_key_starts_at_the_beginning(text: str | None):
    assert after(text) is None


def test_a_key_is_read_as_a_number():
    assert after("142") == 142
