from __future__ import annotations

import pytest

from talkoot.directory.actions import forget_person
from talkoot.kernel.actors import Actor
from talkoot.kernel.testing import MONDAY
from talkoot.ledger import tasks
from talkoot.notifications.models import Notice
from talkoot.slates import actions
from talkoot.slates.models import Candidate, Slate
from talkoot.slates.rules import Kind, State
from talkoot.slates.tests.given import (
    CLOSES,
    House,
    given_candidate,
    given_frozen,
    given_house,
    given_question,
    given_slate,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(db: None) -> House:
    return given_house()


@pytest.fixture
def slate(house: House) -> Slate:
    return given_slate(house)


def told(who: Actor) -> list[str]:
    tasks.drain(MONDAY)
    return list(Notice.objects.filter(account=who.account_id).order_by("pk").values_list("subject", flat=True))


def test_who_is_put_forward_is_asked_and_who_did_it_learns_the_answer(house: House, slate: Slate) -> None:
    put = actions.nominate(slate.pk, person_id=house.dee.person_id, language="en", by=house.bo, at=MONDAY)
    assert told(house.dee) == ["Will you stand? Conduct committee 2027"]
    notice = Notice.objects.get(account=house.dee.account_id)
    assert notice.needs_action
    assert notice.url == put.get_absolute_url()
    actions.consent(put.pk, by=house.dee, at=MONDAY)
    assert told(house.bo) == ["Dee stands"]
    other = actions.nominate(slate.pk, person_id=house.ada.person_id, language="en", by=house.bo, at=MONDAY)
    actions.decline(other.pk, by=house.ada, at=MONDAY)
    assert told(house.bo)[1:] == ["Ada does not stand"]


def test_an_answer_before_the_notice_makes_it_needless(house: House, slate: Slate) -> None:
    put = actions.nominate(slate.pk, person_id=house.dee.person_id, language="en", by=house.bo, at=MONDAY)
    actions.decline(put.pk, by=house.dee, at=MONDAY)
    assert told(house.dee) == []


def test_representatives_answer_for_their_body(house: House) -> None:
    slate = given_slate(house, kind=Kind.BODIES)
    actions.nominate(slate.pk, body_id=house.chapter.pk, language="en", by=house.ada, at=MONDAY)
    assert told(house.dee) == ["Will you stand? Conduct committee 2027"]
    assert Notice.objects.get(account=house.dee.account_id).why == "You represent Wiki Circle."


def test_a_question_reaches_the_candidate_and_its_answer_who_asked(house: House, slate: Slate) -> None:
    candidate = given_candidate(slate, house.bo)
    question = given_question(candidate, house.dee)
    assert told(house.bo) == ["A question for Bo"]
    actions.answer_question(question.pk, text="Much.", language="en", by=house.bo, at=MONDAY)
    assert told(house.dee) == ["Bo answered"]
    assert Notice.objects.get(account=house.dee.account_id).url == f"{candidate.get_absolute_url()}#q{question.pk}"


def test_who_is_struck_is_told_that_there_is_a_reason(house: House, slate: Slate) -> None:
    candidate = given_candidate(slate, house.bo)
    actions.strike_candidate(candidate.pk, reason="Not a member.", language="en", by=house.ada, at=MONDAY)
    assert told(house.bo) == ["Bo was taken off"]
    assert told(house.ada) == []


def test_a_forgotten_person_leaves_every_slate_and_takes_their_name_along(house: House, slate: Slate) -> None:
    stands = given_candidate(slate, house.bo)
    given_frozen(slate, house)
    asked = given_slate(house)
    waits = actions.nominate(asked.pk, person_id=house.bo.person_id, language="en", by=house.ada, at=MONDAY)
    assert house.bo.account_id is not None
    forget_person(house.bo.account_id, CLOSES)
    tasks.drain(CLOSES)
    gone, said_no = Candidate.objects.get(pk=stands.pk), Candidate.objects.get(pk=waits.pk)
    assert (gone.name, gone.state, gone.position) == (f"Former member {house.bo.person_id}", State.WITHDRAWN, 1)
    assert said_no.state == State.DECLINED
