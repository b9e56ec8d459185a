import pytest
from hypothesis import given
from hypothesis import strategies as st

from talkoot.accounts.rules import LanguageFault, fault_of_languages, is_language_tag, is_time_zone


@pytest.mark.parametrize("tag", ["sw", "zh-Hant", "pt-BR", "es-419", "sr-Latn-RS", "ckb", "de-1996", "en-x-simple"])
def test_a_language_tag_is_known_by_its_form(tag):
    assert is_language_tag(tag)


@pytest.mark.parametrize("tag", ["", "e", "EN", "en_US", "english", "en-us", "en\n", "en-", "<b>", "zh-hant", "a" * 40])
def test_what_is_no_language_tag_is_told_apart(tag):
    assert not is_language_tag(tag)


def test_languages_are_few_different_and_known():
    assert fault_of_languages([]) is None
    assert fault_of_languages(["sw", "en"]) is None
    assert fault_of_languages(["sw", "sw"]) is LanguageFault.TWICE
    assert fault_of_languages(["Swahili"]) is LanguageFault.UNKNOWN
    assert fault_of_languages([f"e{chr(97 + n // 26)}{chr(97 + n % 26)}" for n in range(21)]) is LanguageFault.TOO_MANY


@pytest.mark.parametrize("name", ["UTC", "Africa/Accra", "America/Argentina/Buenos_Aires"])
def test_a_time_zone_is_known_by_its_name(name):
    assert is_time_zone(name)


@given(st.text(max_size=30))
def test_hardly_any_text_is_a_time_zone_or_breaks_the_question(text):
    assert is_time_zone(text) in {True, False}
    assert not is_time_zone(f"../{text}")
