"""Every page of documents: reading, citing, comparing, and what stewards send."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.http import HttpResponseBase
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from talkoot.accounts.tests.given import browser_of
from talkoot.directory.models import Body
from talkoot.directory.tests.given import given_body
from talkoot.documents.models import Document, Placing
from talkoot.documents.tests.given import CHARTER, TOMORROW, given_document, given_version
from talkoot.rulebooks.tests.given import Council, given_council
from talkoot.scopes.tests.given import given_world

pytestmark = pytest.mark.django_db
CHANGED = CHARTER.replace("at least six", "at least five")
QUORUM = "The council can decide when at least six members take part in a meeting."
LATER = TOMORROW + timedelta(days=1)


@pytest.fixture(autouse=True)
def later():
    with time_machine.travel(LATER, tick=False), translation.override("en"):
        yield


@pytest.fixture
def body(db: None) -> Body:
    given_world()
    return given_body("Technology Council", kind="council")


@pytest.fixture
def charter(body: Body) -> Document:
    return given_version(given_document(body), CHANGED)


def text(response: HttpResponseBase) -> str:
    said: str = bytes(getattr(response, "content", b"")).decode().replace("\u2068", "").replace("\u2069", "")
    return said


def page(path: str, status: int = 200) -> str:
    answer = Client().get(path)
    assert answer.status_code == status, path
    return text(answer)


def test_a_document_reads_as_numbered_clauses_in_its_own_language(body: Body) -> None:
    given_document(body, CHARTER.replace("Who we are.", "من نحن <b>"), slug="mithaq", language="ar")
    said = page("/d/mithaq/")
    assert '<h2><a href="/d/mithaq/1">1</a> Members</h2>' in said
    assert '<h3><a href="/d/mithaq/1.1">1.1</a> Seats</h3>' in said
    assert 'class="body prose" lang="ar" dir="rtl"' in said
    assert "من نحن &lt;b&gt;" in said
    assert "In force" in said


def test_clauses_are_cited_by_number_at_any_version_and_by_their_id(charter: Document) -> None:
    assert "at least five" in page("/d/charter/2")
    assert "at least five" in page("/d/charter/2/")
    assert "at least six" in page("/d/charter@1/2")
    assert "Was replaced" in page("/d/charter@1/2")
    clause = Placing.objects.get(version__number=1, number="2").clause_id
    assert Client().get(f"/d/charter/c{clause}/")["Location"] == "/d/charter/2"
    whole = page("/d/charter/1")
    assert "nine seats" in whole
    assert "two years" in whole


def test_a_clause_that_is_gone_is_found_where_it_stood_last(charter: Document) -> None:
    clause = Placing.objects.get(version__number=1, number="1.2").clause_id
    given_version(charter, re.sub(r"### Terms\n\n[^\n]+\n\n", "", CHANGED))
    assert Client().get(f"/d/charter/c{clause}/")["Location"] == "/d/charter@2/1.2"


@pytest.mark.parametrize(
    "path",
    ["/d/none/", "/d/charter@3/", "/d/charter/9.9", "/d/charter@9/1", "/d/charter/c999999/", "/d/none/versions/",
     "/d/charter/comparison/?old=1&new=7", "/d/charter@3.md", "/d/charter@1.pdf", "/d/none/c1/"],
)  # fmt: skip
def test_what_is_not_there_is_not_found(charter: Document, path: str) -> None:
    page(path, 404)


def test_what_is_published_for_later_does_not_bind_yet(charter: Document) -> None:
    given_version(charter, CHARTER, in_force_on=(LATER + timedelta(days=30)).date())
    assert "at least five" in page("/d/charter/")
    assert "A later version is published and not in force yet." in page("/d/charter/")
    later = page("/d/charter@3/")
    assert "Not in force yet" in later
    assert "What binds is version 2." in later


def test_the_history_says_who_when_and_why(charter: Document) -> None:
    said = page("/d/charter/versions/")
    assert said.index("Version 2") < said.index("Version 1")
    assert "Better." in said
    assert "Taken over from its source" in said


@pytest.mark.parametrize("query", ["", "?old=1&new=2", "?old=1&new=2&view=side", "?old=x&new=9999999999"])
def test_two_versions_are_compared_by_words(charter: Document, query: str) -> None:
    said = page(f"/d/charter/comparison/{query}")
    assert re.search(r"<del>.*six.*</del>", said)
    assert re.search(r"<ins>.*five.*</ins>", said)
    assert "nine seats" not in said


def test_side_by_side_each_side_shows_its_own_text(charter: Document) -> None:
    said = page("/d/charter/comparison/?view=side")
    left, right = said[said.index('class="beside"') :].split("</div><div>")[:2]
    assert "six" in left
    assert "five" not in left
    assert "five" in right
    assert "six" not in right.split("</div>")[0]


def test_a_long_document_has_contents_and_names_its_language(body: Body) -> None:
    given_document(body, "# Charter\n\n" + "\n\n".join(f"## Part {n}\n\nWords." for n in range(13)))
    said = page("/d/charter/")
    assert said.count('<li><a href="#c') == 13
    assert '<bdi lang="en" dir="ltr">English</bdi>' in said


def test_compared_with_itself_nothing_changed(charter: Document) -> None:
    assert "Nothing changed between these two." in page("/d/charter/comparison/?old=2&new=2")


@pytest.mark.parametrize(
    ("kind", "words"),
    [("md", "## 2. Quorum"), ("txt", "2  Quorum"), ("html", '<h2><a href="/d/charter/2">2</a> Quorum</h2>')],
)
def test_a_version_is_taken_away_as_a_file(charter: Document, kind: str, words: str) -> None:
    assert words in page(f"/d/charter@1.{kind}")
    assert "at least six" in page(f"/d/charter@1.{kind}")


@pytest.mark.parametrize("clauses", [10, 300])
@pytest.mark.parametrize(("path", "queries"), [("/d/charter/", 3), ("/d/charter/5", 5), ("/d/charter/versions/", 2),
                                               ("/d/charter/comparison/?old=1&new=1", 5), ("/d/", 1)])  # fmt: skip
def test_pages_ask_little_however_long_the_document(body: Body, path: str, queries: int, clauses: int) -> None:
    given_document(body, "# Charter\n\n" + "\n\n".join(f"## Part {n}\n\nWords of {n}." for n in range(clauses)))
    Client().get(path)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        page(path)
    assert len(asked) == queries, [query["sql"][:150] for query in asked]


def test_a_steward_takes_a_document_in_and_publishes_its_next_version() -> None:
    council = given_council()
    client = browser_of(council.ada)
    assert "Take a document in" in text(client.get("/d/"))
    form = {"title": "Charter", "slug": "charter", "body_id": council.body.pk, "language": "en", "source": CHARTER,
            "written": "markdown", "summary": "Adopted.", "in_force_on": "2000-01-01", "token": "a"}  # fmt: skip
    assert client.post("/d/new/", form)["Location"] == "/d/charter/"
    assert "## 2. Quorum" in text(client.get("/d/charter/versions/new/"))
    form = {"source": CHARTER.replace(QUORUM, "No."),
            "written": "markdown", "summary": "Less.", "language": "en", "in_force_on": "2000-01-02", "based_on": "1",
            "token": "b"}  # fmt: skip
    answer = client.post("/d/charter/versions/new/", form)
    assert answer.status_code == 422
    assert "Say whether it is the same clause." in text(answer)
    name = re.search(r'name="(same-\d+)"', text(answer))
    assert name
    clause = Placing.objects.get(number="2").clause_id
    assert client.post("/d/charter/versions/new/", {**form, name[1]: str(clause)})["Location"] == "/d/charter/"
    assert Placing.objects.filter(clause=clause).count() == 2


def test_a_text_that_is_no_document_is_refused_with_its_line_and_stays_in_the_form() -> None:
    council = given_council()
    form = {"title": "Charter", "slug": "Bad Slug", "body_id": council.body.pk, "language": "en",
            "source": "## a\n\n## " + "b" * 301, "written": "markdown", "summary": "Adopted.",
            "in_force_on": "2000-01-01", "token": "a"}  # fmt: skip
    answer = browser_of(council.ada).post("/d/new/", form)
    assert answer.status_code == 422
    assert "Line 3: a heading has at most 300 characters." in text(answer)
    assert "b" * 301 in text(answer)
    assert not Document.objects.exists()


def test_a_version_published_meanwhile_is_told_and_nothing_is_lost(charter: Document) -> None:
    council: Council = given_council()
    Document.objects.filter(pk=charter.pk).update(body=council.body)
    form = {"source": f"{CHANGED}\n\n## More\n\nWords.", "written": "markdown", "summary": "More.", "language": "en",
            "in_force_on": "2099-01-01", "based_on": "1", "token": "b"}  # fmt: skip
    answer = browser_of(council.ada).post("/d/charter/versions/new/", form)
    assert answer.status_code == 422
    assert "Somebody published another version meanwhile." in text(answer)
    assert "## More" in text(answer)


def test_members_and_visitors_do_not_publish(charter: Document) -> None:
    council = given_council()
    assert browser_of(council.dee).get("/d/charter/versions/new/").status_code == 403
    assert browser_of(council.dee).get("/d/new/").status_code == 403
    assert "/account/sign-in/" in Client().get("/d/new/")["Location"]


def test_a_body_leads_to_its_documents(charter: Document) -> None:
    assert f'<a href="/d/?body={charter.body.slug}">' in page(charter.body.get_absolute_url())
    assert '<a href="/d/charter/"' in page(f"/d/?body={charter.body.slug}")
    other = given_body("Other", kind="council")
    assert "This body has no document here yet." in page(f"/d/?body={other.slug}")
    page("/d/?body=nobody", 404)


def test_many_documents_are_paged_by_title(body: Body) -> None:
    for n in range(25):
        given_document(body, slug=f"d{n:02}")
    first = page("/d/")
    after = re.search(r'href="\?after=(\d+)"', first)
    assert after
    second = page(f"/d/?after={after[1]}")
    shown = [re.findall(r'href="/d/(d\d\d)/"', said) for said in (first, second)]
    assert [len(each) for each in shown] == [20, 5]
    assert not set(shown[0]) & set(shown[1])
