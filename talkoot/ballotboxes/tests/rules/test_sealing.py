"""What a seal holds, and what it keeps out."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nacl.bindings import sodium_pad
from nacl.public import PrivateKey, PublicKey, SealedBox

from talkoot.ballotboxes.rules import (
    OVERHEAD,
    SIZE_MAX,
    Lock,
    canonical,
    filler,
    papers_sha256,
    public_key_of,
    seal,
    size_for,
    unseal,
)

modest = settings(max_examples=60, deadline=None)
KEY = bytes(PrivateKey.generate())
OTHER = bytes(PrivateKey.generate())
LOCK = Lock("chamber:7", public_key_of(KEY), 512)
BALLOTS = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**60), 2**60) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=5,
)


def sealed_by_hand(written: bytes, size: int = 512) -> bytes:
    return SealedBox(PublicKey(LOCK.public_key)).encrypt(sodium_pad(written, size))


def encodable(ballot: Any) -> bool:
    try:
        return len(canonical(ballot)) < 350
    except UnicodeEncodeError:
        return False


@modest
@given(BALLOTS.filter(encodable), st.integers(1, 2**63 - 1))
def test_what_is_sealed_comes_out_as_it_was(ballot, place):
    sealed = seal(LOCK, place, ballot)
    opened = unseal(KEY, LOCK.subject, place, sealed.slip)
    assert opened is not None
    assert json.loads(opened.content) == ballot
    assert opened.code == sealed.code


@modest
@given(BALLOTS.filter(encodable), BALLOTS.filter(encodable))
def test_every_slip_of_a_box_has_one_length(one, other):
    assert len(seal(LOCK, 1, one).slip) == len(seal(LOCK, 2**40, other).slip) == len(filler(512)) == 512 + OVERHEAD


def test_the_same_ballot_never_looks_the_same():
    sealed = [seal(LOCK, 1, {"choice": "yes"}) for _ in range(100)]
    assert len({s.slip for s in sealed}) == len({s.code for s in sealed}) == 100


def test_no_other_key_opens_a_slip():
    assert unseal(OTHER, LOCK.subject, 1, seal(LOCK, 1, {}).slip) is None


def test_a_slip_copied_to_another_place_or_box_is_spoiled():
    slip = seal(LOCK, 1, {"choice": "no"}).slip
    assert unseal(KEY, LOCK.subject, 2, slip) is None
    assert unseal(KEY, "chamber:8", 1, slip) is None


@modest
@given(st.integers(0, 512 + OVERHEAD - 1), st.integers(1, 255))
def test_a_slip_with_any_bit_changed_is_spoiled(at, change):
    slip = bytearray(seal(LOCK, 1, {"choice": "no"}).slip)
    slip[at] ^= change
    # The top bit of the one-time key is no part of it.
    if (at, change) != (31, 128):
        assert unseal(KEY, LOCK.subject, 1, bytes(slip)) is None


FRAME = {"ballot": {"choice": "yes"}, "box": "chamber:7", "code": "ABC", "place": 1}


def test_a_frame_written_by_hand_is_read():
    opened = unseal(KEY, "chamber:7", 1, sealed_by_hand(canonical(FRAME)))
    assert opened is not None
    assert opened.content == '{"choice":"yes"}'


@pytest.mark.parametrize(
    "written",
    [
        b"",
        b"yes",
        b"null",
        b"[]",
        b"\xff\xfe",
        b"{",
        b"[" * 400,
        canonical(FRAME) + b" ",
        json.dumps(FRAME).encode(),
        canonical({**FRAME, "code": ""}),
        canonical({**FRAME, "code": "A" * 41}),
        canonical({**FRAME, "code": 7}),
        canonical({**FRAME, "place": 1.5}),
        canonical({**FRAME, "place": "1"}),
        canonical({**FRAME, "voter": "person:1"}),
        canonical({**FRAME, "box": "chamber:8"}),
        b'{"ballot":NaN,"box":"chamber:7","code":"ABC","place":1}',
        b'{"ballot":"\\ud800","box":"chamber:7","code":"ABC","place":1}',
        b'{"ballot":1,"ballot":1,"box":"chamber:7","code":"ABC","place":1}',
    ],
)
def test_what_is_no_ballot_is_spoiled(written):
    assert unseal(KEY, "chamber:7", 1, sealed_by_hand(written)) is None


def test_a_seal_around_brackets_beyond_counting_is_spoiled():
    deep = sealed_by_hand(b"[" * 60_000, SIZE_MAX)
    assert unseal(KEY, "chamber:7", 1, deep) is None


@modest
@given(st.binary(max_size=700))
def test_whatever_lies_in_a_slip_is_spoiled_and_stops_nothing(slip):
    assert unseal(KEY, "chamber:7", 1, slip) is None


@modest
@given(BALLOTS.filter(encodable))
def test_the_size_for_a_ballot_holds_it(ballot):
    size = size_for(ballot)
    assert size % 256 == 0
    assert seal(Lock("x" * 120, LOCK.public_key, size), 2**63 - 1, ballot).slip


def test_a_ballot_too_large_for_its_box_is_never_sealed():
    with pytest.raises(ValueError, match="does not fit"):
        seal(LOCK, 1, "a" * 512)
    with pytest.raises(ValueError, match="at most"):
        size_for("a" * SIZE_MAX)


def test_the_hash_of_papers_asks_for_no_order_but_for_each_paper():
    papers = [("AB", "1"), ("CD", "2")]
    assert papers_sha256(papers, 0) == papers_sha256(papers[::-1], 0)
    others = [papers_sha256(papers[:1], 0), papers_sha256(papers, 1), papers_sha256([("AB", "2"), ("CD", "1")], 0)]
    assert len({papers_sha256(papers, 0), *others}) == 4
