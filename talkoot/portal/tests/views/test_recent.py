from __future__ import annotations

import re
from datetime import timedelta
from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from talkoot.accounts.tests.given import given_account, signed_in
from talkoot.directory.models import Body, Person
from talkoot.directory.rules import Audience
from talkoot.directory.tests.given import given_body, given_person
from talkoot.kernel.testing import MONDAY
from talkoot.ledger.models import Entry
from talkoot.portal.tests.given import given_edit, given_private_fact

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def ada() -> Person:
    return given_person("Ada")


@pytest.fixture
def circle() -> Body:
    return given_body("Circle & Co")


def page(client: Client, query: str = "", path: str = "/recent/") -> str:
    answer = client.get(f"{path}?{query}")
    assert answer.status_code == 200, query
    return answer.content.decode()


def told(html: str) -> int:
    """Count the lines told."""
    return len(re.findall(r'<li><time datetime="[^"]+">\d\d:\d\d</time>', html))


def test_facts_are_told_with_links_times_and_days(client: Client, ada: Person, circle: Body):
    given_edit(circle, ada)
    given_edit(circle, ada, at=MONDAY + timedelta(days=1))

    html = page(client)

    assert f'<a href="{ada.get_absolute_url()}"><bdi>Ada</bdi></a>' in html
    assert "Circle &amp; Co</bdi></a>" in html
    assert '<time datetime="2026-11-23T09:00Z">09:00</time>' in html
    days = re.findall(r'<h3 class="day"><time datetime="([0-9-]+)"', html)
    assert days[:2] == ["2026-11-24", "2026-11-23"]


def test_private_facts_are_told_to_operators_only_in_the_history_of_a_thing(client: Client, ada: Person):
    given_private_fact(ada)
    operator = signed_in(given_account("Olu", is_operator=True))
    history = f"/history/{ada.ref}/"

    assert told(page(client)) == told(page(operator)) == told(page(client, path=history)) == 0
    assert told(page(operator, path=history)) == 2, "introduced, edited"


def test_the_list_narrows_to_a_person_by_name_or_address(client: Client, ada: Person, circle: Body):
    given_edit(circle, ada)
    given_edit(circle, given_person("Bo"))

    for query in ("person=Ada", "person=ADA", f"person={ada.slug}"):
        html = page(client, query)
        assert told(html) == 1
        assert ">Bo<" not in html


def test_the_list_narrows_to_a_body_and_to_an_area(client: Client, ada: Person, circle: Body):
    other = given_body("Other")
    given_edit(circle, ada)
    given_edit(other, ada, on_behalf=circle.ref)
    given_edit(other, ada)

    assert told(page(client, f"body={circle.slug}")) == 3, "founded, edited, and acted for"
    assert told(page(client, f"body={circle.slug}&person=Ada")) == 2
    assert told(page(client, "kind=directory")) == Entry.objects.filter(is_public=True, area="directory").count()
    assert "Nothing of this kind" in page(client, "kind=decisions")


@pytest.mark.parametrize(
    ("query", "said"), [("person=Nemo", "Nobody by this name"), ("body=Nemo", "No body has this name"), ("kind=x", "x")]
)
def test_what_is_not_known_is_said_at_its_field(client: Client, circle: Body, query: str, said: str):
    html = page(client, query)

    assert said in html
    assert 'class="err"' in html
    assert told(html) == 0


def test_a_name_that_several_bear_is_not_guessed(client: Client, circle: Body):
    given_edit(circle, given_person("Bo"))
    given_edit(circle, given_person("Bo"))

    assert "Several people have this name" in page(client, "person=BO")
    assert told(page(client, "person=bo-2")) == 1


def test_a_person_who_keeps_their_acts_to_themselves_is_not_listed(client: Client, ada: Person, circle: Body):
    given_edit(circle, ada)
    Person.objects.filter(pk=ada.pk).update(activity_shown_to=Audience.NOBODY)

    assert "Nobody by this name" in page(client, "person=Ada")
    assert client.get("/recent/feed/?person=Ada").status_code == 404


def test_older_pages_follow_and_keep_what_was_asked(client: Client, ada: Person, circle: Body):
    for minutes in range(25):
        given_edit(circle, ada, at=MONDAY + timedelta(minutes=minutes))

    html = page(client, "person=Ada")
    older = re.search(r'<a href="(/recent/[^"]+)" rel="next">', html)

    assert told(html) == 20
    assert older
    assert "person=Ada" in older[1]
    rest = client.get(older[1].replace("&amp;", "&")).content.decode()
    assert told(rest) == 5
    assert 'rel="next"' not in rest


@pytest.mark.parametrize("number", [10, 1_000])
def test_the_page_costs_the_same_queries_however_much_happened(
    client: Client, ada: Person, circle: Body, number: int, django_assert_num_queries: DjangoAssertNumQueries
):
    for _ in range(number):
        given_edit(circle, ada)

    with django_assert_num_queries(2):  # facts, names
        page(client)
    with django_assert_num_queries(5):  # and the person, the body, and the body's facts from two sides
        page(client, f"person=Ada&body={circle.slug}")


def test_an_empty_site_says_what_will_be_here(client: Client):
    assert "Nothing has happened yet" in page(client)


def test_one_thing_has_its_history_on_a_page(client: Client, ada: Person, circle: Body):
    given_edit(circle, ada)
    given_edit(given_body("Other"), ada)

    html = page(client, path=f"/history/{circle.ref}/")

    assert told(html) == 2
    assert "Other" not in html


@pytest.mark.parametrize("ref", ["person:99999", "unicorn:1", "system", "x", "entry:1"])
def test_what_nobody_may_see_has_no_history(client: Client, ref: str):
    assert client.get(f"/history/{ref}/").status_code == 404


def test_the_feed_is_atom_with_names_that_never_change(client: Client, ada: Person, circle: Body, settings: Settings):
    settings.SITE_URL = "https://talk.example"
    entry = given_edit(circle, ada)

    answer = client.get(f"/recent/feed/?body={circle.slug}")
    feed = ET.fromstring(answer.content)

    assert answer["Content-Type"].startswith("application/atom+xml")
    assert feed.findtext(f"{ATOM}id") == f"tag:talk.example,2026:recent?body={circle.slug}"
    items = feed.findall(f"{ATOM}entry")
    assert len(items) == 2
    assert items[0].findtext(f"{ATOM}id") == f"tag:talk.example,2026:entry:{entry.pk}"
    assert items[0].findtext(f"{ATOM}updated") == "2026-11-23T09:00:00+00:00"
    assert "Circle & Co" in str(items[0].findtext(f"{ATOM}title"))
    link = items[0].find(f"{ATOM}link")
    assert link is not None
    assert link.get("href") == f"https://talk.example{circle.get_absolute_url()}"
    assert 'href="https://talk.example/' in str(items[0].findtext(f"{ATOM}summary"))


def test_a_feed_that_has_not_changed_is_not_sent_again(client: Client, ada: Person, circle: Body):
    given_edit(circle, ada)
    first = client.get("/recent/feed/")

    again = client.get("/recent/feed/", headers={"If-None-Match": first["ETag"]})

    assert again.status_code == 304
    assert first["Cache-Control"] == "public, max-age=60"
    assert "Vary" not in first
    assert not first.cookies


@pytest.mark.parametrize("query", ["person=Nemo", "body=Nemo", "kind=x"])
def test_a_feed_of_what_is_not_known_is_not_found(client: Client, query: str):
    assert client.get(f"/recent/feed/?{query}").status_code == 404


def test_the_page_points_feed_readers_to_its_own_feed(client: Client, ada: Person, circle: Body):
    assert '<link rel="alternate" type="application/atom+xml"' in page(client)
    assert 'href="/recent/feed/?person=Ada"' in page(client, "person=Ada")
    assert 'href="/ar/recent/feed/"' in page(client, path="/ar/recent/")


def test_pages_of_bodies_and_people_lead_to_what_happened(client: Client, ada: Person, circle: Body):
    assert f'href="/recent/?body={circle.slug}"' in page(client, path=circle.get_absolute_url())
    assert f'href="/recent/?person={ada.slug}"' in page(client, path=ada.get_absolute_url())
