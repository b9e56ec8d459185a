"""Putting forward, editing, supporting, following, withdrawing, keeping drafts."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from talkoot.directory.tests.given import given_body
from talkoot.duties.rules import Letter
from talkoot.duties.tests.given import given_duty
from talkoot.kernel.refusals import AlreadyDone, Refusal
from talkoot.kernel.verdicts import PermissionDenied
from talkoot.ledger.models import Entry
from talkoot.proposals import actions
from talkoot.proposals.models import Draft, Follow, Proposal, ProposalWord, Support, Word
from talkoot.proposals.rules import Deadline, Outcome, Status
from talkoot.proposals.tests.given import DAY, MONDAY, WEEK, given_circle, given_proposal, record_of
from talkoot.scopes.tests.given import given_topic

pytestmark = pytest.mark.django_db


def test_a_proposal_keeps_its_process_version_and_hash():
    circle = given_circle()
    proposal = given_proposal(circle.bo)
    assert proposal.template_sha256 == proposal.template.sha256
    assert record_of(proposal).template == proposal.template


def test_a_promised_answer_is_what_a_new_proposal_is_owed_first():
    proposal = given_proposal(given_circle().bo)
    assert (proposal.due_for, proposal.due_at) == (Deadline.REPLY, MONDAY + WEEK)


def test_its_author_follows_it():
    circle = given_circle()
    proposal = given_proposal(circle.bo)
    assert Follow.objects.get(proposal=proposal).person_id == circle.bo.person_id
    assert proposal.follower_count == 1


def test_the_nearest_accountable_body_becomes_responsible():
    circle = given_circle()
    team = given_body("Mobile team", kind="team")
    mobile = given_topic("Mobile apps")
    given_duty(circle.other, Letter.ACCOUNTABLE, "Everything")
    given_duty(team, Letter.ACCOUNTABLE, "Mobile apps", topics=[mobile.pk])
    proposal = given_proposal(circle.bo, topics=[mobile.pk])
    assert proposal.responsible == team
    assert [one["name"] for one in record_of(proposal).concerned] == ["Mobile team", "North Chapter"]


def test_without_any_duty_the_body_of_the_process_is_responsible():
    circle = given_circle()
    assert given_proposal(circle.bo).responsible == circle.body


def test_a_body_puts_forward_by_its_delegate():
    circle = given_circle()
    proposal = given_proposal(circle.dee, on_behalf_id=circle.other.pk)
    assert proposal.on_behalf == circle.other
    entry = Entry.objects.get(kind="proposals.proposal_submitted")
    assert entry.on_behalf == circle.other.ref
    assert entry.mandate.startswith("mandate:")


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("title", "", "empty"),
        ("title", "!!! 123", "no_title"),
        ("title", "a" * 201, "too_long"),
        ("title", "Night\u202emode", "bad_character"),
        ("problem", "  ", "empty"),
        ("affected", "", "empty"),
        ("language", "xx-none", "unknown_language"),
        ("process", "never-published", "no_process"),
        ("topics", [999_999], "unknown_topic"),
    ],
)
def test_what_cannot_stand_is_refused_with_its_field(field, value, code):
    circle = given_circle()
    with pytest.raises(Refusal) as refused:
        given_proposal(circle.bo, **{field: value})
    assert refused.value.code == code
    assert not Proposal.objects.exists()


def test_the_same_form_posted_twice_makes_one_proposal():
    circle = given_circle()
    first = given_proposal(circle.bo, key="token")
    with pytest.raises(AlreadyDone) as done:
        given_proposal(circle.bo, key="token")
    assert done.value.subject == first.ref
    assert Proposal.objects.count() == 1


def test_an_edit_makes_a_version_with_its_summary_and_keeps_the_earlier_one():
    circle = given_circle()
    proposal = given_proposal(circle.bo)
    edit(proposal, circle.bo, title="Night mode everywhere")
    proposal.refresh_from_db()
    assert (proposal.version, proposal.title) == (2, "Night mode everywhere")
    assert [v.title for v in proposal.versions.order_by("number")] == [
        "Night mode on every wiki",
        "Night mode everywhere",
    ]


def test_an_edit_of_an_outdated_version_is_refused_and_changes_nothing():
    circle = given_circle()
    proposal = given_proposal(circle.dee, on_behalf_id=circle.other.pk)
    edit(proposal, circle.dee, title="First")
    with pytest.raises(Refusal) as refused:
        edit(proposal, circle.dee, title="Second")
    assert refused.value.code == "outdated"
    proposal.refresh_from_db()
    assert proposal.title == "First"


def test_an_edit_that_changes_nothing_is_refused():
    circle = given_circle()
    proposal = given_proposal(circle.bo)
    with pytest.raises(Refusal) as refused:
        edit(proposal, circle.bo, title=proposal.title)
    assert refused.value.code == "unchanged"


def test_another_scope_in_triage_finds_another_body_responsible():
    circle = given_circle()
    mobile = given_topic("Mobile apps")
    given_duty(circle.other, Letter.ACCOUNTABLE, "Mobile apps", topics=[mobile.pk])
    proposal = given_proposal(circle.bo)
    edit(proposal, circle.bo, title=proposal.title, topics=[mobile.pk], territories=[], languages=[])
    proposal.refresh_from_db()
    assert proposal.responsible == circle.other


def test_the_words_follow_the_text():
    circle = given_circle()
    proposal = given_proposal(circle.bo, title="Night mode")
    edit(proposal, circle.bo, title="Dark mode")
    words = set(ProposalWord.objects.filter(proposal=proposal, in_title=True).values_list("word__text", flat=True))
    assert words == {"dark", "mode"}
    assert Word.objects.get(text="dark").uses == 1
    assert not ProposalWord.objects.filter(word__text="mode", in_title=False).exists()


def test_words_nobody_uses_any_more_count_none():
    circle = given_circle()
    proposal = given_proposal(circle.bo, title="Unicornify", problem="Old words.")
    edit(proposal, circle.bo, title="Night mode", problem="New words.")
    assert Word.objects.get(text="unicornify").uses == 0


def test_support_is_counted_once_a_person():
    circle = given_circle()
    proposal = given_proposal(circle.bo)
    first = actions.support_proposal(proposal.pk, by=circle.dee, at=MONDAY)
    assert actions.support_proposal(proposal.pk, by=circle.dee, at=MONDAY) == first
    proposal.refresh_from_db()
    assert (proposal.support_count, proposal.comment_count) == (1, 0)
    assert Entry.objects.filter(kind="proposals.proposal_supported").count() == 1


def test_who_supports_already_may_say_why_later_and_say_it_better():
    circle = given_circle()
    proposal = given_proposal(circle.bo)
    for comment in ("", "More!", "More!", "More, and soon."):
        actions.support_proposal(proposal.pk, comment=comment, language="en", by=circle.dee, at=MONDAY)
    actions.support_proposal(proposal.pk, by=circle.dee, at=MONDAY)
    proposal.refresh_from_db()
    assert (proposal.support_count, proposal.comment_count) == (1, 1)
    assert Support.objects.get(proposal=proposal, withdrawn_at=None).comment == "More, and soon."
    assert Support.objects.filter(proposal=proposal, comment="More!").count() == 1


def test_a_comment_is_kept_in_its_language_and_rendered_once():
    circle = given_circle()
    proposal = given_proposal(circle.bo)
    said = actions.support_proposal(proposal.pk, comment="نعم **جدًا**", language="ar", by=circle.dee, at=MONDAY)
    assert (said.language, said.html) == ("ar", "<p>نعم <strong>جدًا</strong></p>\n")
    proposal.refresh_from_db()
    assert proposal.comment_count == 1


def test_support_taken_back_may_be_given_again():
    circle = given_circle()
    proposal = given_proposal(circle.bo)
    for _ in range(2):
        actions.support_proposal(proposal.pk, by=circle.dee, at=MONDAY)
        actions.withdraw_support(proposal.pk, by=circle.dee, at=MONDAY + DAY)
    actions.withdraw_support(proposal.pk, by=circle.dee, at=MONDAY + DAY)
    proposal.refresh_from_db()
    assert proposal.support_count == 0
    assert Support.objects.filter(proposal=proposal).count() == 2


def test_supporting_with_the_wish_to_hear_follows_too():
    circle = given_circle()
    proposal = given_proposal(circle.bo)
    actions.support_proposal(proposal.pk, follow=True, by=circle.dee, at=MONDAY)
    actions.follow_proposal(proposal.pk, by=circle.dee, at=MONDAY)
    proposal.refresh_from_db()
    assert proposal.follower_count == 2
    actions.unfollow_proposal(proposal.pk, by=circle.dee, at=MONDAY)
    actions.unfollow_proposal(proposal.pk, by=circle.dee, at=MONDAY)
    proposal.refresh_from_db()
    assert proposal.follower_count == 1


def test_following_is_nobody_elses_business():
    circle = given_circle()
    proposal = given_proposal(circle.bo)
    actions.follow_proposal(proposal.pk, by=circle.dee, at=MONDAY)
    assert not Entry.objects.get(kind="proposals.proposal_followed").is_public


def test_a_withdrawn_proposal_keeps_its_reason_and_takes_nothing_more():
    circle = given_circle()
    proposal = given_proposal(circle.bo)
    actions.withdraw_proposal(proposal.pk, reason="It came.", language="en", by=circle.bo, at=MONDAY + DAY)
    record = record_of(proposal)
    assert (proposal.status, record.outcome, record.reason) == (Status.WITHDRAWN, Outcome.WITHDRAWN, "It came.")
    with pytest.raises(PermissionDenied, match="come to its end"):
        actions.support_proposal(proposal.pk, by=circle.dee, at=MONDAY + DAY)
    with pytest.raises(PermissionDenied, match="come to its end"):
        edit(proposal, circle.bo, title="Again")


def test_withdrawing_needs_a_reason():
    circle = given_circle()
    proposal = given_proposal(circle.bo)
    with pytest.raises(Refusal, match="Say why"):
        actions.withdraw_proposal(proposal.pk, reason=" ", language="en", by=circle.bo, at=MONDAY)


def test_a_draft_is_kept_over_itself_and_emptied_when_sent():
    circle = given_circle()
    draft = actions.save_draft(fields={"title": "Night", "evil": "no"}, by=circle.bo, at=MONDAY)
    again = actions.save_draft(fields={"title": "Night mode"}, draft_id=draft.pk, by=circle.bo, at=MONDAY + DAY)
    assert (again.pk, again.fields) == (draft.pk, {"title": "Night mode"})
    proposal = given_proposal(circle.bo, draft_id=draft.pk)
    draft.refresh_from_db()
    assert (draft.proposal, draft.title, draft.fields) == (proposal, "", {})


def test_nobody_uses_up_or_writes_over_a_draft_of_somebody_else():
    circle = given_circle()
    draft = actions.save_draft(fields={"title": "Mine"}, by=circle.bo, at=MONDAY)
    given_proposal(circle.dee, draft_id=draft.pk)
    with pytest.raises(Refusal):
        actions.save_draft(fields={"title": "Yours"}, draft_id=draft.pk, by=circle.dee, at=MONDAY)
    draft.refresh_from_db()
    assert (draft.proposal, draft.title) == (None, "Mine")


def test_a_discarded_draft_is_empty():
    circle = given_circle()
    draft = actions.save_draft(fields={"title": "Never mind"}, by=circle.bo, at=MONDAY)
    actions.discard_draft(draft.pk, by=circle.bo, at=MONDAY)
    draft.refresh_from_db()
    assert (draft.title, draft.fields) == ("", {})
    assert not Entry.objects.filter(subject__startswith="draft").exists()


def test_more_drafts_than_anybody_needs_are_refused(monkeypatch):
    monkeypatch.setattr("talkoot.proposals.rules.limits.DRAFTS_MAX", 1)
    circle = given_circle()
    actions.save_draft(fields={}, by=circle.bo, at=MONDAY)
    with pytest.raises(Refusal):
        actions.save_draft(fields={}, by=circle.bo, at=MONDAY)
    assert Draft.objects.count() == 1


def test_what_was_written_once_is_never_written_over():
    proposal = given_proposal(given_circle().bo)
    with pytest.raises(IntegrityError), transaction.atomic():
        proposal.versions.update(title="Never said")
    with pytest.raises(IntegrityError), transaction.atomic():
        type(proposal.template).objects.update(canonical="{}")


def edit(proposal, by, *, title, problem="At night the page is **glaring white**.", **scope):
    return actions.edit_proposal(
        proposal.pk,
        base_version=proposal.version,
        title=title,
        problem=problem,
        affected="Everybody who reads at night.",
        language="en",
        summary="Said better.",
        **scope,
        by=by,
        at=MONDAY + DAY,
    )
