"""How a consultation is named by people."""

from __future__ import annotations

import pytest

from talkoot.decisions.rules import consultation_named, is_consultation


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("C-64", "consultation:64"),
        (" c-064 ", "consultation:64"),
        ("/consultations/C-64/", "consultation:64"),
        ("https://talkoot.example/ar/consultations/C-64/#inputs", "consultation:64"),
        ("https://talkoot.example/consultations/C-64?in=es", "consultation:64"),
        ("D-64", ""),
        ("64", ""),
        ("C-٦٤", ""),
        ("javascript:C-64", ""),
        ("https://evil.example/C-64", ""),
        ("C-64 and C-65", ""),
        ("", ""),
    ],
)
def test_a_consultation_is_named_by_its_number_or_address(text, found):
    assert consultation_named(text) == found


@pytest.mark.parametrize(
    ("reference", "fits"),
    [
        ("consultation:64", True),
        ("consultation:0", False),
        ("consultation:", False),
        ("proposal:64", False),
        ("", False),
    ],
)
def test_only_refs_of_consultations_fit(reference, fits):
    assert is_consultation(reference) == fits
