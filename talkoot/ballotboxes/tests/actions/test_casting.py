"""Slips put into their places, and struck."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from talkoot.ballotboxes import actions, queries
from talkoot.ballotboxes.models import Slip, Strike
from talkoot.ballotboxes.rules import SlipState, filler, seal
from talkoot.ballotboxes.tests.given import (
    CLOSED,
    SUBJECT,
    given_box,
    given_closed,
    given_emptied,
    given_lock,
    given_slip,
    given_strike,
)
from talkoot.kernel.actors import SYSTEM
from talkoot.kernel.refusals import Refusal
from talkoot.ledger.models import Entry

pytestmark = pytest.mark.django_db


def test_the_last_slip_of_a_place_is_the_one_that_lies_there():
    given_box()
    first = seal(given_lock(), 3, {"choice": "yes"}).slip
    last = seal(given_lock(), 3, {"choice": "no"}).slip
    actions.put_slip(SUBJECT, 3, first)
    actions.put_slip(SUBJECT, 3, last)
    slip = Slip.objects.get(place=3)
    assert (bytes(slip.sealed), slip.state) == (last, SlipState.FILLED)
    assert Slip.objects.count() == 5


def test_sealing_and_casting_take_two_statements_and_write_nothing_but_the_slip():
    given_box()
    given_slip(1)
    entries = Entry.objects.count()
    with CaptureQueriesContext(connection) as asked:
        given_slip(2)
    assert [q["sql"].split()[0] for q in asked.captured_queries] == ["SELECT", "UPDATE"]
    assert Entry.objects.count() == entries


def test_who_has_voted_is_known():
    given_box()
    given_slip(2)
    given_slip(4)
    assert queries.filled_places(SUBJECT) == {2, 4}


def test_a_closed_box_takes_no_slip():
    given_box()
    late = seal(given_lock(), 1, {"choice": "yes"}).slip
    given_closed()
    with pytest.raises(Refusal, match="could not be taken in"):
        actions.put_slip(SUBJECT, 1, late)
    assert queries.filled_places(SUBJECT) == set()


def test_a_place_or_a_length_that_the_box_does_not_have_is_a_mistake():
    box, _keepers = given_box()
    with pytest.raises(ValueError, match="no place 99"):
        actions.put_slip(SUBJECT, 99, filler(box.size))
    with pytest.raises(ValueError, match="not sealed for this box"):
        actions.put_slip(SUBJECT, 1, filler(box.size + 1))
    with pytest.raises(ValueError, match="no place"):
        actions.put_slip("chamber:8", 1, filler(box.size))


def test_a_slip_is_struck_unread_and_stays_as_it_was():
    given_box()
    given_slip(3)
    before = bytes(Slip.objects.get(place=3).sealed)
    given_strike(3)
    slip = Slip.objects.get(place=3)
    assert (bytes(slip.sealed), slip.state) == (before, SlipState.STRUCK)
    strike = Strike.objects.get()
    assert (strike.slip_id, strike.reason, strike.person_id) == (slip.pk, "Voted *twice*.", None)
    assert Entry.objects.get(kind="ballotboxes.slip_struck").payload == {"belongs_to": SUBJECT, "strike": strike.pk}


def test_nobody_votes_in_a_struck_place():
    given_box()
    given_slip(3)
    given_strike(3)
    with pytest.raises(Refusal, match="was struck"):
        given_slip(3, "no")


def test_there_is_nothing_to_strike_where_nobody_voted_or_the_box_is_emptied():
    _box, keepers = given_box()
    given_slip(2)
    with pytest.raises(Refusal, match="no ballot in this place"):
        given_strike(1)
    given_emptied(keepers)
    with pytest.raises(Refusal, match="no ballot in this place"):
        given_strike(2)


def test_a_strike_has_a_reason():
    given_box()
    given_slip(3)
    with pytest.raises(Refusal, match="why it does not count"):
        actions.strike_slip(SUBJECT, 3, reason=" ", language="en", by=SYSTEM, at=CLOSED)
