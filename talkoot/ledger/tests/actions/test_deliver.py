from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from pytest_django import Settings

from talkoot.kernel.testing import MONDAY
from talkoot.ledger import rules, tasks
from talkoot.ledger.actions import claim_deliveries, deliver
from talkoot.ledger.models import Delivery, Heartbeat
from talkoot.ledger.tests.given import given_delivery

pytestmark = pytest.mark.django_db
NOON = MONDAY.replace(hour=12)


@pytest.fixture(autouse=True)
def _wired(settings: Settings) -> None:
    settings.WIRING = "talkoot.ledger.tests.mishaps.DOING"


def wire(settings: Settings, name: str) -> None:
    settings.WIRING = f"talkoot.ledger.tests.mishaps.{name}"


def fields(delivery: Delivery, *names: str) -> Any:
    delivery.refresh_from_db()
    return tuple(getattr(delivery, name) for name in names)


def test_a_reaction_runs_once_and_is_done():
    delivery = given_delivery(3)

    assert tasks.deliver_due(MONDAY) == 1
    assert tasks.deliver_due(MONDAY + timedelta(days=1)) == 0

    assert fields(delivery, "state", "attempts", "done_at", "error") == ("done", 1, MONDAY, "")
    assert Heartbeat.objects.get().worker == "stone 3"


def test_nothing_is_run_before_it_is_due():
    given_delivery(at=NOON)

    assert tasks.deliver_due(MONDAY) == 0


def test_a_failure_undoes_what_was_written_and_is_kept_with_its_reason(settings: Settings):
    wire(settings, "FAILING")
    delivery = given_delivery()

    tasks.deliver_due(MONDAY)

    assert not Heartbeat.objects.exists()
    assert fields(delivery, "state", "attempts", "next_at") == ("pending", 1, MONDAY + rules.PATIENCE[0])
    assert delivery.error.endswith("ValueError: no mortar\n")


def test_a_reaction_that_always_fails_is_tried_with_growing_waits_and_then_parked(settings: Settings):
    wire(settings, "FAILING")
    delivery = given_delivery()

    at, tries = MONDAY, []
    while (state := fields(delivery, "state", "next_at"))[0] == "pending":
        at = state[1]
        tries.append(at - MONDAY)
        assert tasks.deliver_due(at) == 1

    assert tries == [sum(rules.PATIENCE[:n], timedelta()) for n in range(rules.ATTEMPTS)]
    assert state[0] == "parked"
    assert tasks.deliver_due(at + timedelta(days=99)) == 0


def test_a_reaction_that_mends_itself_is_done_later(settings: Settings):
    wire(settings, "MENDING")
    delivery = given_delivery()

    tasks.deliver_due(MONDAY)
    tasks.deliver_due(NOON)

    assert fields(delivery, "state", "attempts", "error") == ("done", 2, "")
    assert Heartbeat.objects.count() == 1


def test_a_reaction_that_swallows_a_database_error_has_failed(settings: Settings):
    wire(settings, "SWALLOWING")
    delivery = given_delivery()

    tasks.deliver_due(MONDAY)

    assert fields(delivery, "state") == ("pending",)
    assert "SwallowedError" in delivery.error
    assert not Heartbeat.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_reaction_whose_commit_fails_has_failed(settings: Settings):
    wire(settings, "DANGLING")
    delivery = given_delivery()

    tasks.deliver_due(MONDAY)

    assert fields(delivery, "state", "attempts") == ("pending", 1)
    assert "IntegrityError" in delivery.error
    assert not Heartbeat.objects.exists()


def test_a_reaction_that_is_wired_no_longer_fails_by_name(settings: Settings):
    delivery = given_delivery()
    wire(settings, "NOTHING")

    tasks.deliver_due(MONDAY)

    assert fields(delivery, "state") == ("pending",)
    assert "no reaction is called talkoot.ledger.tests.mishaps.leave_trace" in delivery.error


def test_a_worker_that_dies_leaves_its_claim_to_others_after_a_minute():
    delivery = given_delivery()
    claims = claim_deliveries(at=MONDAY)

    assert claim_deliveries(at=MONDAY + rules.LEASE / 2) == []
    assert tasks.deliver_due(MONDAY + rules.LEASE) == 1

    assert fields(delivery, "state", "attempts") == ("done", 2)
    assert not deliver(claims[0], at=MONDAY + rules.LEASE), "the first worker was only slow, and comes too late"
    assert Heartbeat.objects.count() == 1


def test_what_was_tried_before_is_taken_alone():
    given_delivery(1)
    claim_deliveries(at=MONDAY)
    later = MONDAY + rules.LEASE
    for number in (2, 3):
        given_delivery(number, at=later)

    assert [len(claim_deliveries(at=later)) for _ in range(3)] == [1, 2, 0]


def test_a_reaction_that_kills_every_worker_is_parked_and_stops_nothing_else():
    poison = given_delivery(1)
    at = MONDAY
    for _ in range(rules.ATTEMPTS):
        assert claim_deliveries(at=at), "a worker took it, and was never heard of again"
        at += rules.LEASE
    other = given_delivery(2, at=at)

    assert tasks.deliver_due(at) == 1

    assert fields(poison, "state", "attempts") == ("parked", rules.ATTEMPTS)
    assert "worker died" in poison.error
    assert fields(other, "state") == ("done",)


def test_draining_says_what_failed(settings: Settings):
    wire(settings, "FAILING")
    given_delivery()

    with pytest.raises(tasks.ReactionsFailed, match="no mortar"):
        tasks.drain(MONDAY)


def test_draining_runs_what_follows_from_what_it_runs(settings: Settings, db: None):
    settings.WIRING = "talkoot.ledger.tests.frail.WIRING"
    from talkoot.ledger.tests import frail
    from talkoot.ledger.tests.given import given_entry

    frail.make_traces()
    for number in range(4):
        given_entry(number)

    assert tasks.drain(MONDAY) == 4 * frail.PER_STONE
    assert frail.traces() == frail.expected(4)


def test_one_fact_owes_one_reaction_once_at_most():
    delivery = given_delivery()

    with pytest.raises(IntegrityError), transaction.atomic():
        Delivery.objects.create(entry=delivery.entry, reaction=delivery.reaction, next_at=MONDAY)


@pytest.mark.parametrize(
    "wrong", [{"state": "done"}, {"done_at": MONDAY}, {"state": "lost"}, {"state": "parked", "error": ""}]
)
def test_a_delivery_is_done_if_and_only_if_it_says_when_and_parked_only_with_a_reason(wrong: dict[str, Any]):
    delivery = given_delivery()

    with pytest.raises(IntegrityError), transaction.atomic():
        Delivery.objects.filter(pk=delivery.pk).update(**wrong)


def test_a_claim_on_what_is_done_does_nothing():
    given_delivery()
    claims = claim_deliveries(at=MONDAY)
    assert deliver(claims[0], at=MONDAY)

    assert not deliver(claims[0], at=MONDAY)
    assert Heartbeat.objects.count() == 1
