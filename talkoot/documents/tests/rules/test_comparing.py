"""What became of each clause."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from talkoot.documents.rules import Fate, Placed, compare
from talkoot.kernel.difference import Change

LONG = "The council asks every body whose scope is touched before it decides anything at all."
MORE = "Each answer gets a reply that says what became of it and why it was so decided."


def placed(*said):
    return [Placed(key, str(place), 1, heading, text) for place, (key, heading, text) in enumerate(said, 1)]


def told(rows):
    return [(row.fate.value, row.old and row.old.key, row.new and row.new.key, row.is_moved) for row in rows]


def test_what_was_removed_stands_where_it_stood():
    old = placed((1, "A", "a"), (2, "B", "b"), (3, "C", "c"))
    new = placed((1, "A", "a"), (3, "C", "d"), (4, "D", "e"))
    assert told(compare(old, new)) == [
        ("kept", 1, 1, False), ("removed", 2, None, False), ("changed", 3, 3, False), ("added", None, 4, False),
    ]  # fmt: skip


def test_one_clause_that_moves_moves_alone():
    old = placed((1, "A", "a"), (2, "B", "b"), (3, "C", "c"))
    rows = compare(old, [old[2], old[0], old[1]])
    assert [row.is_moved for row in rows] == [True, False, False]
    assert [row.is_same for row in rows] == [False, True, True]


def test_a_clause_split_off_says_from_where():
    old = placed((1, "Asking", f"{LONG} {MORE}"))
    rows = compare(old, placed((1, "Asking", LONG), (2, "Answers", MORE)))
    assert [(row.fate, row.split_from) for row in rows] == [(Fate.CHANGED, ""), (Fate.ADDED, "1")]


def test_a_clause_that_went_into_another_says_into_which():
    old = placed((1, "Asking", LONG), (2, "Answers", MORE))
    rows = compare(old, placed((1, "Asking", f"{LONG} {MORE}")))
    assert [(row.fate, row.merged_into) for row in rows] == [(Fate.CHANGED, ""), (Fate.REMOVED, "1")]


CLAUSES = st.lists(
    st.tuples(st.integers(1, 6), st.text("ab ", max_size=3), st.text("abc d", max_size=20)),
    max_size=6, unique_by=lambda said: said[0],
)  # fmt: skip


@given(CLAUSES, CLAUSES)
def test_the_rows_say_both_texts_whole(old, new):
    rows = compare(placed(*old), placed(*new))
    assert [row.new.key for row in rows if row.new] == [key for key, _heading, _text in new]
    assert sorted(row.old.key for row in rows if row.old) == sorted(key for key, _heading, _text in old)
    for row in rows:
        before = "".join(piece.text for piece in row.text if piece.change != Change.ADDED)
        after = "".join(piece.text for piece in row.text if piece.change != Change.REMOVED)
        assert before == (row.old.text if row.old else "")
        assert after == (row.new.text if row.new else "")
