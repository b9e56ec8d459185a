"""Every step about an objection: what it changes, what it tells, what it refuses."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from talkoot.kernel.actors import SYSTEM, Actor
from talkoot.kernel.refusals import AlreadyDone, Refusal
from talkoot.ledger import tasks
from talkoot.ledger.queries import has_happened
from talkoot.notifications.models import Notice
from talkoot.objections import actions, queries
from talkoot.objections.models import Objection, Round, Wording
from talkoot.objections.tests.given import (
    CLOSES,
    DURING,
    HARM,
    given_amendment,
    given_objection,
    given_round,
    given_steward,
)
from talkoot.slates.tests.given import House, given_house

pytestmark = pytest.mark.django_db

SAID = {"text": "A matter of *taste*.", "language": "en"}


@pytest.fixture
def house(db: None) -> House:
    return given_house()


@pytest.fixture
def about(house: House) -> Round:
    return given_round(house)


@pytest.fixture
def objection(house: House, about: Round) -> Objection:
    return given_objection(about, house.bo)


def told(who: Actor) -> list[str]:
    """Return the subjects of what somebody was told."""
    tasks.drain(DURING)
    return list(Notice.objects.filter(account=who.account_id).order_by("pk").values_list("subject", flat=True))


def refusal(step: object) -> str:
    """Return the code with which a step is refused."""
    with pytest.raises(Refusal) as refused:
        step()  # type: ignore[operator]  # a lambda
    return refused.value.code


def test_the_stewards_are_told_of_a_new_objection(house, objection):
    assert told(house.ada) == ["A new objection: Quiet hours"]
    assert told(house.bo) == []
    assert has_happened(objection.ref, "objections.objection_raised")


def test_only_the_objector_says_that_an_amendment_resolves_it(house, about, objection):
    given_amendment(about)
    actions.propose_resolution(objection.pk, text="Now at ten.", language="en", amended=True, by=house.ada, at=DURING)
    objection.refresh_from_db()
    assert (objection.state, objection.awaits) == ("standing", "resolution")
    assert told(house.bo) == ["Is your objection resolved? Quiet hours"]
    actions.decline_resolution(objection.pk, text="Night owls?", language="en", by=house.bo, at=DURING)
    actions.propose_resolution(objection.pk, text="And recorded.", language="en", by=house.ada, at=DURING)
    actions.confirm_resolution(objection.pk, by=house.bo, at=DURING)
    objection.refresh_from_db()
    assert (objection.state, objection.settled_at) == ("resolved", DURING)
    steps = queries.trail_of(queries.get_objection(objection.public_id)).steps
    assert [(step.kind, step.wording) for step in steps] == [
        ("raised", 1), ("proposed", 2), ("declined", None), ("proposed", None), ("confirmed", None)
    ]  # fmt: skip
    assert queries.reasons_of(about.matter) == {objection.pk: "And recorded."}
    assert queries.became_of(about.matter) == {objection.place: "resolved"}


def test_who_finds_it_without_reason_does_not_decide_on_the_appeal(house, objection):
    sol = given_steward(house)
    actions.find_without_reason(objection.pk, **SAID, by=house.ada, at=DURING)
    objection.refresh_from_db()
    assert objection.state == "without_reason"
    actions.appeal_finding(objection.pk, text="It harms readers.", language="en", by=house.bo, at=DURING)
    objection.refresh_from_db()
    assert (objection.state, objection.awaits) == ("standing", "appeal")
    actions.dismiss_appeal(objection.pk, **SAID, by=sol, at=DURING)
    objection.refresh_from_db()
    assert objection.state == "without_reason"
    again = refusal(lambda: actions.appeal_finding(objection.pk, **SAID, by=house.bo, at=DURING))
    assert again == "impossible"


def test_what_an_appeal_upheld_is_not_found_without_reason_again(house, objection):
    actions.find_without_reason(objection.pk, **SAID, by=house.ada, at=DURING)
    actions.appeal_finding(objection.pk, text="It harms readers.", language="en", by=house.bo, at=DURING)
    actions.uphold_appeal(objection.pk, **SAID, by=given_steward(house), at=DURING)
    assert refusal(lambda: actions.find_without_reason(objection.pk, **SAID, by=house.ada, at=DURING)) == "impossible"
    assert has_happened(objection.ref, "objections.appeal_upheld")


def test_what_ended_stays_ended(house, objection):
    actions.withdraw_objection(objection.pk, by=house.bo, at=DURING)
    assert refusal(lambda: actions.withdraw_objection(objection.pk, by=house.bo, at=DURING)) == "impossible"
    assert refusal(lambda: actions.confirm_resolution(objection.pk, by=house.bo, at=DURING)) == "impossible"


def test_who_was_found_without_reason_objects_again_only_to_another_text(house, about, objection):
    actions.find_without_reason(objection.pk, **SAID, by=house.ada, at=DURING)
    assert refusal(lambda: given_objection(about, house.bo, place=objection.place)) == "settled"
    given_amendment(about)
    assert given_objection(about, house.bo, place=objection.place).wording == 2
    assert refusal(lambda: given_objection(about, house.bo, place=objection.place)) == "stands"


def test_an_override_needs_the_share_of_the_others_each_once(house, about):
    objection = given_objection(about, house.bo, override="2/7")
    support = {"others": 7, "by": house.dee, "at": DURING}
    actions.support_override(objection.pk, place="place:901", **support)
    assert refusal(lambda: actions.support_override(objection.pk, place="place:901", **support)) == "twice"
    assert refusal(lambda: actions.support_override(objection.pk, place=objection.place, **support)) == "own"
    actions.support_override(objection.pk, place="place:902", others=7, by=house.ada, at=DURING)
    objection.refresh_from_db()
    assert (objection.state, objection.had) == ("overridden", 2)
    assert told(house.bo) == ["Your objection was overridden: Quiet hours"]


def test_others_who_stand_back_are_none_of_them(house, about):
    objection = given_objection(about, house.bo, override="2/7")
    elsewhere = given_objection(about, house.ada, override="2/7", chamber="chamber:2")
    actions.support_override(objection.pk, place="place:901", others=7, by=house.dee, at=DURING)
    weigh(about, 4)
    objection.refresh_from_db()
    assert (objection.state, objection.others, objection.needed) == ("standing", 4, 2)
    weigh(about, 3)
    objection.refresh_from_db()
    elsewhere.refresh_from_db()
    assert (objection.state, objection.others, objection.had) == ("overridden", 3, 1)
    assert (elsewhere.state, elsewhere.others) == ("standing", 7)
    assert objection.steps.latest("pk").person_id == house.dee.person_id
    assert told(house.bo) == ["Your objection was overridden: Quiet hours"]
    assert refusal(lambda: weigh(about, 4)) == "override_undone"
    weigh(about, 2)
    objection.refresh_from_db()
    assert (objection.state, objection.others) == ("overridden", 2)


def weigh(about, others):
    actions.weigh_anew(about.matter, chamber="chamber:1", others=lambda: others, by=SYSTEM, at=DURING)


def test_a_round_that_is_over_takes_no_step_and_no_amendment(house, about, objection):
    late = CLOSES + timedelta(seconds=1)
    assert refusal(lambda: actions.withdraw_objection(objection.pk, by=house.bo, at=late)) == "closed"
    actions.close_round(about.matter, by=SYSTEM, at=DURING)
    assert refusal(lambda: actions.withdraw_objection(objection.pk, by=house.bo, at=DURING)) == "closed"
    assert refusal(lambda: given_amendment(about)) == "closed"
    actions.close_round("decision:404", by=SYSTEM, at=DURING)


def test_an_amendment_changes_something_and_says_why(house, about):
    assert refusal(lambda: given_amendment(about, text="Meetings begin after nine.")) == "same"
    silent = {"title": "T", "text": "Other.", "language": "en", "why": " "}
    assert refusal(lambda: actions.amend_wording(about.matter, **silent, by=house.ada, at=DURING)) == "empty"
    assert Wording.objects.filter(round=about).count() == 1


def test_the_same_form_twice_withdraws_once(house, objection):
    actions.withdraw_objection(objection.pk, by=house.bo, at=DURING, key="k")
    with pytest.raises(AlreadyDone):
        actions.withdraw_objection(objection.pk, by=house.bo, at=DURING, key="k")


@pytest.mark.parametrize(
    "broken",
    [
        {"state": "resolved", "settled_at": None},
        {"state": "resolved", "settled_at": DURING, "awaits": "appeal"},
        {"state": "overridden", "settled_at": DURING},
        {"text": ""},
        {"had": 8},
        {"state": "gone", "settled_at": DURING},
    ],
)
def test_the_database_refuses_what_can_never_be(objection, broken):
    with pytest.raises(IntegrityError), transaction.atomic():
        Objection.objects.filter(pk=objection.pk).update(**broken)


def test_one_objection_stands_in_a_place(objection):
    objection.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        objection.save(force_insert=True)


def test_what_is_kept_of_somebody_is_theirs_to_take_away(house, objection):
    actions.withdraw_objection(objection.pk, by=house.bo, at=DURING)
    kept = queries.export_of(house.bo.account_id or 0)
    assert [row["text"] for row in kept["objections"]] == [HARM]
    assert [row["kind"] for row in kept["steps"]] == ["raised", "withdrawn"]
    assert kept["objections"][0]["objection"] == objection.public_id
