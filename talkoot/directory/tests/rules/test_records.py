"""Records of imports: parents before parts."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from talkoot.directory.rules import BodyRecord, parents_first

KEYS = "abcdef"


def body(key: str, parent: str = "") -> BodyRecord:
    """Return a record with a place in the tree."""
    return BodyRecord(key, key, "chapter", "en", parent=parent)


@settings(max_examples=50)
@given(st.lists(st.sampled_from(["", *KEYS]), min_size=6, max_size=6))
def test_each_body_comes_once_and_after_the_one_it_is_part_of(parents: list[str]) -> None:
    records = [body(key, parent) for key, parent in zip(KEYS, parents, strict=True)]
    given_out = list(parents_first(records))
    assert sorted(record.key for record, _sound in given_out) == list(KEYS)
    seen: set[str] = set()
    for record, is_sound in given_out:
        assert not is_sound or not record.parent or record.parent in seen
        seen.add(record.key)


def test_a_ring_is_named() -> None:
    sound = {r.key: s for r, s in parents_first([body("a", "b"), body("b", "a"), body("c")])}
    assert sound["c"]
    assert not sound["a"]
