from datetime import timedelta

import pytest

from talkoot.accounts.tests.given import given_account
from talkoot.kernel.testing import MONDAY
from talkoot.notifications import tasks
from talkoot.notifications.models import Mailing, Notice
from talkoot.notifications.tests.given import given_news

pytestmark = pytest.mark.django_db


def test_mailings_that_ended_long_ago_are_let_go_and_their_notices_stay():
    for number, state in enumerate(("parked", "pending")):
        given_news(given_account(f"Reader {number + 20}", address=f"r{number}@example.org"))
        Mailing.objects.filter(pk=Mailing.objects.latest("pk").pk).update(state=state)
    assert tasks.forget_old(MONDAY + timedelta(days=90)) == 0
    assert tasks.forget_old(MONDAY + timedelta(days=91)) == 1
    assert Mailing.objects.get().state == "pending"
    assert Notice.objects.count() == 2
