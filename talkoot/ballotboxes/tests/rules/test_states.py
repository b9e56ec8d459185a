from __future__ import annotations

from talkoot.ballotboxes.rules import BoxState, may_become


def test_a_box_goes_one_way_or_is_discarded_before_it_is_emptied():
    ways = {(now, then) for now in BoxState for then in BoxState if may_become(now, then)}
    assert ways == {
        (BoxState.PREPARING, BoxState.OPEN),
        (BoxState.OPEN, BoxState.CLOSED),
        (BoxState.CLOSED, BoxState.EMPTIED),
        *((before, BoxState.DISCARDED) for before in (BoxState.PREPARING, BoxState.OPEN, BoxState.CLOSED)),
    }
