"""Files that once led a search for trouble somewhere new: each still comes to a result, or is refused in a sentence."""

from __future__ import annotations

import time

import pytest

from recount.tests.given_hostile import TARGETS, corpus, hand_in

# No file of a few kilobytes may keep anyone waiting, whatever it says.
SECONDS = 1


@pytest.mark.parametrize("target", TARGETS)
def test_every_file_kept_is_counted_or_refused_with_its_line_within_a_second(target, tmp_path):
    for kind, content in corpus():
        if kind == target:
            before = time.process_time()
            hand_in(kind, content, tmp_path)
            assert time.process_time() - before < SECONDS, content


def test_a_setting_said_wrongly_beside_one_unsaid_is_refused_and_no_example_is_counted_with_it(tmp_path, capsys):
    from recount.command import main
    from recount.tests.given_books import BAR, book_text, chamber_text

    said = BAR.replace('base = "yes+no", ', 'base = "yes+ast", ').replace('strictness = "at-least", ', "")
    path = tmp_path / "rules.toml"
    path.write_text(book_text(chamber_text(election={"method": '"yes-no"', "settings": said})))
    assert main(["explain", str(path)]) == 2
    assert "line" in capsys.readouterr().err
