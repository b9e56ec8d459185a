"""Rolls of those who meet conditions: frozen as everybody could check beforehand."""

from __future__ import annotations

from typing import Any

import pytest

from talkoot.decisions.models import Chamber, Decision, RollEntry
from talkoot.decisions.tests.given import given_ballot, given_decision
from talkoot.directory.models import Body
from talkoot.eligibility import actions as eligibility
from talkoot.eligibility.rules import Voters
from talkoot.eligibility.tests.given import given_facts
from talkoot.kernel.actors import Actor
from talkoot.kernel.refusals import Refusal
from talkoot.kernel.verdicts import PermissionDenied
from talkoot.rulebooks.tests.given import (
    OPENED,
    Council,
    chamber_text,
    conditions_text,
    given_council,
    person_of,
)

pytestmark = pytest.mark.django_db
MEMBER = {"is": "member_of_body", "body": "technology-council", "parts": False, "on": "opening"}
EDITS = {"is": "external_fact", "fact": "edits", "at_least": 300, "as_of": "2026-11-01"}
CHAPTER = {"is": "body_of_kind", "kinds": ["chapter"]}


def listed(council: Council, name: str, *who: Actor, bodies: tuple[Body, ...] = ()) -> None:
    """Put people, or bodies, on a new list that the council keeps."""
    kept = eligibility.make_list(
        council.body.pk, name=name, purpose="Named by the council.", language="en",
        holds=Voters.BODIES if bodies else Voters.PERSONS, is_public=True, by=council.ada, at=OPENED,
    )  # fmt: skip
    keys: list[dict[str, Any]] = [{"person_id": actor.person_id} for actor in who]
    for key in [*keys, *({"body_id": body.pk} for body in bodies)]:
        eligibility.add_entry(kept.pk, **key, reason="Asked for.", language="en", by=council.ada, at=OPENED)


def roll(decision: Decision) -> set[str]:
    return {entry.voter_ref for entry in RollEntry.objects.filter(chamber__decision=decision)}


def test_the_roll_is_everybody_who_meets_the_conditions_when_voting_opens():
    council = given_council()
    given_facts(
        f"{person_of(council.bo).slug},edits,312,2026-11-01\n{person_of(council.dee).slug},edits,299,2026-11-01"
    )
    decision = given_decision(council, chamber_text("council", conditions_text(MEMBER, EDITS)))
    assert roll(decision) == {council.bo.ref}
    given_facts(f"{person_of(council.dee).slug},edits,400,2026-11-01")
    assert roll(decision) == {council.bo.ref}
    assert Chamber.objects.get(decision=decision).eligible == 1


def test_exclude_beats_include_and_include_beats_the_conditions():
    council = given_council()
    listed(council, "Honorary", council.eve, council.fay, council.bo)
    listed(council, "Staff", council.fay, council.dee)
    told = conditions_text(MEMBER, include=["honorary"], exclude=["staff"])
    decision = given_decision(council, chamber_text("council", told))
    assert roll(decision) == {council.ada.ref, council.bo.ref, council.eve.ref}


def test_bodies_meet_conditions_too():
    council = given_council()
    listed(council, "Dormant", bodies=(council.chapters[1],))
    told = conditions_text(CHAPTER, voters="bodies", exclude=["dormant"])
    decision = given_decision(council, chamber_text("council", told))
    assert roll(decision) == {council.chapters[0].ref}
    assert given_ballot(decision, council.eve, body=council.chapters[0]).pk


def test_voting_does_not_open_before_the_numbers_are_there():
    council = given_council()
    given_facts(f"{person_of(council.bo).slug},edits,312,2026-11-01")
    later = EDITS | {"as_of": "2027-01-01"}
    with pytest.raises(Refusal, match="“edits” as of 2027-01-01") as refused:
        given_decision(council, chamber_text("council", conditions_text(later)))
    assert refused.value.code == "missing_facts"
    assert not Chamber.objects.exists()


def test_nobody_opens_a_vote_whose_conditions_nobody_meets():
    council = given_council()
    given_facts(f"{person_of(council.bo).slug},edits,12,2026-11-01")
    with pytest.raises(Refusal) as refused:
        given_decision(council, chamber_text("council", conditions_text(EDITS)))
    assert refused.value.code == "empty_roll"


def test_who_does_not_meet_them_casts_no_ballot_and_is_told_who_may():
    council = given_council()
    decision = given_decision(council, chamber_text("council", conditions_text(MEMBER)))
    with pytest.raises(PermissionDenied, match="Every person who meets the conditions in the rules votes"):
        given_ballot(decision, council.eve)
