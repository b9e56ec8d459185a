"""Sealed ballots struck unread, and counting again, while the box is looked at."""

from __future__ import annotations

import pytest

from talkoot.ballotboxes import actions, queries
from talkoot.ballotboxes.models import BallotBox, Slip, Strike
from talkoot.ballotboxes.rules import BoxState, SlipState, filler
from talkoot.ballotboxes.tests.given import (
    CLOSED,
    COUNTED,
    OPENED,
    SUBJECT,
    given_box,
    given_emptied,
    given_slip,
    given_strike,
)
from talkoot.directory.queries import tasks_of
from talkoot.kernel.actors import SYSTEM
from talkoot.kernel.refusals import Refusal
from talkoot.ledger.models import Entry

pytestmark = pytest.mark.django_db


def taken_back(place, by=SYSTEM):
    return actions.take_back_strike(SUBJECT, place, by=by, at=CLOSED)


def test_a_box_in_scrutiny_takes_neither_ballots_nor_keys():
    box, keepers = given_box()
    code = given_slip(1)
    shut = actions.begin_scrutiny(SUBJECT, by=SYSTEM, at=CLOSED)
    assert (shut.state, shut.closed_at) == (BoxState.SCRUTINY, CLOSED)
    assert Entry.objects.get(kind="ballotboxes.scrutiny_begun").payload == {"belongs_to": SUBJECT}
    with pytest.raises(Refusal, match="could not be taken in"):
        actions.put_slip(SUBJECT, 2, filler(box.size))
    with pytest.raises(Refusal, match="once they are done"):
        actions.hand_in_key(box.pk, words=keepers[0].words, by=keepers[0].actor, at=COUNTED)
    with pytest.raises(Refusal, match="once they are done"):
        actions.empty_box(SUBJECT, words=[each.words for each in keepers], by=keepers[0].actor, at=COUNTED)
    assert tasks_of(queries.tasks(keepers[0].actor)) == []
    emptied = given_emptied(keepers)
    assert (emptied.closed_at, [found for found, _ballot in queries.papers(SUBJECT)]) == (CLOSED, [code])


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


def test_there_is_nothing_to_strike_where_nobody_voted():
    given_box()
    given_slip(2)
    with pytest.raises(Refusal, match="no ballot in this place"):
        given_strike(1)


def test_nothing_is_struck_nor_taken_back_once_keys_are_asked_for():
    box, keepers = given_box()
    for place in (1, 2, 3):
        given_slip(place)
    actions.begin_scrutiny(SUBJECT, by=SYSTEM, at=CLOSED)
    given_strike(3)
    actions.close_box(SUBJECT, by=SYSTEM, at=CLOSED)
    for again in (lambda: given_strike(1), lambda: taken_back(3)):
        with pytest.raises(Refusal, match="box is closed"):
            again()
    actions.hand_in_key(box.pk, words=keepers[0].words, by=keepers[0].actor, at=COUNTED)
    actions.hand_in_key(box.pk, words=keepers[1].words, by=keepers[1].actor, at=COUNTED)
    for again in (lambda: given_strike(1), lambda: taken_back(3)):
        with pytest.raises(Refusal, match="been emptied"):
            again()
    assert (queries.struck_in([SUBJECT]), BallotBox.objects.get().struck_count) == (1, 1)


def test_a_ballot_is_never_left_alone_to_tell_who_cast_it():
    given_box()
    for place in (1, 2, 3):
        given_slip(place)
    given_strike(1)
    with pytest.raises(Refusal, match="how it was cast"):
        given_strike(2)
    taken_back(1)
    given_strike(2)
    assert {row.slip.place for row in Strike.objects.standing()} == {2}


def test_a_strike_taken_back_leaves_the_ballot_to_be_counted():
    _box, keepers = given_box()
    codes = [given_slip(place) for place in (1, 2, 3)]
    given_strike(3)
    assert list(queries.struck_places(SUBJECT, [2, 3])) == [3]
    strike = taken_back(3)
    assert Entry.objects.get(kind="ballotboxes.strike_taken_back").payload["strike"] == strike.pk
    with pytest.raises(Refusal, match="not struck"):
        taken_back(3)
    box = given_emptied(keepers)
    assert sorted(codes) == [code for code, _ballot in queries.papers(SUBJECT)]
    assert (box.struck_count, queries.struck_places(SUBJECT, [3]), queries.list_strikes(box)) == (0, {}, [])


def test_only_who_struck_a_ballot_takes_that_back():
    _box, keepers = given_box()
    for place in (1, 2, 3):
        given_slip(place)
    given_strike(3)
    with pytest.raises(Refusal, match="Only who struck"):
        taken_back(3, by=keepers[0].actor)


def test_a_strike_has_a_reason():
    given_box()
    given_slip(3)
    with pytest.raises(Refusal, match="why it does not count"):
        actions.strike_slip(SUBJECT, 3, reason=" ", language="en", by=SYSTEM, at=OPENED)
