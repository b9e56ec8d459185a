import json

import pytest
from django.core.serializers.json import DjangoJSONEncoder

from talkoot.accounts.tests.given import given_account, owner_of
from talkoot.kernel.testing import MONDAY
from talkoot.notifications import actions, queries
from talkoot.notifications.models import Mailing
from talkoot.notifications.rules import EmailChoice, MailingState
from talkoot.notifications.tests.given import given_news

pytestmark = pytest.mark.django_db


def test_the_export_holds_ones_own_notices_channels_and_mutes():
    bo, ada = given_account("Bo"), given_account("Ada")
    given_news(bo)
    given_news(ada, what="For Ada alone")
    actions.mute_matter(bo.pk, "proposal:9", by=owner_of(bo), at=MONDAY)
    actions.choose_channels(bo.pk, in_app=True, email=EmailChoice.OFF, by=owner_of(bo), at=MONDAY)
    kept = json.loads(json.dumps(queries.export_of(bo.pk), cls=DjangoJSONEncoder))
    assert kept["channels"] == {"in_app": True, "email": "off"}
    assert kept["muted"][0]["matter"] == "proposal:9"
    assert [notice["subject"] for notice in kept["notices"]] == ["Notices: The consultation opened"]


def test_those_who_run_the_site_see_what_waits_and_what_went_wrong():
    given_news(given_account("Bo", address="bo@example.org"))
    given_news(given_account("Ada", address="ada@example.org"))
    Mailing.objects.filter(pk=Mailing.objects.order_by("pk").values("pk")[:1]).update(state="parked")
    assert queries.mailings_by_state() == {
        MailingState.PENDING: 1,
        MailingState.PARKED: 1,
        MailingState.UNSURE: 0,
    }


def test_unread_notices_are_counted_up_to_a_hundred():
    bo = given_account("Bo")
    for number in range(102):
        given_news(bo, matter=f"proposal:{number}")
    assert queries.unread_count(bo.pk) == 100
