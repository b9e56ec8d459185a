"""Nobody with the database joins a voter to a choice: in the rows, their order, their ids, their times, or beside it.

Every vote here is a transaction of its own, as in life, so that transaction ids are there to be looked at.
"""

from __future__ import annotations

import json
import logging
import random
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.core import mail
from django.db import connection, models
from nacl.bindings import sodium_pad
from nacl.public import PublicKey, SealedBox

from talkoot.ballotboxes import actions, queries
from talkoot.ballotboxes.models import BallotBox, Custodian, Paper, Slip
from talkoot.ballotboxes.rules import canonical, gather, key_in, open_share
from talkoot.ballotboxes.tests.given import (
    CLOSED,
    COUNTED,
    OPENED,
    SUBJECT,
    Keeper,
    given_box,
    given_closed,
    given_slip,
    given_strike,
)
from talkoot.ballotboxes.tests.intruder import DEVIATIONS, PAPERS, Copy, copied, joined, place_of, written
from talkoot.kernel.actors import SYSTEM
from talkoot.kernel.ids import secret_code
from talkoot.ledger.models import Entry

pytestmark = pytest.mark.django_db(transaction=True)
VOTED = 80
ABSENT = 20
LATE = 10


@dataclass(frozen=True)
class Vote:
    """A whole vote as an intruder sees it who copies the database twice; and the truth they are after."""

    before: Copy
    after: Copy
    cast: list[int]
    codes: dict[int, str]
    choices: dict[int, str]
    keepers: list[Keeper]
    share_texts: list[bytes]
    private_key: bytes
    said: str


def held(caplog: pytest.LogCaptureFixture) -> Vote:
    """Let a hundred be asked and eighty vote, a third of them twice; a tenth are struck, and all but one count again.
    A tenth was put on the roll later.

    Copy before and after the count.
    """
    places = list(range(1_000, 1_000 + VOTED + ABSENT))
    random.shuffle(places)
    connection.force_debug_cursor = True
    with caplog.at_level(logging.DEBUG, logger="django.db.backends"):
        _box, keepers = given_box(places=places[LATE:])
        for place in places[:LATE]:
            actions.add_slip(SUBJECT, place, by=SYSTEM, at=OPENED)
        cast = random.sample(places, VOTED)
        choices = {place: random.choice(["yes", "no", "neutral"]) for place in cast}
        for place in random.sample(cast, VOTED // 3):
            given_slip(place, "neutral")
        codes = {place: given_slip(place, choices[place]) for place in cast}
        actions.begin_scrutiny(SUBJECT, by=SYSTEM, at=CLOSED)
        for place in cast[: VOTED // 10]:
            given_strike(place)
        for place in cast[1 : VOTED // 10]:
            actions.take_back_strike(SUBJECT, place, by=SYSTEM, at=CLOSED)
        given_closed()
        shares, private = _secrets(keepers)
        before = copied()
        for keeper in keepers[:2]:
            box = BallotBox.objects.get()
            actions.hand_in_key(box.pk, words=keeper.words, by=keeper.actor, at=COUNTED)
        after = copied()
    connection.force_debug_cursor = False
    return Vote(before, after, cast, codes, choices, keepers, shares, private, caplog.text)


def _secrets(keepers: list[Keeper]) -> tuple[list[bytes], bytes]:
    rows = Custodian.objects.order_by("pk")
    shares = [open_share(key_in(k.words), bytes(c.sealed_share)) or b"" for k, c in zip(keepers, rows, strict=True)]
    return shares, gather(shares[:2]) or b""


@pytest.fixture
def vote(caplog: pytest.LogCaptureFixture) -> Vote:
    return held(caplog)


def test_no_order_of_the_voters_is_the_order_of_their_papers(vote):
    """Each way to order the slips, before and after, and the casting itself, against each way to order the papers."""
    assert joined(vote.before, vote.after, vote.codes, vote.cast) == []


@pytest.mark.parametrize("order", ["as they cast", "by place", "by key", "backwards", "nearly as they cast"])
def test_the_attack_finds_the_voters_of_a_box_that_keeps_their_order(vote, order):
    """The proof that the test above would see it: the same copies, had the papers been written in another order."""
    slips = sorted((slip["id"], slip["place"]) for slip in vote.before.slips)
    orders = {
        "as they cast": vote.cast,
        "by place": sorted(vote.cast),
        "by key": [place for _key, place in slips],
        "backwards": vote.cast[::-1],
        "nearly as they cast": [*vote.cast[5:], *vote.cast[:5]],
    }
    keys = {vote.codes[place]: n for n, place in enumerate(orders[order]) if place in vote.codes}
    papers = [{**paper, "id": keys[paper["code"]]} for paper in vote.after.papers]
    careless = Copy({**vote.after.tables, "ballotboxes_paper": papers})
    assert "by key" in {what for _who, what in joined(vote.before, careless, vote.codes, vote.cast)}


def test_choices_do_not_lean_to_either_end_of_any_order(vote):
    """Weaker than a join, and still nothing: whoever said yes is not found more among the first."""
    said = {vote.codes[place]: choice for place, choice in vote.choices.items()}
    for name, order in PAPERS.items():
        half = order(vote.after)[: VOTED // 2]
        seen = Counter(said[code] for code in half)
        whole = Counter(said[p["code"]] for p in vote.after.papers)
        for choice, number in whole.items():
            spread = (number * 0.25) ** 0.5
            assert abs(seen[choice] - number / 2) < DEVIATIONS * spread + 1, (name, choice)


def test_what_was_sealed_is_nowhere_readable_before_the_count(vote):
    assert vote.before.papers == []
    assert vote.before.holds(*vote.codes.values(), '"choice":') == set()


def test_after_the_count_codes_and_choices_are_on_the_papers_and_nowhere_else(vote):
    assert vote.after.holds(*vote.codes.values()) == {("ballotboxes_paper", "code")}
    assert vote.after.holds('"choice":') == {("ballotboxes_paper", "content")}


def test_neither_key_nor_share_nor_word_ever_lies_in_the_database(vote):
    words = [keeper.words for keeper in vote.keepers]
    starts = [" ".join(each.split()[n : n + 3]) for each in words for n in range(18)]
    private = [key_in(each) for each in words]
    for copy in (vote.before, vote.after):
        assert copy.holds(vote.private_key, *private, *starts, *vote.share_texts) == set()


def test_no_sealed_ballot_is_left_after_the_count(vote):
    sealed = [bytes(slip["sealed"]) for slip in vote.before.slips]
    assert vote.after.holds(*sealed) == set()


def test_every_slip_looks_alike_but_for_who_has_voted(vote):
    assert len({len(bytes(slip["sealed"])) for slip in vote.before.slips}) == 1
    assert len({bytes(slip["sealed"]) for slip in vote.before.slips}) == VOTED + ABSENT


def test_sealing_a_paper_again_finds_no_slip(vote):
    """With all that is public an intruder makes every slip that a paper could have been: none is in the copy."""
    box = BallotBox.objects.get()
    slips = {bytes(slip["sealed"]) for slip in vote.before.slips}
    lock = SealedBox(PublicKey(bytes(box.public_key)))
    for paper in vote.after.papers[:10]:
        for place in vote.cast:
            frame = {"ballot": json.loads(paper["content"]), "box": SUBJECT, "code": paper["code"], "place": place}
            assert lock.encrypt(sodium_pad(canonical(frame), box.size)) not in slips


def test_a_slip_copied_into_ones_own_place_gives_its_voter_away_to_nobody(caplog):
    """Twice the same paper would say whose it is; instead the copy is spoiled."""
    _box, keepers = given_box(places=[1, 2, 3])
    code = given_slip(1, "no")
    given_slip(2, "yes")
    Slip.objects.filter(place=2).update(sealed=bytes(Slip.objects.get(place=1).sealed))
    given_closed()
    actions.empty_box(SUBJECT, words=[k.words for k in keepers], by=keepers[0].actor, at=COUNTED)
    assert list(queries.papers(SUBJECT)) == [(code, {"choice": "no"})]


def test_one_transaction_wrote_all_papers_and_bared_all_slips(vote):
    """Where the database keeps transaction ids, all papers have one, all slips have one, and it is the same."""
    assert len({written(paper)[0] for paper in vote.after.papers}) == 1
    bared = vote.after.slips
    assert len({written(slip)[0] for slip in bared}) == 1
    assert written(bared[0])[0] == written(vote.after.papers[0])[0]
    # The commands within it tell who voted, was struck or did not: which slips, and no paper.
    told = {(written(slip)[1], slip["state"]) for slip in bared}
    assert len(told) == len({state for _command, state in told})


def test_papers_lie_in_the_order_of_their_random_keys_and_codes(vote):
    papers = sorted(vote.after.papers, key=place_of)
    assert [p["id"] for p in papers] == sorted(p["id"] for p in papers)
    assert [p["code"] for p in papers] == sorted(p["code"] for p in papers)


def test_keys_of_slips_and_papers_come_from_no_counter():
    for model in (Slip, Paper):
        assert not isinstance(model._meta.pk, models.AutoField)
    with connection.cursor() as cursor:
        names = {s["table"] for s in connection.introspection.get_sequences(cursor, "ballotboxes_slip")}
        names |= {s["table"] for s in connection.introspection.get_sequences(cursor, "ballotboxes_paper")}
    assert connection.vendor != "postgresql" or names == set()


def test_neither_slip_nor_paper_has_a_time():
    for model in (Slip, Paper):
        assert [f.name for f in model._meta.get_fields() if isinstance(f, models.DateField | models.TimeField)] == []


def test_no_row_elsewhere_points_at_a_paper():
    assert [r for r in Paper._meta.get_fields(include_hidden=True) if r.auto_created] == []
    assert {f.name for f in Paper._meta.concrete_fields} == {"id", "box", "code", "content", "is_spoiled"}


def test_casting_changes_one_row_and_tells_only_who_voted():
    given_box(places=range(10))
    before = copied()
    given_slip(4, "no")
    after = copied()
    changed = {
        (table, row.get("place"))
        for table, rows in after.tables.items()
        for row in rows
        if row not in before.tables[table]
    }
    assert changed == {("ballotboxes_slip", 4)}


def test_logs_tell_no_choice_and_no_key_even_when_every_statement_is_logged(vote):
    counted = vote.said.index("ballotboxes_paper") if "ballotboxes_paper" in vote.said else len(vote.said)
    voting = vote.said[:counted]
    assert "UPDATE" in voting
    assert not [code for code in vote.codes.values() if code in voting]
    assert '"choice":' not in voting
    for secret in [vote.private_key.hex(), *(k.words for k in vote.keepers), *map(bytes.decode, vote.share_texts)]:
        assert secret not in vote.said


def test_the_ledger_tells_counts_and_keepers_and_no_more(vote):
    entries = Entry.objects.filter(kind__startswith="ballotboxes.")
    told = {entry.kind.partition(".")[2]: set(entry.payload) for entry in entries}
    assert told == {
        "box_prepared": {"belongs_to", "custody", "needed", "custodians"},
        "key_made": {"public_key", "made", "custodians"},
        "box_opened": {"belongs_to", "custody", "needed", "public_key", "slips"},
        "slips_amended": {"belongs_to", "slips"},
        "scrutiny_begun": {"belongs_to"},
        "slip_struck": {"belongs_to", "strike"},
        "strike_taken_back": {"belongs_to", "strike"},
        "box_closed": {"belongs_to"},
        "key_handed_in": {"handed_in", "needed"},
        "box_emptied": {"belongs_to", "papers", "spoiled", "struck", "unused", "papers_sha256"},
    }
    assert mail.outbox == []


@pytest.mark.skipif(
    connection.vendor != "sqlite", reason="PostgreSQL's files are its own; its rows are looked at above"
)
def test_sqlites_own_file_has_no_ballot_before_the_count_not_even_in_freed_pages():
    given_box(places=range(50))
    mark = secret_code()
    codes = [given_slip(place, choice, mark=mark) for choice in ("yes", "no") for place in range(50)]
    name = str(connection.settings_dict["NAME"])
    raw = connection.connection.serialize() if ":memory:" in name or "mode=memory" in name else _bytes(name)
    assert b"ballotboxes_slip" in raw
    assert not [text for text in (*codes, mark) if text.encode() in raw]


def _bytes(name: str) -> bytes:
    return b"".join(path.read_bytes() for path in (Path(name), Path(name + "-wal")) if path.exists())
