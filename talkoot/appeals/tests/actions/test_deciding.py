"""Making appeals and deciding them."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from talkoot.appeals import actions
from talkoot.appeals.models import Appeal
from talkoot.appeals.rules import DISMISSED, Change
from talkoot.appeals.tests.given import given_appeal, given_cast
from talkoot.kernel.actors import VISITOR
from talkoot.kernel.refusals import Refusal
from talkoot.kernel.testing import MONDAY
from talkoot.kernel.verdicts import PermissionDenied

pytestmark = pytest.mark.django_db


def test_an_appeal_is_decided_once_with_a_reason():
    cast = given_cast()
    appeal = given_appeal(cast["bo"])
    answer: dict[str, Any] = {"language": "en", "mandate": "mandate:3", "by": cast["ada"], "at": MONDAY}
    for outcome, reason, code in ((DISMISSED, " ", "empty"), (Change.VOID, "x", "no_such_outcome")):
        with pytest.raises(Refusal) as refusal:
            actions.decide_appeal(appeal.pk, outcome=outcome, reason=reason, **answer)
        assert refusal.value.code == code
    decided = actions.decide_appeal(appeal.pk, outcome=Change.ADD, reason="So it was.", **answer)
    assert (decided.outcome, decided.mandate, decided.is_open) == ("add", "mandate:3", False)
    with pytest.raises(Refusal, match="decided before"):
        actions.decide_appeal(appeal.pk, outcome=DISMISSED, reason="No.", **answer)


def test_visitors_do_not_appeal():
    with pytest.raises(PermissionDenied):
        given_appeal(VISITOR)


@pytest.mark.parametrize(
    "change",
    [{"reason": ""}, {"change": "void"}, {"about": ""}, {"outcome": "add"}, {"outcome": "void", "answer": "x"}],
)
def test_an_appeal_is_always_whole(change):
    given_appeal(given_cast()["bo"])
    with pytest.raises(IntegrityError), transaction.atomic():
        Appeal.objects.update(**change)
