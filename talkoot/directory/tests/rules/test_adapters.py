"""Foreign files, real ones where they are at hand."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from talkoot.directory.rules import BodyStatus, is_wikis, read_countries, read_kubernetes, read_wikis
from talkoot.kernel.imports import BadFile, Upload
from talkoot.scopes.rules import language_tag

DATA = Path(__file__).resolve().parents[4].parent / "shared" / "data"
GROUPS = ("special-interest-group", "working-group", "user-group", "committee")


def real(folder: str, name: str) -> tuple[Upload, dict[str, Any]]:
    """Return a real file and what it must give; skip, saying where it was looked for, when it is not there."""
    path = DATA / folder / name
    if not path.exists():
        pytest.skip(f"the real file {folder}/{name} is not beside this project ({path.parent} is missing)")
    return Upload(name, path.read_bytes()), json.loads((path.parent / "expected.json").read_text())


def test_every_group_lead_and_subproject_of_kubernetes_is_found() -> None:
    upload, expected = real("kubernetes-roles", "sigs.yaml")
    harvest = read_kubernetes(upload)
    kinds = Counter(body.kind for body in harvest.bodies)
    assert not harvest.problems
    assert [kinds[kind] for kind in GROUPS] == list(expected["groups"].values())
    assert kinds["subproject"] == expected["subprojects"]
    held = {name: [m for m in harvest.mandates if m.role.endswith(f"/{name}")] for name in expected["role_rows"]}
    assert {name: len(rows) for name, rows in held.items()} == expected["role_rows"]
    assert len({m.person for rows in held.values() for m in rows}) == expected["distinct_people"]
    active = {m.person for name in ("chairs", "tech_leads") for m in held[name]}
    assert len(active) == expected["distinct_people_in_active_roles"]
    assert all(m.is_over for m in held["emeritus_leads"])


def test_every_meeting_of_kubernetes_groups_is_a_channel_and_no_personal_address_is_left() -> None:
    upload, expected = real("kubernetes-roles", "sigs.yaml")
    harvest = read_kubernetes(upload)
    groups = [body for body in harvest.bodies if body.kind in GROUPS]
    assert sum(c.kind == "meeting" for body in groups for c in body.channels) == expected["meetings"]
    mails = {c.address for body in harvest.bodies for c in body.channels if c.kind == "mail"}
    assert mails == {
        "conduct@kubernetes.io",
        "security@kubernetes.io",
        "steering-private@kubernetes.io",
        "sig-k8s-infra-private@kubernetes.io",
    }


def test_every_wiki_is_found_with_its_status_and_language() -> None:
    upload, expected = real("wikimedia-canonical", "wikis.tsv")
    assert is_wikis(upload)
    harvest = read_wikis(upload)
    statuses = Counter(body.status for body in harvest.bodies)
    assert not harvest.problems
    assert len(harvest.bodies) == expected["wikis"]
    assert statuses[BodyStatus.ENDED] == expected["by_status"]["closed"]
    assert statuses[BodyStatus.ACTIVE] == expected["by_status"]["open"]
    simple = next(body for body in harvest.bodies if body.key == "simplewiki")
    assert [language_tag(tag) for tag in simple.languages] == ["en-simple"]


def test_every_country_is_found_with_its_wikidata_id() -> None:
    upload, expected = real("wikimedia-canonical", "countries.tsv")
    assert not is_wikis(upload)
    reading = read_countries(upload)
    assert not reading.problems
    assert len({country.qid for country in reading.rows}) == expected["countries"]


def yaml(text: str) -> Upload:
    """Return a file of groups."""
    return Upload("sigs.yaml", text.encode())


GROUP = """sigs:
- dir: sig-a
  name: A
  leadership:
    chairs:
    - github: Ada
      name: Ada
"""


def test_a_group_without_tech_lead_has_an_empty_seat() -> None:
    roles = {role.key: role.seats for role in read_kubernetes(yaml(GROUP)).roles}
    assert roles == {"sig-a/chairs": 1, "sig-a/tech_leads": 1}


@pytest.mark.parametrize(
    ("text", "line", "field"),
    [
        (GROUP + "  colour: red\n", 2, "colour"),
        (GROUP + "    kings: []\n", 4 + 1, "kings"),
        (GROUP + "    - name: Bo\n", 8, "github"),
        (GROUP + "    - github: ada\n", 8, "github"),
        (GROUP + "- dir: sig-a\n  name: B\n", 8, "dir"),
        (GROUP + "- dir: sig-b\n  name: [B]\n", 8, "name"),
        (GROUP + "workinggroups:\n- dir: wg-b\n  name: B\n  stakeholder_sigs: [C]\n", 9, "stakeholder_sigs"),
        (GROUP + "  subprojects:\n  - name: x\n    owners: 3\n", 9, "owners"),
        (GROUP + "kings: []\n", 1, "kings"),
        (GROUP + '- dir: sig-b\n  name: "B\\u202e"\n', 8, "name"),
    ],
)
def test_a_bad_group_is_named_by_line_and_field(text: str, line: int, field: str) -> None:
    problems = read_kubernetes(yaml(text)).problems
    assert [(p.file, p.line, p.field) for p in problems] == [("sigs.yaml", line, field)]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("sigs: [", 1),
        ("- a\n- b\n", 1),
        ("a: 1\n", 1),
        ("sigs: []\nsigs: []\n", 2),
        ("sigs: !!python/object:os.system {}\n", 1),
    ],
)
def test_a_file_that_is_no_list_of_groups_is_refused_whole(text: str, line: int) -> None:
    with pytest.raises(BadFile) as bad:
        read_kubernetes(yaml(text))
    assert [p.line for p in bad.value.problems] == [line]


def test_an_unknown_status_of_a_wiki_is_named() -> None:
    cells = {
        "database_code": "aawiki",
        "domain_name": "aa.wikipedia.org",
        "database_group": "wikipedia",
        "language_code": "aa",
        "language_name": "Afar",
        "status": "asleep",
        "visibility": "public",
        "editability": "public",
        "english_name": 'Afar "Wikipedia"',
    }
    table = "\t".join(cells) + "\n" + "\t".join(cells.values()) + "\n"
    (problem,) = read_wikis(Upload("wikis.tsv", table.encode())).problems
    assert (problem.line, problem.field) == (2, "status")


def test_a_file_that_is_neither_table_is_refused() -> None:
    with pytest.raises(BadFile):
        is_wikis(Upload("x.tsv", b"a\tb\n"))
