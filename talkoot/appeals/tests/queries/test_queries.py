"""Appeals against something, and what one takes away."""

from __future__ import annotations

import pytest

from talkoot.appeals import actions, queries
from talkoot.appeals.rules import DISMISSED, Kind
from talkoot.appeals.tests.given import given_appeal, given_cast
from talkoot.kernel.testing import MONDAY

pytestmark = pytest.mark.django_db


def test_what_waits_is_shown_first():
    cast = given_cast()
    first, second = given_appeal(cast["bo"]), given_appeal(cast["dee"])
    actions.decide_appeal(second.pk, outcome=DISMISSED, reason="No.", language="en", by=cast["ada"], at=MONDAY)
    assert [one.pk for one in queries.appeals_of("decision:1", Kind.ROLL)] == [first.pk, second.pk]
    assert queries.waiting_matters(Kind.ROLL) == ["decision:1"]
    assert queries.waiting("decision:1", Kind.COUNT) == 0


def test_one_takes_away_what_one_said():
    cast = given_cast()
    appeal = given_appeal(cast["bo"])
    actions.decide_appeal(appeal.pk, outcome=DISMISSED, reason="No.", language="en", by=cast["ada"], at=MONDAY)
    [asked] = queries.export_of(appeal.made_by.account_id or 0)["appeals"]
    assert (asked["reason"], asked["outcome"]) == ("Left *out*.", DISMISSED)
    assert queries.maker_account(appeal.ref) == appeal.made_by.account_id
