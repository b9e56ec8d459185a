"""A steward's pages: draft, open, change, close, record, count, void, publish."""

from __future__ import annotations

import pytest
import time_machine
from django.test import Client
from django.utils import translation

from talkoot.accounts.tests.given import browser_of
from talkoot.consultations.tests.given import given_consultation
from talkoot.decisions import actions
from talkoot.decisions.models import Decision, Tally
from talkoot.decisions.rules import Outcome, State
from talkoot.decisions.tests.given import AFTER, CLOSES, DURING, EXEMPTION, given_ballot, given_decision
from talkoot.decisions.tests.views.test_pages import text
from talkoot.rulebooks.tests.given import ELSEWHERE, given_council, given_rulebook

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def during():
    with time_machine.travel(DURING, tick=False), translation.override("en"):
        yield


def test_a_question_is_drafted_then_opened() -> None:
    council = given_council()
    rulebook = given_rulebook(council)
    client = browser_of(council.ada)
    values = {"body": council.body.pk, "title": "Dark", "question": "On?", "language": "en", "rulebook": rulebook.pk,
              "rests_on": "", "exemption": "The bylaws ask for it."}  # fmt: skip
    drafted = client.post("/decisions/new/", {**values, "token": "a"})
    decision = Decision.objects.get()
    assert drafted["Location"] == f"/decisions/{decision.public_id}/"
    assert "Open voting" in text(client.get(drafted["Location"]))
    page = text(client.get(f"{drafted['Location']}opening/"))
    assert "Quorum: at least 50% of those who may vote must take part." in page
    answer = client.post(
        f"{drafted['Location']}opening/", {"closes_at": CLOSES.strftime("%Y-%m-%dT%H:%M"), "token": "b"}
    )
    assert answer.status_code == 303
    decision.refresh_from_db()
    assert (decision.state, decision.closes_at) == (State.OPEN, CLOSES)


def test_a_question_names_its_consultation_by_number_or_address() -> None:
    council = given_council()
    asked = given_consultation(council.body, title="Is it too bright?")
    client = browser_of(council.ada)
    values = {"body": council.body.pk, "title": "Dark", "question": "On?", "language": "en",
              "rulebook": given_rulebook(council).pk, "exemption": ""}  # fmt: skip
    for n, named in enumerate((asked.public_id, f"https://talkoot.example/ar{asked.get_absolute_url()}#inputs")):
        drafted = client.post("/decisions/new/", {**values, "rests_on": named, "token": f"n{n}"})
        assert Decision.objects.latest("pk").rests_on == asked.ref
        page = text(client.get(drafted["Location"]))
        assert "Rests on a consultation" in page
        assert "Is it too bright?" in page


@pytest.mark.parametrize(
    ("grounds", "sentence"),
    [
        ({"rests_on": "", "exemption": ""}, "or say why nobody was asked."),
        ({"rests_on": "C-99999", "exemption": ""}, "There is no such consultation."),
        ({"rests_on": "javascript:1", "exemption": ""}, "There is no such consultation."),
        ({"rests_on": "P-3", "exemption": "No."}, "There is no such consultation."),
    ],
)
def test_a_question_without_grounds_comes_back(grounds, sentence) -> None:
    council = given_council()
    values = {"body": council.body.pk, "title": "Dark", "question": "On?", "language": "en",
              "rulebook": given_rulebook(council).pk, **grounds}  # fmt: skip
    answer = browser_of(council.ada).post("/decisions/new/", values)
    assert answer.status_code == 422
    assert sentence in text(answer)
    assert not Decision.objects.exists()


def test_the_page_says_why_nobody_was_consulted_and_so_do_recent_changes() -> None:
    council = given_council()
    decision = given_decision(council)
    page = text(Client().get(decision.get_absolute_url()))
    assert "Nobody was consulted" in page
    assert "<em>every year</em>" in page
    recent = text(Client().get("/recent/"))
    assert "without a consultation, for a recorded reason" in recent


def test_a_closing_time_in_the_past_comes_back() -> None:
    council = given_council()
    decision = actions.draft_decision(
        title="T", question="Q?", language="en", rulebook_id=given_rulebook(council).pk,
        steward_body_id=council.body.pk, exemption=EXEMPTION, by=council.ada, at=DURING,
    )  # fmt: skip
    answer = browser_of(council.ada).post(
        f"/decisions/{decision.public_id}/opening/", {"closes_at": "2020-01-01T10:00"}
    )
    assert answer.status_code == 422
    assert "Choose a closing time in the future." in text(answer)


def test_a_changed_question_warns_and_then_leads_to_the_draft() -> None:
    council = given_council()
    decision = given_decision(council)
    given_ballot(decision, council.bo)
    client = browser_of(council.ada)
    url = f"/decisions/{decision.public_id}/question/"
    assert "this decision is then voided" in text(client.get(url))
    answer = client.post(url, {"title": "Light", "question": "Off?", "language": "en", "token": "a"})
    new = Decision.objects.get(title="Light")
    assert answer["Location"] == f"/decisions/{new.public_id}/"
    assert new.is_draft


def test_closing_is_offered_once_the_time_has_come() -> None:
    council = given_council()
    decision = given_decision(council)
    client = browser_of(council.ada)
    page = f"/decisions/{decision.public_id}/"
    assert "Close and count" not in text(client.get(page))
    refused = client.post(f"{page}closure/", {"token": "a"})
    assert refused.status_code == 422
    assert "People were promised time" in text(refused)
    with time_machine.travel(AFTER, tick=False):
        assert "Close and count" in text(client.get(page))
        assert client.post(f"{page}closure/", {"token": "b"}).status_code == 303
    decision.refresh_from_db()
    assert decision.outcome == Outcome.REJECTED


def test_a_result_from_elsewhere_is_recorded_checked_and_counted() -> None:
    council = given_council()
    decision = given_decision(council, ELSEWHERE)
    actions.close_decision(decision.pk, by=council.ada, at=DURING)
    client = browser_of(council.ada)
    page = f"/decisions/{decision.public_id}/"
    assert "Record a result from elsewhere" in text(client.get(page))
    figures = {"eligible": 117_275, "yes": 1_710, "no": 623, "neutral": 113}
    source = {"source_url": "vote.example/result", "evidence_sha256": "A" * 64}
    answer = client.post(f"{page}tallies/new/", {"chamber": "individuals", **figures, **source, "token": "a"})
    assert answer.status_code == 303, text(answer)
    assert (Tally.objects.get().source_url, Tally.objects.get().evidence_sha256) == (
        "https://vote.example/result",
        "a" * 64,
    )
    assert "1,710 yes, 623 no, 113 neutral of 117,275 who could vote" in text(client.get(f"{page}count/"))
    client.post(f"{page}count/", {"token": "b"})
    decision.refresh_from_db()
    assert decision.outcome == Outcome.ADOPTED


def test_impossible_figures_come_back_with_the_field_named() -> None:
    council = given_council()
    decision = given_decision(council, ELSEWHERE)
    actions.close_decision(decision.pk, by=council.ada, at=DURING)
    values = {"chamber": "individuals", "eligible": 1, "yes": 5, "no": 0, "neutral": 0}
    values |= {"source_url": "https://x.example", "evidence_sha256": "a" * 64}
    answer = browser_of(council.ada).post(f"/decisions/{decision.public_id}/tallies/new/", values)
    assert answer.status_code == 422
    assert "There are more ballots than people who could vote." in text(answer)


def test_voiding_takes_a_reason() -> None:
    council = given_council()
    decision = given_decision(council)
    client = browser_of(council.ada)
    url = f"/decisions/{decision.public_id}/voiding/"
    assert client.post(url, {"reason": "", "language": "en"}).status_code == 422
    assert client.post(url, {"reason": "Wrong roll", "language": "en", "token": "a"}).status_code == 303
    decision.refresh_from_db()
    assert decision.is_voided


@pytest.mark.parametrize("path", ["question/", "closure/", "tallies/new/", "count/", "voiding/"])
def test_members_and_visitors_do_not_get_in(path) -> None:
    council = given_council()
    decision = given_decision(council)
    assert browser_of(council.bo).get(f"/decisions/{decision.public_id}/{path}").status_code == 403
    assert Client().get(f"/decisions/{decision.public_id}/{path}").status_code == 302


def test_only_those_who_act_for_a_body_put_questions() -> None:
    council = given_council()
    assert browser_of(council.bo).get("/decisions/new/").status_code == 403
    assert Client().get("/decisions/new/").status_code == 302
