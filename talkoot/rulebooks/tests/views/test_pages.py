"""Reading rulebooks, trying them, publishing them."""

from __future__ import annotations

import pytest
import time_machine
from django.test import Client
from django.utils import translation

from talkoot.accounts.tests.given import browser_of
from talkoot.decisions.tests.given import DURING, given_decision
from talkoot.decisions.tests.views.test_pages import text
from talkoot.ledger.models import Entry
from talkoot.rulebooks.events import RulebookPublished
from talkoot.rulebooks.models import Rulebook
from talkoot.rulebooks.tests.given import ELSEWHERE, MEMBERS, given_council, given_rulebook, rules_text

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def during():
    with time_machine.travel(DURING, tick=False), translation.override("en"):
        yield


def test_a_rulebook_with_something_unsaid_names_every_line() -> None:
    council = given_council()
    client = browser_of(council.ada)
    source = rules_text(MEMBERS).replace('counts = "yes+no+neutral"\n', "").replace('base = "yes+no"\n', "")
    answer = client.post("/rulebooks/new/", {"body": council.body.pk, "source": source})
    assert answer.status_code == 422
    page = text(answer)
    assert "Line 10: Which ballots count towards the quorum?" in page
    assert "Line 14: What is the needed support a share of?" in page
    assert not Rulebook.objects.exists()


def test_a_rulebook_is_published_and_read_back() -> None:
    council = given_council()
    client = browser_of(council.ada)
    values = {"body": council.body.pk, "source": rules_text(MEMBERS), "slug": "", "token": "a"}
    answer = client.post("/rulebooks/new/", values)
    assert answer["Location"] == "/rulebooks/council-rules/1/"
    page = text(client.get(answer["Location"]))
    assert "Neutral ballots count towards the quorum." in page
    assert "This version never changes from now on." in page
    assert "kind = &quot;members_of_body&quot;" in page
    assert client.get("/rulebooks/council-rules/")["Location"] == answer["Location"]
    assert text(client.get(f"{answer['Location']}source.toml")) == rules_text(MEMBERS)
    assert "Council rules" in text(client.get("/rulebooks/"))


def test_a_changed_version_begins_with_the_last() -> None:
    council = given_council()
    given_rulebook(council)
    page = text(browser_of(council.ada).get("/rulebooks/new/?like=council-rules/1"))
    assert "technology-council" in page
    assert 'value="council-rules"' in page
    assert "Simple majority of a committee" in text(browser_of(council.ada).get("/rulebooks/new/"))


def test_members_do_not_publish_rulebooks() -> None:
    council = given_council()
    assert browser_of(council.bo).get("/rulebooks/new/").status_code == 403
    assert Client().get("/rulebooks/none/1/").status_code == 404
    assert Client().get("/rulebooks/none/").status_code == 404
    assert text(Client().get("/rulebooks/schema.json")).startswith("{")


def test_a_trial_shows_the_readings_of_neutral_side_by_side() -> None:
    council = given_council()
    given_rulebook(council, ELSEWHERE)
    url = "/rulebooks/council-rules/1/trial/"
    assert "Count" in text(Client().get(url))
    figures = {"eligible": 117_275, "yes": 1_710, "no": 623, "neutral": 113}
    page = text(Client().get(url, {f"individuals.{name}": value for name, value in figures.items()}))
    assert "Adopted by its one chamber" in page
    assert "Met by 100." in page
    assert "Missed by 13." in page
    assert "69.91% said yes" in page
    assert "the outcome depends on how neutral is read" in page


def test_a_trial_of_the_impossible_says_so() -> None:
    council = given_council()
    given_rulebook(council, ELSEWHERE)
    url = "/rulebooks/council-rules/1/trial/"
    figures = {"eligible": 3, "yes": 5, "no": 0, "neutral": 0}
    page = text(Client().get(url, {f"individuals.{name}": value for name, value in figures.items()}))
    assert "There are more ballots than people who could vote." in page
    assert "The same figures" not in page


def test_rulebook_pages_ask_the_database_little(django_assert_max_num_queries) -> None:
    council = given_council()
    decision = given_decision(council)
    client = browser_of(council.ada)
    url_of_rules = decision.rulebook.get_absolute_url()
    for url in (url_of_rules, "/rulebooks/", f"{url_of_rules}trial/"):
        with django_assert_max_num_queries(8):
            assert client.get(url).status_code == 200


@pytest.mark.parametrize("rest", ["", "council-rules/1/", "council-rules/1/trial/?council.yes=3", "schema.json"])
def test_links_from_before_the_move_lead_on_for_good(rest) -> None:
    answer = Client().get(f"/decisions/rulebooks/{rest}")
    assert (answer.status_code, answer["Location"]) == (301, f"/rulebooks/{rest}")
    assert Client().get(f"/ar/decisions/rulebooks/{rest}")["Location"] == f"/ar/rulebooks/{rest}"


def test_the_page_shows_what_was_decided_under_it() -> None:
    council = given_council()
    rulebook = given_rulebook(council)
    page = text(Client().get(rulebook.get_absolute_url()))
    assert "Nothing yet." in page
    decision = given_decision(council, rulebook=rulebook)
    assert decision.title in text(Client().get(rulebook.get_absolute_url()))


def test_a_version_published_before_the_move_is_told_like_any_other() -> None:
    rulebook = given_rulebook(given_council())
    told = Entry.objects.get(kind="rulebooks.rulebook_published")
    told.pk, told.kind, told.key, told.nonce = None, "decisions.rulebook_published", "", "before"
    told.save(force_insert=True)
    assert told.event == RulebookPublished(
        subject=rulebook.ref, slug=rulebook.slug, version=rulebook.version, sha256=rulebook.sha256
    )
    page = text(Client().get("/recent/"))
    assert page.count("published the rulebook") == 2
