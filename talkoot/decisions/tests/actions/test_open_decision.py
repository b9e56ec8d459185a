"""Drafting and opening: rulebook and rolls are frozen."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction

import recount
from talkoot.decisions import actions
from talkoot.decisions.models import Chamber, Decision, RollEntry
from talkoot.decisions.rules import State
from talkoot.decisions.tests.given import CLOSES, DURING, EXEMPTION, given_decision
from talkoot.directory.rules import Power
from talkoot.directory.tests.given import actor_of, given_body, given_mandate, given_person
from talkoot.kernel.actors import SYSTEM
from talkoot.kernel.refusals import AlreadyDone, Refusal
from talkoot.kernel.verdicts import PermissionDenied
from talkoot.ledger.models import Entry
from talkoot.rulebooks.actions import publish_rulebook
from talkoot.rulebooks.tests.given import ELSEWHERE, MEMBERS, OPENED, chamber_text, given_council, given_rulebook

pytestmark = pytest.mark.django_db


def draft(council, **changes):
    values: dict[str, Any] = {
        "title": "Dark mode",
        "question": "On by default?",
        "language": "en",
        "exemption": EXEMPTION,
    }
    values |= {"rulebook_id": given_rulebook(council).pk, "steward_body_id": council.body.pk, "by": council.ada}
    return actions.draft_decision(**{**values, **changes}, at=OPENED)


def test_no_question_is_put_under_a_rulebook_that_elects():
    council = given_council()
    example = Path(recount.__file__).parent / "examples" / "committee.toml"
    elects = publish_rulebook(source=example.read_text("utf-8"), body_id=council.body.pk, by=council.ada, at=OPENED)
    with pytest.raises(Refusal) as refusal:
        draft(council, rulebook_id=elects.pk)
    assert (refusal.value.code, refusal.value.field) == ("not_of_yes_and_no", "rulebook")


def test_opening_freezes_the_rulebook_and_the_roll():
    council = given_council()
    decision = given_decision(council)
    assert decision.state == State.OPEN
    assert decision.rulebook_sha256 == decision.rulebook.sha256
    chamber = Chamber.objects.get(decision=decision)
    voters = [entry.voter_ref for entry in RollEntry.objects.filter(chamber=chamber)]
    assert voters == [council.ada.ref, council.bo.ref, council.dee.ref]
    assert (chamber.eligible, chamber.roll_sha256) == (3, recount.roll_sha256(voters))


def test_who_joins_later_is_not_on_the_roll():
    council = given_council()
    decision = given_decision(council)
    given_mandate(given_person("Late"), council.body)
    assert RollEntry.objects.filter(chamber__decision=decision).count() == 3


def test_the_opening_is_told_with_its_hashes():
    council = given_council()
    decision = given_decision(council)
    entry = Entry.objects.get(kind="decisions.decision_opened")
    chamber = Chamber.objects.get(decision=decision)
    assert entry.payload["rulebook_sha256"] == decision.rulebook.sha256
    assert entry.payload["rolls"] == {"council": chamber.roll_sha256}
    assert entry.payload["closes_at"] == CLOSES.isoformat()
    assert (entry.on_behalf, entry.actor) == (council.body.ref, council.ada.ref)


@pytest.mark.parametrize(
    ("electorate", "voters"),
    [
        ('{ kind = "members_of_body", body = "technology-council" }', ["Ada", "Bo", "Dee"]),
        ('{ kind = "holders_of_role", body = "technology-council", role = "member" }', ["Bo", "Dee"]),
        ('{ kind = "bodies_of_kind", kinds = ["chapter"] }', ["North Chapter", "South Chapter"]),
        ('{ kind = "listed", persons = ["ada", "eve"] }', ["Ada", "Eve"]),
        ('{ kind = "listed", bodies = ["south-chapter"] }', ["South Chapter"]),
    ],
)
def test_each_electorate_finds_its_voters(electorate, voters):
    council = given_council()
    decision = given_decision(council, chamber_text("them", electorate))
    entries = RollEntry.objects.filter(chamber__decision=decision).select_related("person", "body")
    assert sorted(str(entry.person or entry.body) for entry in entries) == voters


def test_a_chamber_held_elsewhere_has_no_roll():
    decision = given_decision(given_council(), ELSEWHERE)
    chamber = Chamber.objects.get(decision=decision)
    assert (chamber.is_elsewhere, chamber.eligible, chamber.roll_sha256) == (True, None, "")


def test_a_roll_with_nobody_on_it_is_refused():
    council = given_council()
    given_body("Empty Hub", kind="hub")
    with pytest.raises(Refusal, match="Nobody would be on the roll of “Hub”"):
        given_decision(council, MEMBERS, chamber_text("hub", '{ kind = "members_of_body", body = "empty-hub" }'))
    assert not Decision.objects.exists()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"title": " "}, "empty"),
        ({"title": "x" * 201}, "too_long"),
        ({"question": ""}, "empty"),
        ({"question": "\u202eabc"}, "bad_character"),
        ({"language": "zz"}, "unknown_language"),
        ({"closes_at": OPENED}, "closing_time_past"),
    ],
)
def test_what_cannot_be_asked_is_refused(changes, code):
    council = given_council()
    with pytest.raises(Refusal) as refusal:
        given_decision(council, **changes)
    assert refusal.value.code == code
    assert not Decision.objects.exists()


def test_an_unknown_rulebook_is_refused():
    with pytest.raises(Refusal, match="rulebook"):
        draft(given_council(), rulebook_id=0)


def test_only_those_who_act_for_the_body_put_its_questions():
    council = given_council()
    with pytest.raises(PermissionDenied):
        draft(council, by=council.bo)


def test_those_who_move_proposals_on_and_the_system_open_decisions_too():
    council = given_council()
    mover = given_person("Mo")
    given_mandate(mover, council.body, [Power.MODERATE])
    rulebook = given_rulebook(council)
    for by in (actor_of(mover), SYSTEM):
        decision = actions.open_decision(
            title="T", question="Q?", language="en", rulebook_id=rulebook.pk, steward_body_id=council.body.pk,
            closes_at=CLOSES, exemption=EXEMPTION, by=by, at=OPENED,
        )  # fmt: skip
        assert decision.is_open
    assert list(Entry.objects.filter(kind="decisions.decision_opened", on_behalf="").values_list("actor")) == [
        ("system",)
    ]


def test_a_draft_is_opened_later():
    council = given_council()
    decision = draft(council)
    assert (decision.state, decision.opened_at) == (State.DRAFT, None)
    opened = actions.open_draft(decision.pk, closes_at=CLOSES, by=council.ada, at=DURING)
    assert (opened.state, opened.opened_at) == (State.OPEN, DURING)
    with pytest.raises(Refusal, match="opened before"):
        actions.open_draft(decision.pk, closes_at=CLOSES, by=council.ada, at=DURING)


def test_the_same_form_opens_one_decision():
    council = given_council()
    values: dict[str, Any] = {
        "rulebook_id": given_rulebook(council).pk,
        "steward_body_id": council.body.pk,
        "closes_at": CLOSES,
        "exemption": EXEMPTION,
    }
    values |= {"title": "T", "question": "Q?", "language": "en", "by": council.ada, "at": OPENED, "key": "once"}
    decision = actions.open_decision(**values)
    with pytest.raises(AlreadyDone) as done:
        actions.open_decision(**values)
    assert (done.value.subject, Decision.objects.count()) == (decision.ref, 1)


def test_a_place_on_the_roll_is_never_given_to_another():
    council = given_council()
    decision = given_decision(council)
    place = RollEntry.objects.filter(chamber__decision=decision)[0]
    with pytest.raises(IntegrityError), transaction.atomic():
        RollEntry.objects.filter(pk=place.pk).update(person_id=council.eve.person_id)
