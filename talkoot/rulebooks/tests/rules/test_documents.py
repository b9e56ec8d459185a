"""What the documents tell stewards is what the reader takes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import recount
from talkoot.rulebooks.queries import starter
from talkoot.rulebooks.rules import read_rulebook

ROOT = Path(recount.__file__).parent.parent


def test_the_rulebook_in_the_stewards_guide_is_whole():
    guide = (ROOT / "docs" / "decisions.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```toml\n(.*?)```", guide, re.DOTALL)
    assert [chamber.key for chamber in read_rulebook(example).chambers] == ["council", "affiliates"]


def test_the_example_a_new_rulebook_begins_with_is_whole():
    assert read_rulebook(starter()).combination.word == "all"


@pytest.mark.parametrize("example", sorted((ROOT / "demo" / "rulebooks").glob("*.toml")), ids=lambda path: path.stem)
def test_the_rulebooks_of_the_demo_are_whole(example):
    assert read_rulebook(example.read_text(encoding="utf-8")).chambers


def test_the_hash_in_recounts_own_guide_is_that_of_its_example():
    guide = (ROOT / "recount" / "README.md").read_text(encoding="utf-8")
    example = (ROOT / "recount" / "examples" / "ratification.toml").read_text(encoding="utf-8")
    assert recount.read_rulebook(example).sha256() in guide
