"""Clauses stay themselves from text to text; where that is doubtful, a person is asked."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talkoot.documents.rules import Known, Part, Written, align, read_outline

LIVING = Path(__file__).resolve().parents[5] / "shared" / "data" / "living-documents"
QUORUM = "The council can decide when at least six members take part in a meeting."


def parts(*said):
    return [Part(1, heading, text, 1) for heading, text in said]


def known(*said):
    return [Known(key, heading, text) for key, (heading, text) in enumerate(said, 1)]


def test_words_that_stay_keep_the_clause_wherever_it_goes():
    old = known(("Seats", "Nine seats."), ("Quorum", QUORUM))
    new = parts(("Meetings", QUORUM.replace("six", "five")), ("Seats", "Nine seats."))
    found = align(old, new)
    assert [match.key for match in found] == [2, 1]
    assert all(match.is_sure for match in found)


def test_a_heading_with_other_words_under_it_is_doubtful():
    (match,) = align(known(("Quorum", QUORUM)), parts(("Quorum", "Nobody counts heads here any longer, ever again.")))
    assert (match.key, match.is_sure) == (1, False)


def test_two_clauses_alike_leave_it_to_a_person():
    old = known(("", f"{QUORUM} Always."), ("", f"{QUORUM} Mostly."))
    (match,) = align(old, parts(("", f"{QUORUM} Sometimes.")))
    assert not match.is_sure


def test_what_is_like_nothing_is_new():
    (match,) = align(known(("Quorum", QUORUM)), parts(("Logo", "Blue, on white paper.")))
    assert match.key is None


TEXTS = st.lists(st.tuples(st.sampled_from(["", "A", "B"]), st.text("abc ", max_size=30)), max_size=8)


@given(TEXTS, TEXTS)
def test_no_clause_is_two_and_what_did_not_change_is_itself(old, new):
    before = known(*old)
    found = [match.key for match in align(before, parts(*new))]
    said = [key for key in found if key is not None]
    assert len(said) == len(set(said))
    assert [match.key for match in align(before, parts(*old))] == [each.key for each in before] or len(set(old)) < len(
        old
    )


@pytest.mark.skipif(not LIVING.is_dir(), reason="the data sets are not beside this checkout")
@pytest.mark.parametrize(("name", "most"), [("kubernetes-sig-governance", 25), ("python-pep-0013", 5)])
def test_real_documents_keep_their_clauses_through_every_revision(name, most):
    """36 and 31 revisions: only few clauses begin anew or leave a person in doubt."""
    texts = [file.read_text(encoding="utf-8") for file in sorted((LIVING / name).glob("*.txt"))]
    first = read_outline(texts[0], Written.MARKDOWN).parts
    keys, fresh, asked = list(range(len(first))), len(first), 0
    before = first
    for text in texts[1:]:
        now = read_outline(text, Written.MARKDOWN).parts
        old = [Known(key, part.heading, part.text) for key, part in zip(keys, before, strict=True)]
        found = align(old, now)
        asked += sum(match.key is None or not match.is_sure for match in found)
        keys = []
        for match in found:
            keys.append(fresh if match.key is None else match.key)
            fresh += match.key is None
        before = now
    assert asked <= most
