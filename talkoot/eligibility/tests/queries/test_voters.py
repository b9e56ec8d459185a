"""Who may vote, all at once and one by one: the same answer from the database and from the rules."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from talkoot.accounts.tests.given import given_account
from talkoot.directory.actions import change_body_status, end_mandate, forget_person
from talkoot.directory.models import Body, Mandate, Person
from talkoot.directory.queries import person_of
from talkoot.directory.rules import BodyStatus
from talkoot.directory.tests.given import actor_of, given_body, given_mandate, given_person, given_role
from talkoot.eligibility import actions, queries
from talkoot.eligibility.rules import Ground, Voters, problems, read
from talkoot.eligibility.tests.given import (
    DAY,
    MONDAY,
    TODAY,
    Cast,
    given_entry,
    given_facts,
    given_list,
    given_suspension,
    given_voting,
    person_id,
    table_of,
)
from talkoot.kernel.actors import SYSTEM, Actor

pytestmark = pytest.mark.django_db

MEMBER = {"is": "member_of_body", "body": "wiki-circle", "parts": False, "on": "opening"}
WHOLE = MEMBER | {"parts": True}
KIND = {"is": "member_of_kind", "kinds": ["chapter"], "on": "opening"}
ROLE = {"is": "holds_role", "body": "wiki-circle", "role": "scribe", "on": "opening"}
AGE = {"is": "account_age", "days": 30, "on": "opening"}
EDITS = {"is": "external_fact", "fact": "edits", "at_least": 300, "as_of": "2026-11-01"}
UNSUSPENDED = {"is": "not_suspended", "body": "wiki-circle", "on": "opening"}


@pytest.fixture
def cast(db: None) -> Cast:
    return given_voting()


@pytest.fixture
def eve(cast: Cast) -> Actor:
    """Return somebody with an account of a year, and no role."""
    person = person_of(given_account("Eve", password=None).pk)
    assert person is not None
    return actor_of(person)


def names(table: dict[str, Any], at: datetime = MONDAY) -> set[str]:
    """Return who may vote, by name; what each is told by themselves must agree."""
    assert problems(table) == []
    rules = read(table)
    keys = queries.voters(rules, at)
    model: Any = Person if rules.voters is Voters.PERSONS else Body
    told = {row.pk for row in model.objects.all() if queries.check(rules, row.pk, at).may_vote}
    assert told == keys
    return set(model.objects.filter(pk__in=keys).values_list("name", flat=True))


def test_members_of_a_body_and_of_its_parts(cast: Cast, eve: Actor) -> None:
    assert names(table_of(MEMBER)) == {"Ada", "Bo"}
    part = given_body("Small Circle", parent=cast.body, kind="hub")
    given_mandate(Person.objects.get(pk=eve.person_id or 0), part)
    assert names(table_of(MEMBER)) == {"Ada", "Bo"}
    assert names(table_of(WHOLE)) == {"Ada", "Bo", "Eve"}
    assert names(table_of(KIND)) == {"Ada", "Bo", "Dee"}
    assert names(table_of(KIND | {"kinds": ["hub", "council"]})) == {"Eve"}


def test_a_role_counts_on_the_days_it_is_held(cast: Cast, eve: Actor) -> None:
    role = given_role(cast.body, "Scribe")
    person = Person.objects.get(pk=eve.person_id or 0)
    given_mandate(person, cast.body, role=role, from_on=TODAY + 2 * DAY, until_on=TODAY + 4 * DAY)
    assert names(table_of(ROLE)) == set()
    for days, found in ((1, set()), (2, {"Eve"}), (3, {"Eve"}), (4, set())):
        assert names(table_of(ROLE | {"on": (TODAY + days * DAY).isoformat()})) == found
        assert names(table_of(ROLE), MONDAY + days * DAY) == found


def test_nobody_is_a_member_of_a_body_that_does_not_work_or_after_the_end(cast: Cast) -> None:
    end_mandate(Mandate.objects.get(person=cast.bo.person_id).pk, on=TODAY, reason="Moved.", by=SYSTEM, at=MONDAY)
    assert names(table_of(MEMBER)) == {"Ada"}
    change_body_status(
        cast.body.pk, status=BodyStatus.SUSPENDED, reason="Quarrel.", language="en", by=SYSTEM, at=MONDAY
    )
    assert names(table_of(MEMBER)) == set()


def test_an_account_counts_from_the_day_it_is_old_enough(cast: Cast) -> None:
    given_account("Fay", password=None, at=datetime(2026, 11, 1, 23, 30, tzinfo=UTC))
    for day, found in (("2026-11-30", set()), ("2026-12-01", {"Fay"}), ("2026-10-01", set())):
        assert names(table_of(AGE | {"on": day})) == found
    assert names(table_of(AGE | {"days": 0})) == {"Fay"}
    assert names(table_of(AGE), datetime(2026, 12, 1, tzinfo=UTC)) == {"Fay"}


@pytest.mark.parametrize(
    ("comparison", "found"),
    [
        ({"at_least": 300}, {"Bo", "Dee"}),
        ({"at_least": 301}, {"Dee"}),
        ({"at_most": 300}, {"Ada", "Bo"}),
        ({"equals": 300}, {"Bo"}),
        ({"equals": 0}, {"Ada"}),
    ],
)
def test_a_fact_counts_as_of_its_day_alone(cast: Cast, comparison: dict[str, int], found: set[str]) -> None:
    given_facts("ada,edits,0,2026-11-01\nbo,edits,300,2026-11-01\ndee,edits,9000,2026-11-01")
    given_facts("ada,edits,9000,2026-11-02\noz,reverts,300,2026-11-01")
    edits = {key: value for key, value in EDITS.items() if key != "at_least"}
    assert names(table_of(edits | comparison)) == found


def test_what_was_known_then_is_what_counts_then(cast: Cast) -> None:
    given_facts("ada,edits,299,2026-11-01")
    given_facts("ada,edits,300,2026-11-01", at=MONDAY + DAY)
    assert names(table_of(EDITS)) == set()
    assert names(table_of(EDITS), MONDAY + DAY) == {"Ada"}
    assert names(table_of(EDITS), MONDAY - DAY) == set()


def test_lists_count_until_one_is_taken_off(cast: Cast) -> None:
    kept = given_list(cast)
    entry = given_entry(cast, kept, cast.bo)
    on, off = ({"is": f"{word}on_list", "list": "veterans"} for word in ("", "not_"))
    assert (names(table_of(on)), names(table_of(off))) == ({"Bo"}, {"Ada", "Dee", "Oz"})
    actions.end_entry(entry.pk, reason="Asked to leave.", by=cast.ada, at=MONDAY + DAY)
    assert names(table_of(on), MONDAY + DAY) == set()
    assert names(table_of(on), MONDAY + timedelta(hours=1)) == {"Bo"}


def test_a_suspension_counts_on_its_days_for_rules_that_name_its_body(cast: Cast) -> None:
    suspension = given_suspension(cast, cast.bo, from_on=TODAY + DAY, until_on=TODAY + 5 * DAY)
    others = UNSUSPENDED | {"body": "far-circle"}
    assert "Bo" in names(table_of(UNSUSPENDED))
    assert "Bo" not in names(table_of(UNSUSPENDED), MONDAY + DAY)
    assert "Bo" in names(table_of(others), MONDAY + DAY)
    assert "Bo" in names(table_of(UNSUSPENDED), MONDAY + 5 * DAY)
    actions.lift_suspension(suspension.pk, reason="Sorry.", language="en", by=cast.ada, at=MONDAY + 2 * DAY)
    assert "Bo" not in names(table_of(UNSUSPENDED), MONDAY + DAY)
    assert "Bo" in names(table_of(UNSUSPENDED), MONDAY + 2 * DAY)


def test_a_suspension_lifted_before_it_begins_never_holds(cast: Cast) -> None:
    suspension = given_suspension(cast, cast.bo, from_on=TODAY + 3 * DAY, until_on=None)
    actions.lift_suspension(suspension.pk, reason="Sorry.", language="en", by=cast.ada, at=MONDAY)
    for days in (0, 3, 9):
        assert "Bo" in names(table_of(UNSUSPENDED), MONDAY + days * DAY)


def test_exclude_beats_include_and_include_beats_the_conditions(cast: Cast) -> None:
    good, bad = given_list(cast, "Good"), given_list(cast, "Bad")
    for who in (cast.dee, cast.oz):
        given_entry(cast, good, who)
    for who in (cast.ada, cast.oz):
        given_entry(cast, bad, who)
    table = table_of(MEMBER, include=["good"], exclude=["bad"])
    assert names(table) == {"Bo", "Dee"}
    told = {who.name: queries.check(read(table), person_id(who), MONDAY) for who in (cast.ada, cast.dee, cast.oz)}
    assert {name: (one.ground, one.lists) for name, one in told.items()} == {
        "Ada": (Ground.EXCLUDED, ("bad",)), "Dee": (Ground.INCLUDED, ("good",)), "Oz": (Ground.EXCLUDED, ("bad",)),
    }  # fmt: skip


def test_groups_nest(cast: Cast, eve: Actor) -> None:
    given_facts("bo,edits,400,2026-11-01\neve,edits,3,2026-11-01")
    either = {"any": [{"all": [MEMBER, EDITS]}, {"not": KIND}]}
    assert names(table_of(either)) == {"Bo", "Eve", "Oz"}
    assert names(table_of(either, AGE)) == {"Eve"}


def test_who_left_is_no_voter_even_from_a_list(cast: Cast, eve: Actor) -> None:
    given_entry(cast, given_list(cast), eve)
    table = table_of(MEMBER, include=["veterans"])
    assert names(table) == {"Ada", "Bo", "Eve"}
    forget_person(eve.account_id or 0, MONDAY)
    assert names(table) == {"Ada", "Bo"}
    assert queries.check(read(table), person_id(eve), MONDAY).ground is Ground.GONE


def test_bodies_vote_by_kind_place_and_list(cast: Cast) -> None:
    hub = given_body("Hub", kind="hub", parent=cast.body)
    given_body("Corner", kind="hub", parent=hub)
    of_kind = {"is": "body_of_kind", "kinds": ["hub"]}
    part = {"is": "part_of_body", "body": "hub", "itself": False}
    assert names(table_of(of_kind, voters="bodies")) == {"Hub", "Corner"}
    assert names(table_of(part, voters="bodies")) == {"Corner"}
    assert names(table_of(part | {"itself": True}, voters="bodies")) == {"Hub", "Corner"}
    given_entry(cast, given_list(cast, holds=Voters.BODIES), cast.other)
    assert names(table_of(part, voters="bodies", include=["veterans"])) == {"Corner", "Far Circle"}
    change_body_status(hub.pk, status=BodyStatus.ENDED, reason="Done.", language="en", by=SYSTEM, at=MONDAY)
    assert names(table_of(of_kind, voters="bodies")) == {"Corner"}


def test_the_number_of_queries_does_not_grow_with_conditions_or_people(cast: Cast) -> None:
    given_list(cast)
    everything: list[dict[str, Any]] = [
        MEMBER,
        WHOLE,
        KIND,
        ROLE,
        AGE,
        EDITS,
        UNSUSPENDED,
        {"is": "on_list", "list": "veterans"},
    ]
    rules = read(table_of(*everything, include=["a", "b"], exclude=["c"]))
    with CaptureQueriesContext(connection) as asked:
        queries.voters(rules, MONDAY)
    assert len(asked) == 1
    for who in (cast.ada, cast.oz):
        with CaptureQueriesContext(connection) as asked:
            queries.check(rules, person_id(who), MONDAY)
        assert len(asked) <= 6


def test_a_person_without_an_account_has_none_of_any_age(cast: Cast) -> None:
    given_person("Gus")
    assert names(table_of(AGE | {"days": 0})) == set()


def test_names_nobody_knows_are_named_with_their_place(cast: Cast) -> None:
    given_list(cast, holds=Voters.BODIES)
    table = table_of(
        MEMBER | {"body": "nowhere"}, ROLE, KIND | {"kinds": ["chapter", "guild"]}, AGE,
        include=["veterans"], exclude=["ghosts"],
    )  # fmt: skip
    found = {(problem.code.removeprefix("eligibility_"), problem.setting) for problem in queries.unknown(table)}
    assert found == {
        ("list_of_others", "include.1"), ("unknown_list", "exclude.1"), ("unknown_kind", "conditions.all.3.kinds.2"),
        ("unknown_body", "conditions.all.1.body"), ("unknown_role", "conditions.all.2.role"),
    }  # fmt: skip


def test_a_fact_that_nobody_brought_in_is_told_beforehand(cast: Cast) -> None:
    rules = read(table_of(EDITS, EDITS | {"fact": "blocks"}))
    given_facts("bo,edits,1,2026-11-01")
    assert queries.missing_facts(rules) == [("blocks", "2026-11-01")]
