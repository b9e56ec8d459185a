from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talkoot.kernel.testing import MONDAY
from talkoot.notifications.rules import (
    LONGEST_WAIT,
    STEPS,
    WINDOW,
    MailingState,
    folds,
    is_own_address,
    line_of,
    may_step,
    parted,
    wait_after,
)

MINUTE = timedelta(minutes=1)


def test_news_within_the_window_folds_and_later_news_does_not():
    assert folds(MONDAY, MONDAY)
    assert folds(MONDAY, MONDAY + WINDOW - timedelta(microseconds=1))
    assert not folds(MONDAY, MONDAY + WINDOW)
    assert folds(MONDAY, MONDAY + MINUTE, window=2 * MINUTE)


def test_waits_double_up_to_a_bound_and_never_overflow():
    assert [wait_after(n) for n in (1, 2, 3, 4)] == [MINUTE, 2 * MINUTE, 4 * MINUTE, 8 * MINUTE]
    assert wait_after(0) == MINUTE
    assert wait_after(32_000) == LONGEST_WAIT


def test_every_end_is_final_and_a_mail_never_leaves_the_states():
    assert set(STEPS) == set(MailingState)
    for end in (MailingState.SENT, MailingState.PARKED, MailingState.UNSURE, MailingState.DROPPED):
        assert not any(may_step(end, other) for other in MailingState)
    assert may_step(MailingState.PENDING, MailingState.SENDING)
    assert not may_step(MailingState.PENDING, MailingState.SENT)


@given(st.text(max_size=400))
@settings(max_examples=150)
def test_a_line_of_any_text_fits_a_mail_header(text):
    line = line_of(text)
    assert len(line) <= 250
    assert len(line.splitlines()) <= 1
    assert line == " ".join(line.split())


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n", "\x00", "\x0b", "\x85", "\u2028", "\u2029", "\x1c"])
def test_no_kind_of_line_end_passes_into_a_header(end):
    assert line_of(f"Hello{end}Bcc: all@example.org") == "Hello Bcc: all@example.org"


def test_a_rendered_notice_parts_into_subject_and_body():
    assert parted("\n Hello \n\nBody\nmore\n") == ("Hello", "Body\nmore")
    assert parted("Hello") == ("Hello", "")


@pytest.mark.parametrize("url", ["/", "/proposals/P-142/", "/ar/d/?after=3#vote", "/people/%D8%A7/", "/people/أحمد/"])
def test_a_path_of_this_site_is_an_own_address(url):
    assert is_own_address(url)


@pytest.mark.parametrize(
    "url",
    ["", "proposals/", "//evil.example/", "/\\evil.example", "https://evil.example/", "javascript:alert(1)",
     "/a\nb", "/a b", "/a\r\nX: y", "/\x00", "/" + "a" * 500],
)  # fmt: skip
def test_anything_a_browser_could_be_led_away_by_is_not(url):
    assert not is_own_address(url)
