from __future__ import annotations

from talkoot.ballotboxes.rules import BoxState, may_become


def test_a_box_goes_one_way():
    ways = {(now, then) for now in BoxState for then in BoxState if may_become(now, then)}
    assert ways == {
        (BoxState.PREPARING, BoxState.OPEN),
        (BoxState.OPEN, BoxState.CLOSED),
        (BoxState.CLOSED, BoxState.EMPTIED),
    }
