"""Names: folding and addresses."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talkoot.directory.rules import Slugs, fold, numbered, slug_of


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("Zoë  Ångström", "zoe angstrom"),
        ("ŁÓDŹ", "lodz"),
        ("Straße", "strasse"),
        ("مُحَمَّد", "محمد"),
        ("שָׁלוֹם", "שלום"),
        ("Ёлка", "елка"),
        ("ＷＩＤＥ", "wide"),
        ("हिन्दी", "हिन्दी"),
        ("ガーナ", "ガーナ"),
        ("Đorđe", "dorde"),
    ],
)
def test_folding_drops_case_and_accents_but_no_letters(name: str, folded: str) -> None:
    assert fold(name) == folded


@settings(max_examples=50)
@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Wiki Circle (West)", "wiki-circle-west"),
        ("جمعية المعرفة", "جمعية-المعرفة"),
        ("!!!", ""),
        ("  a / b  ", "a-b"),
        ("हिन्दी समूह", "हिन्दी-समूह"),
    ],
)
def test_an_address_keeps_the_letters_of_its_script(name: str, slug: str) -> None:
    assert slug_of(name) == slug


@settings(max_examples=50)
@given(st.text(max_size=300), st.integers(1, 10_000))
def test_an_address_is_short_and_fit_for_a_path(name: str, number: int) -> None:
    slug = numbered(slug_of(name), number)
    assert len(slug) <= 100
    assert not set(slug) & set("/?#% ")


@settings(max_examples=30)
@given(st.lists(st.sampled_from(["Ada", "ada", "Ada 2", "!!!", "Zoë", "Zoe"]), max_size=30))
def test_many_names_get_different_addresses(names: list[str]) -> None:
    slugs = Slugs({"ada"})
    given_out = [slugs.give(name, "person") for name in names]
    assert len(set(given_out)) == len(given_out)
    assert "ada" not in given_out
