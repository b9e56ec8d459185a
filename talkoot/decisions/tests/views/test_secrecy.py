"""Nobody with the database joins a voter to a choice over the whole life of a decision, and nothing beside tells it.

The attacks are those of the ballot box, now with all that a decision writes around it: rolls, the ledger, sessions,
notices, logs. Every vote is sent through the form, in a transaction of its own, by somebody who is signed in.
"""

from __future__ import annotations

import logging
import random
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.signals import got_request_exception
from django.db import connection
from django.test import Client, override_settings
from django.utils import translation
from django.views.debug import ExceptionReporter

from talkoot.accounts.tests.given import browser_of
from talkoot.ballotboxes.models import BallotBox, Slip
from talkoot.ballotboxes.tests.intruder import Copy, copied, joined
from talkoot.decisions import actions
from talkoot.decisions.models import Ballot, Decision, RollEntry
from talkoot.decisions.tests.given_elections import CLOSES, keys_of
from talkoot.decisions.tests.given_secret import (
    DURING,
    election_text,
    given_opened_boxes,
    given_secret_vote,
    question_text,
)
from talkoot.decisions.tests.views.test_pages import text
from talkoot.decisions.tests.views.test_secret_votes import booth, code_in
from talkoot.directory.models import Role
from talkoot.directory.tests.given import actor_of, given_mandate
from talkoot.kernel.actors import Actor
from talkoot.ledger.models import Entry
from talkoot.ledger.tasks import drain
from talkoot.rulebooks.tests.given import Council, given_council, given_member

pytestmark = pytest.mark.django_db(transaction=True)
VOTERS = 36
QUESTION, BOARD = "council", "board"
# What a choice would look like, were it written down anywhere: as it is sealed, and as it is posted.
SIGNS = ('"choice":', '"marks":', "choice=yes", "choice=no", "choice=neutral", '"choice"')


@pytest.fixture(autouse=True)
def while_voting(tmp_path: Path) -> Iterator[None]:
    keys = override_settings(BALLOT_KEYS=tmp_path / "keys")
    with keys, time_machine.travel(DURING, tick=False), translation.override("en"):
        yield


@dataclass(frozen=True)
class Vote:
    """A whole decision as an intruder sees it who copies the database twice; and the truth they are after.

    ``codes`` are those of each chamber by place, ``cast`` the places in the order in which people voted.
    """

    decision: Decision
    before: Copy
    after: Copy
    cast: Mapping[str, list[int]]
    codes: Mapping[str, dict[int, str]]
    said_while_voting: str
    cookies: str
    marks: list[str]


def given_members(council: Council, number: int) -> list[Actor]:
    """Return so many members with accounts to sign in with."""
    role = Role.objects.get(body=council.body, name="Member")
    Role.objects.filter(pk=role.pk).update(seats=number + 9)
    role.refresh_from_db()
    people = [given_member(f"Voter {n}") for n in range(number)]
    for person in people:
        given_mandate(person, council.body, role=role)
    return [actor_of(person) for person in people]


@pytest.fixture
def vote(caplog: pytest.LogCaptureFixture) -> Vote:
    """Let everybody vote in a question and an election, a third of them twice, and count."""
    council = given_council()
    voters = given_members(council, VOTERS)
    names = ("Ann", "Ben", "Cleo", "Dora")
    decision, keepers = given_secret_vote(council, question_text(), election_text(BOARD), names=names)
    random.shuffle(voters)
    cast: dict[str, list[int]] = {QUESTION: [], BOARD: []}
    codes: dict[str, dict[int, str]] = {QUESTION: {}, BOARD: {}}
    connection.force_debug_cursor = True
    with caplog.at_level(logging.DEBUG):
        browsers = [browser_of(voter) for voter in voters]
        for voter, client in random.sample(list(zip(voters, browsers, strict=True)), VOTERS // 3):
            _cast(client, decision, QUESTION, voter, {"choice": "neutral"})
        for voter, client in zip(voters, browsers, strict=True):
            for chamber, filled in ((QUESTION, _choice()), (BOARD, _marks(decision))):
                place, codes_of = _cast(client, decision, chamber, voter, filled)
                cast[chamber].append(place)
                codes[chamber][place] = codes_of
        actions.close_due(CLOSES)
        drain(CLOSES)
        said = caplog.text
        before = copied()
        given_opened_boxes(decision, keepers)
        after = copied()
    connection.force_debug_cursor = False
    assert decision.final_at is not None
    cookies = " ".join(morsel.value for client in browsers for morsel in client.cookies.values())
    return Vote(decision, before, after, cast, codes, said, cookies, [f"m{key}=" for key in keys_of(decision)])


def _choice() -> dict[str, str]:
    return {"choice": random.choice(["yes", "no", "neutral"])}


def _marks(decision: Decision) -> dict[str, str]:
    keys = keys_of(decision)
    return {f"m{key}": str(number) for number, key in enumerate(random.sample(keys, len(keys)), 1)}


def _cast(client: Client, decision: Decision, chamber: str, voter: Actor, filled: dict[str, str]) -> tuple[int, str]:
    place = RollEntry.objects.get(chamber__decision=decision, chamber__key=chamber, person=voter.person_id).pk
    answer = client.post(booth(decision, chamber), {"place": str(place), **filled})
    return place, code_in(text(answer))


def of_box(copy: Copy, decision: Decision, chamber: str) -> Copy:
    """Return a copy with the slips and papers of one box only."""
    box = BallotBox.objects.get(subject=f"chamber:{decision.pk}-{chamber}")
    tables = {name: [row for row in copy.tables[name] if row["box_id"] == box.pk]
              for name in ("ballotboxes_slip", "ballotboxes_paper")}  # fmt: skip
    return Copy({**copy.tables, **tables})


def test_a_whole_decision_gives_no_voter_away(vote: Vote):
    """One vote, all attacks: making a vote takes longer than attacking it."""
    codes = [code for found in vote.codes.values() for code in found.values()]

    # No order of slips, rolls or casting is that of the papers.
    for chamber, truth in vote.codes.items():
        before, after = (of_box(copy, vote.decision, chamber) for copy in (vote.before, vote.after))
        assert len(after.papers) == VOTERS
        assert joined(before, after, truth, vote.cast[chamber]) == []
        for order in _rolls(vote, chamber):
            assert joined(before, after, truth, order) == []

    # Before the count nothing is readable, after it only the papers are.
    assert vote.before.papers == []
    assert vote.before.holds(*codes, *SIGNS, *vote.marks) == set()
    assert vote.after.holds(*codes) == {("ballotboxes_paper", "code")}
    assert vote.after.holds('"choice":', '"marks":') == {("ballotboxes_paper", "content")}
    assert vote.after.holds(*vote.marks, "choice=yes", "choice=no") == set()
    assert not Ballot.objects.exists()

    # Counting leaves rolls and the ledger's older entries as they were, down to what the database hides.
    for table in ("decisions_rollentry", "django_session", "accounts_session"):
        assert vote.before.tables.get(table) == vote.after.tables.get(table)

    # Nor do logs (every statement, too), cookies, mails or the facts of casting.
    for place in (vote.said_while_voting, vote.cookies, "".join(str(each.body) for each in mail.outbox)):
        assert not [sign for sign in (*codes, *SIGNS, *vote.marks) if sign in place]
    told = Entry.objects.filter(kind="decisions.ballot_cast").values_list("payload", flat=True)
    assert {frozenset(payload) for payload in told} == {frozenset({"chamber", "entry", "number"})}
    assert {payload["number"] for payload in told} == {0}


def test_the_attack_finds_the_voters_of_a_box_that_keeps_the_order_of_the_roll(vote: Vote):
    """The proof that the test above would see it: the same copies, with papers in the order of the votes."""
    before, after = (of_box(copy, vote.decision, BOARD) for copy in (vote.before, vote.after))
    truth = vote.codes[BOARD]
    for order in (vote.cast[BOARD], *_rolls(vote, BOARD)):
        keys = {truth[place]: number for number, place in enumerate(order)}
        papers = [{**paper, "id": keys[paper["code"]]} for paper in after.papers]
        careless = replace(after, tables={**after.tables, "ballotboxes_paper": papers})
        assert "by key" in {what for _who, what in joined(before, careless, truth, order)}


def _rolls(vote: Vote, chamber: str) -> list[list[int]]:
    """Return the places of a chamber in the orders in which the roll and the ledger give them."""
    places = set(vote.codes[chamber])
    roll = [row for row in vote.after.tables["decisions_rollentry"] if row["id"] in places]
    facts = [row for row in vote.after.tables["ledger_entry"] if row["kind"] == "decisions.ballot_cast"]
    told = [int(found[1]) for row in facts if (found := re.search(r'"entry": ?(\d+)', str(row["payload"])))]
    last = dict.fromkeys(place for place in reversed(told) if place in places)
    return [[row["id"] for row in roll], list(last), [row["id"] for row in sorted(roll, key=_when)]]


def _when(row: Mapping[str, Any]) -> tuple[str, int]:
    return str(row["voted_at"]), int(row.get("xmin", 0))


def test_casting_yes_and_casting_no_change_the_same_columns():
    """What a vote writes differs from another in its place, its time, its token, and random bytes."""
    council = given_council()
    decision, _keepers = given_secret_vote(council)
    changed = []
    for voter, choice in ((council.ada, "yes"), (council.bo, "no")):
        client = browser_of(voter)
        before = copied()
        _cast(client, decision, QUESTION, voter, {"choice": choice})
        changed.append(_changed(before, copied()))
    assert changed[0] == changed[1]
    assert {table for table, _column in changed[0]} == {
        "ballotboxes_slip",
        "decisions_rollentry",
        "ledger_entry",
        "ledger_waiting",
    }


def _changed(before: Copy, after: Copy) -> set[tuple[str, str]]:
    """Return table and column of all that is new."""
    found = set()
    for table, rows in after.tables.items():
        known = {str(row.get("id", row)): row for row in before.tables[table]}
        for row in rows:
            old = known.get(str(row.get("id", row)), {})
            found |= {(table, name) for name, value in row.items() if old.get(name) != value}
    return {(table, name) for table, name in found if name not in {"ctid", "rowid", "xmin", "xmax", "cmin", "cmax"}}


def test_a_ballot_that_is_refused_leaves_nothing_behind():
    council = given_council()
    decision, _keepers = given_secret_vote(council, election_text(BOARD, equal="exhaust"), names=("Ann", "Ben"))
    client = browser_of(council.bo)
    place = RollEntry.objects.get(person=council.bo.person_id).pk
    before = copied()
    marks = {f"m{key}": "1" for key in keys_of(decision)}
    answer = client.post(booth(decision, BOARD), {"place": str(place), **marks})
    assert answer.status_code == 422
    assert _changed(before, copied()) == set()
    assert not [mark for mark in marks if mark in " ".join(morsel.value for morsel in client.cookies.values())]


def test_a_visitors_ballot_is_kept_nowhere():
    council = given_council()
    decision, _keepers = given_secret_vote(council)
    before, client = copied(), Client()
    client.post(booth(decision), {"choice": "no", "place": "1"})
    client.get("/")
    assert not [sign for sign in SIGNS if sign in " ".join(m.value for m in client.cookies.values())]
    assert copied().holds(*SIGNS) == before.holds(*SIGNS) == set()


def test_a_report_of_an_error_while_casting_tells_no_choice():
    council = given_council()
    decision, _keepers = given_secret_vote(council)
    Slip.objects.all().delete()  # somebody wrote to the database: the ballot is sealed, and there is no place for it
    client = browser_of(council.bo)
    client.raise_request_exception = False
    place = RollEntry.objects.get(person=council.bo.person_id).pk
    reports: list[str] = []

    def report(request: Any, **_more: Any) -> None:
        reporter = ExceptionReporter(request, *sys.exc_info())
        reports.extend([reporter.get_traceback_html(), reporter.get_traceback_text()])

    got_request_exception.connect(report)
    try:
        answer = client.post(booth(decision), {"place": str(place), "choice": "neutral"})
    finally:
        got_request_exception.disconnect(report)
    assert answer.status_code == 500
    assert len(reports) == 2
    for told in reports:
        assert "seal_choice" in told
        assert not re.findall(r"(?i)['\"&;]neutral|choice.{0,20}neutral", told)
