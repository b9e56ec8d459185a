"""Rounds of consent: positions, objections on the way, amendments, the count and its evidence."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from textwrap import dedent

import pytest

from recount.bundles.verifying import verify
from talkoot.decisions import actions, queries
from talkoot.decisions.models import Chamber, Decision
from talkoot.decisions.tests.given import AFTER, given_decision
from talkoot.decisions.tests.given_rounds import (
    CHAPTERS,
    DURING,
    HARM,
    given_objection,
    given_position,
    given_round,
    round_text,
)
from talkoot.kernel.actors import SYSTEM
from talkoot.kernel.refusals import Refusal
from talkoot.kernel.verdicts import PermissionDenied
from talkoot.ledger.queries import has_happened
from talkoot.objections import actions as objections
from talkoot.objections.models import Objection, Round, Wording
from talkoot.results.queries.bundles import bundle_of
from talkoot.rulebooks.tests.given import Council, given_council

pytestmark = pytest.mark.django_db

LATER = DURING + timedelta(days=1)


@pytest.fixture
def council(db: None) -> Council:
    return given_council()


def closed(decision: Decision) -> Decision:
    """Return the decision, closed by the clock and counted."""
    actions.close_decision(decision.pk, by=SYSTEM, at=AFTER)
    decision.refresh_from_db()
    return decision


def found_in(decision: Decision) -> dict[str, bool]:
    """Return the tests of the one chamber and of its count."""
    [chamber] = (decision.verdict or {})["chambers"]
    return {test["code"]: test["met"] for test in chamber["count"]["tests"]}


def amend(decision: Decision, council: Council, *meets: Objection) -> None:
    actions.amend_question(
        decision.pk, title="Quiet hours", question="Meetings begin after ten.", language="en",
        why="Ten is late enough for all.", meets=[each.pk for each in meets], by=council.ada, at=LATER,
    )  # fmt: skip


def test_a_round_opens_without_a_slate_and_keeps_the_first_version(council):
    decision = given_round(council)
    assert Chamber.objects.get(decision=decision).eligible == 3
    [wording] = Wording.objects.filter(round__matter=decision.ref)
    assert (wording.number, wording.text) == (1, "Meetings begin *after nine*.")


def test_nobody_is_asked_for_candidates_under_rules_that_only_ask_for_consent(council):
    decision = given_round(council)
    assert queries.candidates_of(decision) == []
    Decision.objects.filter(pk=decision.pk).update(state="draft", opened_at=None, closes_at=None)
    with pytest.raises(Refusal) as refused:
        actions.ask_for_candidates(
            decision.pk, kind="people", opens_at=DURING, closes_at=LATER, by=council.ada, at=DURING
        )
    assert refused.value.code == "no_election"


def test_all_agree_or_have_concerns_and_it_passes(council):
    decision = given_round(council)
    given_position(decision, council.ada)
    given_position(decision, council.bo, "concern")
    given_position(decision, council.dee, "stand-aside")
    closed(decision)
    assert decision.outcome == "adopted"
    assert found_in(decision) == {"consent": True, "stand_asides": True}


def test_one_objection_that_stands_holds_it_up(council):
    decision = given_round(council)
    given_position(decision, council.ada)
    given_objection(decision, council.bo)
    assert closed(decision).outcome == "rejected"
    assert found_in(decision)["consent"] is False


@pytest.mark.parametrize("position", ["objection", "concern"])
def test_who_objects_or_has_a_concern_says_why(council, position):
    decision = given_round(council)
    with pytest.raises(Refusal) as refused:
        actions.take_position(
            decision.pk, chamber="group", position=position, reason=" ", language="en", by=council.bo, at=DURING
        )
    assert (refused.value.code, refused.value.field) == ("empty", "reason")
    assert not Objection.objects.exists()


@pytest.mark.parametrize(("position", "code"), [("veto", "no_position"), ("objection-withdrawn", "no_position")])
def test_there_are_four_positions(council, position, code):
    decision = given_round(council)
    with pytest.raises(Refusal) as refused:
        actions.take_position(
            decision.pk, chamber="group", position=position, reason="x", language="en", by=council.bo, at=DURING
        )
    assert refused.value.code == code


def test_positions_are_for_rounds_and_marks_for_elections(council):
    decision = given_round(council)
    with pytest.raises(Refusal):
        actions.cast_marks(decision.pk, chamber="group", marks=((0, 1),), language="en", by=council.bo, at=DURING)
    with pytest.raises(Refusal):
        actions.cast_ballot(
            decision.pk, chamber="group", choice="yes", reason="", language="en", by=council.bo, at=DURING
        )
    asked = given_decision(council)
    with pytest.raises(Refusal) as refused:
        actions.take_position(
            asked.pk, chamber="council", position="agree", reason="", language="en", by=council.bo, at=DURING
        )
    assert refused.value.code == "wrong_chamber"


def test_who_is_on_no_roll_has_no_position(council):
    decision = given_round(council)
    with pytest.raises(PermissionDenied):
        given_position(decision, council.eve)


def test_another_position_withdraws_an_objection_and_other_words_reword_it(council):
    decision = given_round(council)
    objection = given_objection(decision, council.bo)
    given_position(decision, council.bo, "objection", "Also at night.", at=LATER)
    objection.refresh_from_db()
    assert (objection.text, objection.state) == ("Also at night.", "standing")
    given_position(decision, council.bo, "stand-aside", at=LATER)
    objection.refresh_from_db()
    assert objection.state == "withdrawn"
    assert [step.kind for step in objection.steps.order_by("pk")] == ["raised", "reworded", "withdrawn"]
    assert Objection.objects.count() == 1


def test_a_body_objects_by_its_delegate(council):
    source = round_text(electorate=CHAPTERS, votes="one per body")
    decision = given_round(council, source=source)
    given_position(decision, council.eve, "objection", body=council.chapters[0])
    objection = Objection.objects.get()
    assert (objection.body_id, objection.others) == (council.chapters[0].pk, 1)
    objections.withdraw_objection(objection.pk, by=council.eve, at=LATER)
    assert closed(decision).outcome == "adopted"


def test_an_objection_that_an_amendment_resolves_lets_it_pass_and_the_bundle_tells(council, tmp_path):
    decision = given_round(council)
    objection = given_objection(decision, council.bo)
    given_position(decision, council.dee)
    amend(decision, council, objection)
    decision.refresh_from_db()
    assert (decision.state, decision.question) == ("open", "Meetings begin after ten.")
    objections.confirm_resolution(objection.pk, by=council.bo, at=LATER)
    assert closed(decision).outcome == "adopted"
    report = verified(decision, tmp_path)
    assert report["objections.csv"].count("Ten is late enough for all.") == 1
    assert "objection-resolved" in report["objections.csv"]


def verified(decision: Decision, folder: Path) -> dict[str, str]:
    """Return the files of the evidence bundle, which verifies."""
    from recount.tests.given_bundles import files_in

    path = folder / "evidence.zip"
    with path.open("w+b") as file:
        bundle_of(decision, file)
    report = verify(path)
    assert report.is_match, report.difference
    return files_in(path)


def test_the_bundle_of_a_round_with_every_kind_of_objection_verifies(council, tmp_path):
    decision = given_round(council, source=round_text(override="1/2"))
    withdrawn, overridden = given_objection(decision, council.bo), given_objection(decision, council.dee)
    objections.withdraw_objection(withdrawn.pk, by=council.bo, at=LATER)
    actions.support_override(decision.pk, overridden.pk, by=council.bo, at=LATER)
    given_objection(decision, council.ada, HARM)
    closed(decision)
    told = verified(decision, tmp_path)["objections.csv"]
    assert ",objection-overridden," in told
    assert ",1,2" in told
    assert ",objection-withdrawn," in told
    assert decision.outcome == "rejected"


def test_only_others_of_the_chamber_override_and_only_where_the_rulebook_says_so(council):
    decision = given_round(council)
    objection = given_objection(decision, council.bo)
    with pytest.raises(Refusal) as refused:
        actions.support_override(decision.pk, objection.pk, by=council.dee, at=LATER)
    assert refused.value.code == "no_override"
    other = given_round(council, source=round_text(override="3/4"))
    objection = given_objection(other, council.bo)
    with pytest.raises(PermissionDenied):
        actions.support_override(other.pk, objection.pk, by=council.eve, at=LATER)
    actions.support_override(other.pk, objection.pk, by=council.dee, at=LATER)
    objection.refresh_from_db()
    assert (objection.needed, objection.had, objection.state) == (2, 1, "standing")
    actions.support_override(other.pk, objection.pk, by=council.ada, at=LATER)
    objection.refresh_from_db()
    assert objection.state == "overridden"
    assert has_happened(objection.ref, "objections.objection_overridden")


def stand_back(decision, by, at=DURING):
    return actions.recuse(decision.pk, chamber="group", reason="My shop.", language="en", by=by, at=at)


def override(decision, objection, by):
    actions.support_override(decision.pk, objection.pk, by=by, at=LATER)
    objection.refresh_from_db()
    return objection


def test_who_stood_back_is_none_of_the_others(council, tmp_path):
    decision = given_round(council, source=round_text(override="3/4"))
    stand_back(decision, council.dee)
    objection = given_objection(decision, council.bo)
    assert (objection.others, objection.needed) == (1, 1)
    with pytest.raises(Refusal, match="stood back"):
        override(decision, objection, council.dee)
    assert override(decision, objection, council.ada).state == "overridden"
    assert closed(decision).outcome == "adopted"
    assert ",1,1,1" in verified(decision, tmp_path)["objections.csv"]


def test_as_others_stand_back_fewer_override_and_none_comes_back_to_undo_it(council, tmp_path):
    decision = given_round(council, source=round_text(override="3/4"))
    objection = given_objection(decision, council.bo)
    assert override(decision, objection, council.ada).state == "standing"
    stand_back(decision, council.dee, LATER)
    objection.refresh_from_db()
    assert (objection.state, objection.had, objection.others) == ("overridden", 1, 1)
    with pytest.raises(Refusal) as refused:
        actions.end_recusal(decision.pk, chamber="group", by=council.dee, at=LATER)
    assert refused.value.code == "override_undone"
    closed(decision)
    assert ",1,1,1" in verified(decision, tmp_path)["objections.csv"]


def test_who_comes_back_is_one_of_the_others_again(council):
    decision = given_round(council, source=round_text(override="3/4"))
    stand_back(decision, council.dee)
    objection = given_objection(decision, council.bo)
    actions.end_recusal(decision.pk, chamber="group", by=council.dee, at=LATER)
    objection.refresh_from_db()
    assert (objection.others, objection.needed) == (2, 2)
    assert override(decision, objection, council.ada).state == "standing"


def test_who_wanted_an_override_does_not_stand_back(council):
    decision = given_round(council, source=round_text(override="3/4"))
    override(decision, given_objection(decision, council.bo), council.dee)
    with pytest.raises(Refusal) as refused:
        stand_back(decision, council.dee, LATER)
    assert refused.value.code == "supported"


def test_a_round_counted_when_those_who_stood_back_were_counted_too_still_verifies(council, tmp_path):
    decision = given_round(council, source=round_text(override="1/2"))
    objection = given_objection(decision, council.bo)
    override(decision, objection, council.ada)
    stand_back(decision, council.dee, LATER)
    Objection.objects.filter(pk=objection.pk).update(others=2)
    closed(decision)
    told = verified(decision, tmp_path)["objections.csv"]
    assert ",1,2\n" in told
    assert "recused" not in told


def test_a_place_is_not_added_where_it_would_undo_an_override(council):
    decision = given_round(council, source=round_text(override="1/2", appeal=7))
    objection = given_objection(decision, council.bo)
    override(decision, objection, council.ada)
    appeal = actions.ask_for_place(
        decision.pk, chamber="group", reason="I was forgotten.", language="en", by=council.eve, at=LATER
    )
    assert queries.against_granting(decision, appeal, LATER) is not None
    with pytest.raises(Refusal) as refused:
        actions.decide_roll_appeal(
            decision.pk, appeal.pk, outcome="add", reason="Yes.", language="en", by=council.ada, at=LATER
        )
    assert refused.value.code == "override_undone"


def test_rules_published_before_overriding_could_be_said_mean_that_nobody_may(council):
    decision = given_round(council, source=round_text(override=""))
    assert given_objection(decision, council.bo).needed == 0
    assert closed(decision).outcome == "rejected"


def test_amendments_end_with_the_round_and_are_for_rounds_only(council):
    decision = given_round(council)
    asked = given_decision(council)
    with pytest.raises(Refusal) as refused:
        amend(asked, council)
    assert refused.value.code == "no_round"
    closed(decision)
    with pytest.raises(Refusal) as refused:
        amend(decision, council)
    assert refused.value.code == "closed"


def test_in_a_round_the_question_is_not_changed_behind_what_was_said(council):
    decision = given_round(council)
    given_position(decision, council.bo)
    with pytest.raises(Refusal) as refused:
        actions.change_question(decision.pk, title="Other", question="Other?", language="en", by=council.ada, at=DURING)
    assert refused.value.code == "amend"
    decision.refresh_from_db()
    assert decision.is_open


def test_nobody_closes_early_while_an_objection_stands(council):
    decision = given_round(council)
    objection = given_objection(decision, council.bo)
    given_position(decision, council.ada)
    given_position(decision, council.dee)
    with pytest.raises(Refusal) as refused:
        actions.close_decision(decision.pk, by=council.ada, at=LATER)
    assert refused.value.code == "objection_stands"
    objections.withdraw_objection(objection.pk, by=council.bo, at=LATER)
    actions.close_decision(decision.pk, by=council.ada, at=LATER)


def test_a_round_goes_on_with_its_decision_when_a_quorum_is_missed(council):
    course = """
        [course]
        notice_days = 0
        languages = []
        appeal_days = 0
        challenge_days = 0
        extension = { days = 7, times = 1, when = "quorum missed" }
        clock = "UTC"
        scrutineers = "none"
    """
    quorum = 'quorum = { share = "90 %", of = "eligible", counts = "marked ballots", strictness = "at least" }'
    head, _chambers, rest = round_text().partition("[[chambers]]")
    said = rest.replace('quorum = "none"', f'ballots = "open"\ndelegation = "none"\n{quorum}')
    decision = given_round(council, source=f"{head}{dedent(course)}[[chambers]]{said}")
    objection = given_objection(decision, council.bo)
    actions.close_decision(decision.pk, by=SYSTEM, at=AFTER)
    decision.refresh_from_db()
    assert decision.is_open
    objections.withdraw_objection(objection.pk, by=council.bo, at=AFTER)


@pytest.mark.parametrize("ended", ["closed", "voided"])
def test_objections_stay_as_they_were_when_the_round_ended(council, ended):
    decision = given_round(council)
    objection = given_objection(decision, council.bo)
    if ended == "closed":
        closed(decision)
    else:
        actions.void_decision(decision.pk, reason="Put too early.", language="en", by=council.ada, at=LATER)
    assert Round.objects.get(matter=decision.ref).closed_at is not None
    with pytest.raises(Refusal) as refused:
        objections.withdraw_objection(objection.pk, by=council.bo, at=LATER)
    assert refused.value.code == "closed"
