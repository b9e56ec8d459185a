"""Imports: updated and never doubled, ended when gone, refused or set aside when wrong."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from talkoot.directory import actions
from talkoot.directory.models import (
    Alias,
    Body,
    BodyClosure,
    BodyStatusChange,
    Channel,
    Mandate,
    Person,
    Relation,
    Role,
)
from talkoot.directory.rules import BodyStatus, Power
from talkoot.directory.tests.given import given_body, given_cast, given_kind, given_mandate, given_person, given_role
from talkoot.directory.tests.rules.test_adapters import GROUP, GROUPS, real, yaml
from talkoot.kernel.actors import SYSTEM
from talkoot.kernel.imports import BadFile, Outcome, Run, Source, Upload, run_source
from talkoot.kernel.testing import MONDAY
from talkoot.kernel.verdicts import PermissionDenied
from talkoot.ledger.models import Entry
from talkoot.scopes.models import Territory
from talkoot.scopes.tests.given import given_world

pytestmark = pytest.mark.django_db
RUN = Run(origin="list", by=SYSTEM, at=MONDAY, dry_run=False)
LATER = MONDAY + timedelta(days=30)

PERSONS = "key,name,languages\np1,Ada,en;sw\np2,Bo,\n"
BODIES = (
    "key,name,kind,language,parent,mission,aliases,channels\n"
    "b2,Part,chapter,en,b1,,,\n"
    "b1,Whole,chapter,en,,We **map**.,WH;Whole thing,website https://whole.example;mail info@whole.example\n"
)
ROLES = "key,body,name,seats,powers\nr1,b1,Chair,1,represent;appoint\nr2,b1,Member,2,\n"
MANDATES = (
    "key,person,role,from_on,until_on,how_chosen,over\n"
    "m1,p1,r1,2025-01-01,,election,\n"
    "m2,p2,r1,2023-01-01,2025-01-01,election,\n"
    "m3,p2,r2,,,appointment,\n"
    "m4,p1,r2,,,not_recorded,yes\n"
)


def bring(source: str, text: str, run: Run = RUN) -> Outcome:
    """Import ``text`` as a file of ``source``."""
    apply = getattr(actions, f"import_{source}")
    return run_source(Source(source, apply), Upload(f"{source}.csv", text.encode()), run)


def bring_all(run: Run = RUN) -> None:
    """Import the four small files."""
    given_kind()
    for source, text in (("persons", PERSONS), ("bodies", BODIES), ("roles", ROLES), ("mandates", MANDATES)):
        bring(source, text, run)


def state() -> dict[str, list[Any]]:
    """Return all rows of the directory but their counters of runs."""
    models = (Person, Body, BodyClosure, Channel, Alias, Relation, Role, Mandate, BodyStatusChange)
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in models}


def test_four_tables_become_a_directory() -> None:
    bring_all()
    whole, part = Body.objects.get(source_key="b1"), Body.objects.get(source_key="b2")
    assert part.parent == whole
    assert BodyClosure.objects.filter(ancestor=whole, descendant=part, depth=1).exists()
    assert whole.html == "<p>We <strong>map</strong>.</p>\n"
    assert {c.address for c in whole.channels.all()} == {"https://whole.example", "info@whole.example"}
    assert {a.name for a in whole.aliases.all()} == {"WH", "Whole thing"}
    chair = Role.objects.get(source_key="r1")
    assert (chair.filled, chair.powers) == (1, ["represent", "appoint"])
    seats = {m.source_key: (m.seat, m.is_over) for m in Mandate.objects.all()}
    assert seats == {"m1": (1, False), "m2": (1, False), "m3": (1, False), "m4": (None, True)}


def test_the_same_again_changes_nothing_and_tells_nothing_but_that_it_ran() -> None:
    bring_all()
    before, told = state(), Entry.objects.count()
    bring_all(replace(RUN, at=LATER))
    assert state() == before
    assert Counter(Entry.objects.order_by("id")[told:].values_list("kind", flat=True)) == {
        "directory.import_applied": 4
    }


def test_a_dry_run_says_what_it_would_do_and_does_nothing() -> None:
    given_kind()
    outcome = bring("persons", PERSONS, replace(RUN, dry_run=True))
    assert outcome.created == {"person": 2}
    assert not Person.objects.exists()
    assert not Entry.objects.filter(kind="directory.import_applied").exists()


def test_a_changed_row_is_updated_in_place_and_told() -> None:
    bring_all()
    outcome = bring("persons", PERSONS.replace("Ada", "Ada L."), replace(RUN, at=LATER))
    assert (outcome.updated, outcome.unchanged) == ({"person": 1}, {"person": 1})
    ada = Person.objects.get(source_key="p1")
    assert (ada.name, ada.slug) == ("Ada L.", "ada")
    entry = Entry.objects.get(kind="directory.row_imported", subject=ada.ref, payload__change="updated")
    assert entry.payload["fields"] == ["fold", "name"]


def test_a_body_gone_from_the_list_is_ended_with_the_reason_and_back_when_it_returns() -> None:
    bring_all()
    without = "\n".join(line for line in BODIES.splitlines() if not line.startswith("b2"))
    outcome = bring("bodies", without, replace(RUN, at=LATER))
    part = Body.objects.get(source_key="b2")
    assert outcome.ended == {"body": 1}
    assert (part.status, part.ended_on) == ("ended", LATER.date())
    assert "does not have it any more" in part.status_changes.get().reason
    bring("bodies", BODIES, replace(RUN, at=LATER))
    part.refresh_from_db()
    assert (part.status, part.ended_on) == ("active", None)


def test_a_mandate_gone_from_the_list_ends_on_that_day_and_its_role_has_an_empty_seat() -> None:
    bring_all()
    bring("mandates", MANDATES.replace("m1,p1,r1,2025-01-01,,election,\n", ""), replace(RUN, at=LATER))
    gone = Mandate.objects.get(source_key="m1")
    assert gone.until_on == LATER.date()
    assert Role.objects.get(source_key="r1").filled == 0


def test_a_role_gone_from_the_list_is_not_filled_again() -> None:
    bring_all()
    bring("roles", "key,body,name,seats,powers\nr1,b1,Chair,1,\n", replace(RUN, at=LATER))
    assert Role.objects.get(source_key="r2").ended_on == LATER.date()


def test_a_person_gone_from_the_list_stays_with_their_mandates() -> None:
    bring_all()
    bring("persons", "key,name\np1,Ada\n", replace(RUN, at=LATER))
    bo = Person.objects.get(source_key="p2")
    assert bo.gone_on == LATER.date()
    assert bo.mandates.count() == 2


def test_a_part_of_the_list_ends_nothing() -> None:
    bring_all()
    outcome = bring("persons", "key,name\np3,Cy\n", replace(RUN, partial=True))
    assert not outcome.ended
    assert Person.objects.filter(gone_on=None).count() == 3


def test_other_sources_and_rows_made_by_hand_are_left_alone() -> None:
    cast = given_cast()
    bring_all()
    bring("bodies", "key,name,kind,language\nb1,Other whole,chapter,en\n", replace(RUN, origin="other"))
    assert Body.objects.get(pk=cast.body.pk).status == "active"
    assert Body.objects.filter(source_key="b1").count() == 2
    assert not Body.objects.filter(status="ended").exists()


def test_one_bad_row_refuses_the_whole_file() -> None:
    given_kind()
    with pytest.raises(BadFile) as bad:
        bring("bodies", BODIES + "b3,Lost,crowd,en,,,,\nb4,Lone,chapter,en,b9,,,\n")
    assert [(p.line, p.field) for p in bad.value.problems] == [(4, "kind"), (5, "parent")]
    assert not Body.objects.exists()


def test_lenient_sets_bad_rows_aside_and_takes_the_rest() -> None:
    given_kind()
    outcome = bring("bodies", BODIES + "b3,Lost,crowd,en,,,,\n", replace(RUN, lenient=True))
    assert outcome.created == {"body": 2}
    assert [str(p) for p in outcome.set_aside] == ["bodies.csv:4:kind: There is no kind of body crowd. Known: chapter."]


def test_where_rows_could_not_be_read_nothing_is_ended() -> None:
    bring_all()
    outcome = bring("persons", "key,name\np1,Ada\np2,\n", replace(RUN, lenient=True))
    assert not outcome.ended
    assert len(outcome.set_aside) == 1


@pytest.mark.parametrize(
    ("source", "text", "field"),
    [
        ("bodies", "key,name,kind,language,topics\nb1,A,chapter,en,Q999\n", "scope"),
        ("bodies", "key,name,kind,language,territories\nb1,A,chapter,en,XX\n", "scope"),
        ("bodies", "key,name,kind,language,parent\nb1,A,chapter,en,b2\nb2,B,chapter,en,b1\n", "parent"),
        ("roles", "key,body,name\nr1,b9,Chair\n", "body"),
        ("mandates", "key,person,role\nm1,p9,r1\n", "person"),
        ("mandates", "key,person,role\nm1,p1,r9\n", "role"),
        ("mandates", "key,person,role\nm1,p1,r1\nm2,p2,r1\n", "role"),
    ],
)
def test_what_the_directory_cannot_hold_is_named_by_field(source: str, text: str, field: str) -> None:
    given_kind()
    if source == "mandates":
        for earlier, content in (("persons", PERSONS), ("bodies", BODIES), ("roles", ROLES)):
            bring(earlier, content)
    with pytest.raises(BadFile) as bad:
        bring(source, text)
    assert {p.field for p in bad.value.problems} == {field}


def test_an_existing_body_that_would_become_part_of_itself_is_refused() -> None:
    bring_all()
    ring = BODIES.replace("b1,Whole,chapter,en,,", "b1,Whole,chapter,en,b2,")
    with pytest.raises(BadFile) as bad:
        bring("bodies", ring)
    assert {p.field for p in bad.value.problems} == {"parent"}


def test_a_body_moves_where_the_list_says() -> None:
    bring_all()
    outcome = bring("bodies", BODIES.replace("b2,Part,chapter,en,b1,", "b2,Part,chapter,en,,"))
    part = Body.objects.get(source_key="b2")
    assert (part.parent, outcome.updated) == (None, {"body": 1})
    assert part.above.count() == 1


def test_references_may_be_addresses_of_pages() -> None:
    cast = given_cast()
    role = given_role(cast.body, "Guide", seats=2)
    bring("roles", f"key,body,name\nr1,{cast.body.slug},Scribe\n")
    bring("mandates", f"key,person,role\nm1,ada,{cast.body.slug}/{role.slug}\nm2,bo,r1\n")
    assert Mandate.objects.get(source_key="m1").person_id == cast.ada.person_id
    assert Role.objects.get(source_key="r1").body == cast.body


def test_holders_may_change_places_in_one_run() -> None:
    bring_all()
    swapped = MANDATES.replace("m1,p1,r1,2025-01-01,,", "m1,p1,r1,2023-01-01,2025-01-01,").replace(
        "m2,p2,r1,2023-01-01,2025-01-01,", "m2,p2,r1,2025-01-01,,"
    )
    outcome = bring("mandates", swapped)
    assert outcome.updated == {"mandate": 2}
    assert Mandate.objects.get(source_key="m2").until_on is None


def test_what_people_ended_is_not_opened_again_by_a_list() -> None:
    bring_all()
    whole = Body.objects.get(source_key="b1")
    chair = Mandate.objects.get(source_key="m1")
    actions.end_mandate(chair.pk, reason="Recalled.", by=SYSTEM, at=MONDAY)
    status = BodyStatus.SUSPENDED
    actions.change_body_status(whole.pk, status=status, reason="No report.", language="en", by=SYSTEM, at=MONDAY)
    bring_all(replace(RUN, at=LATER))
    chair.refresh_from_db()
    whole.refresh_from_db()
    assert (chair.until_on, whole.status) == (MONDAY.date(), "suspended")


def test_a_forgotten_person_is_not_remembered_by_a_list() -> None:
    bring_all()
    Person.objects.filter(source_key="p1").update(name="Former member", forgotten_on=MONDAY.date())
    bring("persons", PERSONS)
    assert Person.objects.get(source_key="p1").name == "Former member"
    assert Person.objects.count() == 2


def test_only_operators_import() -> None:
    cast = given_cast()
    for actor in (cast.ada, cast.cy):
        with pytest.raises(PermissionDenied):
            bring("persons", PERSONS, replace(RUN, by=actor))
    assert bring("persons", PERSONS, replace(RUN, by=cast.oz)).created == {"person": 2}


def test_progress_is_told_to_the_end() -> None:
    steps: list[tuple[str, int, int]] = []
    given_kind()
    bring("persons", PERSONS, replace(RUN, progress=lambda *step: steps.append(step)))
    assert steps == [("persons", 2, 2), ("ledger", 2, 2)]


def test_a_channel_and_a_name_gone_from_the_list_are_not_shown_and_may_return() -> None:
    bring_all()
    bring("bodies", BODIES.replace("WH;Whole thing", "WH").replace("website https://whole.example;", ""))
    assert set(Channel.objects.filter(ended_on=None).values_list("kind", flat=True)) == {"mail"}
    assert set(Alias.objects.filter(ended_on=None).values_list("name", flat=True)) == {"WH"}
    bring("bodies", BODIES)
    assert Channel.objects.filter(ended_on=None).count() == Channel.objects.count() == 2


def test_fewer_seats_than_are_held_are_refused() -> None:
    bring_all()
    with pytest.raises(BadFile) as bad:
        bring("roles", ROLES.replace("r2,b1,Member,2,", "r2,b1,Member,0,"))
    assert [p.field for p in bad.value.problems] == ["seats"]


def test_a_large_tree_has_the_closure_of_its_parents() -> None:
    given_kind()
    lines = [f"b{n},Body {n},chapter,en,{'b' + str((n - 1) // 2) if n else ''}" for n in reversed(range(60))]
    bring("bodies", "key,name,kind,language,parent\n" + "\n".join(lines) + "\n")
    depth = BodyClosure.objects.filter(descendant__source_key="b59", ancestor__source_key="b0").get().depth
    assert depth == 5
    assert BodyClosure.objects.count() == sum((n + 1).bit_length() for n in range(60))


def test_all_of_kubernetes_comes_in_twice_without_a_change() -> None:
    upload, expected = real("kubernetes-roles", "sigs.yaml")
    source = Source("kubernetes-roles", actions.import_kubernetes)
    run = replace(RUN, origin="kubernetes-roles")
    run_source(source, upload, run)
    kinds = Counter(Body.objects.values_list("kind__key", flat=True))
    assert [kinds[kind] for kind in GROUPS] == list(expected["groups"].values())
    assert kinds["subproject"] == expected["subprojects"]
    held = Counter(Mandate.objects.values_list("role__source_key", flat=True))
    by_role = {name: sum(n for key, n in held.items() if key.endswith(f"/{name}")) for name in expected["role_rows"]}
    assert by_role == expected["role_rows"]
    assert Mandate.objects.held_on(MONDAY.date()).filter(role__source_key__endswith="/emeritus_leads").count() == 0
    assert Relation.objects.filter(kind="stakeholder").count() == 31
    again = run_source(source, upload, replace(run, at=LATER))
    assert (again.created, again.updated, again.ended) == ({}, {}, {})


def test_a_chair_who_becomes_emeritus_loses_the_powers() -> None:
    source = Source("kubernetes-roles", actions.import_kubernetes)
    run_source(source, yaml(GROUP), RUN)
    moved = GROUP.replace("chairs:", "emeritus_leads:")
    run_source(source, yaml(moved), replace(RUN, at=LATER))
    ada = Person.objects.get()
    assert not Mandate.objects.held_on(LATER.date()).filter(person=ada).exists()
    chair = Mandate.objects.get(role__source_key="sig-a/chairs")
    assert (chair.until_on, Power.APPOINT in chair.role.powers) == (LATER.date(), True)
    assert Role.objects.get(source_key="sig-a/chairs").filled == 0


def test_all_wikis_come_in_with_their_languages_and_closed_ones_as_ended() -> None:
    given_world()
    upload, expected = real("wikimedia-canonical", "wikis.tsv")
    source = Source("wikimedia-canonical", actions.import_wikimedia)
    outcome = run_source(source, upload, RUN)
    assert not outcome.set_aside
    assert Body.objects.filter(kind__key="project-community").count() == expected["wikis"]
    assert Body.objects.filter(status="ended").count() == expected["by_status"]["closed"]
    assert Body.objects.get(source_key="swwiki").scope.key == "languages=sw"
    assert Body.objects.get(source_key="simplewiki").scope.key == "languages=en-simple"


def test_a_wiki_that_closes_ends_and_says_so() -> None:
    given_world()
    upload, _expected = real("wikimedia-canonical", "wikis.tsv")
    source = Source("wikimedia-canonical", actions.import_wikimedia)
    lines = upload.data.decode().splitlines()
    few = [lines[0], *(line for line in lines if line.startswith(("swwiki\t", "eswiki\t")))]
    run_source(source, Upload("wikis.tsv", "\n".join(few).encode()), RUN)
    closed = "\n".join(few).replace("\topen\t", "\tclosed\t", 1)
    run_source(source, Upload("wikis.tsv", closed.encode()), replace(RUN, at=LATER))
    assert Body.objects.get(status="ended").status_changes.get().reason == "So says the source this page is kept from."


def test_all_countries_are_territories_with_their_wikidata_ids() -> None:
    given_world()
    upload, expected = real("wikimedia-canonical", "countries.tsv")
    Territory.objects.filter(code="KE").update(qid=None)
    source = Source("wikimedia-canonical", actions.import_wikimedia)
    outcome = run_source(source, upload, RUN)
    assert (outcome.updated, sum(outcome.unchanged.values())) == ({"territory": 1}, expected["countries"] - 1)
    assert Territory.objects.get(code="KE").qid == "Q114"


def test_a_country_nobody_knew_lies_in_its_area() -> None:
    given_world()
    names = "name\tiso_code\twikidata_id\tun_subcontinent\tun_m49_code\n"
    table = f"{names}Newland\tXN\tQ999999\tEastern Africa\t\n"
    source = Source("wikimedia-canonical", actions.import_wikimedia)
    run_source(source, Upload("countries.tsv", table.encode()), RUN)
    assert set(Territory.objects.get(code="XN").up.values_list("ancestor__code", flat=True)) >= {"XN", "014", "002"}


def test_seats_given_by_hand_count_when_a_list_fills_a_role() -> None:
    cast = given_cast()
    role = given_role(cast.body, "Guide", seats=1)
    given_mandate(given_person("Eve"), cast.body, role=role, from_on=date(2020, 1, 1))
    with pytest.raises(BadFile):
        bring("mandates", f"key,person,role\nm1,ada,{cast.body.slug}/{role.slug}\n")


def test_a_body_made_by_hand_may_be_the_whole_of_listed_ones() -> None:
    whole = given_body("By hand")
    bring("bodies", f"key,name,kind,language,parent\nb1,Listed,chapter,en,{whole.slug}\n")
    assert Body.objects.get(source_key="b1").parent == whole
