"""Rounds of consent as people meet them: positions, objections, amendments, overrides, the result."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import translation

from talkoot.accounts.tests.given import browser_of
from talkoot.decisions import actions
from talkoot.decisions.models import Ballot, Decision
from talkoot.decisions.tests.given import AFTER
from talkoot.decisions.tests.given_elections import given_voters
from talkoot.decisions.tests.given_rounds import DURING, given_objection, given_position, given_round, round_text
from talkoot.decisions.tests.views.test_pages import text
from talkoot.kernel.actors import SYSTEM
from talkoot.objections import actions as objections
from talkoot.objections.models import Objection
from talkoot.rulebooks.tests.given import Council, given_council

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def during():
    with time_machine.travel(DURING, tick=False), translation.override("en"):
        yield


@pytest.fixture
def council() -> Council:
    return given_council()


def amend(decision: Decision, council: Council) -> None:
    actions.amend_question(
        decision.pk, title="Quiet hours", question="Meetings begin after *ten*.", language="en",
        why="Ten suits all.", by=council.ada, at=DURING,
    )  # fmt: skip


def said(client: Client, decision: Decision, **values: str) -> Any:
    """Post a position as the form does."""
    page = text(client.get(decision.get_absolute_url()))
    place = page.partition('name="place" value="')[2].partition('"')[0]
    data = {"place": place, "reason": "", "language": "en", "token": "t", **values}
    return client.post(f"{decision.get_absolute_url()}positions/new/", data)


def test_the_page_asks_where_one_stands_and_never_for_candidates(council):
    decision = given_round(council)
    page = text(browser_of(council.bo).get(decision.get_absolute_url()))
    assert "Where do you stand?" in page
    assert "A reasoned objection says what harm the proposal would do" in page
    assert "everybody sees at once what is said here" in page
    assert "Fill in your ballot" not in page


def test_what_is_said_is_there_for_everybody_at_once_objections_first(council):
    decision = given_round(council)
    given_position(decision, council.ada)
    assert said(browser_of(council.bo), decision, position="objection", reason="No *chairs*.").status_code == 303
    page = text(Client().get(decision.get_absolute_url()))
    assert page.index('id="g-objection"') < page.index('id="g-agree"')
    assert "No <em>chairs</em>." in page
    assert "It cannot change once" not in page


def test_an_objection_without_words_comes_back_with_what_was_chosen(council):
    decision = given_round(council)
    answer = said(browser_of(council.bo), decision, position="objection")
    assert answer.status_code == 422
    page = text(answer)
    assert "an objection needs its reason" in page
    assert 'value="objection" checked' in page or 'value="objection" id="id_position_3" checked' in page
    assert not Ballot.objects.exists()


def test_who_is_on_no_roll_is_told_why(council):
    decision = given_round(council)
    answer = browser_of(council.eve).post(f"{decision.get_absolute_url()}positions/new/", {"position": "agree"})
    assert answer.status_code == 403
    assert "You are not on the roll" in text(answer)


def test_a_steward_amends_and_what_was_said_before_is_marked(council):
    decision = given_round(council)
    objection = given_objection(decision, council.bo, at=DURING - timedelta(hours=2))
    client = browser_of(council.ada)
    assert f"{decision.get_absolute_url()}amendments/new/" in text(client.get(decision.get_absolute_url()))
    changed = client.get(f"{decision.get_absolute_url()}question/")
    assert changed["Location"] == f"{decision.get_absolute_url()}amendments/new/"
    data = {"title": "Quiet hours", "question": "Meetings begin after ten.", "language": "en", "why": "Ten suits all.",
            "meets": [objection.pk], "token": "t"}  # fmt: skip
    assert client.post(f"{decision.get_absolute_url()}amendments/new/", data).status_code == 303
    page = text(Client().get(decision.get_absolute_url()))
    assert "said before the last amendment" in page
    assert "Is it resolved?" in page
    versions = text(Client().get(f"{decision.get_absolute_url()}wordings/"))
    assert "<ins>" in versions
    assert versions.index('id="v2"') < versions.index('id="v1"')


def test_others_in_the_chamber_override_from_the_page_of_the_objection(council):
    decision = given_round(council, source=round_text(override="1/2"))
    objection = given_objection(decision, council.bo)
    way = f"{decision.get_absolute_url()}overrides/{objection.pk}/"
    assert f'href="{way}"' in text(browser_of(council.dee).get(objection.get_absolute_url()))
    for nobody in (council.bo, council.eve):
        assert f'href="{way}"' not in text(browser_of(nobody).get(objection.get_absolute_url()))
    assert browser_of(council.eve).get(way).status_code == 403
    client = browser_of(council.dee)
    place = text(client.get(way)).partition('name="place" value="')[2].partition('"')[0]
    assert client.post(way, {"place": place, "token": "t"}).status_code == 303
    assert "Overridden" in text(Client().get(objection.get_absolute_url()))


def test_who_stands_back_is_not_asked_to_override_and_told_why_they_stay_out(council):
    decision = given_round(council, source=round_text(override="3/4"))
    objection = given_objection(decision, council.bo)
    way = f"{decision.get_absolute_url()}overrides/{objection.pk}/"
    back = {"chamber": "group", "reason": "My shop.", "language": "en", "by": council.dee, "at": DURING}
    actions.recuse(decision.pk, **back)
    assert f'href="{way}"' not in text(browser_of(council.dee).get(objection.get_absolute_url()))
    page = text(browser_of(council.dee).get(way))
    assert "You stood back from this vote." in page
    assert "Go on in spite of it" not in page
    assert "Take part again</button>" in text(browser_of(council.dee).get(f"{decision.get_absolute_url()}recusals/"))
    actions.support_override(decision.pk, objection.pk, by=council.ada, at=DURING)
    page = text(browser_of(council.dee).get(f"{decision.get_absolute_url()}recusals/"))
    assert "With one more they would not have." in page
    assert "Take part again</button>" not in page


def test_who_wanted_an_override_is_not_offered_to_stand_back(council):
    decision = given_round(council, source=round_text(override="3/4"))
    actions.support_override(decision.pk, given_objection(decision, council.bo).pk, by=council.dee, at=DURING)
    page = text(browser_of(council.dee).get(f"{decision.get_absolute_url()}recusals/"))
    assert "and so you take part" in page
    assert "Stand back</button>" not in page


def test_the_result_tells_of_positions_and_of_what_became_of_objections(council):
    decision = given_round(council)
    objection = given_objection(decision, council.bo)
    given_position(decision, council.dee, "concern")
    objections.withdraw_objection(objection.pk, by=council.bo, at=DURING)
    actions.close_decision(decision.pk, by=SYSTEM, at=AFTER)
    page = text(Client().get(decision.get_absolute_url()))
    assert "No reasoned objection is left: 0 agree, 1 have a concern, 0 stand aside." in page
    assert "Objected, withdrawn" in page
    assert "seats are filled" not in page
    ballots = text(Client().get(f"{decision.get_absolute_url()}ballots/?choice=concern"))
    assert "Has a concern" in ballots
    assert "Objects</span>" not in ballots.partition('id="list"')[2]


def test_in_arabic_the_trail_of_an_objection_keeps_the_direction_of_its_words(council):
    decision = given_round(council)
    objection = given_objection(decision, council.bo)
    page = text(Client().get(f"/ar{objection.get_absolute_url()}"))
    assert '<html lang="ar" dir="rtl"' in page
    assert '<div class="prose" lang="en" dir="ltr">' in page


@pytest.mark.parametrize("number", [2, 30])
def test_a_round_costs_the_same_queries_however_many_speak(council, number, django_assert_max_num_queries):
    voters = given_voters(council, number)
    decision = given_round(council)
    given_objection(decision, council.bo)
    for place, voter in enumerate(voters):
        given_position(decision, voter, ("agree", "concern", "stand-aside")[place % 3])
    amend(decision, council)
    client = browser_of(council.bo)
    client.get("/")
    paths = (decision.get_absolute_url(), f"{decision.get_absolute_url()}ballots/?choice=agree",
             f"{decision.get_absolute_url()}wordings/", Objection.objects.get().get_absolute_url())  # fmt: skip
    for path in paths:
        with django_assert_max_num_queries(8):
            assert client.get(path).status_code == 200
