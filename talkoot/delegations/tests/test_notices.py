from __future__ import annotations

import pytest

from talkoot.accounts import actions as accounts
from talkoot.delegations import actions
from talkoot.delegations.tests.given import DAY, given_delegation, given_voter
from talkoot.directory.tests.given import given_body
from talkoot.kernel.actors import Actor
from talkoot.kernel.testing import MONDAY
from talkoot.ledger import tasks
from talkoot.notifications.models import Notice
from talkoot.scopes.tests.given import given_world

pytestmark = pytest.mark.django_db


def told(who: Actor) -> list[Notice]:
    tasks.drain(MONDAY + DAY)
    return list(Notice.objects.filter(account=who.account_id).order_by("pk"))


def test_the_delegate_is_told_where_and_until_when_and_that_they_may_decline() -> None:
    given_world()
    ada, bo = given_voter("Ada"), given_voter("Bo")
    made = given_delegation(ada, bo, territories=["KE"], body=given_body("Technology Council"))
    (notice,) = told(bo)
    assert notice.subject == "Ada lets you vote for them"
    assert "Where: Kenya. From 23 November 2026 until 23 November 2027." in notice.body
    assert "You may decline" in notice.body
    assert "Only in questions of Technology Council." in notice.body
    assert (notice.why, notice.url) == ("Somebody asked you to vote for them.", made.get_absolute_url())
    assert told(ada) == []


def test_in_the_language_of_who_reads_it_with_the_scope_too() -> None:
    given_world()
    bo = given_voter("Bo", interface_language="es")
    given_delegation(given_voter("Ada"), bo, territories=["DE"])
    (notice,) = told(bo)
    assert "Alemania" in notice.body
    assert notice.language == "es"


def test_the_other_side_is_told_when_one_ends_it() -> None:
    ada, bo, cem = (given_voter(name) for name in ("Ada", "Bo", "Cem"))
    revoked, declined = given_delegation(ada, bo), given_delegation(ada, cem)
    tasks.drain(MONDAY)
    actions.revoke_delegation(revoked.pk, by=ada, at=MONDAY + DAY)
    actions.decline_delegation(declined.pk, by=cem, at=MONDAY + DAY)
    assert [n.subject for n in told(bo)] == ["Ada lets you vote for them", "Ada took their vote back"]
    (notice,) = told(ada)
    assert (notice.subject, notice.needs_action) == ("Cem does not vote for you", True)
    assert len(told(cem)) == 1


def test_who_loses_their_delegate_to_an_erased_account_is_told() -> None:
    ada, bo = given_voter("Ada"), given_voter("Bo")
    given_delegation(ada, bo)
    accounts.erase_account(bo.account_id or 0, by=bo, at=MONDAY)
    assert any("does not vote for you" in notice.subject for notice in told(ada))
