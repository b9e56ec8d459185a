"""The table: who may bring in facts, keep lists, and suspend."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from talkoot.directory.models import Person
from talkoot.directory.rules import Power
from talkoot.directory.tests.given import actor_of, given_body, given_mandate, given_person
from talkoot.eligibility import actions
from talkoot.eligibility.permissions import TABLE, Permission, may
from talkoot.eligibility.tests.given import MONDAY, Cast, given_fact_key, given_list, given_suspension, given_voting
from talkoot.kernel.actors import ActorKind

pytestmark = pytest.mark.django_db

ALLOWED: dict[Permission, set[str]] = {
    Permission.IMPORT_FACTS: {"oz", "system"},
    Permission.MAKE_LIST: {"ada"},
    Permission.ADD_ENTRY: {"ada"},
    Permission.END_ENTRY: {"ada"},
    Permission.IMPORT_ENTRIES: {"ada", "system"},
    Permission.READ_ENTRIES: {"ada"},
    Permission.SUSPEND_PERSON: {"ada"},
    Permission.LIFT_SUSPENSION: {"ada"},
    Permission.READ_SUSPENSION: {"ada", "bo"},
    Permission.READ_FACT_KEYS: {"oz"},
    Permission.MAKE_FACT_KEY: {"oz"},
    Permission.REVOKE_FACT_KEY: {"oz"},
    Permission.IMPORT_FACTS_BY_KEY: set(),
}
OF_BODY = {Permission.MAKE_LIST, Permission.SUSPEND_PERSON}
OF_KEY = {Permission.REVOKE_FACT_KEY, Permission.IMPORT_FACTS_BY_KEY}
OF_NOTHING = {Permission.IMPORT_FACTS, Permission.MAKE_FACT_KEY, Permission.READ_FACT_KEYS}
OF_SUSPENSION = {Permission.LIFT_SUSPENSION, Permission.READ_SUSPENSION}


@pytest.fixture
def cast(db: None) -> Cast:
    return given_voting()


def subject_of(cast: Cast, permission: Permission) -> Any:
    if permission in OF_BODY:
        return cast.body
    if permission in OF_SUSPENSION:
        return given_suspension(cast, cast.bo)
    if permission in OF_KEY:
        return given_fact_key(cast.oz)[0]
    return None if permission in OF_NOTHING else given_list(cast, is_public=False)


@pytest.mark.parametrize("permission", list(TABLE))
def test_the_table(cast: Cast, permission: Permission) -> None:
    subject = subject_of(cast, permission)
    for who in ("ada", "bo", "cy", "dee", "oz", "system"):
        verdict = may(getattr(cast, who), permission, subject, at=MONDAY)
        assert bool(verdict) == (who in ALLOWED[permission]), who
        assert verdict or str(verdict.reason)


def test_a_program_brings_in_facts_on_a_working_key_and_does_nothing_else(cast: Cast) -> None:
    key, _secret = given_fact_key(cast.oz)
    program = replace(cast.oz, kind=ActorKind.TOKEN)
    assert may(program, Permission.IMPORT_FACTS_BY_KEY, key, at=MONDAY)
    assert not may(replace(program, is_operator=False), Permission.IMPORT_FACTS_BY_KEY, key, at=MONDAY)
    for permission in (Permission.READ_FACT_KEYS, Permission.MAKE_FACT_KEY, Permission.REVOKE_FACT_KEY):
        assert not may(program, permission, key, at=MONDAY)
    revoked = actions.revoke_fact_key(key.pk, reason="Lost.", by=cast.oz, at=MONDAY)
    assert not may(program, Permission.IMPORT_FACTS_BY_KEY, revoked, at=MONDAY)


def test_everybody_reads_a_public_list(cast: Cast) -> None:
    kept = given_list(cast)
    for who in (cast.bo, cast.cy, cast.dee):
        assert may(who, Permission.READ_ENTRIES, kept, at=MONDAY)


def test_who_tends_a_body_tends_what_is_part_of_it(cast: Cast) -> None:
    part = given_body("Small Circle", parent=cast.body)
    assert may(cast.ada, Permission.MAKE_LIST, part, at=MONDAY)
    assert not may(cast.dee, Permission.MAKE_LIST, part, at=MONDAY)


@pytest.mark.parametrize("power", list(Power))
def test_only_tending_the_body_opens_these_doors(cast: Cast, power: Power) -> None:
    person: Person = given_person("Gus")
    given_mandate(person, cast.body, [power])
    verdict = may(actor_of(person), Permission.SUSPEND_PERSON, cast.body, at=MONDAY)
    assert bool(verdict) == (power is Power.STEWARD)
