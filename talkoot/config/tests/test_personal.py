"""What one takes away from the page of one's own data: everything of one's own, nothing of anybody else's."""

from __future__ import annotations

import json
from typing import Any

import pytest

from talkoot.accounts.tests.given import PASSWORD, confirmed, given_account, signed_in
from talkoot.commitments.tests.given import given_commitment, given_promise, given_update
from talkoot.consultations.tests.given import given_answer, given_input
from talkoot.decisions.actions import cast_ballot
from talkoot.decisions.models import Decision
from talkoot.delegations.tests.given import given_delegation, given_voter
from talkoot.directory.actions import edit_profile
from talkoot.directory.models import Person
from talkoot.directory.tests.given import ALL_POWERS, actor_of, given_mandate, given_role, person_id
from talkoot.kernel.actors import Actor
from talkoot.proposals import actions
from talkoot.proposals.tests.given import (
    DAY,
    MONDAY,
    WEEK,
    Circle,
    given_asked,
    given_circle,
    given_proposal,
    given_put,
)
from talkoot.slates.tests.given import given_candidate, given_house, given_question, given_slate, given_statement

pytestmark = pytest.mark.django_db


@pytest.fixture
def circle() -> Circle:
    return given_circle()


@pytest.fixture
def eve(circle: Circle) -> Actor:
    """Return a member of the council who signs in with an account."""
    person = Person.objects.get(account=given_account("Eve"))
    given_mandate(person, circle.body, role=given_role(circle.body, "Scribe", powers=ALL_POWERS))
    return actor_of(person)


def taken_away(name: str = "Eve") -> dict[str, Any]:
    """Return what the page gives the owner of the account."""
    account = Person.objects.get(name=name).account
    assert account is not None
    kept: dict[str, Any] = json.loads(confirmed(signed_in(account)).get("/account/data/").content)
    return kept


def test_the_profile_and_the_hats_are_there(eve: Actor) -> None:
    said = {"about": "I read maps.", "language": "en", "contact": "https://example.org/eve"}
    edit_profile(person_id(eve), **said, topics=[], shown_to={}, by=eve, at=MONDAY)
    person = taken_away()["person"]
    assert {name: person[name] for name in said} == said
    assert [(m["in_role"], m["body"]) for m in person["mandates"]] == [("Scribe", "Technology Council")]


def test_what_one_put_forward_supported_follows_and_did_not_send_is_there(eve: Actor, circle: Circle) -> None:
    own, other = given_proposal(eve), given_proposal(circle.bo, title="Larger letters")
    actions.support_proposal(other.pk, comment="Mine too.", language="en", by=eve, at=MONDAY)
    actions.save_draft(fields={"title": "Half a thought"}, by=eve, at=MONDAY)
    kept = taken_away()["proposals"]
    assert [row["proposal"] for row in kept["proposals"]] == [own.public_id]
    assert kept["versions"][0]["affected"] == "Everybody who reads at night."
    assert [(row["proposal"], row["comment"]) for row in kept["supports"]] == [(other.public_id, "Mine too.")]
    assert [row["proposal"] for row in kept["follows"]] == [own.public_id]
    assert [row["title"] for row in kept["drafts"]] == ["Half a thought"]


def test_what_one_said_and_answered_is_there(eve: Actor, circle: Circle) -> None:
    consultation = given_asked(circle, given_proposal(circle.bo)).consultation
    assert consultation is not None
    own = given_input(consultation, eve, at=MONDAY + WEEK + DAY)
    others = given_input(consultation, circle.dee, text="Two pages.", at=MONDAY + WEEK + DAY)
    given_answer(others, eve, at=MONDAY + WEEK + 2 * DAY)
    kept = taken_away()["consultations"]
    assert [(row["text"], row["receipt"]) for row in kept["inputs"]] == [("One page a year is enough.", own.receipt)]
    assert [(row["to"], row["reason"]) for row in kept["dispositions"]] == [(others.pk, "It will be one page.")]


def test_ones_ballots_in_an_open_decision_are_there_those_replaced_too(eve: Actor, circle: Circle) -> None:
    decision = given_put(circle, given_proposal(circle.bo)).decision
    assert decision is not None
    vote: dict[str, Any] = {"chamber": "council", "reason": "Said aloud.", "language": "en", "at": MONDAY + 3 * WEEK}
    cast_ballot(decision.pk, choice="no", by=eve, **vote)
    cast_ballot(decision.pk, choice="yes", by=eve, **vote)
    cast_ballot(decision.pk, choice="neutral", by=circle.bo, **vote)
    kept = taken_away()["decisions"]
    assert Decision.objects.get(pk=decision.pk).closed_at is None
    assert [(row["decision"], row["room"]) for row in kept["places"]] == [(decision.public_id, "council")]
    assert [(row["choice"], row["is_current"]) for row in kept["ballots"]] == [("no", False), ("yes", True)]


def test_what_one_promised_and_reported_for_a_body_is_there() -> None:
    promise = given_promise()
    mo = Person.objects.get(name="Mo").account
    assert mo is not None
    mo.set_password(PASSWORD)
    mo.save()
    commitment = given_commitment(promise)
    given_update(commitment, promise.mo)
    kept = taken_away("Mo")["commitments"]
    assert [row["commitment"] for row in kept["commitments"]] == [commitment.public_id]
    assert [row["text"] for row in kept["updates"]] == ["Half is there."]


def test_to_whom_one_gave_their_vote_is_there(eve: Actor) -> None:
    given_delegation(eve, given_voter("Fay"))
    assert [row["to"] for row in taken_away()["delegations"]["given"]] == ["Fay"]


def test_who_never_did_anything_takes_empty_lists_away() -> None:
    given_account("Eve")
    kept = taken_away()
    assert kept["person"]["mandates"] == []
    assert not any(kept["commitments"].values())


def test_where_one_stood_and_what_one_said_and_asked_there_is_there() -> None:
    house = given_house()
    eve = actor_of(Person.objects.get(account=given_account("Eve")))
    own, other = given_candidate(slate := given_slate(house), eve), given_candidate(slate, house.bo)
    given_statement(own, eve)
    given_statement(other, house.bo, "Not hers.")
    given_question(other, eve)
    given_question(own, house.bo, "Not hers either.")
    kept = taken_away()["slates"]
    assert [(row["slate"], row["state"]) for row in kept["candidacies"]] == [(slate.public_id, "standing")]
    assert [row["text"] for row in kept["statements"]] == ["I read every report."]
    assert [row["text"] for row in kept["questions"]] == ["How much time have you?"]
    assert kept["answers"] == []
