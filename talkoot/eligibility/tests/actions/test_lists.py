"""Lists, who is put on them and taken off, and what the database itself refuses."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from talkoot.accounts.tests.given import given_account
from talkoot.directory.actions import forget_person
from talkoot.directory.models import Person
from talkoot.directory.queries import person_of
from talkoot.eligibility import actions
from talkoot.eligibility.models import ExternalFact, ListEntry, NamedList, Suspension
from talkoot.eligibility.rules import Voters
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
)
from talkoot.kernel.refusals import AlreadyDone, Refusal
from talkoot.ledger.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(db: None) -> Cast:
    return given_voting()


def told(kind: str) -> list[tuple[str, dict[str, Any], str, bool]]:
    rows = Entry.objects.filter(kind=f"eligibility.{kind}").order_by("pk")
    return [(row.subject, row.payload, row.on_behalf, row.is_public) for row in rows]


def test_a_list_gets_an_address_of_its_own_and_its_making_is_public(cast: Cast) -> None:
    first, second, third = given_list(cast), given_list(cast), given_list(cast, "new")
    assert (first.slug, second.slug, third.slug) == ("veterans", "veterans-2", "new-2")
    assert first.html == "<p>Who was here from the start.</p>\n"
    body = f"body:{cast.body.pk}"
    assert told("list_made")[0] == (first.ref, {"body": body, "holds": "persons", "is_open": True}, body, True)


def test_an_entry_is_told_without_a_word_about_whom(cast: Cast) -> None:
    kept = given_list(cast)
    entry = given_entry(cast, kept, cast.bo)
    assert told("entry_added") == [(kept.ref, {"entry": entry.ref}, f"body:{cast.body.pk}", False)]
    ended = actions.end_entry(entry.pk, reason="Asked to leave.", by=cast.ada, at=MONDAY + DAY)
    assert (ended.ended_at, ended.ended_by_id, ended.ended_reason) == (
        MONDAY + DAY, cast.ada.person_id, "Asked to leave.",
    )  # fmt: skip
    assert told("entry_ended") == [(kept.ref, {"entry": entry.ref}, f"body:{cast.body.pk}", False)]


def test_who_was_taken_off_can_be_put_on_again_and_both_rows_stay(cast: Cast) -> None:
    kept = given_list(cast)
    actions.end_entry(given_entry(cast, kept, cast.bo).pk, reason="Left.", by=cast.ada, at=MONDAY)
    given_entry(cast, kept, cast.bo, at=MONDAY + DAY)
    assert [entry.ended_at is None for entry in kept.entries.order_by("pk")] == [False, True]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"person_id": None}, "wrong_voters"),
        ({"body_id": 1}, "wrong_voters"),
        ({"reason": " "}, "missing"),
        ({"language": "tlh"}, "unknown_language"),
        ({"person_id": 9_999}, "person_gone"),
    ],
)
def test_an_entry_that_says_too_little_or_too_much_is_refused(cast: Cast, change: dict[str, Any], code: str) -> None:
    kept = given_list(cast)
    values: dict[str, Any] = {"person_id": person_id(cast.bo), "reason": "Asked for.", "language": "en"} | change
    with pytest.raises(Refusal) as refused:
        actions.add_entry(kept.pk, **values, by=cast.ada, at=MONDAY)
    assert code in {refused.value.code, "missing"}
    assert not kept.entries.exists()


def test_nobody_stands_twice_on_a_list_or_is_taken_off_twice(cast: Cast) -> None:
    kept = given_list(cast)
    entry = given_entry(cast, kept, cast.bo)
    with pytest.raises(Refusal, match="already"):
        given_entry(cast, kept, cast.bo)
    actions.end_entry(entry.pk, reason="Left.", by=cast.ada, at=MONDAY)
    with pytest.raises(Refusal, match="before"):
        actions.end_entry(entry.pk, reason="Left.", by=cast.ada, at=MONDAY)


def test_the_same_form_twice_makes_one_list(cast: Cast) -> None:
    values: dict[str, Any] = {"name": "A", "purpose": "B", "language": "en", "holds": Voters.PERSONS, "is_public": True}
    actions.make_list(cast.body.pk, **values, by=cast.ada, at=MONDAY, key="once")
    with pytest.raises(AlreadyDone):
        actions.make_list(cast.body.pk, **values, by=cast.ada, at=MONDAY, key="once")
    assert NamedList.objects.count() == 1


def test_a_list_of_bodies_is_public(cast: Cast) -> None:
    with pytest.raises(Refusal, match="public"):
        given_list(cast, holds=Voters.BODIES, is_public=False)


ROWS: dict[str, tuple[type, dict[str, Any]]] = {
    "eligibility_list_named": (NamedList, {"name": ""}),
    "eligibility_list_holds": (NamedList, {"holds": "cats"}),
    "eligibility_list_of_bodies_is_public": (NamedList, {"holds": "bodies", "is_public": False}),
    "eligibility_entry_person_or_body": (ListEntry, {"body": "body"}),
    "eligibility_entry_person_once": (ListEntry, {}),
    "eligibility_entry_ends_after_start": (ListEntry, {"ended_at": MONDAY - DAY}),
    "eligibility_entry_reason_has_language": (ListEntry, {"ended_at": MONDAY, "language": ""}),
    "eligibility_fact_one_value_a_day": (ExternalFact, {}),
    "eligibility_fact_named": (ExternalFact, {"name": ""}),
    "eligibility_fact_has_value_until_erased": (ExternalFact, {"name": "other", "value": None}),
    "eligibility_fact_superseded_after_import": (ExternalFact, {"superseded_at": MONDAY - DAY}),
    "eligibility_suspension_has_days": (Suspension, {"until_on": TODAY}),
    "eligibility_suspension_names_decision_and_appeal": (Suspension, {"decision": ""}),
    "eligibility_suspension_has_reason": (Suspension, {"reason": ""}),
    "eligibility_suspension_lifted_whole": (Suspension, {"lifted_on": TODAY}),
}


@pytest.mark.parametrize("constraint", ROWS)
def test_the_database_keeps_each_sentence_itself(cast: Cast, constraint: str) -> None:
    given_entry(cast, given_list(cast), cast.bo)
    given_suspension(cast, cast.bo)
    given_facts("bo,edits,3,2026-11-01")
    model, change = ROWS[constraint]
    manager: Any = model._default_manager  # type: ignore[attr-defined]  # every model has one
    row = manager.get()
    row.pk = None
    if isinstance(row, NamedList):
        row.slug = "another"
    if change.get("body") == "body":
        change = {"body": cast.body}
    for name, value in change.items():
        setattr(row, name, value)
    with pytest.raises(IntegrityError, match=f"{constraint}|UNIQUE"), transaction.atomic():
        row.save(force_insert=True)


def test_a_body_stands_once_on_a_list(cast: Cast) -> None:
    entry = given_entry(cast, given_list(cast, holds=Voters.BODIES), cast.other)
    entry.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        entry.save(force_insert=True)


@pytest.mark.parametrize(
    ("model", "column", "value"),
    [
        (NamedList, "slug", "other"),
        (ListEntry, "added_at", MONDAY - DAY),
        (ExternalFact, "as_of", TODAY),
        (Suspension, "from_on", TODAY - DAY),
    ],
)
def test_what_was_written_stays_and_no_row_goes_whoever_writes(cast: Cast, model: Any, column: str, value: Any) -> None:
    given_entry(cast, given_list(cast), cast.bo)
    given_suspension(cast, cast.bo)
    given_facts("bo,edits,3,2026-11-01")
    with pytest.raises(IntegrityError, match="stays as it was"), transaction.atomic():
        model.objects.update(**{column: value})
    with pytest.raises(IntegrityError, match="stays as it was"), transaction.atomic():
        model.objects.all()._raw_delete("default")
    assert model.objects.count() == 1


def test_what_was_known_about_who_had_everything_erased_is_gone_and_the_rows_stand(cast: Cast) -> None:
    account = given_account("Eve", password=None)
    eve = person_of(account.pk)
    assert eve is not None
    given_entry(cast, given_list(cast), eve)
    given_facts(f"{eve.slug},edits,3,2026-11-01\nbo,edits,4,2026-11-01")
    forget_person(account.pk, MONDAY)
    for _twice in range(2):
        actions.erase_traces(account.pk, MONDAY + DAY)
    fact, entry = ExternalFact.objects.get(person=eve), ListEntry.objects.get()
    assert (fact.value, fact.erased_at, entry.reason, entry.erased_at) == (None, MONDAY + DAY, "", MONDAY + DAY)
    assert ExternalFact.objects.get(person=cast.bo.person_id).value == 4
    assert told("traces_erased") == [(eve.ref, {"facts": 1, "entries": 1, "suspensions": 0}, "", False)]
    assert Person.objects.filter(pk=eve.pk).exists()
