"""Every page of duties, as different people get it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from talkoot.accounts.tests.given import given_account
from talkoot.directory.models import Body, Person
from talkoot.directory.rules import Power
from talkoot.directory.tests.given import ALL_POWERS, given_body, given_mandate, given_role
from talkoot.duties.models import Duty, Matter
from talkoot.duties.rules import Letter
from talkoot.duties.tests.given import given_duty
from talkoot.kernel.testing import MONDAY
from talkoot.scopes.tests.given import given_topic, given_world

pytestmark = pytest.mark.django_db

# What nobody may find in a page: inline styles and scripts (the content security policy would stop them anyway).
FORBIDDEN = re.compile(r"""<style|\sstyle=|\son[a-z]+=["']|javascript:|hx-on""", re.IGNORECASE)
NEW = {
    "letter": "accountable",
    "matter": "Reading interface",
    "source": "Charter 4.2",
    "source_url": "",
    "review_on": "2099-01-01",
    "reason": "The charter says so.",
    "language": "en",
    "token": "t",
}


@pytest.fixture
def council(db: None) -> Body:
    given_world()
    return given_body("Technology Council", kind="council")


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
    page: str = answer.content.decode()
    assert answer.status_code == status, page[:2_000]
    assert not FORBIDDEN.search(page)
    return page


def test_a_visitor_reads_the_map_and_what_is_to_settle(client: Client, council: Body) -> None:
    given_duty(council, source="Charter 4.2", territories=["KE"])
    given_duty(given_body("Hub", kind="hub"), Letter.CONSULTED, "Fonts")
    page = text(client, "/roles/")
    for words in (
        "Technology Council",
        "Reading interface",
        "Charter 4.2",
        "Kenya",
        "Gap: nobody decides",
        "To settle",
    ):
        assert words in page
    assert "Record a duty" not in page


def test_an_empty_map_says_how_it_fills(client: Client, council: Body) -> None:
    assert "No duty has been recorded yet" in text(client, "/roles/")
    assert "No area fits" in text(client, "/roles/?q=nothing")


def test_filters_narrow_the_map_and_stay_filled(client: Client, council: Body) -> None:
    given_duty(council)
    given_duty(given_body("Hub", kind="hub"), Letter.CONSULTED, "Fonts", review_on=None)
    page = text(client, "/roles/?letter=consulted&q=fo")
    assert "Fonts" in page
    assert "Reading interface" not in page
    assert 'value="fo"' in page
    assert "letter=consulted" in re.search(r'href="(/roles/map.csv[^"]*)"', page)[1]  # type: ignore[index]  # it is there
    assert "Reading interface" in text(client, "/roles/?letter=nonsense&issue=nonsense")
    assert "No area fits" in text(client, "/roles/?issue=review")


def test_the_file_opens_in_a_spreadsheet_and_runs_nothing(client: Client, council: Body) -> None:
    given_duty(council, matter="=HYPERLINK(1)")
    answer = client.get("/roles/map.csv")
    lines = b"".join(answer.streaming_content).decode().splitlines()  # type: ignore[attr-defined]  # a streamed answer
    assert lines[0].startswith("\ufeffduty,matter")
    assert "'=HYPERLINK(1)" in lines[1]
    assert answer["Content-Type"].startswith("text/csv")


def test_a_visitor_reads_matters_and_duties(client: Client, council: Body) -> None:
    duty = given_duty(given_role(council, "Chair"), source="Charter 4.2")
    given_duty(given_body("Hub", kind="hub"))
    page = text(client, duty.matter.get_absolute_url())
    for words in ("Chair of Technology Council", "Nobody there", "More than one body is accountable", "Hub"):
        assert words in page
    page = text(client, duty.get_absolute_url())
    names = ("<bdi>Chair</bdi> of <bdi>Technology Council</bdi>", "<bdi>Reading interface</bdi>")
    assert "{} is accountable for {}, everywhere".format(*names) in page
    assert "The charter says so." in page
    assert "Only those with a mandate" in page
    text(client, "/roles/999/", 404)
    text(client, "/roles/matters/999/", 404)


def test_every_page_speaks_arabic(client: Client, council: Body) -> None:
    duty = given_duty(council)
    for path in ("/roles/", duty.get_absolute_url(), duty.matter.get_absolute_url()):
        assert 'dir="rtl"' in text(client, f"/ar{path}")


def test_names_cannot_inject_markup(client: Client, council: Body) -> None:
    duty = given_duty(given_body("<script>alert(1)</script>"), matter="<b>Fonts</b>", source="<i>4</i>")
    for path in ("/roles/?q=<b>", duty.get_absolute_url(), duty.matter.get_absolute_url()):
        page = text(client, path)
        assert not {"<script>alert", "<b>Fonts", "<i>4"} & {
            s for s in ("<script>alert", "<b>Fonts", "<i>4") if s in page
        }


def test_a_visitor_who_wants_to_write_signs_in_first(client: Client, council: Body) -> None:
    answer = client.get("/roles/new/?body=technology-council")
    assert answer.status_code == 302
    assert "sign-in" in answer["Location"]


def test_a_steward_records_a_duty(council: Body) -> None:
    ada = browser("Ada", body=council, powers=ALL_POWERS)
    topic = given_topic("Reading")
    assert "Technology Council" in text(ada, "/roles/new/")
    path = "/roles/new/?body=technology-council"
    assert "The body itself" in text(ada, path)
    new = {
        **NEW,
        "holder": council.ref,
        "scope_topics": [topic.pk],
        "scope_territories": ["KE"],
        "scope_languages": ["sw"],
    }
    answer = ada.post(path, new)
    duty = Duty.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, duty.get_absolute_url())
    assert duty.scope.key == f"topics={topic.pk};territories=KE;languages=sw"
    assert ada.post(path, new)["Location"] == duty.get_absolute_url()
    assert Duty.objects.count() == 1


def test_what_is_refused_comes_back_filled(council: Body) -> None:
    ada = browser("Ada", body=council, powers=ALL_POWERS)
    answer = ada.post(
        "/roles/new/?body=technology-council",
        {**NEW, "holder": council.ref, "review_on": "2001-01-01", "scope_territories": ["KE"]},
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "The next review lies in the past." in page
    assert 'value="Charter 4.2"' in page
    assert re.search(r'value="KE" checked', page)


def test_places_are_chosen_by_name(council: Body) -> None:
    ada = browser("Ada", body=council, powers=ALL_POWERS)
    names = {"scope_territories_named": "Kenya\nAlemania", "scope_languages_named": "swahili"}
    answer = ada.post("/roles/new/?body=technology-council", {**NEW, "holder": council.ref, **names})
    assert answer.status_code == 303
    assert Duty.objects.get().scope.key == "territories=DE,KE;languages=sw"


def test_a_name_that_may_mean_several_things_asks_which_and_keeps_what_was_typed(council: Body) -> None:
    ada = browser("Ada", body=council, powers=ALL_POWERS)
    path, new = "/roles/new/?body=technology-council", {**NEW, "holder": council.ref}
    typed = {**new, "scope_territories": ["KE"], "scope_territories_named": "united"}
    answer = ada.post(path, typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Tick below which you mean by: united." in page
    assert re.search(r'value="KE" checked', page)
    assert re.search(r'value="GB">United Kingdom', page)
    assert "united</textarea>" in page
    assert ada.post(path, {**typed, "scope_territories": ["KE", "GB"]}).status_code == 303
    assert Duty.objects.get().scope.key == "territories=GB,KE"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"scope_topics_named": "<b>Atlantis"}, "Nothing here is called: &lt;b&gt;Atlantis."),
        ({"scope_territories": ["XX"]}, "Choose from the list."),
        ({"scope_topics": ["9999"]}, "Choose from the list."),
    ],
)
def test_what_nobody_knows_is_refused(council: Body, typed: dict[str, object], words: str) -> None:
    ada = browser("Ada", body=council, powers=ALL_POWERS)
    answer = ada.post("/roles/new/?body=technology-council", {**NEW, "holder": council.ref, **typed})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert "<b>Atlantis" not in page


def test_the_form_is_light(council: Body, django_assert_num_queries: Any) -> None:
    for number in range(60):
        given_topic(f"Topic {number}")
    ada = browser("Ada", body=council, powers=ALL_POWERS)
    with django_assert_num_queries(5):
        page = text(ada, "/roles/new/?body=technology-council")
    assert len(re.findall(r"<[a-z]", page)) < 800


@pytest.mark.parametrize("number", [1, 30])
def test_the_map_needs_no_more_than_eight_questions(council: Body, number: int, django_assert_num_queries: Any) -> None:
    for n in range(number):
        given_duty(council, matter=f"Matter {n}", territories=["KE"])
        given_duty(given_body(f"Hub {n}"), matter=f"Matter {n}", territories=["KE"])
    ada = browser("Ada", body=council, powers=ALL_POWERS)
    with django_assert_num_queries(7):  # session and reader; matters, duties, places, numbers, issues; hats
        assert "Accountable:" in text(ada, "/roles/")


def test_a_member_without_the_power_is_told_why(council: Body) -> None:
    bo = browser("Bo", body=council)
    assert "You tend no body" in text(bo, "/roles/new/")
    answer = bo.post("/roles/new/?body=technology-council", {**NEW, "holder": council.ref})
    assert answer.status_code == 403
    assert "Only those with a mandate" in answer.content.decode()


def test_a_steward_confirms_and_ends_a_duty(council: Body) -> None:
    ada = browser("Ada", body=council, powers=ALL_POWERS)
    duty = given_duty(council)
    assert "End this duty" in text(ada, duty.get_absolute_url())
    text(ada, f"/roles/{duty.pk}/confirmations/")
    reason = {"reason": "Looked at.", "language": "en"}
    assert ada.post(f"/roles/{duty.pk}/confirmations/", {**reason, "review_on": "2099-01-01"}).status_code == 303
    text(ada, f"/roles/{duty.pk}/end/")
    assert ada.post(f"/roles/{duty.pk}/end/", {"reason": "", "language": "en"}).status_code == 422
    assert ada.post(f"/roles/{duty.pk}/end/", reason).status_code == 303
    assert "Looked at." in text(ada, duty.get_absolute_url())
    duty.refresh_from_db()
    assert duty.ended_on is not None


def test_an_operator_takes_an_empty_matter_off_the_map(council: Body) -> None:
    oz = browser("Oz", is_operator=True)
    matter = Matter.objects.create(title="Old", fold="old", language="en", is_gap=True)
    assert "Take it off the map" in text(oz, matter.get_absolute_url())
    text(oz, f"/roles/matters/{matter.pk}/retirement/")
    assert oz.post(f"/roles/matters/{matter.pk}/retirement/", {"token": "t"}).status_code == 303
    assert "taken off the map" in text(oz, matter.get_absolute_url())


def test_a_body_shows_its_duties_on_its_page(council: Body) -> None:
    duty = given_duty(given_role(council, "Chair"))
    page = text(browser("Ada", body=council, powers=ALL_POWERS), council.get_absolute_url())
    assert duty.get_absolute_url() in page
    assert "/roles/new/?body=technology-council" in page


def test_a_topic_shows_whom_it_concerns(client: Client, council: Body) -> None:
    topic = given_topic("Reading")
    assert "Whom it concerns" not in text(client, topic.get_absolute_url())
    given_duty(council, topics=[topic.pk])
    assert "Technology Council" in text(client, topic.get_absolute_url())


def test_pages_cost_the_same_with_ten_and_with_a_thousand_duties(council: Body) -> None:
    ada = browser("Ada", body=council, powers=ALL_POWERS)
    duty = given_duty(council, territories=["KE"])
    paths = ("/roles/", duty.matter.get_absolute_url(), duty.get_absolute_url())
    costs = []
    for size in (10, 1_000):
        matters = Matter.objects.bulk_create(
            Matter(title=f"M {size} {n}", fold=f"m {size} {n}", language="en", duty_count=1) for n in range(size)
        )
        Duty.objects.bulk_create(
            Duty(letter="informed", body=council, matter=m, scope=duty.scope, from_on=MONDAY.date()) for m in matters
        )
        costs.append([_cost(ada, path) for path in paths])
    assert costs[0] == costs[1]
    assert max(costs[1]) <= 9, costs


def _cost(client: Client, path: str) -> int:
    text(client, path)
    with CaptureQueriesContext(connection) as context:
        text(client, path)
    return len(context)
