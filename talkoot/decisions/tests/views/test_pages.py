"""Every page of decisions, for whom it is, in two languages."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import translation

from talkoot.accounts.models import Account
from talkoot.accounts.tests.given import browser_of
from talkoot.decisions import actions
from talkoot.decisions.models import Decision
from talkoot.decisions.tests.given import AFTER, DURING, EXEMPTION, given_ballot, given_decision, given_tally
from talkoot.kernel.actors import Actor
from talkoot.rulebooks.tests.given import CHAPTERS, ELSEWHERE, MEMBERS, OPENED, given_council, given_rulebook

pytestmark = pytest.mark.django_db
LEAST = 8


@pytest.fixture(autouse=True)
def during():
    with time_machine.travel(DURING, tick=False), translation.override("en"):
        yield


def account_of(actor: Actor) -> Account:
    assert actor.account_id is not None
    return Account.objects.get(pk=actor.account_id)


def text(response) -> str:
    return str(response.content.decode())


def given_counted(council, **values):
    decision = given_decision(council, MEMBERS, CHAPTERS, combination="1 of 2", **values)
    given_ballot(decision, council.ada, "yes", reason="Our *readers* ask.")
    given_ballot(decision, council.bo, "yes", reason="السبب", language="ar")
    given_ballot(decision, council.dee, "no", reason="<script>alert(1)</script>")
    given_ballot(decision, council.eve, "no", chamber="chapters", body=council.chapters[0])
    actions.close_due(AFTER)
    return Decision.objects.get(pk=decision.pk)


def test_the_list_shows_what_is_open_with_its_turnout_and_language() -> None:
    council = given_council()
    decision = given_decision(council, title="هل نوافق؟", language="ar")
    given_ballot(decision, council.bo)
    page = text(Client().get("/decisions/"))
    assert 'lang="ar" dir="rtl">هل نوافق؟</a>' in page
    assert "1 of 3 have voted" in page
    assert "Open until <time" in page
    assert "Put a question" not in page
    assert "Drafts" not in page


def test_the_list_is_filtered_by_state_and_body() -> None:
    council = given_council()
    given_counted(council)
    page = text(Client().get("/decisions/?state=closed&body=technology-council"))
    assert "Dark mode for everyone" in page
    assert "1 of 2 chambers approved" in page
    assert "None of this body." in text(Client().get("/decisions/?state=closed&body=north-chapter"))
    assert "Nothing is being voted on now." in text(Client().get("/decisions/"))
    assert "No decision was ever voided." in text(Client().get("/decisions/?state=voided"))


def test_while_voting_only_turnout_is_shown() -> None:
    council = given_council()
    decision = given_decision(council, MEMBERS, CHAPTERS)
    given_ballot(decision, council.bo, "no", reason="My secret reason")
    page = text(Client().get(decision.get_absolute_url()))
    assert '<rect class="f" width="1" height="10"/><path class="tick" d="M2 0v10"/>' in page
    assert "Quorum: 2" in page
    assert "My secret reason" not in page
    assert "Sign in to vote, if you are on a roll." in page
    assert "Count it again yourself" not in page


def test_whoever_is_on_no_roll_is_told_so() -> None:
    council = given_council()
    decision = given_decision(council)
    page = text(browser_of(council.eve).get(decision.get_absolute_url()))
    assert "You are on no roll of this decision. The rolls were frozen on" in page
    assert "Every person with a mandate in \u2068Technology Council\u2069 votes." in page


def test_reasons_are_shown_after_the_close_each_in_its_own_language() -> None:
    council = given_council()
    page = text(Client().get(given_counted(council).get_absolute_url()))
    assert "Our <em>readers</em> ask." in page
    assert '<div class="prose" lang="ar" dir="rtl"><p>السبب</p>' in page
    assert "<script>alert" not in page


def test_who_voted_how_is_public_after_the_close() -> None:
    council = given_council()
    decision = given_decision(council, MEMBERS, CHAPTERS)
    given_ballot(decision, council.eve, "neutral", chamber="chapters", body=council.chapters[0])
    url = f"{decision.get_absolute_url()}ballots/"
    assert Client().get(url).status_code == 404
    actions.close_due(AFTER)
    page = text(Client().get(url))
    assert '<a href="/bodies/north-chapter/"><bdi lang="en">North Chapter</bdi></a>' in page
    assert 'by <a href="/people/eve/"><bdi>Eve</bdi></a>' in page
    assert "No vote matches." in text(Client().get(f"{url}?choice=yes"))
    assert "North Chapter" not in text(Client().get(f"{url}?chamber=council")).partition('id="list"')[2]


def test_the_roll_is_public_but_not_who_has_voted_yet() -> None:
    council = given_council()
    decision = given_decision(council)
    given_ballot(decision, council.bo)
    url = f"{decision.get_absolute_url()}rolls/council/"
    page = text(Client().get(url))
    assert "3 voters, as it was frozen on" in page
    assert ">voted</span>" not in page
    actions.close_due(AFTER)
    assert text(Client().get(url)).count(">voted</span>") == 1
    assert Client().get(f"{decision.get_absolute_url()}rolls/senate/").status_code == 404


def test_an_awaited_result_is_said_and_what_was_recorded_names_its_source() -> None:
    council = given_council()
    decision = given_decision(council, MEMBERS, ELSEWHERE)
    actions.close_due(AFTER)
    assert "held on another site, not recorded yet." in text(Client().get(decision.get_absolute_url()))
    given_tally(decision, council.ada)
    assert "recorded, not counted yet." in text(Client().get(decision.get_absolute_url()))
    actions.count_decision(decision.pk, by=council.ada, at=AFTER)
    page = text(Client().get(decision.get_absolute_url()))
    assert 'href="https://vote.example/result" rel="nofollow ugc"' in page
    assert "Held elsewhere, recorded by <bdi>Ada</bdi>" in page
    assert "2,446 ballots" in page


def test_a_voided_decision_says_why() -> None:
    council = given_council()
    decision = given_decision(council)
    actions.void_decision(decision.pk, reason="قائمة *خاطئة*", language="ar", by=council.ada, at=DURING)
    page = text(Client().get(decision.get_absolute_url()))
    assert "Voided: nothing was decided" in page
    assert '<div class="prose" lang="ar" dir="rtl"><p>قائمة <em>خاطئة</em></p>' in page


def test_a_changed_question_leads_from_the_voided_decision_to_its_draft() -> None:
    council = given_council()
    decision = given_decision(council)
    given_ballot(decision, council.bo)
    new = actions.change_question(decision.pk, title="Light", question="Q?", language="en", by=council.ada, at=DURING)
    assert "has to be put anew" in text(Client().get(decision.get_absolute_url()))
    assert Client().get(new.get_absolute_url()).status_code == 404
    assert "Only those who prepare questions" in text(browser_of(council.ada).get(new.get_absolute_url()))


def test_in_arabic_the_page_runs_from_the_right_and_quotes_keep_their_direction() -> None:
    council = given_council()
    decision = given_counted(council, title="Quarter of funds")
    page = text(Client().get(f"/ar{decision.get_absolute_url()}"))
    assert '<html lang="ar" dir="rtl"' in page
    assert '<h1 lang="en" dir="ltr">Quarter of funds</h1>' in page
    assert '<path class="tick" d="M50 0v20"/>' in page


def test_chambers_have_their_name_in_the_readers_language() -> None:
    council = given_council()
    named = MEMBERS.replace('name = "Council"', 'name = "Council"\nnames = { ar = "المجلس" }')
    decision = given_decision(council, named)
    page = text(Client().get(f"/ar{decision.get_absolute_url()}"))
    assert '<bdi lang="ar" dir="rtl">المجلس</bdi>' in page


def test_the_body_page_shows_what_the_body_decides() -> None:
    council = given_council()
    decision = given_decision(council)
    page = text(Client().get(council.body.get_absolute_url()))
    assert f'href="{decision.get_absolute_url()}"' in page
    assert "Open decisions" in page


def pages(decision: Decision) -> list[str]:
    url = decision.get_absolute_url()
    return [url, f"{url}ballots/", f"{url}rolls/council/", "/decisions/?state=closed", "/decisions/"]


@pytest.mark.parametrize("language", ["", "/ar", "/es"])
def test_no_page_asks_the_database_more_than_eight_times(language, django_assert_max_num_queries) -> None:
    council = given_council()
    opened = given_decision(council, MEMBERS, CHAPTERS, closes_at=AFTER + timedelta(days=9))
    closed = given_counted(council)
    client = browser_of(council.ada)
    urls = [*pages(closed), opened.get_absolute_url(), f"{opened.get_absolute_url()}rolls/council/"]
    for url in urls:
        client.get(f"{language}{url}")
        with django_assert_max_num_queries(LEAST):
            assert client.get(f"{language}{url}").status_code == 200, url


def test_nothing_of_a_draft_gives_it_away() -> None:
    council = given_council()
    draft = actions.draft_decision(
        title="Secret plan", question="Q?", language="en", rulebook_id=given_rulebook(council).pk,
        steward_body_id=council.body.pk, exemption=EXEMPTION, by=council.ada, at=OPENED,
    )  # fmt: skip
    for client in (Client(), browser_of(council.bo)):
        for path in ("", "question/", "opening/", "voiding/", "ballots/", "rolls/council/", "evidence.json"):
            answer = client.get(f"/decisions/{draft.public_id}/{path}")
            assert answer.status_code == 404, path
        assert "Secret plan" not in text(client.get("/decisions/?state=draft"))
