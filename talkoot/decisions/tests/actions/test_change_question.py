"""Changing the question: freely in a draft, openly before the first ballot, never after it."""

from __future__ import annotations

import pytest

from talkoot.decisions import actions
from talkoot.decisions.models import Decision
from talkoot.decisions.rules import State, VoidReason
from talkoot.decisions.tests.given import AFTER, DURING, given_ballot, given_decision
from talkoot.kernel.refusals import Refusal
from talkoot.kernel.verdicts import PermissionDenied
from talkoot.ledger.models import Entry
from talkoot.rulebooks.tests.given import CHAPTERS, MEMBERS, given_council

pytestmark = pytest.mark.django_db
NEW = {"title": "Light mode", "question": "Shall light mode be on?", "language": "en"}


def test_before_the_first_ballot_the_question_changes_in_the_open():
    council = given_council()
    decision = given_decision(council)
    changed = actions.change_question(decision.pk, **NEW, by=council.ada, at=DURING)
    assert (changed.pk, changed.title, changed.state) == (decision.pk, "Light mode", State.OPEN)
    assert "<p>Shall light mode" in changed.html
    assert Entry.objects.filter(kind="decisions.question_changed", is_public=True).count() == 1


def test_after_the_first_ballot_it_voids_the_decision_and_drafts_another():
    council = given_council()
    decision = given_decision(council)
    given_ballot(decision, council.bo)
    successor = actions.change_question(decision.pk, **NEW, by=council.ada, at=DURING)
    decision.refresh_from_db()
    assert (decision.state, decision.void_kind, decision.title) == (
        State.VOIDED, VoidReason.QUESTION_CHANGED, "Dark mode for everyone",
    )  # fmt: skip
    assert (successor.state, successor.replaces_id, successor.title) == (State.DRAFT, decision.pk, "Light mode")
    entry = Entry.objects.get(kind="decisions.decision_voided")
    assert entry.payload == {"why": "question_changed", "replaced_by": successor.ref}


def test_a_ballot_in_any_chamber_is_a_first_ballot():
    council = given_council()
    decision = given_decision(council, MEMBERS, CHAPTERS)
    given_ballot(decision, council.eve, chamber="chapters", body=council.chapters[0])
    assert actions.change_question(decision.pk, **NEW, by=council.ada, at=DURING).pk != decision.pk


def test_a_draft_changes_without_notice():
    council = given_council()
    decision = given_decision(council)
    given_ballot(decision, council.bo)
    successor = actions.change_question(decision.pk, **NEW, by=council.ada, at=DURING)
    again = actions.change_question(successor.pk, **{**NEW, "title": "Any mode"}, by=council.ada, at=DURING)
    assert (again.pk, again.title) == (successor.pk, "Any mode")
    assert Entry.objects.get(kind="decisions.draft_edited").is_public is False
    assert Decision.objects.count() == 2


def test_once_voting_is_over_the_question_stands():
    council = given_council()
    decision = given_decision(council)
    actions.close_due(AFTER)
    with pytest.raises(Refusal, match="stands as it was"):
        actions.change_question(decision.pk, **NEW, by=council.ada, at=AFTER)


def test_members_do_not_change_the_question():
    council = given_council()
    decision = given_decision(council)
    with pytest.raises(PermissionDenied):
        actions.change_question(decision.pk, **NEW, by=council.bo, at=DURING)
