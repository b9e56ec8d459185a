from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talkoot.commitments import rules
from talkoot.commitments.rules import ReviewOutcome, Status

DUE = date(2026, 12, 1)
DAY = timedelta(days=1)


def test_a_promise_is_late_from_the_day_after_and_no_more_once_it_is_said_done() -> None:
    assert not rules.is_overdue(Status.PROMISED, DUE, DUE, said_done=False)
    assert rules.is_overdue(Status.PROMISED, DUE, DUE + DAY, said_done=False)
    assert not rules.is_overdue(Status.PROMISED, DUE, DUE + DAY, said_done=True)


@pytest.mark.parametrize("status", [s for s in Status if s != Status.PROMISED])
def test_what_is_settled_is_neither_late_nor_due(status: Status) -> None:
    assert not rules.is_overdue(status, DUE, DUE + DAY, said_done=False)
    assert not rules.is_due_soon(status, DUE, DUE, said_done=False)


@given(st.integers(-60, 60), st.booleans())
@settings(max_examples=50)
def test_late_and_soon_never_meet(days: int, said_done: bool) -> None:
    today = DUE + days * DAY
    late = rules.is_overdue(Status.PROMISED, DUE, today, said_done=said_done)
    soon = rules.is_due_soon(Status.PROMISED, DUE, today, said_done=said_done)
    assert not (late and soon)
    assert soon == (not said_done and -7 <= days <= 0)


def test_a_promise_is_judged_after_its_day_or_when_it_is_said_done() -> None:
    assert not rules.may_be_reviewed(Status.PROMISED, DUE, DUE, said_done=False)
    assert rules.may_be_reviewed(Status.PROMISED, DUE, DUE + DAY, said_done=False)
    assert rules.may_be_reviewed(Status.PROMISED, DUE, DUE - DAY, said_done=True)
    assert not rules.may_be_reviewed(Status.KEPT, DUE, DUE + DAY, said_done=True)


def test_a_judgement_only_ever_gets_better() -> None:
    better = {Status.NOT_KEPT: 0, Status.PARTLY_KEPT: 1, Status.KEPT: 2}
    for status, ends in rules.TRANSITIONS.items():
        if status in better:
            assert all(better[end] > better[status] for end in ends)
    assert rules.TRANSITIONS[Status.KEPT] == rules.TRANSITIONS[Status.WITHDRAWN] == frozenset()


def test_each_outcome_has_its_status() -> None:
    assert {rules.status_after(o) for o in ReviewOutcome} == {Status.KEPT, Status.PARTLY_KEPT, Status.NOT_KEPT}


def test_a_slip_is_counted_in_days() -> None:
    assert rules.slip(DUE, DUE + 10 * DAY) == 10
    assert rules.slip(DUE, DUE - DAY) == -1


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Drafts are kept.\n\nAll of them.", "Drafts are kept."),
        ("# Drafts **are** kept", "Drafts **are** kept"),
        ("x" * 130, "x" * 119 + "…"),
    ],
)
def test_a_promise_is_called_by_its_first_line(text: str, title: str) -> None:
    assert rules.title_of(text) == title


@pytest.mark.parametrize("url", ["", "https://example.org/a?b=c#d", "http://example.org", "https://مثال.إختبار/ص"])
def test_plain_web_addresses_are_taken(url: str) -> None:
    assert rules.is_web_address(url)


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "ftp://example.org",
        "//example.org",
        "example.org",
        "https://",
        "https:///path",
        "https://user:pass@example.org",
        "https://example.org/a b",
        "https://example.org/\n",
        "https://exam\u202eple.org",
        "https://example.org:99999999/",
        "https://[::1",
        "HTTPS ://x",
        "https://example.org/" + "a" * 2_000,
    ],
)
def test_everything_else_is_not(url: str) -> None:
    assert not rules.is_web_address(url)


@given(st.text(max_size=40))
@settings(max_examples=50)
def test_no_text_breaks_the_reading_of_an_address(text: str) -> None:
    rules.is_web_address(f"https://{text}")
    assert not rules.is_matter(f"{text}:7") or text == "proposal"
