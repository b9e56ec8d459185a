from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from talkoot.accounts.tests.given import given_account, owner_of, signed_in
from talkoot.kernel.clock import now
from talkoot.notifications import actions, queries
from talkoot.notifications.models import Notice
from talkoot.notifications.tests.given import given_news, notices_of

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def test_visitors_are_sent_to_sign_in(client):
    for path in ("", "channels/"):
        assert client.get(f"/notices/{path}")["Location"].startswith("/account/sign-in/")
    assert client.post("/notices/reading/").status_code == 303


def test_an_empty_inbox_says_what_will_come():
    browser = signed_in(given_account("Bo"))
    assert "Nothing unread" in browser.get("/notices/").content.decode()
    assert "You are told here when" in browser.get("/notices/?show=all").content.decode()


def test_a_notice_shows_what_why_and_when_and_the_dot_counts_it():
    bo = given_account("Bo")
    given_news(bo, needs_action=True)
    given_news(bo, what="More")
    page = signed_in(bo).get("/notices/").content.decode()
    for words in (
        "The consultation opened",
        "Answers are taken until Friday.",
        "You follow this.",
        "needs you",
        "and 1 more",
    ):
        assert words in page
    assert "1 unread notice" in page


def test_opening_a_notice_reads_it_and_leads_to_the_matter():
    bo = given_account("Bo")
    given_news(bo)
    browser = signed_in(bo)
    (notice,) = notices_of(bo)
    assert browser.post(f"/notices/{notice.pk}/reading/", {"open": "1"})["Location"] == "/proposals/P-142/"
    assert queries.unread_count(bo.pk) == 0
    assert "The consultation opened" not in browser.get("/notices/").content.decode()
    assert "The consultation opened" in browser.get("/notices/?show=all").content.decode()


def test_looking_changes_nothing():
    bo = given_account("Bo")
    given_news(bo)
    browser = signed_in(bo)
    browser.get("/notices/")
    for path in ("reading/", f"{notices_of(bo)[0].pk}/reading/", f"{notices_of(bo)[0].pk}/muting/"):
        assert browser.get(f"/notices/{path}").status_code == 405
    assert queries.unread_count(bo.pk) == 1


def test_all_are_marked_as_read_at_once():
    bo = given_account("Bo")
    for number in range(3):
        given_news(bo, matter=f"proposal:{number}", at=now() - HOUR)
    signed_in(bo).post("/notices/reading/")
    assert queries.unread_count(bo.pk) == 0


def test_a_matter_is_muted_from_its_notice_and_heard_again():
    bo = given_account("Bo")
    given_news(bo)
    browser = signed_in(bo)
    (notice,) = notices_of(bo)
    browser.post(f"/notices/{notice.pk}/muting/")
    assert given_news(bo) == 0
    assert "Tell me again" in browser.get("/notices/").content.decode()
    assert "The consultation opened" in browser.get("/notices/channels/").content.decode()
    browser.post(f"/notices/{notice.pk}/muting/", {"again": "1"})
    assert given_news(bo) == 1
    browser.post(f"/notices/{notice.pk}/muting/")
    browser.post("/notices/channels/muted/", {"matter": "proposal:142"})
    assert given_news(bo) == 1


def test_anothers_notice_is_not_there():
    ada = given_account("Ada")
    given_news(ada)
    (notice,) = notices_of(ada)
    browser = signed_in(given_account("Bo"))
    for path in ("reading", "muting"):
        assert browser.post(f"/notices/{notice.pk}/{path}/").status_code == 404
    assert queries.unread_count(ada.pk) == 1


def test_channels_are_chosen_in_a_form():
    bo = given_account("Bo", address="bo@example.org")
    browser = signed_in(bo)
    assert browser.post("/notices/channels/", {"email": "weekly"}).status_code == 422
    browser.post("/notices/channels/", {"email": "off"})
    kept = queries.channels_of(bo.pk)
    assert (kept.in_app, kept.email) == (False, "off")
    assert "Here only, no e-mails." in browser.get("/account/").content.decode()


@pytest.mark.parametrize("after", ["", "x", "-1", "0", "99999999999999999999", "%00"])
def test_an_address_nobody_gave_out_breaks_nothing(after):
    bo = given_account("Bo")
    given_news(bo)
    assert signed_in(bo).get(f"/notices/?show=all&after={after}").status_code == 200


def test_pages_follow_one_another_without_loss_or_repeat():
    bo = given_account("Bo")
    for number in range(45):
        given_news(bo, matter=f"proposal:{number}")
    seen, after = [], None
    while True:
        part = queries.notices_of(bo.pk, only_unread=True, after=after)
        seen += [notice.matter for notice in part]
        if not part.after:
            break
        after = int(part.after)
    assert seen == [f"proposal:{number}" for number in reversed(range(45))]


def test_the_inbox_takes_as_many_queries_with_a_thousand_notices_as_with_ten():
    bo = given_account("Bo")
    browser = signed_in(bo)
    taken = []
    for count in (10, 990):
        Notice.objects.bulk_create(
            Notice(account=bo, matter=f"proposal:{count}-{n}", why="x", subject="y", url="/", language="en", at=now())
            for n in range(count)
        )
        with CaptureQueriesContext(connection) as queries_taken:
            assert browser.get("/notices/").status_code == 200
        taken.append(len(queries_taken))
    # Session and reader with languages, preference, person and unread count; notices; which of them are muted.
    assert taken == [3, 3]


def test_the_link_in_a_mail_asks_before_it_does_anything():
    bo = given_account("Bo")
    given_news(bo)
    path = f"/notices/less/{queries.mute_token(bo.pk, 'proposal:142')}/"
    browser = Client(enforce_csrf_checks=True)
    assert "The consultation opened" in browser.get(path).content.decode()
    assert given_news(bo) == 1
    assert browser.post(path, {"what": "everything"}).status_code == 422
    assert "no more of this matter" in browser.post(path, {"what": "matter"}).content.decode()
    assert given_news(bo) == 0
    assert "no more e-mails" in browser.post(path, {"what": "email"}).content.decode()
    assert queries.channels_of(bo.pk).email == "off"


@pytest.mark.parametrize("token", ["x", "WzEsInByb3Bvc2FsOjE0MiJd", "WzEsMl0:1abc:xyz", "%00", "é"])
def test_a_link_that_is_not_ours_is_not_there(client, token):
    given_account("Bo")
    assert client.get(f"/notices/less/{token}/").status_code == 404
    assert client.post(f"/notices/less/{token}/", {"List-Unsubscribe": "One-Click"}).status_code == 404


def test_a_link_for_one_reader_and_matter_mutes_no_other():
    bo, ada = given_account("Bo"), given_account("Ada")
    Client().post(f"/notices/less/{queries.mute_token(bo.pk, 'proposal:1')}/", {"List-Unsubscribe": "One-Click"})
    assert given_news(bo, matter="proposal:2") == 1
    assert given_news(ada, matter="proposal:1") == 1


def test_a_link_outlives_the_account_it_was_for_without_harm(client):
    bo = given_account("Bo")
    token = queries.mute_token(bo.pk, "proposal:1")
    actions.mute_matter(bo.pk, "proposal:1", by=owner_of(bo), at=now())
    assert client.get(f"/notices/less/{token}/").status_code == 200
