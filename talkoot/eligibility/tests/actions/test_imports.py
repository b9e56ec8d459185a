"""Facts and entries from files: updated, never doubled; refused whole or set aside; rehearsed unless told."""

from __future__ import annotations

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from talkoot.accounts.tests.given import given_account
from talkoot.directory.models import Person
from talkoot.directory.queries import person_of
from talkoot.directory.tests.given import given_person
from talkoot.eligibility import actions
from talkoot.eligibility.models import ExternalFact, ListEntry
from talkoot.eligibility.rules import Voters
from talkoot.eligibility.tests.given import (
    DAY,
    ENTRIES,
    FACTS,
    MONDAY,
    Cast,
    given_entry,
    given_facts,
    given_list,
    given_voting,
    run_of,
)
from talkoot.kernel.imports import BadFile, Outcome, Rehearsed, Upload
from talkoot.kernel.verdicts import PermissionDenied
from talkoot.ledger.models import Entry

pytestmark = pytest.mark.django_db
GOOD = "ada,edits,312,2026-11-01\nbo,edits,7,2026-11-01"


@pytest.fixture
def cast(db: None) -> Cast:
    return given_voting()


def values() -> dict[str, int | None]:
    return dict(ExternalFact.objects.current().values_list("person__name", "value"))


def counted(outcome: Outcome) -> list[int]:
    return next((counts for _kind, counts in outcome.by_kind), [])


def entries(rows: str, **flags: Any) -> Outcome:
    return actions.import_entries(Upload("entries.csv", f"{ENTRIES}{rows}\n".encode()), run_of(**flags))


def problems_of(rows: str, table: str = FACTS) -> list[str]:
    with pytest.raises(BadFile) as bad:
        given_facts(rows) if table is FACTS else entries(rows)
    return [str(problem) for problem in bad.value.problems]


def test_the_same_file_again_changes_nothing_and_another_value_supersedes(cast: Cast) -> None:
    assert counted(given_facts(GOOD)) == [2, 0, 0, 0]
    assert counted(given_facts(GOOD)) == [0, 0, 0, 2]
    assert counted(given_facts(GOOD.replace("312", "313"), at=MONDAY + DAY, by=cast.oz)) == [0, 1, 0, 1]
    assert values() == {"Ada": 313, "Bo": 7}
    old, new = ExternalFact.objects.filter(person=cast.ada.person_id).order_by("pk")
    assert (old.value, old.superseded_at, new.imported_by_id) == (312, MONDAY + DAY, cast.oz.person_id)


def test_what_the_file_lost_ends_unless_it_is_a_part_or_of_another_day_or_origin(cast: Cast) -> None:
    given_facts(GOOD)
    given_facts("dee,edits,1,2026-11-01", origin="elsewhere", partial=True)
    assert counted(given_facts("ada,edits,312,2026-11-01", partial=True)) == [0, 0, 0, 1]
    assert counted(given_facts("ada,edits,400,2026-12-01")) == [1, 0, 0, 0]
    assert counted(given_facts("ada,edits,312,2026-11-01")) == [0, 0, 1, 1]
    assert set(values()) == {"Ada", "Dee"}
    assert ExternalFact.objects.count() == 4


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("nobody,edits,1,2026-11-01", "facts.csv:2:person: There is no person “nobody”"),
        ("ada,Edits,1,2026-11-01", "facts.csv:2:fact: “Edits” is not a name of a fact"),
        ("ada,edits,1.5,2026-11-01", "facts.csv:2:value: “1.5” is not a whole number"),
        ("ada,edits,-1,2026-11-01", "facts.csv:2:value:"),
        ("ada,edits,9999999999999,2026-11-01", "facts.csv:2:value:"),
        ("ada,edits,1,yesterday", "facts.csv:2:as_of: “yesterday” is not a day"),
        ("ada,edits,1", "facts.csv:2: This line has 3 cells"),
        ("ada,,1,2026-11-01", "facts.csv:2:fact: This must not be empty."),
        ("ada,edits,1,2026-11-01\nada,edits,2,2026-11-01", "facts.csv:3:person:"),
    ],
)
def test_a_bad_row_is_named_by_file_line_and_field_and_refuses_the_whole_file(cast: Cast, row: str, said: str) -> None:
    (problem,) = problems_of(row)
    assert problem.startswith(said)
    assert not ExternalFact.objects.exists()
    assert not Entry.objects.filter(kind="eligibility.facts_imported").exists()


def test_lenient_sets_bad_rows_aside_and_ends_nothing(cast: Cast) -> None:
    given_facts(GOOD)
    outcome = given_facts("ada,edits,313,2026-11-01\nnobody,edits,1,2026-11-01", lenient=True)
    assert (counted(outcome), [problem.line for problem in outcome.set_aside]) == ([0, 1, 0, 0], [3])
    assert values() == {"Ada": 313, "Bo": 7}


def test_a_rehearsal_counts_and_changes_nothing(cast: Cast) -> None:
    with pytest.raises(Rehearsed) as rehearsed:
        given_facts(GOOD, dry_run=True)
    assert counted(rehearsed.value.outcome) == [2, 0, 0, 0]
    assert not ExternalFact.objects.exists()


def test_a_person_is_found_by_key_address_or_account_and_two_are_told_apart(cast: Cast) -> None:
    person = person_of(given_account("Eve Strand", password=None).pk)
    assert person is not None
    Person.objects.filter(name="Dee").update(source="csv", source_key="k-17")
    given_facts("k-17,edits,1,2026-11-01\nEve Strand,edits,2,2026-11-01\nbo,edits,3,2026-11-01")
    assert values() == {"Dee": 1, "Eve Strand": 2, "Bo": 3}
    given_person("نخلة")
    given_account("نخلة", password=None)
    (problem,) = problems_of("نخلة,edits,1,2026-11-01")
    assert "نخلة, نخلة-2" in problem
    (problem,) = problems_of("eve-strand,edits,2,2026-11-01\nEve Strand,edits,3,2026-11-01")
    assert problem.startswith("facts.csv:3:person: “Eve Strand” is whom line 2 told of already")


def test_the_ledger_keeps_counts_and_the_hash_of_the_file(cast: Cast) -> None:
    given_facts(GOOD)
    entry = Entry.objects.get(kind="eligibility.facts_imported")
    assert (entry.payload["created"], len(entry.payload["sha256"]), entry.is_public) == (2, 64, False)
    assert "312" not in str(entry.payload)


def test_no_steward_brings_facts_in(cast: Cast) -> None:
    with pytest.raises(PermissionDenied, match="operator"):
        given_facts(GOOD, by=cast.ada)


def test_entries_come_from_a_file_and_people_outrank_it(cast: Cast) -> None:
    kept = given_list(cast)
    given_entry(cast, kept, cast.dee)
    rows = "veterans,ada,,Here since 2001,en\nveterans,bo,,,\nveterans,dee,,Other reason,en"
    assert counted(entries(rows)) == [2, 0, 0, 1]
    assert counted(entries(rows)) == [0, 0, 0, 3]
    bo = kept.entries.get(person=cast.bo.person_id)
    actions.end_entry(bo.pk, reason="Asked to leave.", by=cast.ada, at=MONDAY)
    assert counted(entries(rows.replace("2001", "2002"), at=MONDAY + DAY)) == [0, 1, 0, 2]
    assert counted(entries("veterans,bo,,,", at=MONDAY + DAY)) == [0, 0, 1, 1]
    standing = ListEntry.objects.current().values_list("person__name", "reason")
    assert dict(standing) == {"Dee": "Asked for."}


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("ghosts,ada,,,", "entries.csv:2:list: There is no list “ghosts”"),
        ("veterans,,,,", "entries.csv:2:person: Name either a person or a body"),
        ("veterans,ada,wiki-circle,,", "entries.csv:2:person: Name either a person or a body"),
        ("veterans,,wiki-circle,,", "entries.csv:2:body: The list “veterans” holds people."),
        ("chapters,ada,,,", "entries.csv:2:person: The list “chapters” holds bodies."),
        ("chapters,,nowhere,,", "entries.csv:2:body: There is no body “nowhere”"),
        ("veterans,ada,,Long here,", "entries.csv:2:language: Say in which language"),
        ("veterans,ada,,Long here,tlh", "entries.csv:2:language: This site does not know the language “tlh”"),
    ],
)
def test_a_bad_entry_is_named(cast: Cast, row: str, said: str) -> None:
    given_list(cast)
    given_list(cast, "Chapters", holds=Voters.BODIES)
    (problem,) = problems_of(row, ENTRIES)
    assert problem.startswith(said)


def test_bodies_come_from_a_file_too_and_only_their_keepers_bring_them(cast: Cast) -> None:
    kept = given_list(cast, "Chapters", holds=Voters.BODIES)
    upload = Upload("c.csv", b"body\nwiki-circle\nfar-circle\n")
    assert counted(actions.import_entries_of(kept.slug, upload, run_of(by=cast.ada))) == [2, 0, 0, 0]
    for who in (cast.bo, cast.dee, cast.oz):
        with pytest.raises(PermissionDenied):
            actions.import_entries_of(kept.slug, upload, run_of(by=who))
    entry = Entry.objects.get(kind="eligibility.entries_imported")
    assert (entry.subject, entry.payload["created"], entry.on_behalf) == (kept.ref, 2, f"body:{cast.body.pk}")


def typed(*arguments: object) -> str:
    written = StringIO()
    call_command("import_source", *(str(a) for a in arguments), stdout=written, stderr=written)
    return written.getvalue()


def test_the_command_rehearses_until_it_is_told_to_apply(cast: Cast, tmp_path: Path) -> None:
    path = tmp_path / "facts.csv"
    path.write_text(f"{FACTS}{GOOD}\n")
    assert "--apply does it" in typed("facts", path)
    assert "--apply" not in typed("facts", path, "--dry-run", "--apply") or not values()
    assert not ExternalFact.objects.exists()
    assert "What was done" in typed("facts", path, "--apply")
    assert values() == {"Ada": 312, "Bo": 7}
    path.write_text(f"{FACTS}nobody,edits,1,2026-11-01\n")
    with pytest.raises(CommandError, match="Nothing was imported: 1 thing is wrong"):
        typed("facts", path, "--apply")
