"""What a text is read as, in each hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talkoot.documents.rules import (
    MOST_PARTS,
    Placed,
    Unreadable,
    Written,
    Wrong,
    as_markdown,
    numbers,
    read_outline,
)

MARKDOWN = """
# Charter

Who we are.

## 1. Members

### Seats ##

Nine.

```
# not a heading
```

Quorum
------
Six of nine.
"""
WIKI = """<languages /><translate>
<!--T:1-->
= Charter =
== Members == <!--T:2-->

The '''nine''' members, see [[Help:Seats|seats]] and [https://example.org the ''list''].
# one
## two
{{Template|a={{b}}}}
</translate>
"""
PLAIN = """1. Members

1.1 The council has nine seats, of which four are elected by the communities and five by all others.

1.2. Terms
Two years.

3 rules follow from this.

2) Quorum
Six.
"""


def said(source, written):
    outline = read_outline(source, written)
    names = numbers(part.depth for part in outline.parts)
    return outline.title, [(n, part.heading, part.text) for n, part in zip(names, outline.parts, strict=True)]


def test_markdown_has_a_title_and_headings_of_both_kinds_and_none_in_code():
    title, clauses = said(MARKDOWN, Written.MARKDOWN)
    assert title == "Charter"
    assert [(n, heading) for n, heading, _text in clauses] == [
        ("0", ""), ("1", "Members"), ("1.1", "Seats"), ("2", "Quorum"),
    ]  # fmt: skip
    assert clauses[0][2] == "Who we are."
    assert "# not a heading" in clauses[2][2]
    assert clauses[3][2] == "Six of nine."


def test_wikitext_loses_the_marks_of_translate_and_keeps_its_words():
    title, clauses = said(WIKI, Written.WIKITEXT)
    assert title == "Charter"
    assert [(n, heading) for n, heading, _text in clauses] == [("1", "Members")]
    text = clauses[0][2]
    assert "**nine**" in text
    assert "see seats and [the *list*](https://example.org)" in text
    assert "1. one\n   1. two" in text
    assert "{{Template|a={{b}}}}" in text
    assert "T:1" not in text


def test_plain_text_is_divided_by_its_numbers():
    _title, clauses = said(PLAIN, Written.PLAIN)
    assert [(n, heading) for n, heading, _text in clauses] == [
        ("1", "Members"), ("1.1", ""), ("1.2", "Terms"), ("2", "Quorum"),
    ]  # fmt: skip
    assert clauses[1][2].startswith("The council has nine seats")
    assert clauses[2][2] == "Two years.\n\n3 rules follow from this."


def test_no_clause_stands_more_than_one_step_deeper_than_the_one_before():
    outline = read_outline("## A\n\n##### B\n\n### C\n\n## D", Written.MARKDOWN)
    assert [part.depth for part in outline.parts] == [1, 2, 2, 1]


@pytest.mark.parametrize(
    ("source", "wrong", "line"),
    [
        ("", Wrong.EMPTY, 0),
        (" \n\n", Wrong.EMPTY, 0),
        ("# Only a title", Wrong.EMPTY, 0),
        ("x" * 600_001, Wrong.TOO_LONG, 0),
        ("## a\n\n" * (MOST_PARTS + 1), Wrong.TOO_MANY, 2 * MOST_PARTS + 1),
        ("## a\n\n## " + "b" * 301, Wrong.LONG_HEADING, 3),
        ("## a\n\n" + "b" * 40_001, Wrong.LONG_CLAUSE, 1),
    ],
    ids=lambda value: str(value)[:12],
)
def test_what_is_no_document_is_named_with_its_line(source, wrong, line):
    with pytest.raises(Unreadable) as refused:
        read_outline(source, Written.MARKDOWN)
    assert (refused.value.wrong, refused.value.line) == (wrong, line)


WORDS = st.text(st.sampled_from("abc 12.#=-*\n`"), max_size=60)


@given(WORDS, st.sampled_from(list(Written)))
def test_whatever_is_read_reads_back_as_the_same_clauses(source, written):
    try:
        outline = read_outline(source, written)
    except Unreadable:
        return
    names = numbers(part.depth for part in outline.parts)
    placed = [Placed(0, n, p.depth, p.heading, p.text) for n, p in zip(names, outline.parts, strict=True)]
    again = read_outline(as_markdown("Title", placed), Written.MARKDOWN)
    assert again.title == "Title"
    assert [(p.depth, p.heading, p.text) for p in again.parts] == [(p.depth, p.heading, p.text) for p in outline.parts]
