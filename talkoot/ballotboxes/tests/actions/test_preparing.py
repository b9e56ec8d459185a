"""Who keeps the key, and the keys that they write down."""

from __future__ import annotations

import pytest

from talkoot.ballotboxes import actions
from talkoot.ballotboxes.models import BallotBox, Custodian
from talkoot.ballotboxes.rules import Custody, fresh_key, key_in, public_key_of
from talkoot.ballotboxes.tests.given import (
    OPENED,
    SUBJECT,
    given_box,
    given_key,
    given_prepared_box,
    given_scrutineers,
)
from talkoot.directory.tests.given import actor_of, given_person
from talkoot.kernel.actors import SYSTEM
from talkoot.kernel.refusals import AlreadyDone, Refusal
from talkoot.kernel.verdicts import PermissionDenied
from talkoot.ledger.models import Entry

pytestmark = pytest.mark.django_db


def prepared(custody, needed, people):
    ids = [person.pk for person in people]
    return actions.prepare_box(SUBJECT, custody=custody, needed=needed, custodians=ids, by=SYSTEM, at=OPENED)


def test_a_box_is_prepared_and_the_ledger_names_its_scrutineers():
    people = given_scrutineers("Ada", "Bo")
    box = given_prepared_box(people)
    entry = Entry.objects.get(kind="ballotboxes.box_prepared")
    assert entry.subject == box.ref
    assert entry.payload == {
        "belongs_to": SUBJECT,
        "custody": "scrutineers",
        "needed": 2,
        "custodians": [person.ref for person in people],
    }


@pytest.mark.parametrize(
    ("needed", "number", "code"),
    [(1, 3, "opens_alone"), (0, 3, "opens_alone"), (4, 3, "too_few_custodians"), (2, 17, "too_many_custodians")],
)
def test_numbers_that_let_one_open_alone_or_nobody_are_refused(needed, number, code):
    people = given_scrutineers(*(f"Ada {n}" for n in range(number)))
    with pytest.raises(Refusal) as refused:
        prepared(Custody.SCRUTINEERS, needed, people)
    assert refused.value.code == code
    assert not BallotBox.objects.exists()


def test_one_named_twice_is_one():
    [ada] = given_scrutineers("Ada")
    with pytest.raises(Refusal, match="More scrutineers are needed"):
        prepared(Custody.SCRUTINEERS, 2, [ada, ada])


def test_a_key_file_has_no_scrutineers():
    with pytest.raises(Refusal, match="no scrutineers"):
        prepared(Custody.KEY_FILE, 2, given_scrutineers("Ada", "Bo"))


def test_scrutineers_may_be_replaced_until_the_box_opens_and_who_stays_keeps_the_key():
    ada, bo, dee = given_scrutineers()
    box = given_prepared_box([ada, bo])
    given_key(box, ada)
    given_prepared_box([ada, dee])
    named = Custodian.objects.filter(is_named=True).order_by("person_id")
    assert [(c.person_id, c.made_at is not None) for c in named] == [(ada.pk, True), (dee.pk, False)]
    assert Custodian.objects.count() == 3


def test_once_it_is_open_nobody_is_replaced_and_no_key_is_made():
    box, keepers = given_box()
    with pytest.raises(Refusal, match="open already"):
        given_prepared_box(given_scrutineers("Eve", "Fay"))
    with pytest.raises(Refusal, match="open already"):
        actions.make_key(box.pk, public_key=bytes(range(32)), by=keepers[0].actor, at=OPENED)


def test_only_scrutineers_make_keys():
    box = given_prepared_box(given_scrutineers())
    with pytest.raises(PermissionDenied, match="scrutineers named"):
        actions.make_key(box.pk, public_key=bytes(range(32)), by=actor_of(given_person("Eve")), at=OPENED)


def test_a_new_key_takes_the_place_of_the_one_before_and_a_form_posted_twice_makes_one():
    people = given_scrutineers()
    box = given_prepared_box(people)
    given_key(box, people[0])
    public = public_key_of(key_in(fresh_key()))
    made = actions.make_key(box.pk, public_key=public, by=actor_of(people[0]), at=OPENED, key="t")
    assert bytes(Custodian.objects.get(pk=made.pk).public_key) == public
    with pytest.raises(AlreadyDone):
        actions.make_key(box.pk, public_key=bytes(range(32)), by=actor_of(people[0]), at=OPENED, key="t")
    told = Entry.objects.filter(kind="ballotboxes.key_made").order_by("pk").values_list("payload", flat=True)
    assert [(fact["made"], fact["custodians"]) for fact in told] == [(1, 3)] * 2
    assert told[1]["public_key"] == public.hex()
