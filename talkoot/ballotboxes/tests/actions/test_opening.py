"""Opening a box, and closing it."""

from __future__ import annotations

import stat
from itertools import pairwise

import pytest

from talkoot.ballotboxes import actions, queries
from talkoot.ballotboxes.models import BallotBox, Custodian, Slip
from talkoot.ballotboxes.rules import (
    OVERHEAD,
    BoxState,
    gather,
    key_in,
    open_share,
    public_key_of,
)
from talkoot.ballotboxes.tests.given import (
    OPENED,
    SUBJECT,
    given_box,
    given_closed,
    given_emptied,
    given_filed_box,
    given_key,
    given_prepared_box,
    given_scrutineers,
)
from talkoot.kernel.actors import SYSTEM
from talkoot.kernel.refusals import Refusal
from talkoot.ledger.models import Entry

pytestmark = pytest.mark.django_db


def opened(**values):
    return actions.open_box(SUBJECT, **{"places": [1, 2], "size": 256, "by": SYSTEM, "at": OPENED, **values})


def test_a_box_opens_with_an_empty_slip_for_each_place_all_of_one_length():
    box, _keepers = given_box(places=[5, 3, 9, 5])
    slips = Slip.objects.filter(box=box)
    assert sorted(slips.values_list("place", flat=True)) == [3, 5, 9]
    assert {len(slip.sealed) for slip in slips} == {box.size + OVERHEAD}
    assert (box.state, box.slip_count) == (BoxState.OPEN, 3)


def test_the_ledger_says_with_which_key_ballots_are_sealed():
    box, _keepers = given_box()
    assert Entry.objects.get(kind="ballotboxes.box_opened").payload == {
        "belongs_to": SUBJECT,
        "custody": "scrutineers",
        "needed": 2,
        "public_key": bytes(box.public_key).hex(),
        "slips": 5,
    }


def test_slips_lie_in_no_order_of_their_places():
    given_box(places=range(200))
    places = list(Slip.objects.order_by("pk").values_list("place", flat=True))
    assert sum(a < b for a, b in pairwise(places)) in range(60, 140)


def test_each_scrutineer_has_a_share_that_only_their_paper_opens():
    box, keepers = given_box(needed=3)
    rows = Custodian.objects.order_by("pk")
    shares = [open_share(key_in(k.words), bytes(c.sealed_share)) for k, c in zip(keepers, rows, strict=True)]
    private = gather([share for share in shares if share])
    assert private is not None
    assert public_key_of(private) == bytes(box.public_key)
    assert open_share(key_in(keepers[0].words), bytes(rows[1].sealed_share)) is None


def test_a_box_waits_until_every_scrutineer_has_a_key():
    people = given_scrutineers()
    box = given_prepared_box(people)
    for person in people[:2]:
        given_key(box, person)
    with pytest.raises(Refusal, match="have yet to make theirs"):
        opened()
    assert not Slip.objects.exists()


def test_a_box_opens_once():
    given_box()
    with pytest.raises(Refusal, match="votes still go in"):
        opened()


@pytest.mark.parametrize("size", [0, -1, 65_537])
def test_a_box_has_a_size_that_can_be(size):
    with pytest.raises(ValueError, match="bytes"):
        opened(size=size)


def test_a_key_in_a_file_lies_outside_the_database_for_the_sites_user_alone(keys):
    box = given_filed_box()
    [file] = keys.iterdir()
    assert file.stem == bytes(box.public_key).hex()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(keys.stat().st_mode) == 0o700
    said = file.read_text().splitlines()
    assert public_key_of(bytes.fromhex(said[-1])) == bytes(box.public_key)
    assert "Whoever has this file and a copy of the database can read who" in said[0]


def test_a_closed_box_has_no_lock_to_seal_with():
    given_box()
    assert queries.lock_of(SUBJECT) is not None
    given_closed()
    assert queries.lock_of(SUBJECT) is None
    assert BallotBox.objects.get().state == BoxState.CLOSED
    assert Entry.objects.filter(kind="ballotboxes.box_closed").count() == 1


def test_what_is_closed_or_emptied_is_not_closed_again():
    _box, keepers = given_box()
    given_emptied(keepers)
    with pytest.raises(Refusal, match="has been emptied"):
        given_closed()


def test_what_is_not_open_is_not_closed():
    given_prepared_box(given_scrutineers())
    with pytest.raises(Refusal, match="not open yet"):
        given_closed()
