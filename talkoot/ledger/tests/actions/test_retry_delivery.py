from __future__ import annotations

import pytest
from pytest_django import Settings

from talkoot.kernel.refusals import Refusal
from talkoot.kernel.testing import ADA, MONDAY, actor
from talkoot.kernel.verdicts import PermissionDenied
from talkoot.ledger import tasks
from talkoot.ledger.actions import retry_delivery
from talkoot.ledger.models import Delivery, Entry
from talkoot.ledger.tests.given import given_delivery

pytestmark = pytest.mark.django_db
OPERATOR = actor("Op", 9, is_operator=True)


@pytest.fixture
def parked(settings: Settings) -> Delivery:
    settings.WIRING = "talkoot.ledger.tests.mishaps.DOING"
    delivery = given_delivery()
    Delivery.objects.filter(pk=delivery.pk).update(state="parked", attempts=8, error="ValueError: no mortar")
    return delivery


def test_an_operator_sets_a_parked_delivery_going_again(parked: Delivery):
    retry_delivery(parked.pk, by=OPERATOR, at=MONDAY)

    assert tasks.drain(MONDAY) == 1
    parked.refresh_from_db()
    assert (parked.state, parked.attempts, parked.error) == ("done", 1, "")
    fact = Entry.objects.get(kind="ledger.delivery_retried")
    assert (fact.actor, fact.subject, fact.is_public) == (OPERATOR.ref, parked.ref, False)
    assert fact.payload == {"entry": f"entry:{parked.entry_id}", "reaction": parked.reaction, "attempts": 8}


def test_what_is_not_parked_is_refused(parked: Delivery):
    retry_delivery(parked.pk, by=OPERATOR, at=MONDAY)

    with pytest.raises(Refusal, match="not parked"):
        retry_delivery(parked.pk, by=OPERATOR, at=MONDAY)


def test_others_than_operators_may_not(parked: Delivery):
    with pytest.raises(PermissionDenied):
        retry_delivery(parked.pk, by=ADA, at=MONDAY)
