"""Every page of the directory, as different people get it."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from talkoot.accounts.tests.given import given_account
from talkoot.directory.models import Body, Mandate, Person, Role
from talkoot.directory.rules import Audience, Power
from talkoot.directory.tests.given import ALL_POWERS, given_body, given_kind, given_mandate, given_person, given_role
from talkoot.kernel.clock import now
from talkoot.scopes.tests.given import given_world

pytestmark = pytest.mark.django_db


def browser(
    name: str, *, body: Body | None = None, powers: tuple[Power, ...] = (), is_operator: bool = False
) -> Client:
    """Return a browser in which somebody signed in who holds ``powers`` in ``body``."""
    account = given_account(name, password=None, is_operator=is_operator)
    if body is not None:
        given_mandate(Person.objects.get(account=account), body, powers)
    client = Client()
    client.force_login(account)
    return client


def text(client: Client, path: str, status: int = 200) -> str:
    """Return the text of a page that must answer with ``status``."""
    answer = client.get(path)
    assert answer.status_code == status, answer.content.decode()[:2_000]
    return answer.content.decode()


def test_a_visitor_finds_people_and_bodies(client: Client) -> None:
    ada, body = given_person("Zoë Ångström"), given_body("حلقة الويكي")
    given_mandate(ada, body)
    assert "Zoë Ångström" in text(client, "/people/?q=angst")
    assert "Nobody’s name holds “xyz”." in text(client, "/people/?q=xyz")
    assert "حلقة الويكي" in text(client, "/bodies/?kind=chapter")
    assert "حلقة الويكي" in text(client, f"/people/{ada.slug}/")


def test_a_visitor_reads_a_body(client: Client) -> None:
    body = given_body(mission="We **map**.")
    role = given_role(body, "Guide", seats=2, powers=[Power.ANSWER])
    given_mandate(given_person("Eve"), body, role=role)
    page = text(client, body.get_absolute_url())
    for words in ("<strong>map</strong>", "Eve", "Guide", "1 empty seat", "Answers what people said to the body"):
        assert words in page
    assert "Edit this page" not in page
    assert "Guide" in text(client, "/people/vacancies/")


def test_every_page_speaks_arabic(client: Client) -> None:
    body = given_body()
    for path in ("/people/", "/bodies/", "/people/vacancies/", body.get_absolute_url()):
        assert 'dir="rtl"' in text(client, f"/ar{path}")


def test_names_cannot_inject_markup(client: Client) -> None:
    body = given_body("<script>alert(1)</script>")
    given_mandate(given_person("<b>Eve</b>"), body)
    for path in (body.get_absolute_url(), "/people/", "/bodies/?q=<script>"):
        page = text(client, path)
        assert "<script>alert" not in page
        assert "<b>Eve" not in page


def test_a_steward_edits_the_page_of_a_body() -> None:
    given_world()
    body = given_body()
    ada = browser("Ada", body=body, powers=ALL_POWERS)
    assert "Edit this page" in text(ada, body.get_absolute_url())
    assert "Wiki Circle" in text(ada, "/bodies/wiki-circle/edit/")
    sent = {"name": "Wiki Ring", "mission": "Maps.", "language": "en", "scope_territories": ["KE"], "token": "t"}
    answer = ada.post("/bodies/wiki-circle/edit/", sent)
    assert (answer.status_code, answer["Location"]) == (303, "/bodies/wiki-circle/")
    body.refresh_from_db()
    assert (body.name, body.scope.key) == ("Wiki Ring", "territories=KE")


def test_the_form_of_a_body_is_light_and_costs_the_same_for_all() -> None:
    given_world()
    body = given_body()
    ada = browser("Ada", body=body, powers=ALL_POWERS)
    sent = {"name": "Wiki Circle", "language": "en", "aliases": "WC", "channels": "mail info@wiki.example"}
    sent |= {"scope_territories_named": "Kenya\nUganda", "scope_languages_named": "Swahili", "token": "a"}
    for typed in ({"name": "Wiki Circle", "language": "en", "token": "b"}, sent):
        assert ada.post("/bodies/wiki-circle/edit/", typed).status_code == 303
        with CaptureQueriesContext(connection) as queries:
            page = text(ada, "/bodies/wiki-circle/edit/")
        assert len(queries) == 7
        assert len(re.findall(r"<[a-z]", page)) < 800
    body.refresh_from_db()
    assert body.scope.key == "territories=KE,UG;languages=sw"
    assert 'value="KE" checked' in page


def test_a_steward_says_where_the_body_is_met_and_what_else_it_is_called() -> None:
    given_world()
    body = given_body()
    ada = browser("Ada", body=body, powers=ALL_POWERS)
    channels = "website https://wiki.example | Our page\nmail info@wiki.example\nmeeting Tuesdays | Weekly | 18:00 UTC"
    sent = {"name": "Wiki Circle", "language": "en", "aliases": "WC\nThe Circle", "channels": channels, "token": "a"}
    assert ada.post("/bodies/wiki-circle/edit/", sent).status_code == 303
    page = text(ada, "/bodies/wiki-circle/")
    for words in ("Our page", "mailto:info@wiki.example", "18:00 UTC", "The Circle"):
        assert words in page
    assert channels in unescape(text(ada, "/bodies/wiki-circle/edit/")).replace("\r\n", "\n")
    gone = sent | {"channels": "mail info@wiki.example", "aliases": "", "token": "b"}
    assert ada.post("/bodies/wiki-circle/edit/", gone).status_code == 303
    page = text(ada, "/bodies/wiki-circle/")
    assert "Our page" not in page
    assert "The Circle" not in page


@pytest.mark.parametrize(
    ("channel", "words"),
    [
        ("mail ada.b@wiki.example", "may be a person’s address"),
        ("pigeon https://x.example", "is not a kind, a space and an address"),
        ("website javascript:alert(1)", "is not an address that starts with https://"),
    ],
)
def test_a_bad_channel_is_told_and_the_form_stays_filled(channel: str, words: str) -> None:
    given_world()
    ada = browser("Ada", body=given_body(), powers=ALL_POWERS)
    sent = {"name": "Wiki Circle", "language": "en", "channels": channel, "token": "a"}
    answer = ada.post("/bodies/wiki-circle/edit/", sent)
    page = unescape(answer.content.decode()).replace("'", "’")
    assert answer.status_code == 422
    assert words in page
    assert channel in page


def test_an_operator_sets_up_a_body_and_its_first_holder() -> None:
    given_world()
    given_kind()
    eve = given_person("Eve")
    oz = browser("Oz", is_operator=True)
    found = {"name": "Circle", "kind": "chapter", "language": "en", "status": "active", "token": "a"}
    assert oz.post("/bodies/new/", found).status_code == 303
    role = {"name": "Chair", "language": "en", "seats": "1", "powers": ["appoint", "steward"], "token": "b"}
    assert oz.post("/bodies/circle/roles/new/", role).status_code == 303
    today = now().date().isoformat()
    mandate = {"person_id": "Eve", "from_on": today, "how_chosen": "founding", "decision": "D-87", "token": "c"}
    assert oz.post("/bodies/circle/roles/chair/mandates/", mandate).status_code == 303
    held = Mandate.objects.get(person=eve)
    assert (held.how_chosen, held.decision, held.role.powers) == ("founding", "decision:87", ["steward", "appoint"])
    assert "This body fills its roles itself" in text(oz, "/bodies/circle/roles/chair/mandates/", 403)


def test_a_mandate_is_ended_with_a_reason() -> None:
    body = given_body()
    ada = browser("Ada", body=body, powers=ALL_POWERS)
    held = given_mandate(given_person("Eve"), body)
    path = f"/mandates/{held.pk}/end/"
    assert "Eve" in text(ada, path)
    empty = ada.post(path, {"on": now().date().isoformat(), "reason": "", "token": "t"})
    assert (empty.status_code, "Error:" in empty.content.decode()) == (422, True)
    sent = {"on": now().date().isoformat(), "reason": "Recalled.", "token": "t"}
    assert ada.post(path, sent).status_code == 303
    held.refresh_from_db()
    assert held.ended_reason == "Recalled."
    assert "Recalled." in text(ada, body.get_absolute_url())


def test_a_form_sent_twice_does_it_once() -> None:
    body = given_body()
    ada = browser("Ada", body=body, powers=ALL_POWERS)
    sent = {"name": "Guide", "language": "en", "seats": "1", "token": "same"}
    given_world()
    answers = [ada.post("/bodies/wiki-circle/roles/new/", sent).status_code for _ in range(2)]
    assert answers == [303, 303]
    assert Role.objects.filter(name="Guide").count() == 1


def test_a_refusal_stays_in_the_filled_form() -> None:
    body = given_body()
    ada = browser("Ada", body=body, powers=ALL_POWERS)
    role = given_role(body, "Chair", seats=1)
    given_mandate(given_person("Eve"), body, role=role)
    given_person("Fay")
    sent = {"person_id": "Fay", "from_on": now().date().isoformat(), "how_chosen": "election", "token": "t"}
    answer = ada.post("/bodies/wiki-circle/roles/chair/mandates/", sent)
    assert answer.status_code == 422
    assert "No seat of this role is free" in answer.content.decode()
    assert 'value="Fay"' in answer.content.decode()


def test_a_name_nobody_or_several_have_is_told() -> None:
    body = given_body()
    ada = browser("Ada", body=body, powers=ALL_POWERS)
    given_role(body, "Chair")
    for _ in range(2):
        given_person("Zoë")
    path = "/bodies/wiki-circle/roles/chair/mandates/"
    for name, words in (("Nobody", "Nobody here has this name"), ("ZOË", "zoe, zoe-2")):
        answer = ada.post(path, {"person_id": name, "from_on": "2026-01-01", "how_chosen": "lot", "token": name})
        assert words in answer.content.decode()


def test_a_body_is_moved_and_its_status_changed_by_an_operator() -> None:
    given_world()
    given_body()
    given_body("Whole")
    oz = browser("Oz", is_operator=True)
    assert oz.post("/bodies/wiki-circle/place/", {"parent_id": "Whole", "token": "a"}).status_code == 303
    ring = oz.post("/bodies/whole/place/", {"parent_id": "wiki-circle", "token": "b"})
    assert "cannot be part of itself" in ring.content.decode()
    sent = {"status": "suspended", "reason": "No report.", "language": "en", "token": "c"}
    assert oz.post("/bodies/wiki-circle/status/", sent).status_code == 303
    page = text(oz, "/bodies/wiki-circle/")
    for words in ("Whole", "Suspended", "No report."):
        assert words in page


def test_a_role_is_changed() -> None:
    body = given_body()
    ada = browser("Ada", body=body, powers=ALL_POWERS)
    given_role(body, "Chair", seats=1)
    assert 'value="Chair"' in text(ada, "/bodies/wiki-circle/roles/chair/")
    sent = {"name": "Chairs", "seats": "2", "term_months": "24", "powers": ["represent"], "token": "t"}
    assert ada.post("/bodies/wiki-circle/roles/chair/", sent).status_code == 303
    assert Role.objects.filter(name="Chairs", seats=2, term_months=24, powers=["represent"]).exists()


def test_one_edits_ones_own_page_and_chooses_who_sees_it(client: Client) -> None:
    given_world()
    ada = browser("Ada")
    assert "Who sees my languages" in text(ada, "/people/ada/profile/")
    fields = ("about", "contact", "topics", "languages", "activity")
    sent = {"about": "Secret words", "language": "en", "contact": "", "token": "t"}
    sent |= {f"{field}_shown_to": Audience.MEMBERS for field in fields}
    assert ada.post("/people/ada/profile/", sent).status_code == 303
    assert "Secret words" in text(ada, "/people/ada/")
    assert "Secret words" not in text(client, "/people/ada/")


def test_others_are_told_why_they_may_not(client: Client) -> None:
    body = given_body()
    given_role(body, "Chair")
    bo = browser("Bo", body=body)
    for path in ("edit/", "status/", "place/", "roles/new/", "roles/chair/", "roles/chair/mandates/"):
        assert "may" in text(bo, f"/bodies/wiki-circle/{path}", 403) or "operator" in text(
            bo, f"/bodies/wiki-circle/{path}", 403
        )
        assert client.get(f"/bodies/wiki-circle/{path}").status_code == 302
    assert bo.get("/people/import/").status_code == 403
    given_person("Eve")
    assert bo.get("/people/eve/profile/").status_code == 403


@pytest.mark.parametrize("path", ["/bodies/nowhere/", "/people/nowhere/", "/mandates/9/end/", "/bodies/x/roles/y/"])
def test_what_is_not_there_is_not_found(client: Client, path: str) -> None:
    text(client, path, 404)


PERSONS = "key,name\np1,Eve\np2,Fay\n"


def upload(content: str, **fields: str) -> dict[str, Any]:
    """Return an import form filled with a file."""
    file = SimpleUploadedFile("persons.csv", content.encode())
    form: dict[str, Any] = {"source": "persons", "file": file, "token": "t"}
    return form | fields


def test_the_import_page_tries_out_unless_told_otherwise() -> None:
    oz = browser("Oz", is_operator=True)
    assert "checked" in text(oz, "/people/import/").partition('name="dry_run"')[2].partition(">")[0]
    page = oz.post("/people/import/", upload(PERSONS, dry_run="on")).content.decode()
    assert "nothing has changed" in page
    assert not Person.objects.filter(name="Eve").exists()
    assert "This was done" in oz.post("/people/import/", upload(PERSONS)).content.decode()
    assert Person.objects.filter(name="Eve", source="csv").exists()


def test_only_operators_are_led_to_the_import_page_and_find_its_rows_in_their_language() -> None:
    oz = browser("Oz", is_operator=True)
    assert '/people/import/"' in text(oz, "/people/")
    assert '/people/import/"' not in text(browser("Bo"), "/people/")
    told = oz.post("/es/people/import/", upload(PERSONS, dry_run="on")).content.decode()
    assert '<th role="rowheader" scope="row">Personas</th>' in told


@pytest.mark.parametrize(("prefix", "label"), [("", "People, as a CSV table"), ("/ar", "الناس، في جدول CSV")])
def test_the_import_page_says_in_the_readers_words_what_each_file_may_be(prefix: str, label: str) -> None:
    oz = browser("Oz", is_operator=True)
    assert f'<option value="persons">{label}</option>' in text(oz, f"{prefix}/people/import/")


def test_the_import_page_names_what_is_wrong_by_line_and_field() -> None:
    oz = browser("Oz", is_operator=True)
    page = oz.post("/people/import/", upload(PERSONS + "p3,\n")).content.decode()
    assert "Nothing was imported" in page
    assert "persons.csv:4:name" in page
    page = oz.post("/people/import/", upload(PERSONS + "p3,\n", lenient="on")).content.decode()
    assert "1 row was set aside." in page
    assert Person.objects.filter(name="Fay").exists()


def test_the_pages_need_no_more_than_eight_questions() -> None:
    body = given_body()
    ada = browser("Ada", body=body, powers=ALL_POWERS)
    for n in range(30):
        given_mandate(given_person(f"P {n}"), body)
    for path in ("/people/", "/bodies/", "/people/vacancies/", "/people/ada/"):
        ada.get(path)
        with CaptureQueriesContext(connection) as asked:
            assert ada.get(path).status_code == 200
        assert len(asked) <= 9, (path, [q["sql"][:120] for q in asked])


@pytest.mark.parametrize("number", [1, 30])
def test_the_page_of_a_body_costs_the_same_whatever_its_size_for_who_tends_it_from_above(
    number: int, django_assert_num_queries: Any
) -> None:
    above = given_body("Above")
    body = given_body(parent=above)
    for n in range(number):
        given_mandate(given_person(f"P {n}"), body)
        given_body(f"Part {n}", parent=body)
    ada = browser("Ada", body=above, powers=ALL_POWERS)
    with django_assert_num_queries(10):  # session and reader; body and surroundings, mandates; seven panels
        assert "Record a duty" in text(ada, body.get_absolute_url())
    with django_assert_num_queries(9):
        assert "Record a duty" not in text(Client(), body.get_absolute_url())
