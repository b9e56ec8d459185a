from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from talkoot.accounts import actions as accounts
from talkoot.delegations import actions
from talkoot.delegations.models import ChainLimit, Delegation
from talkoot.delegations.rules import State
from talkoot.delegations.tests.given import (
    DAY,
    NEXT_YEAR,
    TODAY,
    given_delegation,
    given_voter,
    given_voters,
)
from talkoot.directory import actions as directory
from talkoot.directory.models import Person
from talkoot.directory.rules import Power
from talkoot.directory.tests.given import (
    actor_of,
    given_body,
    given_mandate,
    given_person,
    person_id,
)
from talkoot.kernel.actors import SYSTEM, VISITOR, Actor
from talkoot.kernel.refusals import AlreadyDone, Refusal
from talkoot.kernel.testing import MONDAY
from talkoot.kernel.verdicts import PermissionDenied
from talkoot.ledger import tasks
from talkoot.ledger.models import Entry
from talkoot.scopes.tests.given import given_topic, given_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(db: None) -> None:
    """The world's places and languages, for those who name some."""
    given_world()


@pytest.fixture
def four(db: None) -> tuple[Actor, Actor, Actor, Actor]:
    ada, bo, cem, dee = given_voters("Ada", "Bo", "Cem", "Dee")
    return ada, bo, cem, dee


type Four = tuple[Actor, Actor, Actor, Actor]


def test_somebody_lets_another_vote_for_them_in_a_scope_for_a_while(four: Four, world: None) -> None:
    ada, bo, _cem, _dee = four
    body = given_body("Technology Council")
    made = given_delegation(ada, bo, territories=["KE"], body=body)
    assert (made.person_id, made.delegate_id, made.body_id) == (ada.person_id, bo.person_id, body.pk)
    assert (made.scope.key, made.from_on, made.until_on) == ("territories=KE", TODAY, NEXT_YEAR)
    assert [made.state(at) for at in (MONDAY, MONDAY + 400 * DAY)] == [State.IN_FORCE, State.OVER]


def test_the_ledger_keeps_it_private_and_names_no_delegate(four: Four) -> None:
    ada, bo, cem, _dee = four
    given = given_delegation(ada, bo)
    actions.revoke_delegation(given.pk, by=ada, at=MONDAY)
    actions.decline_delegation(given_delegation(ada, cem).pk, by=cem, at=MONDAY)
    facts = Entry.objects.filter(area="delegations").order_by("pk")
    assert [(e.kind, e.actor) for e in facts] == [
        ("delegations.delegation_made", ada.ref),
        ("delegations.delegation_revoked", ada.ref),
        ("delegations.delegation_made", ada.ref),
        ("delegations.delegation_declined", cem.ref),
    ]
    assert not any(e.is_public for e in facts)
    assert facts[0].payload == {"scope": given.scope.ref, "from_on": "2026-11-23", "until_on": "2027-11-23"}
    assert facts[1].payload == {}


def test_the_same_form_sent_twice_makes_one(four: Four) -> None:
    ada, bo, *_ = four
    made = given_delegation(ada, bo, key="token")
    with pytest.raises(AlreadyDone) as done:
        given_delegation(ada, bo, key="token")
    assert done.value.subject == made.ref
    assert Delegation.objects.count() == 1


@pytest.mark.parametrize(
    ("values", "code", "field"),
    [
        ({"from_on": TODAY - timedelta(days=1)}, "past_start", "from_on"),
        ({"until_on": TODAY}, "no_days", "until_on"),
        ({"territories": ["XX"]}, "unknown_territory", "scope_territories"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(four: Four, values: dict[str, Any], code: str, field: str) -> None:
    ada, bo, *_ = four
    with pytest.raises(Refusal) as refusal:
        given_delegation(ada, bo, **values)
    assert (refusal.value.code, refusal.value.field) == (code, field)
    assert not Delegation.objects.exists()


def test_nobody_gives_their_vote_to_themselves_or_to_who_has_no_account_or_has_left(four: Four) -> None:
    ada, bo, *_ = four
    codes = []
    left = actor_of(Person.objects.get(pk=person_id(bo)))
    directory.forget_person(left.account_id or 0, MONDAY)
    for delegate in (ada, actor_of(given_person("Eve")), left):
        with pytest.raises(Refusal) as refusal:
            given_delegation(ada, delegate)
        codes.append((refusal.value.code, refusal.value.field))
    assert codes == [("oneself", "delegate_id"), ("no_account", "delegate_id"), ("no_account", "delegate_id")]


def test_the_same_is_not_given_twice_while_it_stands(four: Four) -> None:
    ada, bo, *_ = four
    first = given_delegation(ada, bo)
    with pytest.raises(Refusal) as refusal:
        given_delegation(ada, bo, from_on=TODAY + timedelta(days=30))
    assert refusal.value.code == "stands_already"
    actions.revoke_delegation(first.pk, by=ada, at=MONDAY)
    assert given_delegation(ada, bo).pk != first.pk


def test_a_ring_of_two_or_more_is_refused_and_says_by_way_of_whom(four: Four, world: None) -> None:
    ada, bo, cem, dee = four
    given_delegation(ada, bo, territories=["014"])
    given_delegation(bo, cem, topics=[given_topic("Fonts").pk])
    with pytest.raises(Refusal) as refusal:
        given_delegation(cem, ada, territories=["KE"], languages=["sw"])
    assert (refusal.value.code, refusal.value.field) == ("ring", "delegate_id")
    assert str(refusal.value.text) == (
        "Your vote would come back to you, by way of Ada, Bo. Choose somebody else, or decline to vote for Bo first."
    )
    assert given_delegation(cem, ada, territories=["DE"]).pk
    assert given_delegation(cem, dee, territories=["KE"]).pk


def test_once_one_of_a_ring_is_taken_back_declined_or_over_there_is_none(four: Four) -> None:
    ada, bo, cem, dee = four
    actions.revoke_delegation(given_delegation(bo, ada).pk, by=bo, at=MONDAY)
    actions.decline_delegation(given_delegation(cem, ada).pk, by=ada, at=MONDAY)
    given_delegation(dee, ada, until_on=TODAY + timedelta(days=3))
    assert given_delegation(ada, bo).pk
    assert given_delegation(ada, cem).pk
    assert given_delegation(ada, dee, from_on=TODAY + timedelta(days=3)).pk


def test_questions_of_different_bodies_make_no_ring(four: Four) -> None:
    ada, bo, *_ = four
    one, other = given_body("One"), given_body("Other")
    given_delegation(ada, bo, body=one)
    assert given_delegation(bo, ada, body=other).pk
    with pytest.raises(Refusal):
        given_delegation(bo, ada)


def test_who_gave_the_vote_takes_it_back_at_once_and_only_once(four: Four) -> None:
    ada, bo, *_ = four
    given = given_delegation(ada, bo)
    for stranger in (bo, given_voter("Oz", is_operator=True), SYSTEM, VISITOR):
        with pytest.raises(PermissionDenied):
            actions.revoke_delegation(given.pk, by=stranger, at=MONDAY)
    ended = actions.revoke_delegation(given.pk, by=ada, at=MONDAY)
    assert ended.state(MONDAY) is State.REVOKED
    with pytest.raises(PermissionDenied):
        actions.revoke_delegation(given.pk, by=ada, at=MONDAY)
    with pytest.raises(PermissionDenied):
        actions.decline_delegation(given.pk, by=bo, at=MONDAY)


def test_who_was_asked_declines_now_or_much_later(four: Four) -> None:
    ada, bo, cem, _dee = four
    given = given_delegation(ada, bo)
    for stranger in (ada, cem):
        with pytest.raises(PermissionDenied):
            actions.decline_delegation(given.pk, by=stranger, at=MONDAY)
    ended = actions.decline_delegation(given.pk, by=bo, at=MONDAY + 90 * DAY)
    assert (ended.state(MONDAY + 89 * DAY), ended.state(MONDAY + 90 * DAY)) == (State.IN_FORCE, State.DECLINED)


def test_what_stands_from_and_to_somebody_who_leaves_ends_with_them(four: Four) -> None:
    ada, bo, cem, dee = four
    given, received, other = given_delegation(ada, bo), given_delegation(cem, ada), given_delegation(cem, dee)
    accounts.erase_account(ada.account_id or 0, by=ada, at=MONDAY + DAY)
    tasks.drain(MONDAY + DAY)
    states = {row.pk: row.state(MONDAY + DAY) for row in Delegation.objects.all()}
    assert states == {given.pk: State.REVOKED, received.pk: State.DECLINED, other.pk: State.IN_FORCE}
    assert actions.release_person(ada.account_id or 0, at=MONDAY + DAY) == 0


def test_an_operator_limits_chains_everywhere_and_a_steward_in_their_body() -> None:
    body = given_body("Technology Council")
    oz, ada = given_voter("Oz", is_operator=True), given_voter("Ada")
    hat = given_mandate(Person.objects.get(pk=person_id(ada)), body, [Power.STEWARD])
    actions.limit_chains(links=5, by=oz, at=MONDAY)
    actions.limit_chains(links=1, body_id=body.pk, by=ada, at=MONDAY)
    with pytest.raises(PermissionDenied):
        actions.limit_chains(links=9, by=ada, at=MONDAY)
    facts = Entry.objects.filter(kind="delegations.chains_limited").order_by("pk")
    assert [(e.payload, e.mandate, e.on_behalf, e.is_public) for e in facts] == [
        ({"links": 5, "body": ""}, "", "", True),
        ({"links": 1, "body": body.ref}, hat.ref, body.ref, True),
    ]
    for links in (0, 21):
        with pytest.raises(Refusal) as refusal:
            actions.limit_chains(links=links, by=oz, at=MONDAY)
        assert (refusal.value.code, refusal.value.field) == ("no_such_limit", "links")


@pytest.mark.parametrize(
    "change",
    [
        {"delegate_id": "person_id"},
        {"until_on": TODAY},
        {"revoked_at": MONDAY - DAY},
        {"declined_at": MONDAY - DAY},
        {"revoked_at": MONDAY + DAY, "declined_at": MONDAY + DAY},
    ],
    ids=["to oneself", "ends before it begins", "revoked before made", "declined before made", "ended by both"],
)
def test_the_database_refuses_what_can_never_be(four: Four, change: dict[str, Any]) -> None:
    made = given_delegation(four[0], four[1])
    values = {name: made.person_id if value == "person_id" else value for name, value in change.items()}
    with pytest.raises(IntegrityError), transaction.atomic():
        Delegation.objects.filter(pk=made.pk).update(**values)


@pytest.mark.parametrize("links", [0, 21])
def test_the_database_keeps_limits_within_bounds(links: int) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        ChainLimit.objects.create(links=links, from_at=MONDAY)


def test_the_person_of_a_delegation_is_whoever_acts(four: Four) -> None:
    ada, bo, *_ = four
    with pytest.raises(PermissionDenied):
        given_delegation(VISITOR, bo)
    assert given_delegation(ada, bo).person_id == ada.person_id
