from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession

from talkoot.accounts import tasks
from talkoot.accounts.models import Session
from talkoot.accounts.tests.given import given_account, signed_in
from talkoot.kernel.clock import now

pytestmark = pytest.mark.django_db


def test_ended_sessions_and_what_was_known_of_them_are_let_go():
    browser = signed_in(given_account("Ada"))
    assert tasks.forget_old(now()) == 0
    Session.objects.update(expire_date=now() - timedelta(days=1))
    assert tasks.forget_old(now()) == 1
    assert not UserSession.objects.exists()
    assert browser.get("/account/").status_code == 302


def test_a_long_session_goes_on_but_its_address_and_browser_are_forgotten():
    browser = signed_in(given_account("Ada"))
    Session.objects.update(expire_date=now() + timedelta(days=300))
    UserSession.objects.update(created_at=now() - timedelta(days=91), user_agent="Firefox")
    tasks.forget_old(now())
    kept = UserSession.objects.get()
    assert (kept.ip, kept.user_agent) == ("0.0.0.0", "")
    assert "Unknown device" in browser.get("/account/devices/").content.decode()
