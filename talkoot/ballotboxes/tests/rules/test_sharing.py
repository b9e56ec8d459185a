"""Keys on paper, and a key divided: k have it, fewer have nothing."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talkoot.ballotboxes.rules import (
    CUSTODIANS_MAX,
    WORD_COUNT,
    BadWords,
    fresh_key,
    gather,
    key_in,
    open_share,
    public_key_of,
    seal_share,
    split,
    words_of,
)

modest = settings(max_examples=60, deadline=None)
KEY = bytes(range(32))


def test_a_key_on_paper_is_twenty_words_and_each_is_another():
    keys = {fresh_key() for _ in range(20)}
    assert len(keys) == 20
    assert all(len(key.split()) == WORD_COUNT for key in keys)


def test_words_may_be_typed_in_capitals_by_their_starts_and_on_several_lines():
    words = fresh_key()
    assert key_in(words.upper()) == key_in("\n ".join(word[:4] for word in words.split())) == key_in(words)


def test_one_wrong_word_is_seen():
    words = fresh_key().split()
    words[7] = "academic" if words[7] != "academic" else "acid"
    with pytest.raises(BadWords) as bad:
        key_in(" ".join(words))
    assert bad.value.code == "checksum"


def test_two_words_in_the_wrong_order_are_seen():
    words = fresh_key().split()
    at = next(n for n in range(WORD_COUNT - 1) if words[n] != words[n + 1])
    words[at], words[at + 1] = words[at + 1], words[at]
    with pytest.raises(BadWords, match="checksum"):
        key_in(" ".join(words))


@pytest.mark.parametrize(
    ("typed", "code"),
    [("", "count"), ("academic " * 19, "count"), ("academic zzz", "unknown"), ("acad emic", "unknown")],
)
def test_what_is_no_key_says_why(typed, code):
    with pytest.raises(BadWords) as bad:
        key_in(typed)
    assert bad.value.code == code


@modest
@given(st.text(max_size=200))
def test_whatever_is_typed_gives_words_or_a_reason(typed):
    with pytest.raises(BadWords):
        key_in(typed)


@given(st.integers(2, 6), st.integers(0, 3))
@settings(max_examples=15, deadline=None)
def test_any_so_many_shares_give_the_key_and_fewer_give_none(needed, more):
    shares = split(KEY, needed, needed + more)
    assert all(gather(some) == KEY for some in combinations(shares, needed))
    assert gather(shares[: needed - 1]) is None


def test_the_most_scrutineers_can_share_a_key():
    assert gather(split(KEY, 2, CUSTODIANS_MAX)[-2:]) == KEY


def test_shares_of_two_keys_do_not_mix():
    assert gather([split(KEY, 2, 3)[0], split(KEY, 2, 3)[1]]) is None
    assert gather([b"not words", b"\xff"]) is None


def test_a_sealed_share_opens_with_its_paper_only_and_tells_no_length():
    mine, other = key_in(fresh_key()), key_in(fresh_key())
    shares = split(KEY, 2, 5)
    sealed = [seal_share(public_key_of(mine), share) for share in shares]
    assert [open_share(mine, each) for each in sealed] == shares
    assert open_share(other, sealed[0]) is None
    assert open_share(mine, b"") is None
    assert len({len(each) for each in sealed}) == 1


def test_four_letters_tell_words_apart():
    assert words_of("ACAD acid academic") == ["academic", "acid", "academic"]
