import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings as django_settings
from django.core import mail
from django.db import connection
from django.test import Client

from talkoot.accounts.tests.given import given_account, owner_of
from talkoot.kernel.testing import MONDAY
from talkoot.notifications import actions, tasks
from talkoot.notifications.models import Mailing, Notice
from talkoot.notifications.rules import LEASE, MOST_ATTEMPTS, EmailChoice, wait_after
from talkoot.notifications.tests.given import given_news
from talkoot.notifications.tests.postman import HANG_UP, Postman, a_postman

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def postman(settings) -> Iterator[Postman]:
    with a_postman() as running:
        settings.MAILERS = running.mailers
        yield running


def given_mail(name="Bo", **values):
    reader = given_account(name, address=f"{name.lower()}@example.org", **values.pop("account", {}))
    given_news(reader, **values)
    return reader


def states():
    return list(Mailing.objects.order_by("pk").values_list("state", flat=True))


def test_a_mail_goes_out_once_in_text_and_html_with_a_way_to_unsubscribe(postman):
    given_mail()
    assert [tasks.send_due(MONDAY) for _ in range(2)] == [1, 0]
    (sent,) = postman.mails
    assert sent["Subject"] == "[Talkoot] Notices: The consultation opened"
    assert sent["To"] == "bo@example.org"
    assert sent["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert sent["Auto-Submitted"] == "auto-generated"
    text, html = (part.get_content() for part in sent.iter_parts())
    for part in (text, html):
        assert "Answers are taken until Friday." in part
        assert "You follow this." in part
        assert "http://127.0.0.1:8000/proposals/P-142/" in part
    assert states() == ["sent"]


def test_the_link_in_the_mail_mutes_without_signing_in(postman):
    given_mail()
    tasks.send_due(MONDAY)
    path = urlsplit(postman.mails[0]["List-Unsubscribe"].strip("<>")).path
    browser = Client(enforce_csrf_checks=True)
    assert browser.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 204
    assert given_news(Notice.objects.get().account, at=MONDAY + timedelta(hours=1)) == 0


def test_a_mail_is_in_the_readers_language_whatever_runs_around_it(postman):
    given_mail(account={"languages": ("ar",)}, what="العربية")
    tasks.send_due(MONDAY)
    (sent,) = postman.mails
    assert sent["Content-Language"] == "ar"
    assert "العربية" in sent["Subject"]
    assert "http://127.0.0.1:8000/ar/proposals/P-142/" in sent.get_body(("plain",)).get_content()


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028", "\x85", "\x0b"])
def test_no_words_reach_the_head_of_a_mail(postman, end):
    given_mail(what=f"Hello{end}Bcc: all@example.org{end}{end}x")
    Notice.objects.update(subject=f"Hello{end}Bcc: all@example.org")
    assert tasks.send_due(MONDAY) == 1
    (sent,) = postman.mails
    assert sent["Bcc"] is None
    assert sent["Subject"] == "[Talkoot] Hello Bcc: all@example.org"


def test_what_was_folded_in_before_sending_is_in_the_mail(postman):
    bo = given_mail()
    given_news(bo, what="Two", at=MONDAY + MINUTE)
    tasks.send_due(MONDAY + MINUTE)
    assert "- Notices: Two" in postman.mails[0].get_body(("plain",)).get_content()
    assert tasks.send_due(MONDAY + 20 * MINUTE) == 0


def test_two_mails_a_window_at_most_and_none_when_read_meanwhile(postman):
    bo = given_mail()
    tasks.send_due(MONDAY)
    for minutes in (1, 2, 3):
        given_news(bo, what=str(minutes), at=MONDAY + minutes * MINUTE)
    assert tasks.send_due(MONDAY + 9 * MINUTE) == 0
    actions.read_notice(Notice.objects.get().pk, by=owner_of(bo), at=MONDAY + 4 * MINUTE)
    assert tasks.send_due(MONDAY + 10 * MINUTE) == 0
    assert states() == ["sent", "dropped"]


@pytest.mark.parametrize("why", ["muted", "off", "address"])
def test_mail_no_longer_wanted_is_dropped_when_its_time_comes(postman, why):
    bo = given_mail()
    if why == "muted":
        actions.mute_matter(bo.pk, "proposal:142", by=owner_of(bo), at=MONDAY)
    elif why == "off":
        actions.choose_channels(bo.pk, in_app=True, email=EmailChoice.OFF, by=owner_of(bo), at=MONDAY)
    else:
        EmailAddress.objects.all().delete()
    assert tasks.send_due(MONDAY) == 0
    assert states() == ["dropped"]
    assert not postman.mails


@pytest.mark.parametrize("verb", ["MAIL", "RCPT", "DATA", "END"])
def test_a_mail_the_server_cannot_take_now_is_tried_again_later(postman, verb):
    given_mail()
    postman.answers = {verb: "451 come back"}
    assert tasks.send_due(MONDAY) == 0
    waiting = Mailing.objects.get()
    assert (waiting.state, waiting.attempts, waiting.due_at) == ("pending", 1, MONDAY + wait_after(1))
    assert "451" in waiting.error
    postman.answers = {}
    assert tasks.send_due(MONDAY) == 0
    assert tasks.send_due(MONDAY + wait_after(1)) == 1


def test_a_mail_refused_for_good_or_too_often_is_parked(postman):
    given_mail()
    postman.answers = {"RCPT": "550 no such person"}
    tasks.send_due(MONDAY)
    assert states() == ["parked"]
    given_mail("Ada")
    Mailing.objects.filter(state="pending").update(attempts=MOST_ATTEMPTS - 1)
    postman.answers = {"RCPT": "451 later"}
    tasks.send_due(MONDAY)
    assert states() == ["parked", "parked"]


def test_one_bad_address_does_not_hold_up_the_others(postman):
    given_mail("Bo")
    EmailAddress.objects.update(email="bo\r\nBcc: x@example.org")
    given_mail("Ada")
    assert tasks.send_due(MONDAY) == 1
    assert states() == ["parked", "sent"]
    assert postman.mails[0]["To"] == "ada@example.org"


def test_a_broken_connection_costs_one_attempt_and_the_rest_waits(postman):
    given_mail("Bo")
    given_mail("Ada")
    postman.answers = {"DATA": HANG_UP}
    tasks.send_due(MONDAY)
    assert sorted(Mailing.objects.values_list("attempts", flat=True)) == [0, 1]
    postman.answers = {}
    assert tasks.send_due(MONDAY + MINUTE) == 2


def test_a_second_copy_has_the_same_message_id(postman):
    given_mail()
    postman.answers = {"END": HANG_UP}
    tasks.send_due(MONDAY)
    postman.answers = {}
    tasks.send_due(MONDAY + MINUTE)
    mailing = Mailing.objects.get()
    assert postman.mails[-1]["Message-ID"] == f"<notice-{mailing.pk}.{mailing.notice_id}@127.0.0.1>"


def test_a_server_that_is_away_costs_no_attempt(settings):
    given_mail()
    options = {"host": "127.0.0.1", "port": 1, "timeout": 1}
    settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": options}}
    assert tasks.send_due(MONDAY) == 0
    assert Mailing.objects.get().attempts == 0


def test_what_a_dead_worker_had_claimed_is_never_sent_again(postman):
    given_mail()
    assert actions.claim_mailing(MONDAY) is not None
    assert actions.claim_mailing(MONDAY) is None
    assert tasks.send_due(MONDAY + LEASE) == 0
    assert states() == ["unsure"]
    assert not postman.mails


def test_a_late_answer_to_what_was_given_up_is_believed():
    given_mail()
    claim = actions.claim_mailing(MONDAY)
    assert claim is not None
    actions.give_up_lost(MONDAY + LEASE)
    actions.note_sent(claim.mailing.pk, at=MONDAY + LEASE)
    assert states() == ["sent"]


def test_a_failure_after_newer_news_leaves_the_newer_mail_alone():
    bo = given_mail()
    claim = actions.claim_mailing(MONDAY)
    assert claim is not None
    given_news(bo, what="Two", at=MONDAY + MINUTE)
    actions.note_failed(claim.mailing.pk, "451", for_good=False, at=MONDAY + MINUTE)
    assert states() == ["dropped", "pending"]


def test_nothing_due_opens_no_connection(settings):
    settings.MAILERS = {"default": {"BACKEND": "nowhere.Backend"}}
    assert tasks.send_due(MONDAY) == 0
    assert not mail.outbox


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_while_the_server_takes_a_mail_sends_no_second_copy(settings):
    given_mail()
    with a_postman() as postman:
        child = subprocess.Popen([sys.executable, "-c", CHILD % repr(postman.mailers)], env=environment())
        postman.when_taken = lambda: os.kill(child.pid, signal.SIGKILL)
        assert child.wait(timeout=60) == -signal.SIGKILL
        settings.MAILERS = postman.mailers
        assert states() == ["sending"]
        assert tasks.send_due(MONDAY + LEASE) == 0
        assert len(postman.mails) == 1
    assert states() == ["unsure"]


CHILD = """
import django
from django.conf import settings
settings.MAILERS = %s
django.setup()
from talkoot.kernel.testing import MONDAY
from talkoot.notifications import tasks
tasks.send_due(MONDAY)
"""


def environment() -> dict[str, str]:
    database = connection.settings_dict
    if connection.vendor == "sqlite":
        url = f"sqlite:///{database['NAME']}"
    else:
        login = ":".join(filter(None, (database["USER"], database["PASSWORD"])))
        url = f"postgresql://{login}@{database['HOST']}:{database['PORT']}/{database['NAME']}"
    return {**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": os.environ["DJANGO_SETTINGS_MODULE"],
            "PYTHONPATH": str(django_settings.ROOT)}  # fmt: skip
