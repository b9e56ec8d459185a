"""Finding people and bodies, in any script, at a constant price."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from talkoot.directory import actions, queries
from talkoot.directory.models import Alias, Body, Person
from talkoot.directory.rules import BodyStatus, fold
from talkoot.directory.tests.given import given_body, given_kind, given_mandate, given_person, given_role
from talkoot.kernel.actors import SYSTEM, VISITOR
from talkoot.kernel.testing import MONDAY

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def people(text: str, after: str = "", size: int = 20) -> list[str]:
    """Return the names found."""
    return [p.name for p in queries.find_people(text, viewer=VISITOR, at=MONDAY, page_after=after, size=size)]


def bodies(text: str = "", kind: str = "") -> list[str]:
    """Return the names found."""
    return [b.name for b in queries.find_bodies(text, kind=kind, viewer=VISITOR)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("zoe", ["Zoë Ångström"]),
        ("ZOË", ["Zoë Ångström"]),
        ("gstr", ["Zoë Ångström"]),
        ("strom zo", ["Zoë Ångström"]),
        ("محمد", ["مُحَمَّد علي"]),
        ("ива", ["Иванова"]),
        ("100%", ["100% Ada"]),
        ("_", []),
        ("nobody", []),
    ],
)
def test_people_are_found_by_any_part_of_their_name(text: str, found: list[str]) -> None:
    for name in ("Zoë Ångström", "مُحَمَّد علي", "Иванова", "100% Ada"):
        given_person(name)
    assert people(text) == found


def test_people_come_page_by_page_each_once() -> None:
    for number in range(7):
        given_person(f"Ada {number % 3}")
    seen, after = [], ""
    while True:
        page = queries.find_people("ada", viewer=VISITOR, at=MONDAY, page_after=after, size=3)
        seen += [p.id for p in page]
        after = page.after
        if not after:
            break
    assert len(seen) == len(set(seen)) == 7
    names = dict(Person.objects.values_list("pk", "fold"))
    assert [names[key] for key in seen] == sorted(names.values())


def test_people_are_shown_with_their_present_hats() -> None:
    ada, body = given_person("Ada"), given_body()
    given_mandate(ada, body)
    given_mandate(ada, given_body("Old"), until_on=MONDAY.date())
    (found,) = queries.find_people("ada", viewer=VISITOR, at=MONDAY)
    assert found.hats == [("Member", "Wiki Circle")]


def test_who_left_is_not_listed() -> None:
    given_person("Ada")
    Person.objects.update(gone_on=MONDAY.date())
    assert people("") == []


def test_bodies_are_found_by_other_names_and_by_kind() -> None:
    circle = given_body("Wiki Circle")
    given_body("Hub of the West", kind="hub")
    Alias.objects.create(body=circle, name="WC-Ring", fold=fold("WC-Ring"))
    assert bodies("ring") == ["Wiki Circle"]
    assert bodies("", "hub") == ["Hub of the West"]
    assert bodies("circle", "hub") == []


def test_ended_bodies_are_found_by_name_but_not_listed() -> None:
    body = given_body()
    actions.change_body_status(body.pk, status=BodyStatus.ENDED, reason="x", language="en", by=SYSTEM, at=MONDAY)
    assert bodies() == []
    assert bodies("wiki") == ["Wiki Circle"]


def test_kinds_have_words_in_the_readers_language_or_the_nearest() -> None:
    actions.keep_kind("hub", {"en": ("Hub", "Hubs"), "es": ("Nodo", "Nodos")})
    actions.keep_kind("circle", {"sw": ("Duara", "Duara")})
    words = {language: [k.plural for k in queries.kinds(language)] for language in ("es", "es-MX", "ar")}
    assert words == {"es": ["Nodos", "Duara"], "es-MX": ["Nodos", "Duara"], "ar": ["Hubs", "Duara"]}


def test_empty_seats_and_endings_are_seen() -> None:
    body, suspended = given_body(), given_body("Asleep")
    role = given_role(body, "Guide", seats=2)
    given_role(suspended, "Guide")
    actions.change_body_status(
        suspended.pk, status=BodyStatus.SUSPENDED, reason="x", language="en", by=SYSTEM, at=MONDAY
    )
    given_mandate(given_person("Eve"), body, role=role, until_on=(MONDAY + 60 * DAY).date())
    given_mandate(given_person("Fay"), body, until_on=(MONDAY + 61 * DAY).date())
    assert [(v.role.text, v.seats) for v in queries.vacancies(viewer=VISITOR)][:1] == [("Guide", 1)]
    assert all(v.body.text != "Asleep" for v in queries.vacancies(viewer=VISITOR))
    assert [h.person.text for h, _body in queries.ending_soon(viewer=VISITOR, at=MONDAY)] == ["Eve"]


def test_a_name_that_several_have_means_all_of_them_and_an_address_one() -> None:
    for _ in range(2):
        given_person("Zoë")
    assert len(queries.person_named("zoe")) == 1  # the first one's address
    assert len(queries.person_named("ZOË")) == 2
    assert [p.slug for p in queries.person_named("zoe-2")] == ["zoe-2"]
    given_body("Circle")
    assert [b.slug for b in queries.bodies_named("CIRCLE")] == ["circle"]


def fill(count: int) -> None:
    """Add so many people and bodies, quickly."""
    kind, scope = given_kind(), given_body(f"Model {count}").scope_id
    Person.objects.bulk_create(
        Person(name=f"P {n}", slug=f"p-{count}-{n}", fold=f"p {n}", created_at=MONDAY) for n in range(count)
    )
    Body.objects.bulk_create(
        Body(
            name=f"B {n}",
            slug=f"b-{count}-{n}",
            fold=f"b {n}",
            kind=kind,
            scope_id=scope,
            language="en",
            created_at=MONDAY,
        )
        for n in range(count)
    )


def test_lists_ask_the_same_few_questions_whatever_their_length() -> None:
    counts = []
    for rows in (10, 1_000):
        fill(rows)
        with CaptureQueriesContext(connection) as asked:
            queries.find_people("p", viewer=VISITOR, at=MONDAY)
            queries.find_bodies("b", viewer=VISITOR)
            queries.vacancies(viewer=VISITOR)
            queries.ending_soon(viewer=VISITOR, at=MONDAY)
        counts.append(len(asked))
    assert counts == [6, 6]
