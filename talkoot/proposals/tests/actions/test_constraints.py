"""What is always, never or at most once so, the database itself says."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from talkoot.proposals.models import (
    Authorship,
    Draft,
    Follow,
    Link,
    Pointer,
    ProcessTemplate,
    Proposal,
    ProposalVersion,
    Reply,
    StageRecord,
    Support,
    Word,
)
from talkoot.proposals.tests.given import DAY, MONDAY, given_circle, given_proposal, given_put, record_of

pytestmark = pytest.mark.django_db


def refused(act) -> bool:
    try:
        with transaction.atomic():
            act()
    except IntegrityError:
        return True
    return False


@pytest.mark.parametrize(
    "values",
    [
        {"status": "lost"},
        {"title": ""},
        {"language": ""},
        {"author_id": None},
        {"stage": ""},
        {"due_at": None},
        {"due_for": ""},
        {"ended_at": MONDAY},
        {"status": "declined"},
        {"responsible_id": None, "accepted_at": MONDAY},
        {"version": 0},
    ],
)
def test_an_open_proposal_has_title_author_stage_clock_and_once_accepted_an_owner(values):
    proposal = given_proposal(given_circle().bo)
    assert refused(lambda: Proposal.objects.filter(pk=proposal.pk).update(**values))


@pytest.mark.parametrize(
    "values",
    [
        {"kind": "party"},
        {"outcome": "moved"},
        {"left_at": MONDAY},
        {"left_at": MONDAY, "left_by": "system", "outcome": "moved"},
        {"left_at": MONDAY, "left_by": "", "outcome": "moved", "reason": "So.", "language": "en"},
        {"due_at": None},
    ],
)
def test_a_stage_is_left_with_outcome_actor_and_reason_and_is_entered_with_a_clock(values):
    record = record_of(given_proposal(given_circle().bo))
    assert refused(lambda: StageRecord.objects.filter(pk=record.pk).update(**values))


def test_a_proposal_is_in_one_stage_at_a_time():
    proposal = given_proposal(given_circle().bo)
    first = record_of(proposal)
    again = {"proposal": proposal, "stage": "triage", "kind": "triage", "template": first.template, "due_at": MONDAY}
    assert refused(lambda: StageRecord.objects.create(number=2, entered_at=MONDAY, **again))
    first.left_at, first.left_by, first.outcome, first.reason, first.language = MONDAY, "system", "moved", "So.", "en"
    first.save()
    assert refused(lambda: StageRecord.objects.create(number=1, entered_at=MONDAY, **again))


def test_a_decision_names_its_consultation_or_an_exemption_and_stands_in_its_own_stage():
    circle = given_circle()
    record = given_put(circle, given_proposal(circle.bo))
    rows = StageRecord.objects.filter(pk=record.pk)
    assert refused(lambda: rows.update(consultation=None))
    assert refused(lambda: rows.update(kind="triage"))
    assert not refused(lambda: rows.update(consultation=None, exemption="The law leaves no choice."))


def test_nobody_supports_or_follows_twice_at_once():
    circle = given_circle()
    proposal = given_proposal(circle.bo)
    person = {"proposal": proposal, "person_id": circle.bo.person_id}
    Support.objects.create(**person, given_at=MONDAY)
    assert refused(lambda: Support.objects.create(**person, given_at=MONDAY))
    assert refused(lambda: Follow.objects.create(**person, from_at=MONDAY))
    assert refused(lambda: Support.objects.update(comment="No language"))


def test_versions_authors_links_and_pointers_are_there_once():
    circle = given_circle()
    proposal, other = given_proposal(circle.bo), given_proposal(circle.bo, title="Another")
    Link.objects.create(proposal=proposal, other=other, kind="replaces")
    Pointer.objects.create(proposal=proposal, name="T1")
    number_two = {
        "proposal": proposal,
        "number": 2,
        "title": "T",
        "language": "en",
        "scope": proposal.scope,
        "at": MONDAY,
    }
    for act in (
        lambda: Link.objects.create(proposal=proposal, other=other, kind="replaces"),
        lambda: Link.objects.create(proposal=proposal, other=proposal, kind="requires"),
        lambda: Link.objects.create(proposal=other, other=proposal, kind="hates"),
        lambda: Pointer.objects.create(proposal=proposal, name="T1"),
        lambda: Pointer.objects.create(proposal=proposal, name=""),
        lambda: Authorship.objects.create(proposal=proposal, person_id=circle.bo.person_id or 0, position=5),
        lambda: Authorship.objects.create(proposal=proposal, person_id=circle.ada.person_id or 0, position=0),
        lambda: ProposalVersion.objects.create(**number_two, summary=""),
        lambda: ProposalVersion.objects.create(**{**number_two, "number": 1}, summary="Why"),
        lambda: ProposalVersion.objects.create(**{**number_two, "title": ""}, summary="Why"),
    ):
        assert refused(act)


def test_a_source_knows_each_proposal_once():
    circle = given_circle()
    given_proposal(circle.bo)
    Proposal.objects.update(source="csv", source_key="a")
    other = given_proposal(circle.bo, title="Another")
    assert refused(lambda: Proposal.objects.filter(pk=other.pk).update(source="csv", source_key="a"))


def test_a_process_has_one_current_version_and_is_hashed():
    given_circle()
    template = ProcessTemplate.objects.get()
    values = {"slug": template.slug, "source": "x", "canonical": "x", "published_at": MONDAY, "published_by": "system"}
    for change in ({"version": 2, "sha256": "b"}, {"version": 1, "sha256": "b", "is_current": False},
                   {"version": 0, "sha256": "b", "is_current": False},
                   {"version": 2, "sha256": "", "is_current": False},
                   {"version": 2, "sha256": template.sha256, "is_current": False}):  # fmt: skip
        assert refused(lambda change=change: ProcessTemplate.objects.create(**values, **change))


def test_a_used_draft_is_empty_and_makes_one_proposal():
    circle = given_circle()
    proposal = given_proposal(circle.bo)
    draft = {"person_id": circle.bo.person_id, "created_at": MONDAY, "saved_at": MONDAY}
    assert refused(lambda: Draft.objects.create(**draft, title="Still here", proposal=proposal))
    assert refused(lambda: Draft.objects.create(**draft, fields={"title": "x"}, discarded_at=MONDAY))
    Draft.objects.create(**draft, proposal=proposal)
    assert refused(lambda: Draft.objects.create(**draft, proposal=proposal))


def test_an_answer_is_said_under_a_hat_once_a_stage():
    circle = given_circle()
    record = record_of(given_proposal(circle.bo))
    values = {"record": record, "body": circle.body, "person_id": circle.ada.person_id, "at": MONDAY + DAY,
              "language": "en", "text": "Yes.", "html": "<p>Yes.</p>"}  # fmt: skip
    assert refused(lambda: Reply.objects.create(**values, mandate=""))
    Reply.objects.create(**values, mandate="mandate:1")
    assert refused(lambda: Reply.objects.create(**values, mandate="mandate:1"))


def test_a_word_stands_once_and_is_not_empty():
    Word.objects.create(text="night")
    assert refused(lambda: Word.objects.create(text="night"))
    assert refused(lambda: Word.objects.create(text=""))
