import pytest

from talkoot.accounts.tests.given import given_account, owner_of
from talkoot.kernel.actors import SYSTEM, VISITOR
from talkoot.kernel.testing import MONDAY
from talkoot.kernel.verdicts import PermissionDenied
from talkoot.notifications import actions, queries
from talkoot.notifications.models import Attention, ChannelPreference, Mailing, Notice
from talkoot.notifications.rules import EmailChoice
from talkoot.notifications.tests.given import given_news, notices_of

pytestmark = pytest.mark.django_db


def test_reading_a_notice_twice_keeps_the_first_time():
    bo = given_account("Bo")
    given_news(bo)
    (notice,) = notices_of(bo)
    for _ in range(2):
        actions.read_notice(notice.pk, by=owner_of(bo), at=MONDAY)
    assert queries.unread_count(bo.pk) == 0
    assert notices_of(bo)[0].read_at == MONDAY


def test_reading_everything_reads_ones_own_and_no_others():
    bo, ada = given_account("Bo"), given_account("Ada")
    for matter in ("proposal:1", "proposal:2"):
        given_news(bo, ada, matter=matter)
    assert actions.read_everything(bo.pk, by=owner_of(bo), at=MONDAY) == 2
    assert (queries.unread_count(bo.pk), queries.unread_count(ada.pk)) == (0, 2)


def test_muting_drops_the_mail_still_owed():
    bo = given_account("Bo", address="bo@example.org")
    given_news(bo)
    for _ in range(2):
        actions.mute_matter(bo.pk, "proposal:142", by=owner_of(bo), at=MONDAY)
    assert Mailing.objects.get().state == "dropped"
    assert [row.matter for row in queries.muted_matters(bo.pk)] == ["proposal:142"]


def test_nobody_touches_anothers_notices():
    bo, ada = given_account("Bo"), given_account("Ada", is_operator=True)
    given_news(bo)
    for other in (owner_of(ada), VISITOR):
        for act in (
            lambda by: actions.read_notice(notices_of(bo)[0].pk, by=by, at=MONDAY),
            lambda by: actions.read_everything(bo.pk, by=by, at=MONDAY),
            lambda by: actions.mute_matter(bo.pk, "proposal:142", by=by, at=MONDAY),
            lambda by: actions.unmute_matter(bo.pk, "proposal:142", by=by, at=MONDAY),
            lambda by: actions.choose_channels(bo.pk, in_app=True, email=EmailChoice.OFF, by=by, at=MONDAY),
            lambda by: actions.forget_reader(bo.pk, by=by, at=MONDAY),
        ):
            with pytest.raises(PermissionDenied):
                act(other)


def test_an_erased_reader_leaves_nothing_behind():
    bo = given_account("Bo", address="bo@example.org")
    given_news(bo)
    actions.choose_channels(bo.pk, in_app=True, email=EmailChoice.OFF, by=owner_of(bo), at=MONDAY)
    actions.forget_reader(bo.pk, by=SYSTEM, at=MONDAY)
    for model in (Notice, Attention, Mailing, ChannelPreference):
        assert not model.objects.exists()
