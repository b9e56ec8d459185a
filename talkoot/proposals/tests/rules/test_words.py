"""Words, likeness and differences, in every script."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talkoot.kernel.difference import Change, difference
from talkoot.proposals.rules import Candidate, by_title, fold, ranked, words_of
from talkoot.proposals.rules.limits import LEAD_MAX, lead_of

TITLED = st.lists(st.sampled_from(["night", "mode", "wiki", "الليلي", "夜间模式", "Übergröße", "…"]), max_size=5).map(
    " ".join
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Night mode, on every wiki!", ["night", "mode", "on", "every", "wiki"]),
        ("Übergröße l'été", ["ubergrosse", "l", "ete"]),
        ("وَضْعُ اللَّيْل", ["وضع", "الليل"]),
        ("إضافة الأرقام", ["اضافه", "الارقام"]),
        ("夜间模式", ["夜间", "间模", "模式"]),
        ("क्षेत्रीय भाषा", ["क्षेत्रीय", "भाषा"]),
        ("C", ["c"]),
        ("", []),
        ("— … !", []),
    ],
)
def test_words_are_folded_in_every_script(text, words):
    assert words_of(text) == words


@settings(max_examples=100)
@given(st.text(max_size=80))
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)
    assert words_of(" ".join(words_of(text))) == words_of(" ".join(words_of(" ".join(words_of(text)))))


@settings(max_examples=100)
@given(st.text(max_size=200), st.text(max_size=200))
def test_a_difference_gives_both_texts_back(before, after):
    pieces = difference(before, after)
    assert "".join(p.text for p in pieces if p.change != Change.ADDED) == before
    assert "".join(p.text for p in pieces if p.change != Change.REMOVED) == after


def test_words_change_as_a_whole():
    found = [(p.change, p.text) for p in difference("The quick brown fox jumps", "The slow red fox jumped")]
    assert found == [
        (Change.KEPT, "The "),
        (Change.REMOVED, "quick brown"),
        (Change.ADDED, "slow red"),
        (Change.KEPT, " fox "),
        (Change.REMOVED, "jumps"),
        (Change.ADDED, "jumped"),
    ]


def test_characters_change_where_a_script_has_no_spaces():
    found = [(p.change, p.text) for p in difference("夜间模式", "夜间主题")]
    assert found == [(Change.KEPT, "夜间"), (Change.REMOVED, "模式"), (Change.ADDED, "主题")]


def test_the_likest_comes_first_and_the_unlike_not_at_all():
    candidates = [
        Candidate(1, "Dark colours for maps"),
        Candidate(2, "Night mode"),
        Candidate(3, "Spell checking in Kiswahili"),
    ]
    assert [key for key, _score in ranked("A night mode for readers", "", candidates, 5)] == [2]


@settings(max_examples=50)
@given(st.text(min_size=1, max_size=60))
def test_nothing_is_more_alike_than_the_same(title):
    if words_of(title):
        assert ranked(title, "", [Candidate(1, title)], 1) == [(1, 100.0)]


@settings(max_examples=100)
@given(TITLED, st.lists(TITLED, max_size=8))
def test_titles_alone_are_ordered_as_they_are_ranked(asked, titles):
    likest = ranked(asked, "", [Candidate(-place, title) for place, title in enumerate(titles)], len(titles))
    alike = [-key for key, _score in likest]
    assert by_title(asked, titles) == [*alike, *(place for place in range(len(titles)) if place not in alike)]


@settings(max_examples=100)
@given(TITLED, TITLED, TITLED)
def test_likeness_asks_for_words_in_no_order(asked, title, text):
    turned, *others = (" ".join(reversed(words_of(words))) for words in (asked, title, text))
    there = ranked(asked, text, [Candidate(1, title, text)], 1)
    assert ranked(turned, others[1], [Candidate(1, *others)], 1) == there


def test_a_lead_is_one_line_cut_between_words():
    lead = lead_of("**Bold** start\nand " + "many words " * 60)
    assert lead.startswith("Bold start and many words")
    assert len(lead) <= LEAD_MAX
    assert lead.endswith("…")
    assert "\n" not in lead
