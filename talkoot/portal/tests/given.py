"""Builders for the portal's tests: facts about bodies, and days on which much waits; they call the real actions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.test import Client

from talkoot.accounts.models import Account
from talkoot.commitments.models import Commitment
from talkoot.commitments.tests.given import Promise, given_commitment, given_update
from talkoot.consultations.models import Consultation, Disposition
from talkoot.consultations.rules import PartySpec
from talkoot.consultations.tests.given import given_answer, given_consultation, given_input
from talkoot.decisions.models import Decision
from talkoot.decisions.tests.given import given_decision
from talkoot.directory.events import BodyEdited, ProfileEdited
from talkoot.directory.models import Body, Person
from talkoot.directory.rules import Power
from talkoot.directory.tests.given import actor_of, given_role
from talkoot.kernel.actors import Actor
from talkoot.kernel.testing import MONDAY
from talkoot.ledger.actions import writing
from talkoot.ledger.models import Entry
from talkoot.proposals.models import Proposal
from talkoot.proposals.tests.given import DAY, WEEK, Circle, given_asked, given_proposal, given_rulebook
from talkoot.rulebooks.tests.given import Council

TODAY = MONDAY + WEEK + DAY


def browser(actor: Actor) -> Client:
    """Return a browser in which the account behind ``actor`` is signed in."""
    client = Client()
    client.force_login(Account.objects.get(pk=actor.account_id or 0))
    return client


def given_edit(body: Body, by: Person, *, at: datetime = MONDAY, on_behalf: str = "") -> Entry:
    """Return the public fact that ``by`` changed a body's page."""
    with writing(by=actor_of(by), at=at) as announce:
        return announce(BodyEdited(subject=body.ref, fields=["mission"]), on_behalf=on_behalf)


def given_private_fact(by: Person, *, at: datetime = MONDAY) -> Entry:
    """Return a fact for operators only."""
    with writing(by=actor_of(by), at=at) as announce:
        return announce(ProfileEdited(subject=by.ref, fields=["about"]))


@dataclass(frozen=True)
class Matters:
    """What waits for ada on `TODAY`, so many of each: the parts of her page."""

    votes: list[Decision]
    parties: list[Consultation]
    desks: list[Consultation]
    promises: list[Commitment]
    reviews: list[Commitment]
    moves: list[Proposal]
    answers: list[Disposition]
    moved: list[Proposal]


def given_matters(circle: Circle, number: int) -> Matters:
    """Return ``number`` things of every kind that can wait for ada, who acts for the council."""
    council = Council(circle.body, [circle.other], circle.ada, circle.bo, circle.dee, circle.dee, circle.dee)
    rulebook = given_rulebook(circle)
    ours, theirs = (_promising(circle, mine=mine) for mine in (True, False))
    matters = Matters([], [], [], [], [], [], [], [])
    for n in range(number):
        matters.votes.append(given_decision(council, rulebook=rulebook, title=f"Vote {n}"))
        matters.parties.append(_asked_of(circle, f"Question {n}"))
        matters.desks.append(_to_be_answered(circle, f"Desk {n}"))
        matters.promises.append(_promise(ours, f"Promise {n}."))
        matters.reviews.append(_promise(theirs, f"Delivery {n}.", done=True))
        matters.moves.append(given_proposal(circle.bo, title=f"Waiting {n}"))
        matters.answers.append(_answered(circle, f"Answer {n}."))
        matters.moved.append(given_proposal(circle.ada, title=f"Moved {n}"))
        given_asked(circle, matters.moved[-1])
    return matters


def _promising(circle: Circle, *, mine: bool) -> Promise:
    team, judge = (circle.body, circle.other) if mine else (circle.other, circle.body)
    who = circle.ada if mine else circle.dee
    role = given_role(team, "Lead", powers=[Power.DELIVER])
    return Promise(council=judge, team=team, role=role, ada=circle.ada, mo=who, sam=who, bo=circle.bo)


def _promise(those: Promise, text: str, *, done: bool = False) -> Commitment:
    due = (TODAY + 3 * DAY).date()
    made = given_commitment(those, text=text, due_on=due, review_body=those.council)
    if done:
        given_update(made, those.mo, done=True)
    return made


def _asked_of(circle: Circle, title: str) -> Consultation:
    concerned = PartySpec(reason="The council will have to do it.", must_be_heard=True, body_id=circle.body.pk)
    return given_consultation(circle.other, parties=[concerned], title=title, closes_at=MONDAY + 2 * WEEK)


def _to_be_answered(circle: Circle, title: str) -> Consultation:
    asked = given_consultation(circle.body, title=title, closes_at=MONDAY + 2 * WEEK)
    given_input(asked, circle.bo)
    return asked


def _answered(circle: Circle, reason: str) -> Disposition:
    asked = given_consultation(circle.other, title="Asked elsewhere", closes_at=MONDAY + 2 * WEEK)
    return given_answer(given_input(asked, circle.ada), circle.dee, reason=reason)
