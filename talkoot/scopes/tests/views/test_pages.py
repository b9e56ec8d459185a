"""Every page of scopes, as visitors and operators get it."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from talkoot.accounts.tests.given import given_account
from talkoot.kernel.testing import MONDAY
from talkoot.scopes import actions, queries
from talkoot.scopes.models import Topic
from talkoot.scopes.tests.given import OPERATOR, given_scope, given_topic, given_world

pytestmark = pytest.mark.django_db
FORBIDDEN = re.compile(r"""<style|\sstyle=|\son[a-z]+=["']|javascript:|hx-on""", re.IGNORECASE)


@pytest.fixture(autouse=True)
def world(db: None) -> None:
    given_world()


@pytest.fixture
def operator() -> Client:
    client = Client()
    client.force_login(given_account("Oz", password=None, is_operator=True))
    return client


def text(client: Client, path: str, status: int = 200) -> str:
    """Return the text of a page that must answer with ``status``."""
    answer = client.get(path)
    page: str = answer.content.decode()
    assert answer.status_code == status, page[:2_000]
    assert not FORBIDDEN.search(page)
    return page


def test_a_visitor_finds_a_topic_by_its_name_in_any_language(client: Client) -> None:
    assert "No topic yet" in text(client, "/scopes/")
    software = given_topic("Software")
    given_topic("Reading", es="Lectura", under=[software])
    assert "Software" in text(client, "/scopes/")
    page = text(client, "/scopes/?q=LECT")
    assert "Reading" in page
    assert "Lectura" in page
    assert "No topic has a name with “xyz”" in text(client, "/scopes/?q=xyz")


def test_a_topic_says_where_it_lies_and_what_it_is_called(client: Client) -> None:
    software = given_topic("Software", qid="Q7397")
    reading = given_topic("Reading", ar="القراءة", under=[software])
    page = text(client, reading.get_absolute_url())
    for words in ("Software", "القراءة", "العربية"):
        assert words in page
    assert "Add or change a name" not in page
    page = text(client, software.get_absolute_url())
    assert "Reading" in page
    assert "https://www.wikidata.org/wiki/Q7397" in page
    assert "القراءة" in text(client, f"/ar{reading.get_absolute_url()}")
    text(client, "/scopes/topics/none/", 404)


def test_a_scope_names_its_facets_in_the_readers_language(client: Client) -> None:
    scope = given_scope([given_topic("Reading", es="Lectura")], ["KE"], ["sw"])
    assert "All topics" in text(client, given_scope().get_absolute_url())
    page = text(client, f"/es{scope.get_absolute_url()}")
    for words in ("Lectura", "Kenia", "Kiswahili"):
        assert words in page
    text(client, "/scopes/999/", 404)


def test_an_operator_keeps_the_list_of_topics(operator: Client) -> None:
    software = given_topic("Software")
    new = {"text": "Reading", "language": "en", "qid": "", "broader": str(software.pk), "token": "t"}
    text(operator, "/scopes/topics/new/")
    assert operator.post("/scopes/topics/new/", new)["Location"] == "/scopes/topics/reading/"
    for path, values in (
        ("labels", {"language": "sw", "text": "Kusoma"}),
        (f"broader/{software.pk}/end", {"token": "t"}),
        ("broader", {"broader": str(software.pk)}),
    ):
        text(operator, f"/scopes/topics/reading/{path}/")
        assert operator.post(f"/scopes/topics/reading/{path}/", values).status_code == 303
    page = text(operator, "/scopes/topics/reading/")
    assert "Kusoma" in page
    assert [link.name for link in queries.get_topic("reading", viewer=OPERATOR).broader] == ["Software"]


def test_a_cycle_comes_back_as_a_sentence(operator: Client) -> None:
    software = given_topic("Software")
    given_topic("Reading", under=[software])
    reading = Topic.objects.get(slug="reading")
    answer = operator.post("/scopes/topics/software/broader/", {"broader": str(reading.pk)})
    assert answer.status_code == 422
    assert "lies under this one already" in answer.content.decode()


def test_a_visitor_may_not_keep_topics(client: Client) -> None:
    given_topic("Software")
    answer = client.post("/scopes/topics/software/labels/", {"language": "sw", "text": "Programu"})
    assert answer.status_code == 303
    assert queries.topic_names([Topic.objects.get().pk], "sw") == {Topic.objects.get().pk: "Software"}


def test_pages_cost_the_same_however_many_topics_there_are(client: Client) -> None:
    top = given_topic("Software")
    low = given_topic("Reading", under=[top])
    paths = ("/scopes/?q=topic", low.get_absolute_url(), given_scope([low], ["KE"]).get_absolute_url())
    costs = []
    for size in (10, 60):
        actions.load_topics(
            [actions.TopicSpec(f"t-{size}-{n}", {"en": f"Topic {n}"}) for n in range(size)], by=OPERATOR, at=MONDAY
        )
        costs.append([_cost(client, path) for path in paths])
    assert costs[0] == costs[1]
    assert max(costs[1]) <= 8, costs


def _cost(client: Client, path: str) -> int:
    text(client, path)
    with CaptureQueriesContext(connection) as context:
        text(client, path)
    return len(context)
