"""Bars of shapes: parts that touch the ends, and the mark of what is needed."""

from __future__ import annotations

from talkoot.rulebooks.queries import bar_of


def figures(**changes):
    return {"of": 100, "yes": 60, "no": 40, "neutral": 0, "base": "yes+no", "share": "11/20", **changes}


def test_a_bar_is_yes_then_no_with_the_mark_where_support_is_enough():
    bar = bar_of(figures())
    assert bar
    assert [(p.shape, p.x, p.width) for p in bar.parts] == [("f", "0", "60"), ("a", "60.4", "39.6")]
    assert bar.mark == "55"


def test_neutral_is_drawn_where_it_is_in_the_share():
    bar = bar_of(figures(of=110, neutral=10, base="yes+no+neutral", share="2/3"))
    assert bar
    assert [part.shape for part in bar.parts] == ["f", "a", "z"]
    assert bar.mark == "66.67"


def test_what_nobody_said_is_not_drawn():
    bar = bar_of(figures(of=40, yes=0))
    assert bar
    assert [(p.shape, p.x, p.width) for p in bar.parts] == [("a", "0", "100")]


def test_nothing_is_drawn_of_an_empty_base():
    assert bar_of(figures(of=0, yes=0, no=0)) is None
