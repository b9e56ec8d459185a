"""Who may do what with a proposal in which stage: one row an act, one column one of the cast."""

from __future__ import annotations

from datetime import timedelta

import pytest

from talkoot.kernel.actors import SYSTEM
from talkoot.proposals import actions
from talkoot.proposals.permissions import TABLE, Charge, Permission, may
from talkoot.proposals.tests.given import (
    DAY,
    MONDAY,
    given_asked,
    given_circle,
    given_decided,
    given_proposal,
    given_put,
)

pytestmark = pytest.mark.django_db

STAGES = ("triage", "consultation", "decision", "delivery", "withdrawn")


def in_each(stages, who):
    return {stage: set(who) for stage in stages}


# Who may in which stage; everybody else may not.
ALLOWED: dict[Permission, dict[str, set[str]]] = {
    Permission.SUPPORT_PROPOSAL: in_each(STAGES[:3], {"ada", "bo", "dee", "oz"}),
    Permission.WITHDRAW_SUPPORT: in_each(STAGES[:3], {"ada", "bo", "dee", "oz"}),
    Permission.FOLLOW_PROPOSAL: in_each(STAGES, {"ada", "bo", "dee", "oz"}),
    Permission.EDIT_PROPOSAL: in_each(STAGES[:2], {"bo", "system"}),
    Permission.WITHDRAW_PROPOSAL: in_each(STAGES[:2], {"bo", "system"}),
    Permission.REPLY_TO_PROPOSAL: in_each(STAGES[:4], {"ada"}),
    Permission.MOVE_PROPOSAL: in_each(STAGES[:4], {"ada", "system"}),
    Permission.PROMISE_DELIVERY: in_each(["delivery"], {"ada", "bo", "dee", "oz"}),
}
ALWAYS_THE_SYSTEM = {Permission.EDIT_PROPOSAL, Permission.WITHDRAW_PROPOSAL, Permission.MOVE_PROPOSAL}


@pytest.mark.parametrize("stage", STAGES)
def test_each_act_is_open_to_whom_the_table_says(stage):
    circle = given_circle()
    proposal = given_proposal(circle.bo)
    reach(circle, proposal, stage)
    cast = {"ada": circle.ada, "bo": circle.bo, "cy": circle.cy, "dee": circle.dee, "oz": circle.oz, "system": SYSTEM}
    for permission, stages in ALLOWED.items():
        system = {"system"} if permission in ALWAYS_THE_SYSTEM else set()
        for name, actor in cast.items():
            verdict = may(actor, permission, proposal, at=MONDAY + DAY)
            assert bool(verdict) == (name in stages.get(stage, set()) | system), (permission, name)
            assert verdict or str(verdict.reason)


def reach(circle, proposal, stage):
    match stage:
        case "consultation":
            given_asked(circle, proposal)
        case "decision":
            given_put(circle, proposal)
        case "delivery":
            given_decided(circle, proposal)
        case "withdrawn":
            actions.withdraw_proposal(proposal.pk, reason="No need.", language="en", by=circle.bo, at=MONDAY + DAY)
    proposal.refresh_from_db()


def test_every_act_stands_in_the_table():
    assert set(TABLE) == set(Permission)


def test_a_body_is_spoken_for_by_its_delegate_only():
    circle = given_circle()
    for actor, allowed in ((circle.ada, True), (circle.bo, False), (circle.dee, False), (circle.oz, False)):
        assert bool(may(actor, Permission.SUBMIT_PROPOSAL, circle.body.pk, at=MONDAY)) == allowed
    assert may(circle.bo, Permission.SUBMIT_PROPOSAL, None, at=MONDAY)
    assert not may(circle.cy, Permission.SUBMIT_PROPOSAL, None, at=MONDAY)
    assert not may(SYSTEM, Permission.SUBMIT_PROPOSAL, None, at=MONDAY)


def test_a_body_takes_charge_only_of_what_nobody_is_responsible_for():
    circle = given_circle()
    proposal = given_proposal(circle.bo)
    assert not may(circle.dee, Permission.TAKE_CHARGE, Charge(proposal, circle.other.pk), at=MONDAY)
    proposal.responsible = None
    assert may(circle.dee, Permission.TAKE_CHARGE, Charge(proposal, circle.other.pk), at=MONDAY)
    assert not may(circle.bo, Permission.TAKE_CHARGE, Charge(proposal, circle.body.pk), at=MONDAY)


def test_processes_are_published_by_operators_and_stewards():
    circle = given_circle()
    for actor, allowed in ((circle.ada, True), (circle.oz, True), (circle.bo, False), (circle.dee, False)):
        assert bool(may(actor, Permission.PUBLISH_PROCESS, circle.body.pk, at=MONDAY)) == allowed
    assert not may(circle.ada, Permission.PUBLISH_PROCESS, None, at=MONDAY)
    assert may(circle.oz, Permission.IMPORT_PROPOSALS, at=MONDAY)
    assert not may(circle.ada, Permission.IMPORT_PROPOSALS, at=MONDAY)


def test_a_draft_is_its_writers_alone():
    circle = given_circle()
    draft = actions.save_draft(fields={"title": "Later"}, by=circle.bo, at=MONDAY)
    assert may(circle.bo, Permission.DISCARD_DRAFT, draft, at=MONDAY)
    assert not may(circle.ada, Permission.DISCARD_DRAFT, draft, at=MONDAY)
    assert not may(circle.cy, Permission.SAVE_DRAFT, at=MONDAY + timedelta(days=1))
