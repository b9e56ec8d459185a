"""Whoever's ballot was struck is told so, with the reason and what they can do; and that it counts again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from allauth.account.models import EmailAddress
from django.test import override_settings

from talkoot.accounts.models import Preference
from talkoot.decisions import actions
from talkoot.decisions.models import Decision, RollEntry
from talkoot.decisions.tests.given import given_ballot
from talkoot.decisions.tests.given_course import SCRUTINEERS, VOTING_ENDS, course_text, given_running
from talkoot.decisions.tests.given_elections import CLOSES
from talkoot.decisions.tests.given_scrutiny import LATER, ballot_of, given_in_scrutiny, given_strike
from talkoot.decisions.tests.given_secret import given_choice, given_secret_vote, question_text
from talkoot.delegations.tests.given import given_delegation
from talkoot.kernel.actors import Actor
from talkoot.ledger.tasks import drain
from talkoot.notifications.models import Mailing, Notice
from talkoot.rulebooks.tests.given import Council, given_council, person_of

pytestmark = pytest.mark.django_db
AN_HOUR = timedelta(hours=1)
QUOTED = '<blockquote lang="en" dir="ltr"><p>Cast by <em>another</em> hand.</p>\n</blockquote>'
BODIES = '{ kind = "bodies_of_kind", kinds = ["chapter"] }'


@pytest.fixture
def council() -> Council:
    return given_council()


@pytest.fixture
def keys(tmp_path: Path) -> Iterator[None]:
    with override_settings(BALLOT_KEYS=tmp_path / "keys"):
        yield


def told(at: datetime = LATER) -> list[tuple[str, str]]:
    """Return who was told of strikes, and what."""
    drain(at + AN_HOUR)
    rows = Notice.objects.filter(subject__contains="our ballot").order_by("pk")
    return [(name, subject.partition(":")[0]) for name, subject in rows.values_list("account__name", "subject")]


def take_back(decision: Decision, strike: int, by: Actor) -> None:
    actions.take_back_strike(decision.pk, strike, by=by, at=LATER)


def test_the_voter_is_told_why_and_what_they_can_do(council: Council) -> None:
    decision = given_in_scrutiny(council, course_text(scrutineers=SCRUTINEERS, challenge=7))
    drain(VOTING_ENDS)
    given_strike(decision, ballot_of(decision, council.ada), council.bo)
    assert told() == [("Ada", "Your ballot does not count")]
    notice = Notice.objects.get(subject="Your ballot does not count: Dark mode")
    assert notice.html.endswith(QUOTED)
    assert notice.body.endswith("The reason, which everybody can read:\n\n> Cast by *another* hand.")
    assert "until they are done they can take it back" in notice.body
    assert "you can challenge the count for 7 days" in notice.body
    assert notice.why == "It is about your place, or that of a body you represent."
    assert (notice.url, notice.needs_action, notice.folded) == (decision.get_absolute_url(), True, 0)


def test_the_reason_stays_as_it_was_written_in_another_language(council: Council) -> None:
    Preference.objects.filter(account=person_of(council.ada).account).update(interface_language="ar")
    decision = given_in_scrutiny(council)
    given_strike(decision, ballot_of(decision, council.ada), council.bo)
    drain(LATER + AN_HOUR)
    notice = Notice.objects.get(language="ar", html__contains="blockquote")
    assert notice.html.endswith(QUOTED)
    assert "Under these rules nobody" not in notice.body


def test_where_nobody_may_challenge_the_count_that_is_said(council: Council) -> None:
    decision = given_in_scrutiny(council)
    given_strike(decision, ballot_of(decision, council.ada), council.bo)
    told()
    assert "Under these rules nobody can challenge the count after that." in Notice.objects.latest("pk").body


def test_it_is_mailed_as_well(council: Council) -> None:
    decision = given_in_scrutiny(council)
    account = person_of(council.ada).account
    EmailAddress.objects.create(user=account, email="ada@example.org", verified=True, primary=True)
    given_strike(decision, ballot_of(decision, council.ada), council.bo)
    told()
    notice = Notice.objects.get(subject__startswith="Your ballot does not count")
    assert Mailing.objects.filter(notice=notice).exists()


def test_taking_a_strike_back_is_told_too(council: Council) -> None:
    decision = given_in_scrutiny(council)
    strike = given_strike(decision, ballot_of(decision, council.ada), council.bo)
    told()
    take_back(decision, strike.pk, council.bo)
    assert told() == [("Ada", "Your ballot does not count"), ("Ada", "Your ballot counts again")]
    assert not Notice.objects.latest("pk").needs_action


def test_nobody_is_told_what_was_so_no_more_when_it_could_be_told(council: Council) -> None:
    decision = given_in_scrutiny(council)
    ballot = ballot_of(decision, council.ada)
    take_back(decision, given_strike(decision, ballot, council.bo).pk, council.bo)
    assert told() == [("Ada", "Your ballot counts again")]
    take_back(decision, given_strike(decision, ballot, council.bo).pk, council.bo)
    given_strike(decision, ballot, council.dee, reason="It is a copy.")
    assert {what for _who, what in told()[1:]} == {"Your ballot does not count"}  # not that it counts in between
    assert Notice.objects.latest("pk").body.endswith("> It is a copy.")


def test_who_let_somebody_else_vote_is_told_when_that_ballot_is_struck(council: Council) -> None:
    source = course_text(scrutineers=SCRUTINEERS).replace('delegation = "none"', 'delegation = "allowed"')
    decision = given_running(council, source)
    given_delegation(council.bo, council.ada)
    given_ballot(decision, council.ada)
    given_ballot(decision, council.dee, "no")
    actions.close_due(VOTING_ENDS)
    strike = given_strike(decision, ballot_of(decision, council.ada), council.dee)
    struck, back = "Your ballot does not count", "Your ballot counts again"
    assert sorted(told()) == [("Ada", struck), ("Bo", struck)]
    bo = Notice.objects.get(account__name="Bo", subject__startswith=struck)
    assert bo.why == "Your vote had gone through to this ballot."
    take_back(decision, strike.pk, council.dee)
    assert sorted(told()[2:]) == [("Ada", back), ("Bo", back)]


def test_who_represents_a_body_is_told_of_its_ballot(council: Council) -> None:
    source = course_text(scrutineers=SCRUTINEERS, electorate=BODIES).replace('"one per person"', '"one per body"')
    decision = given_running(council, source)
    for by, chapter in zip((council.eve, council.fay), council.chapters, strict=True):
        given_ballot(decision, by, body=chapter)
    actions.close_due(VOTING_ENDS)
    place = RollEntry.objects.get(chamber__decision=decision, body=council.chapters[0])
    given_strike(decision, place.ballots.get(), council.bo)
    assert told() == [("Eve", "Your ballot does not count")]


@pytest.mark.usefixtures("keys")
def test_the_voter_of_a_sealed_ballot_is_told_too(council: Council) -> None:
    decision, _keepers = given_secret_vote(council, question_text(), filed=True, scrutineers=SCRUTINEERS)
    for by in (council.ada, council.bo, council.dee):
        given_choice(decision, by)
    actions.close_due(CLOSES)
    place = RollEntry.objects.get(chamber__decision=decision, person=person_of(council.ada))
    at = CLOSES + timedelta(minutes=5)
    drain(at)
    actions.strike_sealed(decision.pk, place.pk, reason="Sent *twice*.", language="es", by=council.bo, at=at)
    assert told(at) == [("Ada", "Your ballot does not count")]
    assert '<blockquote lang="es" dir="ltr"><p>Sent <em>twice</em>.</p>' in Notice.objects.latest("pk").html
    actions.take_back_sealed(decision.pk, place.pk, by=council.bo, at=at)
    assert told(at)[1:] == [("Ada", "Your ballot counts again")]
