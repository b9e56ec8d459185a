"""Reactions find what changed within a drain; the sweep finds the same, by itself."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from random import Random
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from talkoot.accounts.tests.given import given_account
from talkoot.directory import actions as directory
from talkoot.directory.models import Body, Mandate, Person, Role
from talkoot.directory.rules import BodyStatus
from talkoot.directory.tests.given import ALL_POWERS, given_body, given_mandate, given_person, given_role
from talkoot.duties import actions as duties
from talkoot.duties.models import Duty
from talkoot.duties.rules import Letter
from talkoot.duties.tests.given import given_duty
from talkoot.kernel.actors import SYSTEM
from talkoot.kernel.refusals import Refusal
from talkoot.kernel.testing import MONDAY
from talkoot.ledger.models import Entry
from talkoot.ledger.tasks import drain
from talkoot.notifications.models import Notice
from talkoot.radar import actions, tasks
from talkoot.radar.actions.watching import Changes
from talkoot.radar.models import Finding
from talkoot.radar.tests.given import given_gap

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def open_keys() -> set[str]:
    return set(Finding.objects.open().values_list("key", flat=True))


def test_a_role_that_falls_vacant_is_told_to_its_body_and_its_parent(db: None) -> None:
    parent = given_body("Parent")
    body = given_body("Council", parent=parent)
    for name, where in (("Ada", body), ("Dee", parent)):
        given_mandate(Person.objects.get(account=given_account(name, password=None)), where, ALL_POWERS)
    chair = given_role(body, "Chair", seats=1)
    held = given_mandate(given_person("Bo"), body, role=chair)
    given_duty(chair)
    drain(MONDAY)
    assert open_keys() == set()
    directory.end_mandate(held.pk, reason="Moved away.", by=SYSTEM, at=MONDAY)
    drain(MONDAY)
    finding = Finding.objects.open().get()
    assert (finding.key, finding.body) == (f"orphan:role:{chair.pk}", body)
    assert finding.steps.get().cause == "directory.mandate_ended"
    assert set(Notice.objects.filter(matter=finding.ref).values_list("account__name", flat=True)) == {"Ada", "Dee"}
    given_mandate(given_person("Eli"), body, role=chair, at=MONDAY + DAY)
    drain(MONDAY + DAY)
    finding.refresh_from_db()
    assert (finding.ending, finding.steps.last().cause) == ("gone", "directory.mandate_given")  # type: ignore[union-attr]  # two steps
    assert Entry.objects.get(kind="radar.finding_ended").payload["how"] == "gone"


def test_a_term_that_ends_by_the_calendar_is_found_when_the_day_begins(db: None) -> None:
    body = given_body()
    chair = given_role(body, "Chair", seats=1)
    given_mandate(given_person("Bo"), body, role=chair, until_on=(MONDAY + DAY).date())
    given_duty(chair)
    drain(MONDAY)
    assert open_keys() == {f"single:role:{chair.pk}"}
    assert tasks.sweep_daily(MONDAY) == 0
    assert tasks.sweep_daily(MONDAY + DAY) == 3  # one finding for another, and a hand-over
    assert open_keys() == {f"orphan:role:{chair.pk}"}
    given_mandate(given_person("Eli"), body)  # the rest of the day costs one question
    assert actions.sweep_daily(at=MONDAY + DAY) is None


def test_what_is_accepted_comes_back_on_its_day_and_not_before(db: None) -> None:
    finding = given_gap(given_body())
    until = (MONDAY + 3 * DAY).date()
    given_mandate(given_person("Bo"), finding.body)  # type: ignore[arg-type]  # it has one
    actions.accept_finding(finding.pk, until=until, reason="Elections first.", language="en", by=SYSTEM, at=MONDAY)
    for days, expected in ((2, until), (3, None)):
        actions.sweep(at=MONDAY + days * DAY)
        finding.refresh_from_db()
        assert (finding.accepted_until, finding.ended_at) == (expected, None)
    assert Entry.objects.filter(kind="radar.finding_returned").count() == 1
    for wrong in (MONDAY.date(), (MONDAY + 400 * DAY).date()):
        with pytest.raises(Refusal):
            actions.accept_finding(finding.pk, until=wrong, reason="Later.", language="en", by=SYSTEM, at=MONDAY)


def test_a_cause_is_found_once(db: None) -> None:
    finding = given_gap(given_body())
    with pytest.raises(IntegrityError), transaction.atomic():
        Finding.objects.create(kind="gap", key=finding.key, matter=finding.matter, found_at=MONDAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Finding.objects.create(kind="gap", key="gap:nothing", found_at=MONDAY)


def test_a_gap_and_an_orphan_are_settled_by_giving_the_duties_on(db: None) -> None:
    body, other = given_body("Circle"), given_body("Other")
    for one in (body, other):
        given_mandate(given_person(f"In {one.name}"), one)
    gap = given_gap(body)
    said: dict[str, Any] = {"reason": "They do it already.", "language": "en", "by": SYSTEM, "at": MONDAY}
    actions.reassign_duties(gap.pk, holder=other.ref, **said)
    role = given_role(body, "Chair", seats=1)
    given_duty(role, Letter.INFORMED, "Votes")
    given_duty(other, matter="Votes")
    drain(MONDAY)
    orphan = Finding.objects.open().get()
    actions.reassign_duties(orphan.pk, holder=body.ref, **said)
    drain(MONDAY)
    assert open_keys() == set()
    assert Finding.objects.get(pk=gap.pk).ending == "reassigned"


def test_two_texts_that_name_two_holders_are_settled_by_keeping_one(db: None) -> None:
    body, other = given_body("Circle"), given_body("Other")
    for one in (body, other):
        given_mandate(given_person(f"In {one.name}"), one)
    kept, gone = given_duty(body, source="Charter 4.2"), given_duty(other, source="Bylaws 7")
    drain(MONDAY)
    finding = Finding.objects.open().get()
    assert finding.kind == "contradiction"
    actions.merge_duties(finding.pk, keep=kept.pk, reason="The charter binds.", language="en", by=SYSTEM, at=MONDAY)
    gone.refresh_from_db()
    finding.refresh_from_db()
    assert (gone.ended_on, finding.ending) == (MONDAY.date(), "merged")


def test_reactions_and_sweep_agree_whatever_happens() -> None:
    found = {key.split(":")[0] for seed in range(3) for key in played(seed)}
    assert {"gap", "overlap", "orphan", "single"} <= found


def played(seed: int) -> set[str]:
    """Return what was found while things happened at random; the sweep never found anything that reactions had not."""
    dice = Random(seed)
    bodies = [given_body(f"Root {seed}")]
    for n in range(4):
        bodies.append(given_body(f"B {seed} {n}", parent=dice.choice(bodies)))
    roles = [given_role(dice.choice(bodies), f"R {n}", seats=dice.choice([1, 2])) for n in range(4)]
    people = [given_person(f"P {seed} {n}") for n in range(3)]
    at = MONDAY + seed * DAY
    found: set[str] = set()
    for _round in range(8):
        at += timedelta(hours=1)
        for _act in range(4):
            try:
                with transaction.atomic():
                    act(dice, bodies, roles, people, at)
            except Refusal:
                pass
        drain(at)
        found |= open_keys()
        assert actions.sweep(at=at) == Changes()
    return found


def act(dice: Random, bodies: list[Body], roles: list[Role], people: list[Person], at: datetime) -> None:
    """Do one of the things that may change what stands wrong."""
    which = dice.randrange(7)
    if which in {0, 1}:
        holders: list[Body | Role] = [*bodies, *roles]
        given_duty(
            dice.choice(holders), dice.choice([Letter.ACCOUNTABLE, Letter.ACCOUNTABLE, Letter.INFORMED]),
            dice.choice(["Fonts", "Maps"]), source=dice.choice(["", "Charter 1", "Bylaws 2"]), at=at,
        )  # fmt: skip
    elif which == 2 and (duty := Duty.objects.filter(ended_on=None).order_by("pk").first()):
        duties.end_duty(duty.pk, reason="Done.", language="en", by=SYSTEM, at=at)
    elif which in {3, 4}:
        role, until = dice.choice(roles), dice.choice([None, date(2026, 12, 20)])
        given_mandate(dice.choice(people), role.body, role=role, at=at, until_on=until)
    elif which == 5 and (held := Mandate.objects.filter(is_over=False).order_by("pk").last()):
        directory.end_mandate(held.pk, reason="Done.", by=SYSTEM, at=at)
    else:
        status = dice.choice([BodyStatus.SUSPENDED, BodyStatus.ACTIVE, BodyStatus.ENDED])
        directory.change_body_status(
            dice.choice(bodies).pk, status=status, reason="So it is.", language="en", by=SYSTEM, at=at
        )
