"""The demo movement: nobody one can sign in as finds an empty Today."""

from __future__ import annotations

import pytest

from talkoot.accounts.models import Account
from talkoot.config.demo.people import SIGN_INS
from talkoot.directory.models import Person
from talkoot.directory.tests.given import actor_of
from talkoot.kernel.clock import now
from talkoot.portal.queries import Today, today_of
from tests.stories.conftest import Stage

pytestmark = [pytest.mark.browser, pytest.mark.as_loaded]
PARTS = ("votes", "parties", "desks", "promises", "reviews", "moves", "answers", "moved")


def _days() -> dict[str, Today]:
    accounts = {account.name: account.pk for account in Account.objects.filter(name__in=[who.name for who in SIGN_INS])}
    return {name: today_of(actor_of(Person.objects.get(account=key)), now()) for name, key in accounts.items()}


def test_everybody_one_can_sign_in_as_is_needed_and_every_part_is_filled_for_somebody(stage: Stage) -> None:
    days = _days()
    assert len(days) == len(SIGN_INS)
    assert [name for name, day in days.items() if day.is_quiet] == []
    assert [part for part in PARTS if not any(getattr(day, part) for day in days.values())] == []
