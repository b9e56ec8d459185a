from __future__ import annotations

import pytest

from talkoot.kernel.refusals import Refusal, TooOften
from talkoot.kernel.testing import CY, MONDAY
from talkoot.kernel.verdicts import PermissionDenied
from talkoot.ledger.models import Entry
from talkoot.slates import actions
from talkoot.slates.models import Question, Slate, Statement
from talkoot.slates.tests.given import (
    CLOSES,
    DAY,
    House,
    given_candidate,
    given_frozen,
    given_house,
    given_question,
    given_slate,
    given_someone,
    given_statement,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(db: None) -> House:
    return given_house()


@pytest.fixture
def slate(house: House) -> Slate:
    return given_slate(house)


def test_every_version_of_a_statement_stays(house: House, slate: Slate) -> None:
    bo = given_candidate(slate, house.bo)
    given_statement(bo, house.bo, "First.")
    given_statement(bo, house.bo, "أولًا.", "ar")
    given_statement(bo, house.bo, "Second.")
    rows = Statement.objects.order_by("pk").values_list("language", "version", "text", "is_current")
    assert list(rows) == [("en", 1, "First.", False), ("ar", 1, "أولًا.", True), ("en", 2, "Second.", True)]
    told = Entry.objects.filter(kind="slates.statement_written").order_by("pk").values_list("payload", flat=True)
    assert [(fact["language"], fact["version"]) for fact in told] == [("en", 1), ("ar", 1), ("en", 2)]
    assert "Second" not in str(list(told))


def test_a_statement_is_the_candidates_own_and_fixed_with_the_slate(house: House, slate: Slate) -> None:
    bo = given_candidate(slate, house.bo)
    with pytest.raises(PermissionDenied):
        given_statement(bo, house.ada)
    given_statement(bo, house.bo)
    with pytest.raises(Refusal, match="says already"):
        given_statement(bo, house.bo)
    given_frozen(slate, house)
    with pytest.raises(Refusal, match="frozen"):
        given_statement(bo, house.bo, "Too late.", at=CLOSES + DAY)


def test_who_has_withdrawn_says_and_is_asked_no_more(house: House, slate: Slate) -> None:
    bo = given_candidate(slate, house.bo)
    question = given_question(bo, house.dee)
    actions.withdraw(bo.pk, by=house.bo, at=MONDAY)
    for act in (
        lambda: given_statement(bo, house.bo),
        lambda: given_question(bo, house.dee),
        lambda: actions.answer_question(question.pk, text="x", language="en", by=house.bo, at=MONDAY),
    ):
        with pytest.raises(Refusal, match="Bo does not stand"):
            act()


def test_anybody_known_asks_and_the_candidate_alone_answers(house: House, slate: Slate) -> None:
    bo = given_candidate(slate, house.bo)
    with pytest.raises(PermissionDenied):
        given_question(bo, CY)
    question = given_question(bo, house.dee)
    with pytest.raises(PermissionDenied):
        actions.answer_question(question.pk, text="x", language="en", by=house.dee, at=MONDAY)
    for text in ("Much.", "Even more."):
        actions.answer_question(question.pk, text=text, language="en", by=house.bo, at=CLOSES)
    assert list(question.answers.order_by("pk").values_list("text", flat=True)) == ["Much.", "Even more."]
    told = Entry.objects.filter(subject=question.ref).order_by("pk").values_list("kind", "is_public")
    assert list(told) == [("slates.question_asked", True)] + 2 * [("slates.question_answered", True)]


def test_no_candidate_is_buried_in_questions(house: House, slate: Slate) -> None:
    bo, ada = given_candidate(slate, house.bo), given_candidate(slate, house.ada)
    for _ in range(3):
        given_question(bo, house.dee)
    with pytest.raises(TooOften) as caught:
        given_question(bo, house.dee)
    assert caught.value.seconds == 24 * 3600 + 1
    given_question(ada, house.dee)
    given_question(bo, given_someone("Eve"))
    given_question(bo, house.dee, at=MONDAY + DAY)
    assert Question.objects.count() == 6
