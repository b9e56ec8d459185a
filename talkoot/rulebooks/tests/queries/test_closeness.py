"""What would have brought another result, in words: each figure says whether it is exact or a bound."""

from __future__ import annotations

import pytest
from django.utils import translation

from recount.closeness.margins import Change, Margin, Sure
from talkoot.rulebooks.queries.sentences.closeness import (
    CHANGES,
    change_name,
    closeness_sentence,
    margin_figure,
    pairs_sentence,
)


def margins(*found: Margin) -> list[dict[str, object]]:
    return [{**margin.data()} for margin in found]


@pytest.mark.parametrize(
    ("found", "sentence"),
    [
        ([Margin(Change.MOVED, 1)], "1 ballot that said something else would have brought another result."),
        (
            [Margin(Change.MOVED, 3, Sure.AT_MOST)],
            "3 ballots that said something else would have been enough for another result, perhaps fewer.",
        ),
        (
            [Margin(Change.MOVED, 2, Sure.AT_LEAST)],
            "It would have taken at least 2 ballots that said something else to bring another result.",
        ),
        ([Margin(Change.MOVED, None), Margin(Change.ADDED, 2)], "2 more ballots would have brought another result."),
        ([Margin(Change.MOVED, None)], "No change of ballots alone would have brought another result."),
        ([], ""),
    ],
)
def test_the_smallest_change_is_told_and_how_sure_it_is(found: list[Margin], sentence: str):
    assert closeness_sentence(margins(*found)) == sentence


def test_two_bounds_that_meet_are_a_figure_and_two_that_do_not_are_the_upper_one():
    met = margins(Margin(Change.MOVED, 3, Sure.AT_LEAST), Margin(Change.MOVED, 3, Sure.AT_MOST))
    apart = margins(Margin(Change.ADDED, 3, Sure.AT_LEAST), Margin(Change.ADDED, 5, Sure.AT_MOST))
    assert (margin_figure(met, "moved"), margin_figure(apart, "added")) == ("3", "at most 5")
    assert margin_figure(margins(Margin(Change.REMOVED, 4, Sure.AT_LEAST)), "removed") == "at least 4"
    assert margin_figure(margins(Margin(Change.REMOVED, None)), "removed") == "–"


def test_who_came_closest_in_pairs_is_named():
    found = margins(Margin(Change.MOVED, 2, Sure.AT_LEAST, {"winner": "Ann", "rival": "Ben", "lead": 3}))
    said = pairs_sentence(found).replace("\u2068", "").replace("\u2069", "")
    assert said == "Ann beats each of the others; Ben came closest, 3 behind."
    assert pairs_sentence(margins(Margin(Change.MOVED, 2))) == ""


def test_every_kind_of_change_has_a_name_in_every_language():
    assert CHANGES.keys() == {change.value for change in Change}
    for language in ("es", "ar"):
        with translation.override("en"):
            english = {change: change_name(change) for change in CHANGES}
        with translation.override(language):
            assert all(change_name(change) != said for change, said in english.items())


@pytest.mark.parametrize(
    ("found", "sentence"),
    [
        (Margin(Change.MOVED, 3, Sure.AT_LEAST), "It would have taken a weight of at least 3 that said something else"),
        (Margin(Change.MOVED, 3, Sure.AT_MOST), "A weight of 3 that said something else would have been enough"),
        (Margin(Change.MOVED, 3), "A weight of 3 that said something else would have brought another result."),
        (Margin(Change.ADDED, 3, Sure.AT_LEAST), "It would have taken a weight of at least 3 more"),
        (Margin(Change.ADDED, 3, Sure.AT_MOST), "A weight of 3 more would have been enough"),
        (Margin(Change.ADDED, 3), "A weight of 3 more would have brought another result."),
    ],
)
def test_where_votes_weigh_it_is_told_in_weights(found, sentence):
    with translation.override("en"):
        assert closeness_sentence(margins(found), is_weighed=True).startswith(sentence)
