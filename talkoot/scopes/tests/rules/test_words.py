from __future__ import annotations

import pytest

from talkoot.scopes.rules import Facets, cell_count, folded, is_qid, language_tag


@pytest.mark.parametrize(
    ("code", "tag"),
    [
        ("simple", "en-simple"),
        ("zh-min-nan", "nan"),
        ("be-x-old", "be-tarask"),
        ("BE-Tarask", "be-tarask"),
        ("zh-hant", "zh-Hant"),
        ("zh_TW", "zh-Hant-TW"),
        ("pt-br", "pt-BR"),
        ("sr-latn", "sr-Latn"),
        ("map-bms", "jv-x-bms"),
        ("roa-tara", "nap-x-tara"),
        ("es-419", "es-419"),
        ("sw", "sw"),
    ],
)
def test_a_wikis_code_becomes_a_tag_in_canonical_case(code: str, tag: str) -> None:
    assert language_tag(code) == tag
    assert language_tag(tag) == tag


@pytest.mark.parametrize(
    ("text", "found_by"), [("Lectura Fácil", "facil"), ("ΓΛΏΣΣΑ", "γλωσσα"), ("Straße", "strasse"), ("ﬁnance", "fin")]
)
def test_a_search_finds_a_name_whatever_its_case_and_accents(text: str, found_by: str) -> None:
    assert folded(found_by) in folded(text)


@pytest.mark.parametrize("text", ["हिन्दी", "ਪੰਜਾਬੀ"])
def test_folding_keeps_the_vowel_signs_of_indic_scripts(text: str) -> None:
    assert folded(text) == text


@pytest.mark.parametrize(
    ("text", "is_one"), [("Q42", True), ("Q0", False), ("42", False), ("Q", False), ("Q4２", False)]
)
def test_a_wikidata_id_is_q_and_a_number(text: str, is_one: bool) -> None:
    assert is_qid(text) is is_one


def test_a_scope_has_a_point_for_each_combination_and_one_for_everywhere() -> None:
    assert cell_count(Facets()) == 1
    assert cell_count(Facets(topics=frozenset({1, 2}), territories=frozenset({"KE", "UG", "TZ"}))) == 6
