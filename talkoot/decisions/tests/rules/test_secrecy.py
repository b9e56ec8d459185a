"""Which ballot box belongs to which decision."""

from __future__ import annotations

from talkoot.decisions.rules import box_subject, boxed_chamber, boxed_decision


def test_a_box_knows_its_decision_by_its_subject():
    assert boxed_decision(box_subject(87, "the-members_2")) == 87
    assert boxed_chamber(box_subject(87, "the-members_2")) == (87, "the-members_2")
    assert boxed_chamber("chamber:7") is None
    assert boxed_decision("chamber:7") is boxed_decision("matter:7-a") is None
