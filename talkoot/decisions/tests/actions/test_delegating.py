"""Who casts the votes of those who do not vote, where the rules let members vote for each other."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.db import DatabaseError, transaction

from recount.command import main
from talkoot.decisions import actions
from talkoot.decisions.models import Ballot, Chamber, Decision, RollEntry
from talkoot.decisions.tests.given import AFTER, CLOSES, DURING, given_ballot, given_decision, given_persons
from talkoot.decisions.tests.given_delegations import delegating, given_delegable
from talkoot.decisions.tests.given_elections import CLOSES as ELECTED
from talkoot.decisions.tests.given_elections import (
    chamber_of,
    election_text,
    given_election,
    given_marks,
    keys_of,
)
from talkoot.delegations.actions import limit_chains, revoke_delegation
from talkoot.delegations.models import Delegation
from talkoot.delegations.tests.given import given_delegation
from talkoot.directory.tests.given import person_id
from talkoot.kernel.actors import SYSTEM
from talkoot.ledger.models import Entry
from talkoot.ledger.tasks import drain
from talkoot.notifications.models import Notice
from talkoot.results.queries.bundles import bundle_of
from talkoot.rulebooks.tests.given import OPENED, Council, given_council
from talkoot.scopes.tests.given import given_scope, given_topic

pytestmark = pytest.mark.django_db
LONG = 2_000


@pytest.fixture
def council() -> Council:
    return given_council()


def closed(decision: Decision, *, at=AFTER) -> Decision:
    actions.close_decision(decision.pk, by=SYSTEM, at=at)
    return Decision.objects.get(pk=decision.pk)


def votes(decision: Decision) -> dict[str, tuple[str, str]]:
    """Return for each place that counts what it says and who cast it."""
    rows = Ballot.objects.filter(chamber__decision=decision, is_current=True)
    named = rows.values_list("entry__person__name", "choice", "cast_by__name")
    return {str(person): (choice, caster) for person, choice, caster in named}


def test_who_did_not_vote_is_counted_as_their_delegate_voted(council: Council):
    decision = given_delegable(council)
    given_delegation(council.bo, council.ada)
    given_ballot(decision, council.ada, "no", reason="Too *early*.")
    decision = closed(decision)
    assert votes(decision) == {"Ada": ("no", "Ada"), "Bo": ("no", "Ada")}
    chamber = chamber_of(decision, "council")
    assert (chamber.no, chamber.ballots_cast, chamber.ballots_delegated) == (2, 2, 1)
    came = Ballot.objects.get(is_delegated=True)
    assert (came.reason, came.html, came.cast_at) == ("", "", CLOSES)


def test_a_vote_through_a_delegate_counts_for_the_quorum_as_any_ballot(council: Council):
    decision = given_delegable(council)
    given_delegation(council.bo, council.ada)
    given_ballot(decision, council.ada)
    assert closed(decision).outcome == "adopted"


def test_ones_own_vote_always_wins(council: Council):
    decision = given_delegable(council)
    given_delegation(council.bo, council.ada)
    given_ballot(decision, council.ada, "yes")
    given_ballot(decision, council.bo, "neutral")
    assert votes(closed(decision)) == {"Ada": ("yes", "Ada"), "Bo": ("neutral", "Bo")}


def test_nothing_is_cast_for_anybody_where_the_rules_do_not_allow_it(council: Council):
    for decision in (given_delegable(council, word="none"), given_decision(council)):
        Delegation.objects.all().delete()
        given_delegation(council.bo, council.ada)
        given_ballot(decision, council.ada)
        assert votes(closed(decision)) == {"Ada": ("yes", "Ada")}
        assert chamber_of(decision, "council").ballots_delegated is None


def test_a_delegate_who_is_not_on_the_roll_only_passes_the_vote_on(council: Council):
    decision = given_delegable(council)
    given_delegation(council.bo, council.eve)
    given_delegation(council.eve, council.dee)
    given_ballot(decision, council.dee, "neutral")
    assert votes(closed(decision)) == {"Dee": ("neutral", "Dee"), "Bo": ("neutral", "Dee")}


def test_a_delegation_taken_back_during_the_vote_casts_nothing(council: Council):
    decision = given_delegable(council)
    given = given_delegation(council.bo, council.ada)
    given_ballot(decision, council.ada)
    revoke_delegation(given.pk, by=council.bo, at=DURING + timedelta(days=1))
    assert votes(closed(decision)) == {"Ada": ("yes", "Ada")}


def test_what_happens_after_the_closing_time_changes_nothing_however_late_the_clock_is(council: Council):
    decision = given_delegable(council)
    given = given_delegation(council.bo, council.ada)
    given_ballot(decision, council.ada)
    late = CLOSES + timedelta(hours=5)
    revoke_delegation(given.pk, by=council.bo, at=CLOSES + timedelta(hours=1))
    given_delegation(council.dee, council.ada, at=CLOSES + timedelta(hours=2))
    assert votes(closed(decision, at=late)) == {"Ada": ("yes", "Ada"), "Bo": ("yes", "Ada")}


def test_a_ring_casts_nothing_and_whoever_leaves_it_by_voting_casts_for_all(council: Council):
    scope = given_scope().pk
    people = [council.ada, council.bo, council.dee]
    for giver, taker in zip(people, people[1:] + people[:1], strict=True):
        Delegation.objects.create(
            person_id=person_id(giver), delegate_id=person_id(taker), scope_id=scope, from_on=OPENED.date(),
            until_on=AFTER.date() + timedelta(days=9), made_at=OPENED,
        )  # fmt: skip
    silent = given_delegable(council)
    assert votes(closed(silent)) == {}
    decision = given_delegable(council)
    given_ballot(decision, council.dee, "no")
    assert {name: said for name, (said, _by) in votes(closed(decision)).items()} == dict.fromkeys(
        ("Ada", "Bo", "Dee"), "no"
    )


def test_how_often_a_vote_is_handed_on_stays_as_it_was_at_the_opening(council: Council):
    limit_chains(links=1, body_id=council.body.pk, by=council.ada, at=OPENED)
    decision = given_delegable(council)
    limit_chains(links=5, body_id=council.body.pk, by=council.ada, at=DURING)
    given_delegation(council.bo, council.dee)
    given_delegation(council.dee, council.ada)
    given_ballot(decision, council.ada)
    assert votes(closed(decision)).keys() == {"Ada", "Dee"}


def test_only_what_the_question_is_about_is_handed_on(council: Council):
    fonts = given_topic("Fonts")
    given_delegation(council.bo, council.ada, topics=[fonts.pk])
    council.body.scope = given_scope([given_topic("Grants")])
    council.body.save(update_fields=["scope"])
    decision = given_delegable(council)
    given_ballot(decision, council.ada)
    assert votes(closed(decision)).keys() == {"Ada"}
    council.body.scope = given_scope([fonts])
    council.body.save(update_fields=["scope"])
    decision = given_delegable(council)
    given_ballot(decision, council.ada)
    assert votes(closed(decision)).keys() == {"Ada", "Bo"}


def test_in_an_election_the_delegates_marks_count_twice_and_a_stranger_verifies_it(council: Council, tmp_path: Path):
    decision = given_election(council, source=delegating(election_text()))
    given_delegation(council.bo, council.ada)
    given_marks(decision, council.ada, "2", "1")
    given_marks(decision, council.dee)
    decision = closed(decision, at=ELECTED)
    first, second, _third = keys_of(decision)
    marks = Ballot.objects.filter(chamber=chamber_of(decision)).order_by("entry__person__name")
    assert [each.marks for each in marks] == [[[first, 2], [second, 1]]] * 2 + [[]]
    assert decision.verdict is not None
    assert decision.verdict["chambers"][0]["cast"] == 3
    with (tmp_path / "it.zip").open("wb+") as file:
        bundle_of(decision, file)
    assert main(["verify", str(tmp_path / "it.zip")]) == 0


def test_who_votes_for_others_is_told_how_many_they_were(council: Council):
    decision = given_delegable(council)
    given_delegation(council.bo, council.ada)
    given_delegation(council.dee, council.bo)
    given_ballot(decision, council.ada)
    drain(DURING)
    closed(decision)
    drain(AFTER + timedelta(minutes=1))
    told = Notice.objects.filter(subject__startswith="You cast").values_list("account__name", "subject", "why")
    said = "You cast 2 votes besides your own: Dark mode for everyone"
    assert list(told) == [("Ada", said, "You voted yourself, and others let you vote for them.")]


def test_no_fact_of_a_decision_says_whose_vote_went_where(council: Council):
    decision = given_delegable(council)
    given_delegation(council.bo, council.ada)
    given_ballot(decision, council.ada)
    closed(decision)
    assert Entry.objects.filter(kind="decisions.ballot_cast").count() == 1
    over = Entry.objects.get(kind="decisions.decision_closed")
    assert over.payload == {"cast": {"council": 2}, "by_clock": True}


@pytest.mark.parametrize("change", [{"number": 2}, {"reason": "Mine"}, {"mandate": "mandate:1"}])
def test_the_database_keeps_a_delegated_ballot_bare(council: Council, change: dict[str, object]):
    decision = given_delegable(council)
    entry = RollEntry.objects.get(chamber__decision=decision, person_id=person_id(council.bo))
    bare = {
        "entry": entry, "chamber": entry.chamber, "number": 1, "choice": "yes", "language": "en",
        "cast_by_id": person_id(council.ada), "cast_at": DURING, "is_delegated": True,
    }  # fmt: skip
    with pytest.raises(DatabaseError, match="own_vote_wins"), transaction.atomic():
        Ballot.objects.create(**{**bare, **change})
    made = Ballot.objects.create(**bare)
    for field in ({"is_delegated": False}, {"choice": "no"}):
        with pytest.raises(DatabaseError, match="stays as it was"), transaction.atomic():
            Ballot.objects.filter(pk=made.pk).update(**field)


def test_the_database_knows_no_more_delegated_ballots_than_were_cast(council: Council):
    chamber = chamber_of(given_delegable(council), "council")
    for values in ({"ballots_cast": 1, "ballots_delegated": 2}, {"longest_chain": 0, "ballots_delegated": 0}):
        with pytest.raises(DatabaseError, match="delegated_within_turnout"), transaction.atomic():
            Chamber.objects.filter(pk=chamber.pk).update(**{"ballots_cast": 3, **values})


def test_a_long_roll_is_cast_at_the_close_in_a_few_writes(council: Council, django_assert_max_num_queries):
    decision = given_delegable(council)
    chamber = chamber_of(decision, "council")
    crowd = given_persons(LONG)
    RollEntry.objects.bulk_create(RollEntry(chamber=chamber, person=person) for person in crowd)
    Chamber.objects.filter(pk=chamber.pk).update(eligible=LONG + 3)
    scope = given_scope().pk
    Delegation.objects.bulk_create(
        Delegation(
            person=person, delegate_id=person_id(council.ada), scope_id=scope, from_on=OPENED.date(),
            until_on=AFTER.date() + timedelta(days=1), made_at=OPENED,
        )
        for person in crowd
    )  # fmt: skip
    given_ballot(decision, council.ada)
    with django_assert_max_num_queries(60):
        closed(decision)
    assert chamber_of(decision, "council").yes == LONG + 1
