from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from talkoot.consultations import actions
from talkoot.consultations.models import Consultation, Extension
from talkoot.consultations.tests.given import AFTER, WEEK, given_answer, given_consultation, given_input
from talkoot.directory.tests.given import Cast, given_cast
from talkoot.kernel.actors import SYSTEM, Actor
from talkoot.kernel.refusals import Refusal
from talkoot.kernel.testing import MONDAY
from talkoot.kernel.verdicts import PermissionDenied
from talkoot.ledger.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(db: None) -> Cast:
    return given_cast()


@pytest.fixture
def opened(cast: Cast) -> Consultation:
    return given_consultation(cast.body)


def refused(code: str, call: Callable[[], object]) -> Refusal:
    with pytest.raises(Refusal) as refusal:
        call()
    assert refusal.value.code == code
    return refusal.value


def extend(
    opened: Consultation, by: Actor, *, days: int, at: datetime = MONDAY, reason: str = "A holiday."
) -> Extension:
    later = AFTER + timedelta(days=days)
    return actions.extend_deadline(opened.pk, closes_at=later, reason=reason, language="en", by=by, at=at)


def test_a_consultation_closes_when_every_input_has_its_answer(cast: Cast, opened: Consultation) -> None:
    for _ in range(2):
        given_input(opened, cast.dee)
    refusal = refused("inputs_unanswered", lambda: actions.close_consultation(opened.pk, by=cast.ada, at=AFTER))
    assert str(refusal.text).startswith("2 inputs have no answer yet")
    for given in opened.inputs.all():
        given_answer(given, cast.ada)
    closed = actions.close_consultation(opened.pk, by=cast.ada, at=AFTER)
    assert (closed.status, closed.closed_at) == ("closed", AFTER)
    assert Entry.objects.get(kind="consultations.consultation_closed").payload == {"inputs": 2}


def test_nobody_closes_before_the_deadline(cast: Cast, opened: Consultation) -> None:
    refused("deadline_not_reached", lambda: actions.close_consultation(opened.pk, by=cast.ada, at=AFTER - WEEK))


def test_what_is_closed_stays_as_it_is(cast: Cast, opened: Consultation) -> None:
    given = given_input(opened, cast.dee)
    answer = given_answer(given, cast.ada)
    actions.close_consultation(opened.pk, by=cast.ada, at=AFTER)
    refused("closed", lambda: actions.close_consultation(opened.pk, by=cast.ada, at=AFTER))
    refused("closed", lambda: given_answer(given, cast.ada, replaces=answer.pk))
    refused("closed", lambda: extend(opened, cast.ada, days=9, at=AFTER))
    refused("deadline_passed", lambda: given_input(opened, cast.dee, at=AFTER))


def test_a_deadline_moves_on_with_a_public_reason(cast: Cast, opened: Consultation) -> None:
    extension = extend(opened, cast.ada, days=3)
    opened.refresh_from_db()
    assert opened.closes_at == AFTER + timedelta(days=3)
    assert opened.is_extended
    assert (extension.was, extension.html) == (AFTER, "<p>A holiday.</p>\n")
    assert Entry.objects.get(kind="consultations.deadline_extended").is_public
    given_input(opened, cast.dee, at=AFTER)


def test_a_deadline_never_moves_back_and_never_without_a_reason(cast: Cast, opened: Consultation) -> None:
    refused("not_later", lambda: extend(opened, cast.ada, days=0))
    refused("not_later", lambda: extend(opened, cast.ada, days=-1))
    refused("not_later", lambda: extend(opened, cast.ada, days=1, at=AFTER + timedelta(days=1)))
    refused("empty", lambda: extend(opened, cast.ada, days=1, reason=""))


def test_only_those_who_answer_close_extend_and_invite(cast: Cast, opened: Consultation) -> None:
    for who in (cast.bo, cast.dee, cast.cy, cast.oz, SYSTEM):
        with pytest.raises(PermissionDenied):
            actions.close_consultation(opened.pk, by=who, at=AFTER)
        with pytest.raises(PermissionDenied):
            extend(opened, who, days=1)


def test_the_unheard_are_reminded_once_a_deadline(cast: Cast, opened: Consultation) -> None:
    soon = AFTER - timedelta(hours=48)
    assert actions.remind_parties(by=SYSTEM, at=soon - timedelta(seconds=1)) == 0
    assert actions.remind_parties(by=SYSTEM, at=soon) == 1
    assert actions.remind_parties(by=SYSTEM, at=soon) == 0
    extend(opened, cast.ada, days=5, at=soon)
    assert actions.remind_parties(by=SYSTEM, at=soon) == 0
    assert actions.remind_parties(by=SYSTEM, at=AFTER + timedelta(days=4)) == 1


@pytest.mark.parametrize("values", [{"reason": ""}, {"until": AFTER - WEEK}])
def test_the_database_keeps_an_extension_whole(cast: Cast, opened: Consultation, values: dict[str, object]) -> None:
    extension = extend(opened, cast.ada, days=3)
    with pytest.raises(IntegrityError), transaction.atomic():
        Extension.objects.filter(pk=extension.pk).update(**values)


def test_a_deadline_does_not_move_past_the_time_by_which_answers_are_promised(cast: Cast, opened: Consultation) -> None:
    Consultation.objects.filter(pk=opened.pk).update(answers_by=AFTER + timedelta(days=9))
    refusal = refused("beyond_promise", lambda: extend(opened, cast.ada, days=10))
    assert str(refusal.text).startswith("Answers are promised by ")
    assert extend(opened, cast.ada, days=9).until == AFTER + timedelta(days=9)
