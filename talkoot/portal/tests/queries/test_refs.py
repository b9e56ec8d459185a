from __future__ import annotations

import pytest
from pytest_django import DjangoAssertNumQueries

from talkoot.directory.tests.given import given_body, given_mandate, given_person, given_role
from talkoot.kernel.testing import CY
from talkoot.portal.queries import RESOLVERS, describe, url_of

pytestmark = pytest.mark.django_db


def test_refs_get_the_names_and_pages_their_apps_give():
    ada, body = given_person("Ada"), given_body("Wiki Circle")

    labels = describe([ada.ref, body.ref], viewer=CY)

    assert labels[ada.ref].text == "Ada"
    assert labels[ada.ref].url == ada.get_absolute_url()
    assert labels[body.ref].text == "Wiki Circle"
    assert url_of(body.ref, viewer=CY) == body.get_absolute_url()


def test_what_is_nobody_in_person_has_a_name_without_a_page():
    labels = describe(["system", "visitor", "token"], viewer=CY)

    assert [(label.text, label.url) for label in labels.values()] == [
        ("This site", ""),
        ("A visitor", ""),
        ("A program", ""),
    ]


@pytest.mark.parametrize("ref", ["", "person:", "person:x", "person:²", "person:99999", "unicorn:1", "nobody"])
def test_what_names_nothing_has_no_label_and_no_page(ref: str):
    assert describe([ref], viewer=CY) == {}
    assert url_of(ref, viewer=CY) == ""


@pytest.mark.parametrize("number", [1, 50])
def test_naming_costs_one_query_however_many_kinds(number: int, django_assert_num_queries: DjangoAssertNumQueries):
    people = [given_person(f"Bo {n}").ref for n in range(number)]
    bodies = [given_body(f"Circle {n}").ref for n in range(number)]

    with django_assert_num_queries(1):
        assert len(describe([*people, *bodies], viewer=CY)) == number * 2


def test_kinds_named_together_have_the_names_they_have_alone():
    body = given_body("Wiki Circle")
    role = given_role(body, "Guide")
    mandate = given_mandate(given_person("Ada"), body, role=role)
    refs = [mandate.person.ref, body.ref, role.ref, f"mandate:{mandate.pk}"]

    together = describe([*refs, *(f"{kind}:987654321" for kind in RESOLVERS)], viewer=CY)

    assert together == {ref: describe([ref], viewer=CY)[ref] for ref in refs}
    assert together[refs[-1]].text == "Guide, Wiki Circle"


@pytest.mark.parametrize("kind", RESOLVERS)
def test_every_kind_answers_for_keys_it_does_not_have(kind: str):
    assert describe([f"{kind}:987654321"], viewer=CY) == {}
