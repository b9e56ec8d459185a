"""Duties that rest on a clause: given from it, and asking to be confirmed when it says something else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from talkoot.directory.models import Body
from talkoot.directory.tests.given import given_body
from talkoot.documents.models import Document, Placing
from talkoot.documents.tests.given import CHARTER, TOMORROW, given_document, given_version
from talkoot.duties import actions, queries
from talkoot.duties.models import Duty
from talkoot.duties.tests.given import given_duty
from talkoot.kernel.actors import SYSTEM
from talkoot.kernel.refusals import Refusal
from talkoot.kernel.testing import MONDAY
from talkoot.scopes.tests.given import given_world

pytestmark = pytest.mark.django_db
CHANGED = CHARTER.replace("at least six", "at least five")
LATER = TOMORROW + timedelta(days=1)


@pytest.fixture
def council(db: None) -> Body:
    given_world()
    return given_body("Technology Council", kind="council")


@pytest.fixture
def charter(council: Body) -> Document:
    return given_document(council)


def clause(charter: Document, number: str) -> Placing:
    return Placing.objects.get(version__document=charter, version__number=1, number=number)


def confirmed(duty: Duty, seen: int | None = None) -> Duty:
    review_on = (LATER + timedelta(days=300)).date()
    return actions.confirm_duty(
        duty.pk, review_on=review_on, reason="Still so.", language="en", seen=seen, by=SYSTEM, at=LATER
    )


def refusal(act: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as caught:
        act()
    return caught.value.code


def test_a_duty_rests_on_the_words_its_clause_has_today(council: Body, charter: Document) -> None:
    quorum = clause(charter, "2")
    duty = given_duty(council, clause_id=quorum.clause_id)
    assert (duty.clause_id, duty.wording_id, duty.source) == (quorum.clause_id, quorum.wording_id, "Charter 2")
    page = queries.get_duty(duty.pk, viewer=SYSTEM, at=MONDAY)
    assert page.basis is not None
    assert page.basis.change is None
    assert not page.line.is_changed


def test_a_clause_that_changes_asks_for_its_duties_alone_until_they_are_confirmed(
    council: Body, charter: Document
) -> None:
    quorum, terms = clause(charter, "2"), clause(charter, "1.2")
    duty, other = (
        given_duty(council, clause_id=quorum.clause_id),
        given_duty(council, clause_id=terms.clause_id, matter="Terms"),
    )
    given_version(charter, CHANGED)
    before, after = (queries.resting_on(quorum.clause_id, at=at, limit=9)[0] for at in (MONDAY, LATER))
    assert (before.is_changed, after.is_changed) == (False, True)
    assert not queries.resting_on(terms.clause_id, at=LATER, limit=9)[0].is_changed
    filters = queries.Filters(changed_by=LATER.date())
    assert [row.matter for row in queries.get_map(filters, viewer=SYSTEM).rows] == [duty.matter]
    confirmed(duty)
    assert not queries.resting_on(quorum.clause_id, at=LATER, limit=9)[0].is_changed
    assert queries.get_map(filters, viewer=SYSTEM).rows == []
    assert other.matter != duty.matter


def test_words_nobody_looked_at_are_not_confirmed(council: Body, charter: Document) -> None:
    quorum = clause(charter, "2")
    duty = given_duty(council, clause_id=quorum.clause_id)
    given_version(charter, CHANGED)
    assert refusal(lambda: confirmed(duty, seen=quorum.wording_id)) == "words_changed"
    duty.refresh_from_db()
    assert duty.wording_id == quorum.wording_id


def test_a_clause_that_is_gone_bears_no_duty(council: Body, charter: Document) -> None:
    quorum = clause(charter, "2")
    duty = given_duty(council, clause_id=quorum.clause_id)
    given_version(charter, CHARTER.split("## Quorum")[0])
    page = queries.get_duty(duty.pk, viewer=SYSTEM, at=LATER)
    assert page.line.is_changed
    assert page.basis is not None
    assert page.basis.today is None
    assert refusal(lambda: confirmed(duty)) == "clause_gone"
    assert (
        refusal(lambda: given_duty(council, matter="Other", clause_id=quorum.clause_id, at=LATER))
        == "clause_not_in_force"
    )


def test_a_clause_that_is_not_in_force_yet_bears_no_duty(council: Body) -> None:
    later = given_document(council, slug="later", in_force_on=LATER.date())
    assert refusal(lambda: given_duty(council, clause_id=clause(later, "2").clause_id)) == "clause_not_in_force"
    assert not Duty.objects.exists()


def test_a_clause_never_stands_without_its_words(council: Body, charter: Document) -> None:
    duty = given_duty(council)
    with pytest.raises(IntegrityError, match="duties_clause_with_its_words"), transaction.atomic():
        Duty.objects.filter(pk=duty.pk).update(clause=clause(charter, "2").clause_id)
