"""Emptying a box: by scrutineers one after the other or together, or by its key file."""

from __future__ import annotations

from itertools import combinations

import pytest
from django.db import DatabaseError, connection, transaction

from talkoot.ballotboxes import actions, queries
from talkoot.ballotboxes.actions import emptying
from talkoot.ballotboxes.models import BallotBox, Custodian, Paper, PassedShare, Slip
from talkoot.ballotboxes.rules import BoxState, SlipState, fresh_key
from talkoot.ballotboxes.tests.given import (
    CLOSED,
    COUNTED,
    SUBJECT,
    given_box,
    given_closed,
    given_emptied,
    given_filed_box,
    given_scrutineers,
    given_slip,
    given_strike,
)
from talkoot.directory.tests.given import actor_of, given_person
from talkoot.kernel.actors import SYSTEM
from talkoot.kernel.refusals import Refusal
from talkoot.kernel.verdicts import PermissionDenied
from talkoot.ledger.models import Entry

pytestmark = pytest.mark.django_db


def handed_in(box, keeper, words=""):
    return actions.hand_in_key(box.pk, words=words or keeper.words, by=keeper.actor, at=COUNTED)


def test_every_ballot_comes_out_once_and_the_last_of_a_place_counts():
    _box, keepers = given_box()
    given_slip(1, "yes")
    codes = {given_slip(1, "no"): "no", given_slip(4, "yes"): "yes"}
    box = given_emptied(keepers)
    assert {code: ballot["choice"] for code, ballot in queries.papers(SUBJECT)} == codes
    assert (box.paper_count, box.spoiled_count, box.struck_count, box.slip_count) == (2, 0, 0, 5)


def test_the_ledger_has_the_counts_and_the_hash_of_the_papers():
    _box, keepers = given_box()
    for place in (1, 2, 3):
        given_slip(place)
    given_strike(3)
    box = given_emptied(keepers)
    assert Entry.objects.get(kind="ballotboxes.box_emptied").payload == {
        "belongs_to": SUBJECT,
        "papers": 2,
        "spoiled": 0,
        "struck": 1,
        "unused": 2,
        "papers_sha256": box.papers_sha256,
    }
    assert queries.check_papers(box)


def test_nothing_that_was_sealed_is_left():
    box, keepers = given_box()
    for place in (1, 2, 3):
        given_slip(place)
    given_strike(2)
    given_closed()
    for keeper in keepers[:2]:
        handed_in(box, keeper)
    assert {bytes(sealed) for sealed in Slip.objects.values_list("sealed", flat=True)} == {b""}
    states = dict(Slip.objects.values_list("place", "state"))
    taken_out = dict.fromkeys((1, 3), SlipState.TAKEN_OUT)
    assert states == {**taken_out, 2: SlipState.STRUCK, **dict.fromkeys((4, 5), SlipState.UNUSED)}
    assert {bytes(c.sealed_share) for c in Custodian.objects.all()} == {b""}
    assert {bytes(p.sealed) for p in PassedShare.objects.all()} == {b""}


@pytest.mark.parametrize("who", [(0, 1), (2, 0), (1, 2)])
def test_any_two_of_three_empty_the_box_one_after_the_other(who):
    box, keepers = given_box()
    code = given_slip(1, "no")
    given_closed()
    assert handed_in(box, keepers[who[0]]).state == BoxState.CLOSED
    assert handed_in(box, keepers[who[1]]).state == BoxState.EMPTIED
    assert queries.find_paper(SUBJECT, code) == {"choice": "no"}


def test_four_of_five_empty_the_box_one_after_the_other():
    box, keepers = given_box(needed=4, people=given_scrutineers("Ada", "Bo", "Dee", "Eve", "Fay"))
    given_slip(1)
    given_closed()
    states = [handed_in(box, keepers[n]).state for n in (4, 0, 3, 1)]
    assert states == [BoxState.CLOSED] * 3 + [BoxState.EMPTIED]
    told = Entry.objects.filter(kind="ballotboxes.key_handed_in").order_by("pk").values_list("payload", flat=True)
    assert list(told) == [{"handed_in": n, "needed": 4} for n in (1, 2, 3, 4)]


@pytest.mark.parametrize("who", list(combinations(range(3), 2)))
def test_any_two_of_three_empty_the_box_together(who):
    _box, keepers = given_box()
    given_slip(1)
    given_closed()
    words = [keepers[n].words for n in who]
    box = actions.empty_box(SUBJECT, words=words, by=keepers[0].actor, at=COUNTED)
    assert (box.state, box.paper_count) == (BoxState.EMPTIED, 1)


def test_one_scrutineer_twice_is_not_two():
    box, keepers = given_box()
    given_closed()
    with pytest.raises(Refusal, match="More scrutineers are needed"):
        actions.empty_box(SUBJECT, words=[keepers[0].words] * 2, by=keepers[0].actor, at=COUNTED)
    handed_in(box, keepers[0])
    with pytest.raises(Refusal, match="have handed in your key"):
        handed_in(box, keepers[0])
    assert BallotBox.objects.get().state == BoxState.CLOSED


def test_words_that_are_not_ones_own_are_refused_and_nothing_is_written():
    box, keepers = given_box()
    given_closed()
    for words in (fresh_key(), keepers[1].words):
        with pytest.raises(Refusal, match="not the one you made"):
            handed_in(box, keepers[0], words)
    with pytest.raises(Refusal, match="none made for this ballot box"):
        actions.empty_box(SUBJECT, words=[keepers[0].words, fresh_key()], by=keepers[0].actor, at=COUNTED)
    assert not PassedShare.objects.exists()
    assert not Paper.objects.exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [("academic", "twenty words"), ("hello " * 20, "“hello” is none"), ("academic " * 20, "do not belong together")],
)
def test_mistyped_words_are_refused_with_what_is_wrong(words, said):
    box, keepers = given_box()
    given_closed()
    with pytest.raises(Refusal, match=said) as refused:
        handed_in(box, keepers[0], words)
    assert refused.value.field == "words"


def test_strangers_hand_nothing_in():
    box, keepers = given_box()
    given_closed()
    with pytest.raises(PermissionDenied):
        actions.hand_in_key(box.pk, words=keepers[0].words, by=actor_of(given_person("Eve")), at=COUNTED)
    with pytest.raises(PermissionDenied):
        actions.empty_box(SUBJECT, words=[k.words for k in keepers], by=SYSTEM, at=COUNTED)


def test_an_open_box_is_not_emptied_and_an_emptied_one_not_again():
    box, keepers = given_box()
    with pytest.raises(Refusal, match="votes still go in"):
        handed_in(box, keepers[0])
    given_emptied(keepers)
    with pytest.raises(Refusal, match="has been emptied"):
        handed_in(box, keepers[2])


@pytest.mark.parametrize("changed", ["share", "passed"])
def test_what_somebody_changed_in_the_database_is_told_and_nothing_is_written(changed):
    box, keepers = given_box()
    given_slip(1)
    given_closed()
    handed_in(box, keepers[0])
    if changed == "share":
        Custodian.objects.update(sealed_share=b"x" * 100)
    else:
        PassedShare.objects.update(sealed=b"x" * 100)
    with pytest.raises(Refusal, match="was changed"):
        handed_in(box, keepers[1])
    assert not Paper.objects.exists()


def test_spoiled_slips_are_counted_and_say_nothing():
    box, keepers = given_box()
    code = given_slip(1, "yes")
    given_slip(2, "no")
    copied = bytes(Slip.objects.get(place=1).sealed)
    Slip.objects.filter(place=2).update(sealed=copied)
    actions.put_slip(SUBJECT, 3, b"\0" * len(copied))
    box = given_emptied(keepers)
    assert (box.paper_count, box.spoiled_count) == (3, 2)
    assert [said for said, _ballot in queries.papers(SUBJECT)] == [code]
    assert set(Paper.objects.filter(is_spoiled=True).values_list("code", "content")) == {("", "")}
    assert queries.check_papers(box)


def test_a_key_file_empties_its_box_and_is_deleted_when_the_papers_are_safe(keys, django_capture_on_commit_callbacks):
    given_filed_box()
    code = given_slip(1, "no")
    given_closed()
    with django_capture_on_commit_callbacks(execute=True):
        actions.empty_box(SUBJECT, by=SYSTEM, at=COUNTED)
        assert len(list(keys.iterdir())) == 1
    assert queries.find_paper(SUBJECT, code) == {"choice": "no"}
    assert list(keys.iterdir()) == []


@pytest.mark.parametrize("text", [None, "", "zz\n", "# only words\n", "00" * 32 + "\n", "00\n"])
def test_a_lost_or_broken_key_file_is_named(keys, text):
    given_filed_box()
    given_slip(1)
    given_closed()
    [file] = keys.iterdir()
    file.unlink() if text is None else file.write_text(text)
    with pytest.raises(Refusal, match=file.name):
        actions.empty_box(SUBJECT, by=SYSTEM, at=COUNTED)
    assert BallotBox.objects.get().state == BoxState.CLOSED


def test_a_key_file_that_a_crash_left_is_deleted_later_and_no_other(keys):
    given_filed_box()
    given_filed_box(subject="chamber:8")
    given_closed()
    actions.empty_box(SUBJECT, by=SYSTEM, at=COUNTED)
    (keys / "note.key").write_text("not ours")
    assert len(list(keys.iterdir())) == 3
    assert actions.forget_keys() == 1
    kept = BallotBox.objects.get(subject="chamber:8")
    assert {path.stem for path in keys.iterdir()} == {bytes(kept.public_key).hex(), "note"}


def test_there_is_nothing_to_forget_where_no_key_ever_lay():
    assert actions.forget_keys() == 0


def test_a_crash_in_the_middle_changes_nothing_and_the_count_is_done_again(monkeypatch):
    box, keepers = given_box()
    code = given_slip(1)
    given_closed()
    handed_in(box, keepers[0])

    def crash(_box):
        raise OSError("killed")

    with monkeypatch.context() as patch:
        patch.setattr(emptying, "_bare", crash)
        with pytest.raises(OSError, match="killed"):
            handed_in(box, keepers[1])
    assert not Paper.objects.exists()
    assert handed_in(box, keepers[1]).state == BoxState.EMPTIED
    assert queries.find_paper(SUBJECT, code) == {"choice": "yes"}


def test_a_box_in_which_nobody_voted_is_emptied_too():
    _box, keepers = given_box()
    box = given_emptied(keepers)
    assert (box.paper_count, list(queries.papers(SUBJECT))) == (0, [])
    assert queries.check_papers(box)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ballotboxes_paper SET content = '{}'",
        "DELETE FROM ballotboxes_paper",
        "UPDATE ballotboxes_slip SET state = 'filled'",
    ],
)
def test_the_database_keeps_what_was_counted(statement):
    _box, keepers = given_box()
    given_slip(1)
    given_emptied(keepers)
    with pytest.raises(DatabaseError, match="stays as it was"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_a_receipt_finds_its_ballot_after_the_count_and_not_before():
    _box, keepers = given_box()
    old = given_slip(1, "yes")
    code = given_slip(1, "no")
    assert queries.find_paper(SUBJECT, code) is None
    given_emptied(keepers)
    assert queries.find_paper(SUBJECT, f" {code.lower()} ") == {"choice": "no"}
    assert queries.find_paper(SUBJECT, old) is None
    assert queries.find_paper(SUBJECT, "") is None
    assert queries.find_paper("chamber:8", code) is None


def test_papers_that_were_changed_behind_the_sites_back_do_not_fit_the_hash():
    _box, keepers = given_box()
    given_slip(1)
    box = given_emptied(keepers)
    Paper.objects.bulk_create([Paper(id=1, box=box, code="MORE", content='{"choice":"yes"}')])
    assert not queries.check_papers(box)


def test_the_moments_of_a_box_are_its_own():
    _box, keepers = given_box()
    box = given_emptied(keepers)
    assert (box.closed_at, box.emptied_at) == (CLOSED, COUNTED)
