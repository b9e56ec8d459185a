"""Giving and ending mandates."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from talkoot.directory import actions
from talkoot.directory.models import Mandate, Role
from talkoot.directory.queries import hats_of, holders_of, holders_of_roles, members_of
from talkoot.directory.rules import BodyStatus, HowChosen, Power
from talkoot.directory.tests.given import Cast, given_body, given_cast, given_mandate, given_person, given_role
from talkoot.kernel.actors import SYSTEM
from talkoot.kernel.refusals import AlreadyDone, Refusal
from talkoot.kernel.testing import MONDAY
from talkoot.kernel.verdicts import PermissionDenied
from talkoot.ledger.models import Entry

pytestmark = pytest.mark.django_db
TODAY = MONDAY.date()
DAY = timedelta(days=1)


@pytest.fixture
def cast() -> Cast:
    """Return the cast with rows."""
    return given_cast()


def test_powers_come_with_the_mandate(cast: Cast) -> None:
    hats = hats_of(cast.ada, MONDAY)
    mandate = Mandate.objects.get(person=cast.ada.person_id)
    assert hats.may(Power.STEWARD, cast.body.pk) == mandate.ref
    assert hats.bodies(Power.APPOINT) == {cast.body.pk}
    assert hats_of(cast.bo, MONDAY).memberships == {cast.body.pk}
    assert hats_of(cast.bo, MONDAY).may(Power.STEWARD, cast.body.pk) is None


def test_powers_go_with_the_mandate_on_its_last_day(cast: Cast) -> None:
    mandate = Mandate.objects.get(person=cast.ada.person_id)
    actions.end_mandate(mandate.pk, reason="Moved away.", on=TODAY + DAY, by=cast.ada, at=MONDAY)
    assert hats_of(cast.ada, MONDAY).all
    assert not hats_of(cast.ada, MONDAY + DAY).all


@pytest.mark.parametrize("status", [BodyStatus.SUSPENDED, BodyStatus.ENDED])
def test_a_body_that_does_not_work_gives_no_rights(cast: Cast, status: BodyStatus) -> None:
    actions.change_body_status(cast.body.pk, status=status, reason="No report.", language="en", by=cast.oz, at=MONDAY)
    assert not hats_of(cast.ada, MONDAY).all
    assert holders_of([cast.body.pk], Power.STEWARD, MONDAY) == {}
    assert members_of(cast.body.pk, MONDAY) == []


def test_holders_are_found_by_power_body_and_role(cast: Cast) -> None:
    ada, bo = cast.ada.person_id, cast.bo.person_id
    assert holders_of([cast.body.pk], Power.ANSWER, MONDAY) == {cast.body.pk: [(ada, None)]}
    assert members_of(cast.body.pk, MONDAY) == [ada, bo]
    role = Role.objects.get(mandates__person=bo)
    assert holders_of_roles([role.pk], MONDAY) == {role.pk: [(bo, None)]}


def test_seats_are_filled_from_the_lowest(cast: Cast) -> None:
    role = given_role(cast.body, "Guide", seats=2)
    seats = [
        actions.give_mandate(role.pk, person_id=given_person(name).pk, by=cast.ada, at=MONDAY).seat
        for name in ("Eve", "Fay")
    ]
    assert seats == [1, 2]
    role.refresh_from_db()
    assert role.filled == 2


def test_a_full_role_refuses(cast: Cast) -> None:
    role = given_role(cast.body, "Chair", seats=1)
    given_mandate(given_person("Eve"), cast.body, role=role)
    with pytest.raises(Refusal) as refusal:
        actions.give_mandate(role.pk, person_id=given_person("Fay").pk, by=cast.ada, at=MONDAY)
    assert (refusal.value.code, refusal.value.field) == ("no_free_seat", "from_on")


def test_a_successor_may_be_seated_before_the_other_leaves(cast: Cast) -> None:
    role = given_role(cast.body, "Chair", seats=1)
    given_mandate(given_person("Eve"), cast.body, role=role, until_on=TODAY + 30 * DAY)
    follower = given_person("Fay")
    mandate = actions.give_mandate(role.pk, person_id=follower.pk, from_on=TODAY + 30 * DAY, by=cast.ada, at=MONDAY)
    assert mandate.seat == 1


def test_nobody_holds_a_role_twice_at_a_time(cast: Cast) -> None:
    role = given_role(cast.body, "Guide", seats=2)
    eve = given_person("Eve")
    given_mandate(eve, cast.body, role=role)
    with pytest.raises(Refusal) as refusal:
        actions.give_mandate(role.pk, person_id=eve.pk, by=cast.ada, at=MONDAY)
    assert refusal.value.code == "holds_it_already"


def test_the_usual_term_sets_the_end(cast: Cast) -> None:
    role = given_role(cast.body, "Chair", term_months=24)
    mandate = actions.give_mandate(role.pk, person_id=given_person("Eve").pk, by=cast.ada, at=MONDAY)
    assert (mandate.from_on, mandate.until_on) == (date(2026, 11, 23), date(2028, 11, 23))


def test_an_end_before_the_start_is_refused(cast: Cast) -> None:
    role = given_role(cast.body, "Chair")
    with pytest.raises(Refusal) as refusal:
        actions.give_mandate(role.pk, person_id=given_person("Eve").pk, until_on=TODAY - DAY, by=cast.ada, at=MONDAY)
    assert refusal.value.field == "until_on"


def test_giving_is_told_with_the_mandate_acted_under(cast: Cast) -> None:
    role = given_role(cast.body, "Chair")
    mandate = actions.give_mandate(
        role.pk, person_id=given_person("Eve").pk, how_chosen=HowChosen.ELECTION, decision="decision:87",
        by=cast.ada, at=MONDAY,
    )  # fmt: skip
    entry = Entry.objects.filter(kind="directory.mandate_given").latest("id")
    assert entry.subject == cast.body.ref
    assert entry.mandate == hats_of(cast.ada, MONDAY).may(Power.APPOINT, cast.body.pk)
    assert entry.payload["mandate"] == mandate.ref
    assert entry.payload["decision"] == "decision:87"


def test_a_form_sent_twice_seats_once(cast: Cast) -> None:
    role = given_role(cast.body, "Chair", seats=2)
    eve = given_person("Eve")
    actions.give_mandate(role.pk, person_id=eve.pk, by=cast.ada, at=MONDAY, key="token")
    with pytest.raises(AlreadyDone):
        actions.give_mandate(role.pk, person_id=eve.pk, by=cast.ada, at=MONDAY, key="token")
    assert role.mandates.count() == 1


def test_a_forgotten_person_gets_no_mandate(cast: Cast) -> None:
    role = given_role(cast.body, "Chair")
    eve = given_person("Eve")
    type(eve).objects.filter(pk=eve.pk).update(forgotten_on=TODAY)
    with pytest.raises(Refusal):
        actions.give_mandate(role.pk, person_id=eve.pk, by=cast.ada, at=MONDAY)


def test_a_mandate_ends_for_a_reason_and_its_seat_is_free(cast: Cast) -> None:
    mandate = Mandate.objects.get(person=cast.bo.person_id)
    actions.end_mandate(mandate.pk, reason="Recalled by the members.", by=cast.ada, at=MONDAY)
    mandate.refresh_from_db()
    assert (mandate.until_on, mandate.ended_reason) == (TODAY, "Recalled by the members.")
    assert Role.objects.get(pk=mandate.role_id).filled == 0


@pytest.mark.parametrize(
    ("change", "code"),
    [({"reason": ""}, "no_reason"), ({"on": date(2020, 1, 1)}, "ends_before_start")],
)
def test_a_bad_end_is_refused(cast: Cast, change: dict[str, object], code: str) -> None:
    mandate = Mandate.objects.get(person=cast.bo.person_id)
    arguments = {"reason": "Left."} | change
    with pytest.raises(Refusal) as refusal:
        actions.end_mandate(mandate.pk, **arguments, by=cast.ada, at=MONDAY)  # type: ignore[arg-type]  # a table of cases
    assert refusal.value.code == code


def test_what_has_ended_does_not_end_again_nor_later(cast: Cast) -> None:
    mandate = given_mandate(given_person("Eve"), cast.body, until_on=TODAY + DAY)
    with pytest.raises(Refusal) as refusal:
        actions.end_mandate(mandate.pk, reason="Longer.", on=TODAY + 9 * DAY, by=cast.ada, at=MONDAY)
    assert refusal.value.code == "later_than_planned"
    with pytest.raises(Refusal) as refusal:
        actions.end_mandate(mandate.pk, reason="Again.", by=cast.ada, at=MONDAY + 2 * DAY)
    assert refusal.value.code == "over_already"


def test_one_may_step_down(cast: Cast) -> None:
    mandate = Mandate.objects.get(person=cast.bo.person_id)
    actions.end_mandate(mandate.pk, reason="No time.", by=cast.bo, at=MONDAY)
    assert not hats_of(cast.bo, MONDAY).all


def test_others_may_not_end_it(cast: Cast) -> None:
    mandate = Mandate.objects.get(person=cast.bo.person_id)
    with pytest.raises(PermissionDenied):
        actions.end_mandate(mandate.pk, reason="I want to.", by=cast.dee, at=MONDAY)


def _row(role: Role, **fields: object) -> Mandate:
    values = {"person": given_person("Eve"), "role": role, "seat": 1, "how_chosen": "lot"} | fields
    return Mandate.objects.create(**values)


@pytest.mark.parametrize(
    ("a", "b", "fits"),
    [
        ((None, None), (None, None), False),
        ((TODAY, None), (TODAY + DAY, None), False),
        ((TODAY, TODAY + DAY), (TODAY + DAY, None), True),
        ((None, TODAY), (TODAY, None), True),
        ((None, TODAY + DAY), (TODAY, None), False),
        ((TODAY, TODAY), (None, None), True),
        ((TODAY, TODAY + 3 * DAY), (TODAY + DAY, TODAY + 2 * DAY), False),
    ],
)
def test_the_database_refuses_two_at_a_time_on_one_seat(
    a: tuple[date | None, date | None], b: tuple[date | None, date | None], fits: bool
) -> None:
    role = given_role(given_body(), seats=2)
    for first, second in ((a, b), (b, a)):
        Mandate.objects.all().delete()
        _row(role, from_on=first[0], until_on=first[1])
        _row(role, seat=2)
        if fits:
            _row(role, from_on=second[0], until_on=second[1])
        else:
            with pytest.raises(IntegrityError), transaction.atomic():
                _row(role, from_on=second[0], until_on=second[1])


def test_the_database_refuses_a_change_into_an_overlap() -> None:
    role = given_role(given_body())
    _row(role, from_on=TODAY, until_on=TODAY + DAY)
    later = _row(role, from_on=TODAY + DAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Mandate.objects.filter(pk=later.pk).update(from_on=TODAY)


@pytest.mark.parametrize(
    "fields",
    [
        {"from_on": TODAY, "until_on": TODAY - DAY},
        {"seat": None},
        {"seat": 0},
        {"is_over": True},
        {"how_chosen": "whim"},
    ],
)
def test_the_database_refuses_what_no_mandate_can_be(fields: dict[str, object]) -> None:
    role = given_role(given_body())
    with pytest.raises(IntegrityError), transaction.atomic():
        _row(role, **fields)


def test_counting_seats_follows_the_calendar(cast: Cast) -> None:
    role = given_role(cast.body, "Guide", seats=2)
    given_mandate(given_person("Eve"), cast.body, role=role, until_on=TODAY + DAY)
    given_mandate(given_person("Fay"), cast.body, role=role, from_on=TODAY + DAY)
    for moment, filled in ((MONDAY, 1), (MONDAY + DAY, 1), (MONDAY - 400 * DAY, 0)):
        actions.count_all_seats(moment)
        role.refresh_from_db()
        assert role.filled == filled


def test_the_system_seats_whom_a_vote_chose() -> None:
    role = given_role(given_body(), "Chair")
    mandate = actions.give_mandate(role.pk, person_id=given_person("Eve").pk, by=SYSTEM, at=MONDAY)
    assert mandate.seat == 1
