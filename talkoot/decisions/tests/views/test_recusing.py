from __future__ import annotations

import pytest
import time_machine

from talkoot.accounts.tests.given import browser_of
from talkoot.decisions.models import Recusal, RollEntry
from talkoot.decisions.tests.actions.test_recusing import given_question, recuse
from talkoot.decisions.tests.given import DURING, given_ballot
from talkoot.rulebooks.tests.given import given_council, person_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_during")]


@pytest.fixture
def _during():
    with time_machine.travel(DURING, tick=False):
        yield


def test_a_member_stands_back_and_takes_part_again():
    council = given_council()
    decision = given_question(council)
    page = f"{decision.get_absolute_url()}recusals/"
    browser = browser_of(council.dee)
    assert "if you have a stake" in browser.get(decision.get_absolute_url()).content.decode()
    answer = browser.post(page, {"reason": "", "language": "en", "token": "t"})
    assert answer.status_code == 422
    answer = browser.post(page, {"reason": "I work there.", "language": "en", "token": "t"})
    assert answer.status_code == 303
    roll = browser.get(f"{decision.get_absolute_url()}rolls/council/").content.decode()
    assert "I work there." in roll
    shown = browser.get(page).content.decode()
    assert "You stand back from this vote." in shown
    entry = RollEntry.objects.get(person=person_of(council.dee))
    browser.post(f"{page}{entry.pk}/end/", {"token": "u"})
    assert not Recusal.objects.filter(ended_at=None).exists()


def test_nobody_ends_the_recusal_of_somebody_else():
    council = given_council()
    decision = given_question(council)
    recusal = recuse(decision, council.dee)
    page = f"{decision.get_absolute_url()}recusals/"
    assert browser_of(council.bo).post(f"{page}{recusal.entry_id}/end/", {"token": "u"}).status_code == 404
    assert browser_of(council.eve).get(page).status_code == 403
    assert browser_of(council.dee).get(f"{page}{recusal.entry_id}/end/").status_code == 405


def test_who_has_voted_is_told_that_it_stays():
    council = given_council()
    decision = given_question(council)
    given_ballot(decision, council.bo)
    assert "stays cast" in browser_of(council.bo).get(f"{decision.get_absolute_url()}recusals/").content.decode()
