"""One chamber is asked for consent, another answers yes or no: the whole course of such a decision."""

from __future__ import annotations

from pathlib import Path

import pytest
import time_machine
from django.test import Client
from django.utils import translation

from recount.bundles.verifying import verify
from talkoot.accounts.tests.given import browser_of
from talkoot.decisions import actions
from talkoot.decisions.models import Chamber, Decision
from talkoot.decisions.tests.given import given_ballot
from talkoot.decisions.tests.given_course import EXTENSION, SCRUTINEERS, VOTING_ENDS
from talkoot.decisions.tests.given_mixed import given_mixed, given_stand
from talkoot.decisions.tests.given_rounds import DURING
from talkoot.decisions.tests.given_scrutiny import LATER, given_strike
from talkoot.kernel.refusals import Refusal
from talkoot.ledger.tasks import drain
from talkoot.objections.actions import withdraw_objection
from talkoot.objections.queries import objections_of
from talkoot.results.queries.bundles import bundle_of
from talkoot.rulebooks.tests.given import Council, given_council

pytestmark = pytest.mark.django_db
ALL = '{ share = "100 %", of = "eligible", counts = "yes+no+neutral", strictness = "at least" }'


@pytest.fixture
def council() -> Council:
    return given_council()


def voted(decision: Decision, council: Council, choice: str = "yes") -> None:
    """Let the chapters vote."""
    given_ballot(decision, council.eve, choice, chamber="chapters", body=council.chapters[0])


def closed(decision: Decision) -> Decision:
    actions.close_due(VOTING_ENDS)
    return Decision.objects.select_related("rulebook", "steward_body").get(pk=decision.pk)


def is_verified(decision: Decision, tmp_path: Path) -> bool:
    with (path := tmp_path / "D.zip").open("w+b") as file:
        bundle_of(decision, file)
    return verify(path).is_match


@pytest.mark.parametrize(
    ("position", "choice", "passed"),
    [
        ("agree", "yes", {"group": True, "chapters": True}),
        ("objection", "yes", {"group": False, "chapters": True}),
        ("agree", "no", {"group": True, "chapters": False}),
    ],
)
def test_each_chamber_says_its_own_and_both_must_pass(council: Council, position, choice, passed, tmp_path: Path):
    decision = given_mixed(council)
    given_stand(decision, council.ada)
    given_stand(decision, council.bo, position)
    voted(decision, council, choice)
    decision = closed(decision)
    assert dict(Chamber.objects.values_list("key", "has_passed")) == passed
    assert decision.outcome == ("adopted" if all(passed.values()) else "rejected")
    assert is_verified(decision, tmp_path)


def test_the_question_is_not_amended_under_those_who_vote_yes_or_no(council: Council):
    decision = given_mixed(council)
    given_stand(decision, council.bo, "objection")
    with pytest.raises(Refusal, match="Only where every chamber"):
        actions.amend_question(
            decision.pk, title="T", question="Q?", language="en", why="W", meets=(), by=council.ada, at=DURING
        )
    changed = actions.change_question(decision.pk, title="T", question="Q?", language="en", by=council.ada, at=DURING)
    decision.refresh_from_db()
    assert (decision.is_voided, changed.is_draft) == (True, True)


def test_nobody_closes_early_while_an_objection_stands(council: Council, tmp_path: Path):
    decision = given_mixed(council)
    for by in (council.ada, council.dee):
        given_stand(decision, by)
    given_stand(decision, council.bo, "objection")
    for number, by in enumerate((council.eve, council.fay)):
        given_ballot(decision, by, chamber="chapters", body=council.chapters[number])
    with pytest.raises(Refusal, match="An objection stands"):
        actions.close_decision(decision.pk, by=council.ada, at=DURING)
    [objection] = objections_of(decision.ref)
    withdraw_objection(objection.pk, by=council.bo, at=DURING)
    decision = actions.close_decision(decision.pk, by=council.ada, at=DURING)
    assert decision.outcome == "adopted"
    assert is_verified(Decision.objects.select_related("rulebook", "steward_body").get(pk=decision.pk), tmp_path)


def test_the_wrong_way_of_voting_is_refused_in_either_chamber(council: Council):
    decision = given_mixed(council)
    with pytest.raises(Refusal):
        given_ballot(decision, council.bo, chamber="group")
    with pytest.raises(Refusal, match="not asked for consent"):
        actions.take_position(
            decision.pk, chamber="chapters", position="agree", reason="", language="en",
            body_id=council.chapters[0].pk, by=council.eve, at=DURING,
        )  # fmt: skip


def test_who_stands_back_and_who_is_struck_leave_their_own_chamber(council: Council, tmp_path: Path):
    decision = given_mixed(council, scrutineers=SCRUTINEERS)
    actions.recuse(decision.pk, chamber="group", reason="Mine.", language="en", by=council.dee, at=DURING)
    given_stand(decision, council.ada, "objection")
    given_stand(decision, council.bo)
    voted(decision, council)
    decision = closed(decision)
    ballot = decision.chambers.get(key="group").ballots.get(entry__person=council.ada.person_id)
    given_strike(decision, ballot, council.bo)
    actions.end_scrutiny(decision.pk, by=council.bo, at=LATER)
    decision = Decision.objects.select_related("rulebook", "steward_body").get(pk=decision.pk)
    assert decision.outcome == "adopted"
    assert is_verified(decision, tmp_path)


def test_a_quorum_missed_in_one_chamber_lets_both_go_on(council: Council, tmp_path: Path):
    decision = given_mixed(council, extension=EXTENSION, quorum=ALL)
    given_stand(decision, council.bo, "objection")
    voted(decision, council)
    decision = closed(decision)
    assert (decision.is_open, decision.extensions) == (True, 1)
    given_ballot(decision, council.fay, chamber="chapters", body=council.chapters[1], at=LATER)
    [objection] = objections_of(decision.ref)
    withdraw_objection(objection.pk, by=council.bo, at=LATER)
    given_stand(decision, council.bo, at=LATER)
    assert decision.closes_at is not None
    actions.close_due(decision.closes_at)
    decision = Decision.objects.select_related("rulebook", "steward_body").get(pk=decision.pk)
    assert decision.outcome == "adopted"
    assert is_verified(decision, tmp_path)


def test_its_pages_show_both(council: Council, client: Client):
    decision = given_mixed(council, override="3/4")
    here = decision.get_absolute_url()
    with translation.override("en"):
        with time_machine.travel(DURING, tick=False):
            given_stand(decision, council.bo, "objection")
            voted(decision, council)
            bo, eve = browser_of(council.bo), browser_of(council.eve)
            for reader in (client, bo, eve, browser_of(council.ada)):
                page = reader.get(here)
                assert page.status_code == 200
            assert "Where everybody stands is visible at once. Counts are published when" in bo.get(here).text
            assert 'name="position"' in bo.get(here).text
            assert 'name="choice"' in eve.get(here).text
            open_list = eve.get(f"{here}ballots/").text
            assert "Objects" in open_list
            assert "North" not in open_list.split("<main", 1)[1].split('id="list"', 1)[1]
        decision = closed(decision)
        drain(VOTING_ENDS)
        with time_machine.travel(VOTING_ENDS, tick=False):
            for path in ("", "ballots/", "rolls/group/", "rolls/chapters/"):
                assert client.get(here + path).status_code == 200, path
            ballots = client.get(f"{here}ballots/").text
            assert "Objects" in ballots
