from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils.translation import gettext_lazy as _

from talkoot.accounts import actions as accounts
from talkoot.accounts.tests.given import given_account, given_accounts, owner_of
from talkoot.kernel.actors import SYSTEM
from talkoot.kernel.testing import MONDAY
from talkoot.notifications import actions, queries
from talkoot.notifications.models import Attention, ChannelPreference, Mailing, Notice
from talkoot.notifications.rules import EmailChoice, Quote
from talkoot.notifications.tests.given import given_news, notices_of

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def test_a_reader_is_told_once_with_the_reason():
    bo = given_account("Bo")
    assert given_news(bo) == 1
    (notice,) = notices_of(bo)
    assert notice.subject == "Notices: The consultation opened"
    assert notice.body == "Answers are taken until Friday."
    assert notice.html == "<p>Answers are taken until Friday.</p>"
    assert notice.why == "You follow this."
    assert (notice.matter, notice.url, notice.language) == ("proposal:142", "/proposals/P-142/", "en")
    assert queries.unread_count(bo.pk) == 1


def test_each_reader_is_told_in_their_own_language_and_the_link_leads_there():
    bo, ada = given_account("Bo", languages=("es",)), given_account("Ada", languages=("sw", "ar"))
    given_news(bo, ada, why=_("Hear less"))
    assert [(n.language, n.url) for n in (*notices_of(bo), *notices_of(ada))] == [
        ("es", "/es/proposals/P-142/"),
        ("ar", "/ar/proposals/P-142/"),
    ]


def test_what_people_wrote_cannot_become_markup_or_a_second_line():
    bo = given_account("Bo")
    given_news(bo, what="<img src=x>\r\nBcc: all@example.org", body="<script>alert(1)</script>")
    (notice,) = notices_of(bo)
    # The first line of the rendered text is the subject; what a value smuggles after a line end is body, as text.
    assert notice.subject == "Notices: <img src=x>"
    assert "<" not in notice.html.replace("<p>", "").replace("</p>", "").replace("<br>", "")
    assert "&lt;script&gt;" in notice.html


def test_news_of_one_matter_within_ten_minutes_folds_into_one_notice():
    bo = given_account("Bo")
    given_news(bo, what="One")
    for minutes, what in ((1, "Two"), (9, "Three")):
        given_news(bo, what=what, at=MONDAY + minutes * MINUTE)
    (notice,) = notices_of(bo)
    assert (notice.subject, notice.folded) == ("Notices: One", 2)
    assert notice.more == ["Notices: Two", "Notices: Three"]
    given_news(bo, what="Four", at=MONDAY + 10 * MINUTE)
    assert [n.subject for n in notices_of(bo)] == ["Notices: One", "Notices: Four"]


def test_another_matter_and_another_reader_are_told_for_themselves():
    bo, ada = given_account("Bo"), given_account("Ada")
    given_news(bo)
    given_news(bo, matter="decision:87")
    given_news(ada, at=MONDAY + MINUTE)
    assert [n.folded for n in (*notices_of(bo), *notices_of(ada))] == [0, 0, 0]


def test_news_after_reading_within_the_window_makes_the_notice_unread_again():
    bo = given_account("Bo")
    given_news(bo)
    actions.read_notice(notices_of(bo)[0].pk, by=owner_of(bo), at=MONDAY + MINUTE)
    given_news(bo, what="Two", at=MONDAY + 2 * MINUTE, needs_action=True)
    (notice,) = notices_of(bo)
    assert (notice.read_at, notice.folded, notice.needs_action) == (None, 1, True)


def test_many_folded_pieces_are_counted_and_the_latest_ten_kept():
    bo = given_account("Bo")
    for number in range(14):
        given_news(bo, what=str(number))
    (notice,) = notices_of(bo)
    assert notice.folded == 13
    assert notice.more == [f"Notices: {n}" for n in range(4, 14)]


def test_a_muted_matter_is_told_no_more_until_it_is_heard_again():
    bo = given_account("Bo")
    actions.mute_matter(bo.pk, "proposal:142", by=owner_of(bo), at=MONDAY)
    assert given_news(bo) == 0
    assert given_news(bo, matter="decision:87") == 1
    actions.unmute_matter(bo.pk, "proposal:142", by=owner_of(bo), at=MONDAY)
    assert given_news(bo) == 1


def test_who_is_gone_or_never_was_is_left_out():
    bo, ada = given_account("Bo"), given_account("Ada")
    accounts.erase_account(ada.pk, by=SYSTEM, at=MONDAY)
    told = actions.tell(
        {bo.pk: "x", ada.pk: "x", 987_654: "x"},
        matter="proposal:142",
        template="notifications/tests/news.txt",
        context={"what": "One"},
        url="/",
        at=MONDAY,
    )
    assert told == 1


def test_telling_nobody_is_nothing():
    assert given_news() == 0


@pytest.mark.parametrize("url", ["https://evil.example/", "//evil.example", "/a\nb"])
def test_a_notice_never_leads_off_the_site(url):
    bo = given_account("Bo")
    with pytest.raises(ValueError, match="not a path"):
        given_news(bo, url=url)


def test_who_wants_no_dot_has_notices_kept_as_read():
    bo = given_account("Bo")
    actions.choose_channels(bo.pk, in_app=False, email=EmailChoice.OFF, by=owner_of(bo), at=MONDAY)
    for _time in range(2):
        given_news(bo)
    assert queries.unread_count(bo.pk) == 0
    assert notices_of(bo)[0].folded == 1


def test_mail_is_owed_to_a_confirmed_address_unless_it_was_switched_off():
    bo = given_account("Bo", address="bo@example.org")
    ada, off = given_account("Ada"), given_account("Dee", address="dee@example.org")
    actions.choose_channels(off.pk, in_app=True, email=EmailChoice.OFF, by=owner_of(off), at=MONDAY)
    given_news(bo, ada, off)
    assert [m.notice.account_id for m in Mailing.objects.select_related("notice")] == [bo.pk]


def test_no_mail_is_owed_where_the_site_has_no_mail(settings):
    settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.dummy.EmailBackend"}}
    given_news(given_account("Bo", address="bo@example.org"))
    assert not Mailing.objects.exists()


def test_folded_news_is_mailed_at_the_end_of_the_window_and_not_before():
    bo = given_account("Bo", address="bo@example.org")
    given_news(bo)
    Mailing.objects.update(state="sent", sent_at=MONDAY)
    for minutes in (1, 2):
        given_news(bo, at=MONDAY + minutes * MINUTE)
    (waiting,) = Mailing.objects.filter(state="pending")
    assert waiting.due_at == MONDAY + 10 * MINUTE


@pytest.mark.parametrize("count", [10, 400])
def test_telling_takes_as_many_queries_for_ten_as_for_hundreds(count):
    readers = given_accounts(count)
    given_news(*readers[: count // 2])
    with CaptureQueriesContext(connection) as taken:
        assert given_news(*readers, at=MONDAY + MINUTE) == count
    # Two languages, attention made and locked, channels, three writes, addresses, and the savepoints of batches.
    assert len(taken) <= 16


def test_hundreds_of_readers_over_several_batches_are_all_told(monkeypatch):
    monkeypatch.setattr("talkoot.notifications.actions.telling.BATCH", 7)
    readers = given_accounts(30)
    assert given_news(*readers) == 30
    assert Notice.objects.count() == 30


@pytest.mark.parametrize(
    "values",
    [{"why": ""}, {"subject": ""}, {"read_at": MONDAY - MINUTE}],
)
def test_the_database_keeps_notices_with_reason_subject_and_time(values):
    bo = given_account("Bo")
    given_news(bo)
    with pytest.raises(IntegrityError), transaction.atomic():
        Notice.objects.update(**values)


def test_the_database_keeps_one_attention_and_one_channel_choice():
    bo = given_account("Bo")
    given_news(bo)
    for make in (
        lambda: Attention.objects.create(account=bo, matter="proposal:142"),
        lambda: Attention.objects.create(account=bo, matter=""),
        lambda: ChannelPreference.objects.create(account=bo, email="weekly"),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            make()


@pytest.mark.parametrize(
    "values",
    [
        {"state": "lost"},
        {"state": "sent"},
        {"state": "pending", "sent_at": MONDAY},
        {"state": "sending"},
    ],
)
def test_the_database_keeps_mailings_in_a_true_state(values):
    given_news(given_account("Bo", address="bo@example.org"))
    with pytest.raises(IntegrityError), transaction.atomic():
        Mailing.objects.update(**values)


def test_the_database_keeps_one_pending_mail_a_notice():
    given_news(given_account("Bo", address="bo@example.org"))
    with pytest.raises(IntegrityError), transaction.atomic():
        Mailing.objects.create(notice=Notice.objects.get(), due_at=MONDAY)


def test_what_is_quoted_stays_in_its_own_language_and_direction():
    ada = given_account("Ada", languages=("es",))
    quote = Quote("Cast by *another* hand.\n\n<b>Ada</b>", "en", "<p>Cast by <em>another</em> hand.</p>")
    given_news(ada, quote=quote, body="")
    given_news(ada, quote=Quote("صوّت مرتين.", "ar", "<p>صوّت مرتين.</p>"), matter="proposal:1")
    english, arabic = notices_of(ada)
    assert english.html == '<blockquote lang="en" dir="ltr"><p>Cast by <em>another</em> hand.</p></blockquote>'
    assert english.body == "> Cast by *another* hand.\n>\n> <b>Ada</b>"
    assert arabic.html.endswith('</p><blockquote lang="ar" dir="rtl"><p>صوّت مرتين.</p></blockquote>')
    assert arabic.body == "Answers are taken until Friday.\n\n> صوّت مرتين."
