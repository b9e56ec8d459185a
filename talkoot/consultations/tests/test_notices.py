from __future__ import annotations

from datetime import timedelta

import pytest

from talkoot.accounts.models import Preference
from talkoot.consultations import actions
from talkoot.consultations.rules import PartySpec
from talkoot.consultations.tests.given import (
    AFTER,
    given_answer,
    given_consultation,
    given_input,
    given_languages,
    given_member,
)
from talkoot.directory.models import Role
from talkoot.directory.rules import Power
from talkoot.directory.tests.given import given_body
from talkoot.kernel.actors import SYSTEM, Actor
from talkoot.kernel.testing import CY, MONDAY
from talkoot.ledger import tasks
from talkoot.notifications.models import Notice

pytestmark = pytest.mark.django_db


@pytest.fixture
def team(db: None):
    """Return a body that asks with its answerer, and one that is asked with its speaker and a plain member."""
    given_languages()
    asks, asked = given_body("Product team", kind="team"), given_body("Chapter")
    ada = given_member("Ada", asks, [Power.ANSWER, Power.STEWARD])
    eve = given_member("Eve", asked, [Power.REPRESENT], interface_language="es")
    bo = given_member("Bo", asked)
    return asks, asked, ada, eve, bo


def notices(who: Actor) -> list[tuple[str, str]]:
    return list(Notice.objects.filter(account=who.account_id).order_by("pk").values_list("subject", "why"))


def test_each_party_is_invited_once_with_the_reason(team) -> None:
    asks, asked, ada, eve, bo = team
    role = Role.objects.get(body=asked, powers=[])
    parties = [
        PartySpec(person_id=eve.person_id, reason="You wrote it."),
        PartySpec(body_id=asked.pk, must_be_heard=True, reason="Your readers are affected."),
        PartySpec(role_id=role.pk, reason="You keep the list."),
    ]
    opened = given_consultation(asks, parties=parties, by=ada)
    tasks.drain(MONDAY)
    tasks.drain(MONDAY + timedelta(days=1))
    ((_subject, why),) = notices(eve)
    assert why == "Usted representa a Chapter. Your readers are affected.", "in the language of who reads it"
    assert notices(bo) == [("You are asked: How should hubs report?", "You are Member. You keep the list.")]
    assert notices(ada) == []
    notice = Notice.objects.get(account=bo.account_id)
    assert notice.needs_action
    assert (notice.matter, notice.url) == (opened.ref, f"/consultations/{opened.public_id}/")


def test_those_who_will_answer_are_told_when_another_opens(team) -> None:
    asks, _asked, ada, _eve, _bo = team
    given_consultation(asks, by=SYSTEM)
    tasks.drain(MONDAY)
    assert notices(ada) == [("To be answered: How should hubs report?", "You answer for the body that asks.")]


def test_a_party_invited_later_is_told_alone(team) -> None:
    asks, asked, ada, eve, bo = team
    opened = given_consultation(asks, by=ada, parties=[PartySpec(person_id=bo.person_id, reason="First")])
    later = MONDAY + timedelta(days=1)
    actions.invite_party(opened.pk, PartySpec(body_id=asked.pk, reason="Later"), by=ada, at=later)
    tasks.drain(later)
    assert len(notices(bo)) == len(notices(eve)) == 1


def test_the_unheard_are_reminded_two_days_before_and_only_they(team) -> None:
    asks, asked, ada, eve, bo = team
    parties = [PartySpec(body_id=asked.pk, reason="A"), PartySpec(person_id=bo.person_id, reason="B")]
    opened = given_consultation(asks, by=ada, parties=parties)
    tasks.drain(MONDAY)
    given_input(opened, bo)
    for hours in (47, 46, 1):
        at = AFTER - timedelta(hours=hours)
        actions.remind_parties(by=SYSTEM, at=at)
        tasks.drain(at)
    assert len(notices(eve)) == 2
    assert len(notices(bo)) == 1


def test_a_reminder_that_comes_after_an_extension_is_not_sent(team) -> None:
    asks, asked, ada, eve, _bo = team
    opened = given_consultation(asks, by=ada, parties=[PartySpec(body_id=asked.pk, reason="A")])
    tasks.drain(MONDAY)
    at = AFTER - timedelta(hours=2)
    actions.remind_parties(by=SYSTEM, at=at)
    actions.extend_deadline(
        opened.pk, closes_at=AFTER + timedelta(days=9), reason="More time", language="en", by=ada, at=at
    )
    tasks.drain(at)
    told = Notice.objects.filter(account=eve.account_id).order_by("pk")
    assert told.count() == 2
    assert told[1].subject.endswith("How should hubs report?")
    assert told[1].folded == 0
    assert not told[1].needs_action


def test_an_author_is_told_what_became_of_their_input(team) -> None:
    asks, _asked, ada, _eve, bo = team
    opened = given_consultation(asks, by=ada, takes_visitors=True)
    mine, visitors = given_input(opened, bo), given_input(opened, CY)
    for given in (mine, visitors):
        given_answer(given, ada, outcome="partly_adopted", reason="Half of *it* <b>.")
    tasks.drain(MONDAY)
    notice = Notice.objects.get(account=bo.account_id)
    assert notice.subject == "Your input was answered: How should hubs report?"
    assert notice.body == "It was partly adopted. The reason:\n\nHalf of *it* <b>."
    assert notice.url == mine.get_absolute_url()
    assert not Notice.objects.filter(url=visitors.get_absolute_url()).exists()


def test_the_deadline_is_said_in_the_language_and_by_the_clock_of_who_reads_it(team) -> None:
    asks, asked, ada, eve, bo = team
    Preference.objects.filter(account=bo.account_id).update(time_zone="Africa/Nairobi")
    parties = [PartySpec(person_id=bo.person_id, reason="A"), PartySpec(body_id=asked.pk, reason="B")]
    given_consultation(asks, by=ada, parties=parties, closes_at=MONDAY + timedelta(days=9))
    tasks.drain(MONDAY)
    assert "until 2 December 2026, 09:00 UTC (12:00 your time)." in Notice.objects.get(account=bo.account_id).body
    assert "2 de diciembre de 2026, 09:00 UTC." in Notice.objects.get(account=eve.account_id).body


def test_who_opens_a_consultation_and_answers_inputs_is_told_of_neither(team) -> None:
    asks, _asked, ada, _eve, _bo = team
    opened = given_consultation(asks, by=ada)
    given_answer(given_input(opened, ada), ada, reason="I know.")
    tasks.drain(MONDAY)
    assert notices(ada) == []
