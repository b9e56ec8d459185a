"""A steward without code: from the library through the form to a published version, and its rehearsal."""

from __future__ import annotations

import re

import pytest
import time_machine
from django.test import Client
from django.utils import translation

from recount.rulebooks.parsing import read_book
from talkoot.accounts.tests.given import browser_of
from talkoot.rulebooks.models import Rulebook
from talkoot.rulebooks.queries import templates
from talkoot.rulebooks.rules import draft_of, read_rulebook
from talkoot.rulebooks.tests.given import OPENED, given_council, given_rulebook
from talkoot.rulebooks.tests.queries.test_sentences import COMMITTEE, LIBRARY

pytestmark = pytest.mark.django_db
FORM = "/rulebooks/new/form/"
CANDIDATES = COMMITTEE.with_name("committee-candidates.csv")


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(OPENED, tick=False), translation.override("en"):
        yield


def text(response) -> str:
    said: str = response.content.decode().replace("\u2068", "").replace("\u2069", "")
    return said


def fields_of(template, **changes):
    """Return what the form would post for a template, with changes."""
    return {**draft_of(read_book(LIBRARY[template])), **changes}


def shown_fields(page):
    """Return the fields that a page shows, with what stands in them."""
    fields = dict(re.findall(r'<input type="text" name="([^"]+)"(?: value="([^"]*)")?', page))
    fields |= {name: inner.strip("\n") for name, inner in re.findall(r'<textarea name="([^"]+)"[^>]*>([^<]*)', page)}
    for name, inner in re.findall(r'<select\b[^>]*?\bname="([^"]+)"[^>]*>(.*?)</select>', page, re.DOTALL):
        chosen = re.search(r'value="([^"]*)"[^>]* selected', inner)
        fields[name] = chosen[1] if chosen else ""
    return fields


def test_the_library_shows_every_template_to_everybody_and_begins_for_stewards() -> None:
    page = text(Client().get("/rulebooks/new/library/"))
    assert page.count("<details>") == len(templates()) == 7
    assert "Begin with this" not in page
    council = given_council()
    page = text(browser_of(council.ada).get("/rulebooks/new/library/"))
    assert page.count("Begin with this") == 7
    assert f"{FORM}?template=shortlist" in page


@pytest.mark.parametrize("template", templates(), ids=lambda template: template.slug)
def test_a_template_posted_as_the_form_shows_it_says_the_same_rules(template) -> None:
    council = given_council()
    client = browser_of(council.ada)
    fields = shown_fields(text(client.get(f"{FORM}?template={template.slug}")))
    answer = client.post(FORM, {**fields, "act": "look", "token": "t"})
    page = text(answer)
    assert answer.status_code == 200, answer.context["composing"].errors
    assert "Nothing is unsaid." in page
    written = re.search(r"<pre dir=\"ltr\"><code>(.*?)</code>", page, re.DOTALL)
    assert written
    source = written[1].replace("&quot;", '"').replace("&#x27;", "'").replace("&gt;", ">").replace("&amp;", "&")
    assert read_rulebook(source).sha256() == read_rulebook(template.source).sha256()
    assert not Rulebook.objects.exists()


def test_a_steward_publishes_what_the_form_says() -> None:
    council = given_council()
    client = browser_of(council.ada)
    values = fields_of("simple-majority", body=council.body.pk, slug="ours", act="publish", token="a")
    values["c0-whom"] = council.body.slug
    answer = client.post(FORM, values)
    assert answer["Location"] == "/rulebooks/ours/1/"
    rulebook = Rulebook.objects.get()
    assert rulebook.body == council.body
    page = text(client.get(answer["Location"]))
    assert "Every person with a mandate in Technology Council votes." in page
    assert "The chambers as a table" in page
    assert f"{FORM}?like=ours/1" in page
    again = shown_fields(text(client.get(f"{FORM}?like=ours/1")))
    assert again["c0-whom"] == council.body.slug
    assert again["slug"] == "ours"


def test_a_body_nobody_knows_is_refused_and_the_form_stays_filled() -> None:
    council = given_council()
    values = fields_of("simple-majority", body=council.body.pk, act="publish", token="a")
    answer = browser_of(council.ada).post(FORM, values)
    assert answer.status_code == 422
    assert "our-committee" in text(answer)
    assert "which is nowhere in the directory" in text(answer)
    assert not Rulebook.objects.exists()


@pytest.mark.parametrize(
    ("field", "sentence"),
    [
        ("c0-base", "What is the needed support a share of?"),
        ("c0-counts", "Which ballots count towards the quorum?"),
        ("c0-votes", "Who has a vote, each person or each body?"),
        ("combination", "How do the chambers combine?"),
    ],
)
def test_what_is_left_out_is_asked_back_at_its_field(field, sentence) -> None:
    council = given_council()
    answer = browser_of(council.ada).post(FORM, fields_of("simple-majority", **{field: "", "act": "look"}))
    assert answer.status_code == 422
    form = answer.context["composing"]
    assert sentence in str(form.errors[field])
    assert f'href="#id_{field}"' in text(answer)


def test_another_kind_of_chamber_brings_other_fields_without_a_script() -> None:
    council = given_council()
    client = browser_of(council.ada)
    page = text(client.post(FORM, fields_of("simple-majority", **{"c0-asks": "election", "act": "fields"})))
    assert 'name="c0-method"' in page
    assert 'name="c0-base"' not in page
    assert 'id="errors"' not in page
    values = {**shown_fields(page), "c0-method": "stv-meek", "act": "fields"}
    page = text(client.post(FORM, values))
    assert 'name="c0-set-omega"' in page
    assert "A ballot ends at a rank that was left out." in page
    page = text(client.post(FORM, {**shown_fields(page), "c0-method": "lot", "act": "fields"}))
    assert 'name="c0-set-omega"' not in page


def test_a_run_off_is_named_field_by_field_and_read_back() -> None:
    client = browser_of(given_council().ada)
    values = {**draft_of(read_book(COMMITTEE.read_text("utf-8"))), "c0-runoff": "new ballots"}
    page = text(client.post(FORM, {**values, "act": "fields"}))
    assert 'name="c0-between"' in page
    assert 'id="errors"' not in page
    values |= {"c0-between": "3", "c0-again": "plurality"}
    page = text(client.post(FORM, {**values, "act": "fields"}))
    assert 'name="c0-rset-tie"' in page
    answer = client.post(FORM, {**values, "c0-rset-tie": "order", "act": "look"})
    assert answer.status_code == 200, answer.context["composing"].errors
    assert "a run-off of its own between the best of the others (3)" in text(answer)


def test_a_run_off_between_nobody_knows_how_many_is_asked_back_at_its_field() -> None:
    values = {**draft_of(read_book(COMMITTEE.read_text("utf-8"))), "c0-runoff": "new ballots", "c0-again": "plurality"}
    answer = browser_of(given_council().ada).post(FORM, {**values, "c0-rset-tie": "order", "act": "look"})
    assert answer.status_code == 422
    assert "c0-between" in answer.context["composing"].errors


def test_chambers_are_added_and_removed() -> None:
    council = given_council()
    client = browser_of(council.ada)
    page = text(client.post(FORM, fields_of("shortlist", act="add")))
    assert 'name="c2-key"' in page
    page = text(client.post(FORM, {**shown_fields(page), "act": "remove-c0-"}))
    assert 'name="c0-key"' not in page
    assert 'name="c1-key" value="members"' in page


def test_a_draft_is_rehearsed_with_its_candidates() -> None:
    council = given_council()
    values = {**draft_of(read_book(COMMITTEE.read_text("utf-8"))), "act": "look"}
    values["candidates"] = CANDIDATES.read_text("utf-8")
    page = text(browser_of(council.ada).post(FORM, values))
    assert "Dead ends: what votes cannot mend" in page
    assert "all its 3 candidates share home_wiki enwiki" in page
    assert "it is below its own quorum of 8 of 16" in page


def test_what_the_form_cannot_say_is_said_and_edited_as_toml() -> None:
    council = given_council()
    given_rulebook(council)
    page = text(browser_of(council.ada).get(f"{FORM}?like=council-rules/1"))
    assert "These rules are of yes and no in the first format." in page
    assert "/rulebooks/new/?like=council-rules/1" in page.replace("%2F", "/")


def test_members_and_visitors_do_not_compose() -> None:
    council = given_council()
    assert browser_of(council.bo).get(FORM).status_code == 403
    assert Client().get(FORM).status_code == 302
    assert browser_of(council.ada).get(f"{FORM}?template=no-such").status_code == 404


def test_a_published_rulebook_of_elections_is_drawn_and_rehearsed() -> None:
    council = given_council()
    client = browser_of(council.ada)
    source = COMMITTEE.read_text("utf-8")
    published = client.post("/rulebooks/new/", {"body": council.body.pk, "source": source, "slug": "", "token": "a"})
    url = published["Location"]
    page = text(client.get(url))
    assert "elects 16: yes or no to each candidate" in page
    assert page.count('<rect class="f"') == 15
    assert page.count('<rect class="a"') == 1
    assert "trial/" not in page
    assert client.get(f"{url}trial/").status_code == 404
    page = text(Client().get(f"{url}rehearsal/"))
    assert "It has caps or reserved seats." in page
    cast = {"candidates": CANDIDATES.read_text("utf-8"), "community.eligible": "500"}
    assert "sign-in" in Client().post(f"{url}rehearsal/", cast)["Location"]
    page = text(client.post(f"{url}rehearsal/", cast))
    assert "all its 3 candidates share home_wiki enwiki" in page
    broken = client.post(f"{url}rehearsal/", {"candidates": "name\nAda\nAda", "community.eligible": "0"})
    assert "Line 3: “Ada” is named twice." in text(broken)
    assert text(Client().get("/rulebooks/schema-2.json")).startswith("{")


@pytest.mark.parametrize("language", ["es", "ar"])
def test_the_form_and_the_rehearsal_speak_the_readers_language(language) -> None:
    council = given_council()
    client = browser_of(council.ada)
    page = text(client.post(f"/{language}{FORM}", fields_of("conduct-committee", act="look")))
    for english in ("Dead ends", "Elected:", "Each person has one vote", "Nobody votes", "Who may vote?"):
        assert english not in page
    assert {"es": "Se eligen: 12.", "ar": "يُنتخب: 12."}[language] in page
