"""Slips put into their places."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from talkoot.ballotboxes import actions, queries
from talkoot.ballotboxes.models import Slip
from talkoot.ballotboxes.rules import SlipState, filler, seal
from talkoot.ballotboxes.tests.given import (
    SUBJECT,
    given_box,
    given_closed,
    given_lock,
    given_slip,
)
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
