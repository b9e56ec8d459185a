"""What the database itself refuses."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from talkoot.ballotboxes.models import BallotBox, Custodian, Paper, PassedShare, Slip, Strike
from talkoot.ballotboxes.tests.given import CLOSED, OPENED, SUBJECT, given_box, given_emptied, given_slip, given_strike
from talkoot.directory.tests.given import given_person

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("custody_known", {"custody": "pocket"}),
        ("state_known", {"state": "lost"}),
        ("nobody_opens_alone", {"needed": 1}),
        ("nobody_opens_alone", {"custody": "key_file"}),
        ("open_has_key", {"public_key": b""}),
        ("open_has_key", {"size": 0}),
        ("open_has_key", {"state": "preparing"}),
        ("emptied_has_hash", {"state": "emptied"}),
        ("emptied_has_hash", {"emptied_at": OPENED}),
    ],
)
def test_a_box_that_cannot_be_is_refused(constraint, values):
    fit = {"custody": "scrutineers", "needed": 2, "state": "open", "public_key": b"k", "size": 256}
    times = {"prepared_at": OPENED, "opened_at": OPENED}
    BallotBox.objects.create(subject="chamber:8", **fit, **times)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        BallotBox.objects.create(subject="chamber:9", **{**fit, **times, **values})


@pytest.mark.parametrize("column", ["subject", "custody", "needed", "public_key", "size"])
def test_an_open_box_keeps_its_key_and_its_keepers(column):
    box, _keepers = given_box()
    with pytest.raises(IntegrityError, match="stays as it was"), transaction.atomic():
        BallotBox.objects.update(**{column: getattr(box, column)})


def test_one_box_belongs_to_a_ref():
    given_box()
    with pytest.raises(IntegrityError), transaction.atomic():
        BallotBox.objects.create(subject=SUBJECT, custody="key_file", prepared_at=OPENED)


def test_slips_have_one_place_each_and_known_states():
    box, _keepers = given_box()
    for values in ({"place": 1}, {"state": "read"}, {"state": "taken_out"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Slip.objects.filter(place=2).update(**values)
    assert Slip.objects.filter(box=box, state="empty").count() == 5


@pytest.mark.parametrize(
    "values",
    [
        {"code": "A", "content": ""},
        {"code": "", "content": "{}"},
        {"code": "A", "content": "{}", "is_spoiled": True},
        {"code": "GIVEN", "content": "{}"},
    ],
)
def test_papers_say_all_or_nothing_and_codes_are_there_once(values):
    _box, keepers = given_box()
    given_slip(1)
    box = given_emptied(keepers)
    Paper.objects.create(id=1, box=box, code="GIVEN", content="{}")
    with pytest.raises(IntegrityError), transaction.atomic():
        Paper.objects.create(id=2, box=box, **values)


def test_scrutineers_are_named_once_and_a_key_has_its_time():
    box, keepers = given_box()
    new: dict[str, Any] = {"box": box, "person": given_person("Eve")}
    with pytest.raises(IntegrityError), transaction.atomic():
        Custodian.objects.create(box=box, person_id=keepers[0].actor.person_id or 0)
    with pytest.raises(IntegrityError, match="key_has_time"), transaction.atomic():
        Custodian.objects.create(**new, public_key=b"x")


def test_a_share_is_passed_once_and_a_strike_has_a_reason():
    given_box()
    given_slip(1)
    given_strike(1)
    one, other, _third = Custodian.objects.order_by("pk")
    PassedShare.objects.create(custodian=one, keeper=other, sealed=b"x")
    with pytest.raises(IntegrityError), transaction.atomic():
        PassedShare.objects.create(custodian=one, keeper=other, sealed=b"y")
    with pytest.raises(IntegrityError, match="strike_has_reason"), transaction.atomic():
        Strike.objects.update(reason="")
    with pytest.raises(IntegrityError, match="taken_back_later"), transaction.atomic():
        Strike.objects.update(taken_back_at=OPENED)


def test_a_slip_is_struck_once_at_a_time():
    given_box()
    given_slip(1)
    given_strike(1)
    strike = Strike.objects.get()
    values: dict[str, Any] = {"slip": strike.slip, "reason": "R", "language": "en", "html": "R", "at": CLOSED}
    with pytest.raises(IntegrityError), transaction.atomic():
        Strike.objects.create(**values)
    Strike.objects.update(taken_back_at=CLOSED)
    assert Strike.objects.create(**values).pk
