"""Hashes by which strangers know a verdict again."""

from __future__ import annotations

from talkoot.counting.rules import verdict_sha256


def test_the_order_in_which_a_verdict_is_written_down_does_not_change_its_hash():
    verdict = {"outcome": "rejected", "tests": [{"code": "quorum", "met": True}], "chambers": []}
    assert verdict_sha256(verdict) == verdict_sha256(dict(reversed(verdict.items())))
    assert verdict_sha256(verdict) != verdict_sha256({**verdict, "outcome": "adopted"})
