"""A field's line in a file of rules is found, or that of what it is part of, whatever the field is called."""

from __future__ import annotations

import pytest

from talkoot.proposals.rules.lines import line_of

SOURCE = 'name = "x"\n[[stage]]\nkey = "a"\n[[stage]]\nkey = "b"\n'


@pytest.mark.parametrize(
    ("field", "line"),
    [("name", 1), ("stage[2].key", 5), ("stage[2].move[1].to", 4), ("a[b", None), ("a].[", None), ("", None)],
)
def test_a_line_is_found_for_every_field(field: str, line: int | None):
    assert line_of(SOURCE, field) == line
