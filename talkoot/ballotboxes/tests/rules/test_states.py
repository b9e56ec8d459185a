from __future__ import annotations

from talkoot.ballotboxes.rules import BoxState, may_become


def test_a_box_goes_one_way_or_is_discarded_before_it_is_emptied():
    ways = {(now, then) for now in BoxState for then in BoxState if may_become(now, then)}
    assert ways == {
        (BoxState.PREPARING, BoxState.OPEN),
        (BoxState.OPEN, BoxState.SCRUTINY),
        (BoxState.OPEN, BoxState.CLOSED),
        (BoxState.SCRUTINY, BoxState.CLOSED),
        (BoxState.CLOSED, BoxState.EMPTIED),
        (BoxState.PREPARING, BoxState.DISCARDED),
        (BoxState.OPEN, BoxState.DISCARDED),
        (BoxState.SCRUTINY, BoxState.DISCARDED),
        (BoxState.CLOSED, BoxState.DISCARDED),
    }
