"""What the pages of a decision say of votes through delegates, and to whom."""

from __future__ import annotations

import pytest
import time_machine
from django.test import Client
from django.utils import translation

from talkoot.accounts.tests.given import browser_of
from talkoot.decisions import actions, queries
from talkoot.decisions.models import Decision
from talkoot.decisions.tests.given import AFTER, DURING, given_ballot
from talkoot.decisions.tests.given_course import course_text, given_announced
from talkoot.decisions.tests.given_delegations import given_delegable
from talkoot.decisions.tests.views.test_pages import text
from talkoot.delegations.tests.given import given_delegation
from talkoot.kernel.actors import Actor
from talkoot.rulebooks.tests.given import OPENED, Council, given_council

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def during():
    with time_machine.travel(DURING, tick=False), translation.override("en"):
        yield


@pytest.fixture
def council() -> Council:
    return given_council()


def shown(decision: Decision, to: Actor | None = None, page: str = "") -> str:
    return text((browser_of(to) if to else Client()).get(f"{decision.get_absolute_url()}{page}"))


def own(decision: Decision, to: Actor) -> str:
    """Return what the reader is told on the page to which the decision's page leads, and which it puts in itself."""
    assert f'hx-get="{decision.get_absolute_url()}delegates/"' in shown(decision, to)
    return shown(decision, to, "delegates/").partition('<div id="delegates">')[2].partition("</main>")[0]


def given_counted(council: Council) -> Decision:
    decision = given_delegable(council)
    given_delegation(council.bo, council.ada)
    given_delegation(council.dee, council.bo)
    given_ballot(decision, council.ada, "yes")
    actions.close_due(AFTER)
    return Decision.objects.get(pk=decision.pk)


def test_who_has_not_voted_sees_where_their_vote_goes(council: Council):
    decision = given_delegable(council)
    given_delegation(council.bo, council.ada)
    page = own(decision, council.bo)
    assert "Your vote is not cast yet. The nearest who votes casts it, or you yourself:" in page
    given_ballot(decision, council.ada)
    assert 'Your vote is cast by <a href="/people/ada/"><bdi>Ada</bdi></a>. If you vote yourself' in own(
        decision, council.bo
    )
    assert "Your vote is cast by" not in own(decision, council.dee)
    given_ballot(decision, council.bo, "neutral")
    assert "You voted yourself, and that is what counts." in own(decision, council.bo)


def test_who_votes_for_others_sees_for_whom(council: Council):
    decision = given_delegable(council)
    given_delegation(council.bo, council.ada)
    assert "If you vote, you also vote for 1 person:" in own(decision, council.ada)


def test_who_lets_nobody_vote_is_led_to_it_until_they_voted(council: Council):
    decision = given_delegable(council)
    assert 'href="/delegations/new/">Let somebody vote for you' in own(decision, council.bo)
    given_ballot(decision, council.bo)
    assert "Let somebody vote for you" not in own(decision, council.bo)


def test_where_the_rules_do_not_allow_it_nothing_is_said_of_it(council: Council):
    decision = given_delegable(council, word="none")
    given_delegation(council.bo, council.ada)
    assert "/delegations/" not in shown(decision, council.bo).partition("<main")[2].partition("</main>")[0]


def test_everybody_reads_that_a_vote_came_through_a_delegate_and_nobody_through_whom(council: Council):
    decision = given_counted(council)
    ballots = shown(decision, council.eve, "ballots/").partition('id="list"')[2]
    assert ballots.count("through a delegate") == 2
    assert ballots.count("/people/ada/") == 1
    roll = shown(decision, page="rolls/council/")
    assert (roll.count(">voted</span>"), roll.count("voted through a delegate")) == (1, 2)
    page = shown(decision)
    assert "2 of these ballots were cast through delegates." in page
    assert "Votes through delegates" not in page
    assert "evidence.json" not in page  # which only rulebooks of format 1 have


def test_after_the_close_the_two_sides_are_told_what_came_of_it(council: Council):
    decision = given_counted(council)
    assert 'Your vote was cast by <a href="/people/ada/"><bdi>Ada</bdi></a>, as they voted.' in shown(
        decision, council.dee
    )
    assert "you cast the votes of 2 people who let you vote for them" in shown(decision, council.ada)
    assert "Votes through delegates" not in shown(decision, council.eve)


def test_what_was_cast_for_somebody_is_taken_home_by_them(council: Council):
    given_counted(council)
    account = council.dee.account_id
    assert account is not None
    assert [(one["choice"], one["is_delegated"]) for one in queries.export_of(account)["ballots"]] == [("yes", True)]


def test_who_is_on_no_roll_or_comes_too_late_is_told_nothing_of_anybody(council: Council):
    decision = given_delegable(council)
    given_delegation(council.eve, council.ada)
    page = shown(decision, council.eve, "delegates/")
    assert "Nobody votes for you or through you in this decision." in page
    assert "hx-get" not in shown(decision, council.eve).partition('id="vote"')[2]
    with time_machine.travel(AFTER, tick=False):
        assert "Nobody votes for you or through you" in shown(decision, council.ada, "delegates/")
    assert Client().get(f"{decision.get_absolute_url()}delegates/").status_code == 302


def test_no_page_asks_more_than_eight_times(council: Council, django_assert_max_num_queries):
    decision = given_delegable(council)
    given_delegation(council.bo, council.ada)
    given_delegation(council.dee, council.bo)
    given_ballot(decision, council.dee)
    urls = [decision.get_absolute_url(), f"{decision.get_absolute_url()}delegates/"]
    for is_over in (False, True):
        if is_over:
            actions.close_due(AFTER)
        for who in (council.ada, council.bo):
            client = browser_of(who)
            for url in urls:
                client.get(url)
                with django_assert_max_num_queries(8):
                    client.get(url)


def test_while_voting_is_announced_everybody_sees_where_their_vote_will_go(council: Council):
    source = course_text(notice=7).replace('delegation = "none"', 'delegation = "allowed"')
    decision = given_announced(council, source)
    given_delegation(council.bo, council.ada)
    with time_machine.travel(OPENED, tick=False):
        page = own(decision, council.bo)
        assert "Once voting has opened, if you are on the roll then:" in page
        assert "The nearest who votes casts it, or you yourself:" in page
        assert "Ada" in page
        assert "If you vote, you also vote for 1 person" in own(decision, council.ada)
        assert "If you do not vote, nobody votes for you." in own(decision, council.dee)
        assert "See where your vote will go" not in shown(decision)
        without = given_announced(council)
        assert "See where your vote will go" not in shown(without, council.bo)
        assert "Nobody votes for you or through you" in shown(without, council.bo, "delegates/")
