from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from talkoot.directory import actions as directory
from talkoot.directory.models import Body
from talkoot.directory.rules import BodyStatus
from talkoot.directory.tests.given import Cast, given_body, given_cast, given_mandate, given_person, given_role
from talkoot.duties import actions, tasks
from talkoot.duties.models import Duty, DutyStep, Matter
from talkoot.duties.rules import Letter
from talkoot.duties.tests.given import given_duty
from talkoot.kernel.actors import SYSTEM
from talkoot.kernel.refusals import AlreadyDone, Refusal
from talkoot.kernel.testing import MONDAY
from talkoot.kernel.verdicts import PermissionDenied
from talkoot.ledger.models import Entry
from talkoot.scopes.tests.given import given_world

pytestmark = pytest.mark.django_db
NEXT_YEAR = date(2027, 11, 1)


@pytest.fixture
def cast(db: None) -> Cast:
    given_world()
    return given_cast()


def test_a_steward_says_what_the_body_is_accountable_for(cast: Cast) -> None:
    duty = given_duty(cast.body, territories=["KE"], by=cast.ada, source="Charter 4.2")
    entry = Entry.objects.get(kind="duties.duty_assigned")
    assert (entry.subject, entry.on_behalf, entry.actor) == (duty.ref, cast.body.ref, cast.ada.ref)
    assert entry.mandate.startswith("mandate:")
    assert entry.payload == {
        "letter": "accountable",
        "holder": cast.body.ref,
        "scope": duty.scope.ref,
        "matter": duty.matter_id,
        "clause": 0,
    }
    assert duty.steps.get().reason == "The charter says so."


def test_the_steward_of_a_body_above_may_say_it_too(cast: Cast) -> None:
    team = given_body("Team", parent=cast.body)
    duty = given_duty(team, by=cast.ada)
    assert duty.steps.get().mandate.startswith("mandate:")


def test_the_steward_of_another_body_may_not(cast: Cast) -> None:
    for actor in (cast.dee, cast.bo, cast.cy):
        with pytest.raises(PermissionDenied):
            given_duty(cast.body, by=actor)
    assert not Duty.objects.exists()


def test_the_same_name_in_any_case_is_the_same_matter(cast: Cast) -> None:
    first = given_duty(cast.body, matter="Reading  interface")
    second = given_duty(cast.other, Letter.CONSULTED, matter="reading Interface")
    assert first.matter_id == second.matter_id
    assert Matter.objects.get().title == "Reading interface"
    assert Matter.objects.get().duty_count == 2


def test_a_duty_cannot_be_given_twice(cast: Cast) -> None:
    given_duty(cast.body)
    with pytest.raises(Refusal) as refusal:
        given_duty(cast.body)
    assert refusal.value.code == "has_it"


@pytest.mark.parametrize(
    ("values", "code", "field"),
    [
        ({"matter": " "}, "no_matter", "matter"),
        ({"reason": " "}, "no_reason", "reason"),
        ({"source_url": "javascript:alert(1)"}, "bad_address", "source_url"),
        ({"review_on": MONDAY.date()}, "past_review", "review_on"),
        ({"body_id": None}, "one_holder", "holder"),
        ({"territories": ["XX"]}, "unknown_territory", "scope_territories"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(cast: Cast, values: dict[str, Any], code: str, field: str) -> None:
    whole: dict[str, Any] = {
        "letter": Letter.ACCOUNTABLE, "matter": "Fonts", "language": "en", "body_id": cast.body.pk, "reason": "So.",
    }  # fmt: skip
    with pytest.raises(Refusal) as refusal:
        actions.assign_duty(**{**whole, **values}, by=SYSTEM, at=MONDAY)
    assert (refusal.value.code, refusal.value.field) == (code, field)
    assert not Duty.objects.exists()


def test_a_body_that_has_ended_gets_no_duty(cast: Cast) -> None:
    _end(cast.body)
    with pytest.raises(Refusal) as refusal:
        given_duty(cast.body)
    assert refusal.value.code == "holder_gone"


def test_the_same_form_twice_gives_one_duty(cast: Cast) -> None:
    whole: dict[str, Any] = {
        "letter": "informed",
        "matter": "Fonts",
        "language": "en",
        "body_id": cast.body.pk,
        "reason": "So.",
    }
    duty = actions.assign_duty(**whole, by=cast.ada, at=MONDAY, key="token")
    with pytest.raises(AlreadyDone) as done:
        actions.assign_duty(**whole, by=cast.ada, at=MONDAY, key="token")
    assert done.value.subject == duty.ref


def test_confirming_sets_the_next_review(cast: Cast) -> None:
    duty = given_duty(cast.body, by=cast.ada)
    actions.confirm_duty(duty.pk, review_on=NEXT_YEAR, reason="Still so.", language="en", by=cast.ada, at=MONDAY)
    duty.refresh_from_db()
    assert duty.review_on == NEXT_YEAR
    assert [s.step for s in duty.steps.order_by("pk")] == ["assigned", "confirmed"]
    assert Entry.objects.get(kind="duties.duty_confirmed").payload["review_on"] == "2027-11-01"


def test_ending_keeps_the_duty_and_its_reason(cast: Cast) -> None:
    duty = given_duty(cast.body, by=cast.ada)
    actions.end_duty(duty.pk, reason="Handed to the hub.", language="en", by=cast.ada, at=MONDAY)
    duty.refresh_from_db()
    assert duty.ended_on == MONDAY.date()
    assert duty.matter.duty_count == 0
    with pytest.raises(PermissionDenied):
        actions.end_duty(duty.pk, reason="Again.", language="en", by=cast.ada, at=MONDAY)
    given_duty(cast.body, by=cast.ada)


def test_findings_are_kept_with_each_write(cast: Cast) -> None:
    given_duty(cast.other, Letter.CONSULTED)
    assert _flags() == (True, False, False)
    mine = given_duty(cast.body)
    assert _flags() == (False, False, False)
    given_duty(cast.other, territories=["KE"])
    assert _flags() == (False, True, False)
    actions.end_duty(mine.pk, reason="Handed on.", language="en", by=SYSTEM, at=MONDAY)
    assert _flags() == (True, False, False)


def test_a_vacant_role_makes_an_orphan_until_someone_holds_it(cast: Cast) -> None:
    chair = given_role(cast.body, "Chair")
    given_duty(chair)
    assert _flags() == (False, False, True)
    given_mandate(given_person("Eve"), cast.body, role=chair)
    assert tasks.look_for_orphans(MONDAY) == 1
    assert _flags() == (False, False, False)
    assert tasks.look_for_orphans(MONDAY) == 0


def test_a_body_that_ends_leaves_orphans(cast: Cast) -> None:
    given_duty(cast.body)
    _end(cast.body)
    assert tasks.look_for_orphans(MONDAY) == 1
    assert _flags() == (False, False, True)


def test_a_term_that_runs_out_leaves_an_orphan(cast: Cast) -> None:
    chair = given_role(cast.body, "Chair")
    given_mandate(given_person("Eve"), cast.body, role=chair, until_on=MONDAY.date() + timedelta(days=3))
    given_duty(chair)
    assert _flags() == (False, False, False)
    assert tasks.look_for_orphans(MONDAY + timedelta(days=3)) == 1


def test_a_matter_that_needs_nobody_goes_off_the_map_and_comes_back(cast: Cast) -> None:
    duty = given_duty(cast.body)
    with pytest.raises(PermissionDenied):
        actions.retire_matter(duty.matter_id, by=cast.oz, at=MONDAY)
    actions.end_duty(duty.pk, reason="Done.", language="en", by=SYSTEM, at=MONDAY)
    matter = actions.retire_matter(duty.matter_id, by=cast.oz, at=MONDAY)
    assert (matter.retired_on, matter.is_gap) == (MONDAY.date(), False)
    given_duty(cast.body)
    assert Matter.objects.get().retired_on is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"body": None, "role": None},
        {"letter": "x"},
        {"ended_on": MONDAY.date() - timedelta(days=1)},
        {},
    ],
)
def test_the_database_refuses_a_duty_without_one_holder_or_twice(cast: Cast, wrong: dict[str, Any]) -> None:
    duty = given_duty(cast.body)
    duty.pk = None
    for name, value in wrong.items():
        setattr(duty, name, value)
    with pytest.raises(IntegrityError), transaction.atomic():
        duty.save(force_insert=True)


def test_the_database_refuses_a_duty_of_a_body_and_a_role_at_once(cast: Cast) -> None:
    duty = given_duty(cast.body)
    duty.role = given_role(cast.body, "Chair")
    with pytest.raises(IntegrityError), transaction.atomic():
        duty.save()


def test_the_database_refuses_the_same_duty_of_a_role_twice(cast: Cast) -> None:
    duty = given_duty(given_role(cast.body, "Chair"))
    duty.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        duty.save(force_insert=True)


@pytest.mark.parametrize("wrong", [{"reason": ""}, {"step": "x"}, {"step": "assigned"}])
def test_the_database_refuses_a_step_without_reason_or_done_twice(cast: Cast, wrong: dict[str, str]) -> None:
    duty = given_duty(cast.body)
    step = {"step": "confirmed", "reason": "So.", "language": "en", "by": "system", "at": MONDAY, **wrong}
    with pytest.raises(IntegrityError), transaction.atomic():
        DutyStep.objects.create(duty=duty, **step)


@pytest.mark.parametrize("wrong", [{"title": ""}, {"retired_on": MONDAY.date()}])
def test_the_database_refuses_a_matter_without_name_or_retired_while_held(cast: Cast, wrong: dict[str, Any]) -> None:
    matter = given_duty(cast.body).matter
    with pytest.raises(IntegrityError), transaction.atomic():
        Matter.objects.filter(pk=matter.pk).update(**wrong, duty_count=1)


def test_the_database_refuses_two_matters_of_one_name(cast: Cast) -> None:
    matter = given_duty(cast.body).matter
    with pytest.raises(IntegrityError), transaction.atomic():
        Matter.objects.create(title="READING interface", fold=matter.fold, language="en")


def _flags() -> tuple[bool, bool, bool]:
    matter = Matter.objects.get()
    return matter.is_gap, matter.is_overlap, matter.is_orphan


def _end(body: Body) -> None:
    directory.change_body_status(
        body.pk, status=BodyStatus.ENDED, reason="Merged.", language="en", by=SYSTEM, at=MONDAY
    )
