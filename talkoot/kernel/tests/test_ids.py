"""Short ids that people read out, and codes that nobody guesses."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talkoot.kernel.ids import ALPHABET, key_of, public_id, secret_code


@given(st.sampled_from("PCDK"), st.integers(min_value=1, max_value=10**18 - 1))
@settings(max_examples=50)
def test_a_short_id_leads_back_to_its_key_in_either_case(letter: str, key: int):
    assert key_of(public_id(letter, key), letter) == key
    assert key_of(public_id(letter, key).lower(), letter) == key


def test_leading_zeros_are_forgiven():
    assert key_of("P-00142", "P") == 142


@pytest.mark.parametrize(
    "text",
    ["", "P", "P-", "-142", "142", "P142", "D-142", "PP-142", "P--142", "P-1.5", "P-+1", "P-1 ", "P- 1", "P-1_0",
     "P-²", "P-١٤٢", "P-\x00", "P-1;DROP", "P-" + "9" * 19, "p\u0130-1"],
)  # fmt: skip
def test_what_is_no_short_id_of_the_letter_has_no_key(text: str):
    assert key_of(text, "P") is None


@given(st.text(max_size=40))
@settings(max_examples=50)
def test_no_text_breaks_the_reading_of_ids_and_a_key_always_fits_the_database(text: str):
    for candidate in (text, f"P-{text}"):
        key = key_of(candidate, "P")
        assert key is None or 0 <= key < 2**63


def test_a_code_has_only_letters_that_nobody_mistakes():
    assert not set(ALPHABET) & set("01LAEIOU")
    for group in secret_code(groups=8, size=9).split("-"):
        assert len(group) == 9
        assert set(group) <= set(ALPHABET)


def test_codes_do_not_repeat_and_use_the_whole_alphabet():
    codes = [secret_code() for _ in range(2_000)]

    assert len(set(codes)) == len(codes)
    assert set("".join(codes)) == {*ALPHABET, "-"}
