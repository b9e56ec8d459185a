"""A slip more or fewer in an open box."""

from __future__ import annotations

import pytest

from talkoot.ballotboxes import actions, queries
from talkoot.ballotboxes.models import BallotBox, Slip
from talkoot.ballotboxes.tests.given import (
    OPENED,
    SUBJECT,
    given_box,
    given_closed,
    given_emptied,
    given_prepared_box,
    given_scrutineers,
    given_slip,
    given_strike,
)
from talkoot.kernel.actors import SYSTEM
from talkoot.kernel.refusals import Refusal
from talkoot.ledger.models import Entry

pytestmark = pytest.mark.django_db


def added(place):
    return actions.add_slip(SUBJECT, place, by=SYSTEM, at=OPENED)


def removed(place):
    return actions.remove_slip(SUBJECT, place, by=SYSTEM, at=OPENED)


def test_a_place_that_is_added_votes_as_the_others_do():
    _box, keepers = given_box()
    added(6)
    slip = Slip.objects.get(place=6)
    assert len(bytes(slip.sealed)) == len(bytes(Slip.objects.get(place=1).sealed))
    codes = [given_slip(1), given_slip(6)]
    box = given_emptied(keepers)
    assert (box.slip_count, box.unused_count) == (6, 4)
    assert sorted(codes) == [code for code, _ballot in queries.papers(SUBJECT)]
    told = Entry.objects.get(kind="ballotboxes.slips_amended")
    assert told.payload == {"belongs_to": SUBJECT, "slips": 6}


def test_a_place_that_has_not_voted_is_taken_out():
    _box, keepers = given_box()
    given_slip(1)
    removed(5)
    box = given_emptied(keepers)
    assert (box.slip_count, box.unused_count, Slip.objects.filter(place=5).count()) == (4, 3, 0)


def test_a_slip_with_a_ballot_stays():
    given_box()
    given_slip(1)
    given_slip(2)
    given_slip(3)
    given_strike(2)
    for place in (1, 2):
        with pytest.raises(Refusal, match="stays cast"):
            removed(place)
    assert BallotBox.objects.get().slip_count == 5


@pytest.mark.parametrize("act", [added, removed])
def test_a_box_that_is_prepared_has_no_slips_yet(act):
    given_prepared_box(given_scrutineers())
    with pytest.raises(Refusal, match="not open yet"):
        act(1)


@pytest.mark.parametrize("act", [added, removed])
def test_a_closed_box_stays(act):
    given_box()
    given_closed()
    with pytest.raises(Refusal, match="box is closed"):
        act(6)
