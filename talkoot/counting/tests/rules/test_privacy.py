"""Figures of few secret ballots are left out on pages; those of open ones, and of ten, are not."""

from __future__ import annotations

from typing import Any

import pytest

from talkoot.counting.rules import book_of, hidden_in
from talkoot.decisions.tests.given_delegations import QUESTION, delegating
from talkoot.rulebooks.rules import read_rulebook


def canonical(ballots: str) -> str:
    rules = read_rulebook(delegating(QUESTION, "none").replace('ballots = "open"', f'ballots = "{ballots}"'))
    return str(rules.canonical())


def verdict(**figures: Any) -> dict[str, Any]:
    return {"chambers": [{"key": "council", **figures}]}


@pytest.mark.parametrize(
    ("ballots", "figures", "hidden"),
    [
        ("secret", {"yes": 5, "no": 3, "neutral": 1}, {"council"}),
        ("secret", {"yes": 6, "no": 3, "neutral": 1}, set()),
        ("secret", {"yes": 0, "no": 0, "neutral": 0}, set()),
        ("secret", {"cast": "9"}, {"council"}),
        ("secret", {"cast": 10}, set()),
        ("open", {"yes": 1, "no": 1, "neutral": 0}, set()),
    ],
)
def test_fewer_than_ten_secret_ballots_are_hidden(ballots: str, figures: dict[str, Any], hidden: set[str]):
    assert hidden_in(canonical(ballots), verdict(**figures)) == hidden


def test_nothing_is_hidden_before_the_count():
    assert book_of(canonical("secret")) is not None
    assert hidden_in(canonical("secret"), None) == frozenset()
