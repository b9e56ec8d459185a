"""``talkoot import`` as operators type it."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from talkoot.directory.models import Body, Person
from talkoot.directory.tests.given import given_kind
from talkoot.directory.tests.rules.test_adapters import GROUP

pytestmark = pytest.mark.django_db
PERSONS = "key,name\np1,Eve\np2,Fay\n"


def typed(*arguments: object) -> str:
    """Return what the command writes when typed with these arguments."""
    written = StringIO()
    call_command("import_source", *(str(a) for a in arguments), stdout=written, stderr=written)
    return written.getvalue()


@pytest.fixture
def persons(tmp_path: Path) -> Path:
    """Return a small file."""
    path = tmp_path / "persons.csv"
    path.write_text(PERSONS)
    return path


def test_a_file_is_imported_and_counted(persons: Path) -> None:
    written = typed("persons", persons)
    assert "What was done" in written
    assert Person.objects.filter(source="csv").count() == 2
    assert [word for word in written.split() if word.isdigit()] == ["2", "0", "0", "0"]


def test_a_dry_run_changes_nothing(persons: Path) -> None:
    assert "What would be done" in typed("persons", persons, "--dry-run")
    assert not Person.objects.exists()


def test_a_bad_file_is_refused_whole_with_every_place_named(persons: Path) -> None:
    persons.write_text(PERSONS + "p3,\np3 x,Gus\n")
    written = StringIO()
    with pytest.raises(CommandError, match="Nothing was imported: 2 things are wrong"):
        call_command("import_source", "persons", str(persons), stdout=written, stderr=written)
    assert "persons.csv:4:name: This must not be empty." in written.getvalue()
    assert "persons.csv:5:key:" in written.getvalue()
    assert not Person.objects.exists()


def test_lenient_writes_a_report_of_what_was_set_aside(persons: Path, tmp_path: Path) -> None:
    persons.write_text(PERSONS + "p3,\n")
    report = tmp_path / "report.csv"
    written = typed("persons", persons, "--lenient", "--report", report)
    assert "persons.csv:4:name" in written
    assert report.read_text().splitlines() == [
        "file,line,field,problem",
        "persons.csv,4,name,This must not be empty.",
    ]
    assert Person.objects.count() == 2


def test_rows_are_kept_under_the_origin_given(persons: Path) -> None:
    typed("persons", persons, "--origin", "members")
    assert set(Person.objects.values_list("source", flat=True)) == {"members"}


def test_partial_ends_nothing(persons: Path) -> None:
    typed("persons", persons)
    persons.write_text("key,name\np1,Eve\n")
    typed("persons", persons, "--partial")
    assert not Person.objects.exclude(gone_on=None).exists()


def test_a_folder_is_searched_for_the_files_of_the_source(tmp_path: Path) -> None:
    given_kind()
    (tmp_path / "sigs.yaml").write_text(GROUP)
    typed("kubernetes-roles", tmp_path)
    assert Body.objects.filter(source="kubernetes-roles").count() == 2


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("pigeons", "x"), "There is no source pigeons. Known: persons"),
        (("persons", "nowhere.csv"), "nowhere.csv cannot be read: No such file"),
        (("kubernetes-roles", "."), "has nothing for kubernetes-roles; it wants sigs.yaml"),
        (("persons", "."), "it wants a file, not a folder"),
    ],
)
def test_what_cannot_be_imported_is_said_in_one_sentence(
    arguments: tuple[str, ...], words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(CommandError, match=words):
        typed(*arguments)
