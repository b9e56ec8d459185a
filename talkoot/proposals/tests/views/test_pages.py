"""Every page of proposals shows, to everybody who may see it, with a constant number of queries."""

from __future__ import annotations

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from talkoot.accounts.tests.given import browser_of
from talkoot.proposals import actions
from talkoot.proposals.tests.given import (
    DAY,
    MONDAY,
    given_asked,
    given_circle,
    given_decided,
    given_many,
    given_promise,
    given_proposal,
    given_put,
    given_supporters,
)

pytestmark = pytest.mark.django_db
MOST = 8
SEEN: list[str] = []  # the statements of the last page, to be read when a count is wrong


def counted(actor, path: str, at=MONDAY + DAY, **query: str) -> tuple[str, int]:
    """Return the page and how many queries it took; shown once before, so that what is kept in memory is there."""
    with time_machine.travel(at, tick=False):
        client = browser_of(actor)
        client.get(path, query)
        with CaptureQueriesContext(connection) as captured:
            answer = client.get(path, query)
    assert answer.status_code == 200, answer.content[:2000]
    SEEN[:] = [q["sql"] for q in captured]
    return answer.content.decode(), len(captured)


@pytest.mark.parametrize("tab", ["open", "late", "all", "ended"])
def test_the_list_takes_as_many_queries_for_a_thousand_as_for_ten(tab):
    circle = given_circle()
    given_many(circle, 10)
    _page, few = counted(circle.bo, "/proposals/", tab=tab)
    given_many(circle, 990)
    _page, many = counted(circle.bo, "/proposals/", tab=tab)
    assert few == many <= 4


def test_the_page_of_one_takes_at_most_eight_queries_in_every_stage():
    circle = given_circle()
    counts = {}
    for stage, title in (("triage", "A"), ("consultation", "B"), ("decision", "C"), ("delivery", "D")):
        proposal = given_proposal(circle.bo, title=f"Proposal {title}")
        actions.support_proposal(proposal.pk, comment="Yes.", language="en", by=circle.dee, at=MONDAY)
        at = reached(circle, proposal, stage)
        counts[stage] = max(counted(actor, proposal.get_absolute_url(), at)[1] for actor in (circle.ada, circle.bo))
    assert max(counts.values()) <= MOST, counts


def reached(circle, proposal, stage):
    """Bring the proposal to a stage and return a moment in it."""
    match stage:
        case "consultation":
            given_asked(circle, proposal)
            return MONDAY + 8 * DAY
        case "decision":
            given_put(circle, proposal)
            return MONDAY + 16 * DAY
        case "delivery":
            at = given_decided(circle, proposal)
            given_promise(circle, proposal, at=at + DAY)
            return at + 2 * DAY
    return MONDAY + DAY


def test_a_thousand_supports_cost_no_query_more_than_ten():
    circle = given_circle()
    proposal = given_proposal(circle.bo)
    given_supporters(proposal, 2)
    _page, few = counted(circle.bo, proposal.get_absolute_url())
    given_supporters(proposal, 30)
    _page, many = counted(circle.bo, proposal.get_absolute_url())
    assert few == many


@pytest.mark.parametrize("name", ["proposals", "filters", "new-proposal", "drafts", "processes", "publish-process"])
def test_pages_without_a_proposal_show(name):
    circle = given_circle()
    page, _count = counted(circle.ada, reverse(f"proposals:{name}"))
    assert "<h1" in page


@pytest.mark.parametrize(
    "name", ["proposal", "edit-proposal", "history", "difference", "support-proposal", "withdraw-proposal"]
)
def test_pages_of_a_proposal_show_to_its_author(name):
    circle = given_circle()
    proposal = given_proposal(circle.bo)
    page, _count = counted(circle.bo, reverse(f"proposals:{name}", args=[proposal.public_id]))
    assert "Night mode on every wiki" in page


@pytest.mark.parametrize(
    ("name", "to"),
    [
        ("reply-to-proposal", []),
        ("move-proposal", ["consultation"]),
        ("move-proposal", ["decision"]),
        ("move-proposal", ["declined"]),
    ],
)
def test_pages_of_the_body_responsible_show(name, to):
    circle = given_circle()
    proposal = given_proposal(circle.bo)
    page, _count = counted(circle.ada, reverse(f"proposals:{name}", args=[proposal.public_id, *to]))
    assert "Night mode on every wiki" in page
