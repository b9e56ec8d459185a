"""What the pages of bodies and people show, to whom, and at what price."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext

from talkoot.accounts.tests.given import given_account, owner_of
from talkoot.directory import actions, queries
from talkoot.directory.models import Alias, Channel, Person, Relation
from talkoot.directory.rules import Audience, BodyStatus, Power
from talkoot.directory.tests.given import (
    actor_of,
    given_body,
    given_cast,
    given_mandate,
    given_person,
    given_role,
    person_id,
)
from talkoot.kernel.actors import SYSTEM, VISITOR
from talkoot.kernel.testing import MONDAY
from talkoot.scopes.actions import add_topic
from talkoot.scopes.tests.given import given_world

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
TODAY = MONDAY.date()


def test_a_body_shows_where_it_stands() -> None:
    whole = given_body("Whole")
    body = given_body("Body", parent=whole)
    for name in ("Part b", "Part a"):
        given_body(name, parent=body)
    other = given_body("Other")
    Relation.objects.create(body=body, other=other, kind="stakeholder")
    Alias.objects.create(body=body, name="BB", fold="bb")
    Channel.objects.create(body=body, kind="mail", address="info@body.example")
    Channel.objects.create(body=body, kind="meeting", address="Tuesdays", name="Weekly", position=1)
    Channel.objects.create(body=body, kind="chat", address="gone", ended_on=TODAY)
    page = queries.body_page("body", viewer=VISITOR, at=MONDAY)
    assert [a.text for a in page.ancestors] == ["Whole"]
    assert [c.text for c in page.children] == ["Part a", "Part b"]
    assert [(str(way), label.text) for way, label in page.relations] == [("Hears", "Other")]
    assert page.aliases == ["BB"]
    assert [(c.url, c.address) for c in page.channels] == [
        ("mailto:info@body.example", "info@body.example"),
        ("", "Tuesdays"),
    ]
    assert page.scope == "Everywhere"


def test_a_body_shows_who_holds_what_until_when() -> None:
    body = given_body()
    role = given_role(body, "Guide", seats=3, powers=[Power.ANSWER])
    given_mandate(given_person("Eve"), body, role=role, until_on=TODAY + 10 * DAY)
    given_mandate(given_person("Fay"), body, role=role, from_on=TODAY + DAY)
    given_mandate(given_person("Old"), body, role=role, until_on=TODAY)
    page = queries.body_page(body.slug, viewer=VISITOR, at=MONDAY)
    (shown,) = page.roles
    assert [(h.person.text, h.is_ending) for h in shown.holders] == [("Eve", True)]
    assert [h.person.text for h in shown.coming] == ["Fay"]
    assert [h.person.text for h in page.former] == ["Old"]
    assert (shown.vacant, page.vacant) == (2, 2)


def test_a_body_knows_what_its_reader_may_do_here() -> None:
    cast = given_cast()
    part = given_body("Part", parent=cast.body)
    hats = queries.body_page(part.slug, viewer=cast.ada, at=MONDAY).hats
    assert hats.bodies(Power.APPOINT) == {cast.body.pk}
    assert not queries.body_page(part.slug, viewer=cast.dee, at=MONDAY).hats.all


def test_an_ended_body_says_why() -> None:
    body = given_body()
    actions.change_body_status(body.pk, status=BodyStatus.ENDED, reason="Merged.", language="en", by=SYSTEM, at=MONDAY)
    page = queries.body_page(body.slug, viewer=VISITOR, at=MONDAY)
    assert (page.why, page.is_working, str(page.status)) == (("Merged.", "en"), False, "Ended")


def test_the_page_of_a_body_asks_two_questions_whatever_its_size() -> None:
    body, reader = given_body(), actor_of(given_person("Reader"))
    counts = []
    for number in (2, 40):
        for n in range(number):
            role = given_role(body, f"Role {number} {n}")
            given_mandate(given_person(f"P {number} {n}"), body, role=role)
            given_mandate(given_person(f"Q {number} {n}"), body, role=role, until_on=TODAY)
            given_body(f"Part {number} {n}", parent=body)
        with CaptureQueriesContext(connection) as asked:
            page = queries.body_page(body.slug, viewer=reader, at=MONDAY)
            str(page)
        counts.append(len(asked))
    assert counts == [2, 2]
    assert len(page.former) == 42
    assert len(page.children) == 42


def test_a_body_with_many_parts_shows_the_first_fifty() -> None:
    body = given_body()
    for n in range(52):
        given_body(f"Part {n:02}", parent=body)
    page = queries.body_page(body.slug, viewer=VISITOR, at=MONDAY)
    assert (len(page.children), page.has_more_children) == (50, True)
    assert page.children[0].text == "Part 00"


@pytest.mark.parametrize("find", [queries.body_page, queries.person_page])
def test_what_is_not_there_is_not_found(find: object) -> None:
    with pytest.raises(Http404):
        find("nowhere", viewer=VISITOR, at=MONDAY)  # type: ignore[operator]  # one of two queries


def given_profile(audience: Audience) -> Person:
    """Return a person with every field filled, all for one audience."""
    given_world()
    account = given_account("Ada", languages=("sw", "en"))
    ada = Person.objects.get(account=account)
    topic = add_topic(labels={"en": "Maps"}, by=SYSTEM, at=MONDAY)
    fields = ("about", "contact", "languages", "topics", "activity")
    return actions.edit_profile(
        ada.pk, about="Hello", language="en", contact="https://w.example/Ada", topics=[topic.pk],
        shown_to=dict.fromkeys(fields, audience), by=owner_of(account), at=MONDAY,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("audience", "reader", "sees"),
    [
        (Audience.PUBLIC, "visitor", True),
        (Audience.MEMBERS, "visitor", False),
        (Audience.MEMBERS, "known", True),
        (Audience.NOBODY, "known", False),
        (Audience.NOBODY, "operator", False),
        (Audience.NOBODY, "own", True),
    ],
)
def test_each_field_is_for_its_audience_only(audience: Audience, reader: str, sees: bool) -> None:
    ada = given_profile(audience)
    bo = given_person("Bo")
    readers = {
        "visitor": VISITOR,
        "known": actor_of(bo),
        "operator": actor_of(bo, is_operator=True),
        "own": actor_of(ada),
    }
    page = queries.person_page("ada", viewer=readers[reader], at=MONDAY)
    shown = [page.about_html, page.contact, page.languages, page.topics, page.shows_activity]
    assert [bool(field) for field in shown] == [sees] * 5


def test_languages_are_the_accounts_own_by_their_own_names() -> None:
    given_profile(Audience.PUBLIC)
    page = queries.person_page("ada", viewer=VISITOR, at=MONDAY)
    assert [(one.tag, one.name) for one in page.languages] == [("sw", "Kiswahili"), ("en", "English")]
    assert [topic.text for topic in page.topics] == ["Maps"]


def test_hats_are_sorted_into_present_coming_and_former() -> None:
    ada, body = given_person("Ada"), given_body()
    given_mandate(ada, body, until_on=TODAY + DAY)
    given_mandate(ada, given_body("Next"), from_on=TODAY + DAY)
    given_mandate(ada, given_body("Old"), until_on=TODAY)
    page = queries.person_page("ada", viewer=VISITOR, at=MONDAY)
    names = [[hat.body.text for hat in hats] for hats in (page.hats, page.coming, page.former)]
    assert names == [["Wiki Circle"], ["Next"], ["Old"]]
    assert page.hats[0].is_ending


def test_refs_have_labels() -> None:
    cast = given_cast()
    (mandate,) = queries.hats_of(cast.ada, MONDAY).all
    ask = {
        "person": (queries.person_labels, person_id(cast.ada)),
        "body": (queries.body_labels, cast.body.pk),
        "role": (queries.role_labels, mandate.role_id),
        "mandate": (queries.mandate_labels, mandate.mandate_id),
    }
    labels = {kind: query([key], viewer=VISITOR)[key] for kind, (query, key) in ask.items()}
    assert (labels["person"].text, labels["person"].url) == ("Ada", "/people/ada/")
    assert (labels["body"].text, labels["body"].url) == ("Wiki Circle", "/bodies/wiki-circle/")
    assert labels["mandate"].text == f"{labels['role'].text}, Wiki Circle"
    assert (
        labels["mandate"].url
        == labels["role"].url
        == f"/bodies/wiki-circle/#{mandate.role_name.lower().replace(' ', '-')}"
    )


def test_lookups_for_other_apps_answer_by_id() -> None:
    cast = given_cast()
    assert queries.person_names([person_id(cast.ada)]) == {person_id(cast.ada): "Ada"}
    assert queries.bodies_by_id([cast.body.pk])[cast.body.pk].kind.key == "chapter"
    assert queries.bodies_of_kind("chapter") == [cast.other.pk, cast.body.pk]
    account = given_account("Gus")
    gus = queries.person_of(account.pk)
    assert gus is not None
    assert queries.account_ids_of([gus.pk, person_id(cast.ada)]) == {gus.pk: account.pk}
