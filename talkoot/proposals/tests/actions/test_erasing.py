"""An account is erased: what only its owner saw goes, what was said in public stands."""

from __future__ import annotations

import pytest

from talkoot.accounts.actions import erase_account
from talkoot.accounts.tests.given import given_account, owner_of
from talkoot.proposals import actions
from talkoot.proposals.models import Draft, Follow, Support
from talkoot.proposals.tests.given import MONDAY, given_circle, given_proposal, settle

pytestmark = pytest.mark.django_db


def test_drafts_and_follows_of_an_erased_account_go_and_its_supports_stand():
    circle, account = given_circle(), given_account("Eve")
    eve, proposal = owner_of(account), given_proposal(circle.bo)
    actions.follow_proposal(proposal.pk, by=eve, at=MONDAY)
    actions.support_proposal(proposal.pk, comment="Mine too.", language="en", by=eve, at=MONDAY)
    actions.save_draft(fields={"title": "Half a thought"}, by=eve, at=MONDAY)
    kept = actions.save_draft(fields={"title": "Of somebody else"}, by=circle.bo, at=MONDAY)
    erase_account(account.pk, by=eve, at=MONDAY)
    settle(MONDAY)
    assert set(Draft.objects.exclude(title="").values_list("pk", flat=True)) == {kept.pk}
    assert not Follow.objects.filter(person__account=account, ended_at=None).exists()
    assert Support.objects.get(person__account=account).withdrawn_at is None
    proposal.refresh_from_db()
    assert proposal.follower_count == Follow.objects.filter(proposal=proposal, ended_at=None).count() == 1
