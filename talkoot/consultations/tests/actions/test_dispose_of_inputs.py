from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, connection, transaction

from talkoot.consultations import actions, rules
from talkoot.consultations.models import Consultation, Disposition, Input
from talkoot.consultations.rules import InputState, Outcome
from talkoot.consultations.tests.given import AFTER, given_answer, given_consultation, given_input
from talkoot.directory.tests.given import Cast, given_cast
from talkoot.kernel.refusals import AlreadyDone, Refusal
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


@pytest.mark.parametrize("outcome", list(Outcome))
def test_an_input_gets_its_outcome_with_a_reason_and_is_counted(cast: Cast, opened: Consultation, outcome: str) -> None:
    given = given_input(opened, cast.dee)
    answer = given_answer(given, cast.ada, outcome=outcome, reason="*Because*", language="fr")
    opened.refresh_from_db()
    given.refresh_from_db()
    assert (answer.html, answer.language) == ("<p><em>Because</em></p>\n", "fr")
    assert (given.outcome, given.answered_at) == (outcome, MONDAY)
    assert (opened.answered_count, opened.outcome_counts) == (1, {outcome: 1})
    entry = Entry.objects.get(kind="consultations.input_disposed")
    assert (entry.subject, entry.on_behalf, entry.mandate) == (given.ref, cast.body.ref, answer.mandate)
    assert entry.payload == {"consultation": opened.ref, "outcome": outcome, "supersedes": ""}


def test_a_later_answer_supersedes_the_earlier_which_is_kept(cast: Cast, opened: Consultation) -> None:
    given = given_input(opened, cast.dee)
    first = given_answer(given, cast.ada, outcome="deferred")
    given_answer(given, cast.ada, outcome="adopted", replaces=first.pk)
    rows = Disposition.objects.filter(input=given).order_by("pk").values_list("outcome", "is_current")
    assert list(rows) == [("deferred", False), ("adopted", True)]
    opened.refresh_from_db()
    assert (opened.answered_count, opened.outcome_counts) == (1, {"adopted": 1})
    assert Entry.objects.filter(kind="consultations.input_disposed").latest("id").payload["supersedes"] == "deferred"


def test_nobody_overwrites_an_answer_they_have_not_seen(cast: Cast, opened: Consultation) -> None:
    given = given_input(opened, cast.dee)
    first = given_answer(given, cast.ada)
    second = given_answer(given, cast.ada, outcome="rejected", replaces=first.pk)
    for replaces in (None, first.pk, 10**9):
        with pytest.raises(Refusal, match="answered by somebody else") as refusal:
            given_answer(given, cast.ada, replaces=replaces)
        assert refusal.value.code == "answered_meanwhile"
    assert Disposition.objects.get(is_current=True) == second


@pytest.mark.parametrize("who", ["bo", "cy", "dee", "oz", "system"])
def test_only_those_who_answer_for_the_body_dispose(cast: Cast, opened: Consultation, who: str) -> None:
    given = given_input(opened, cast.dee)
    with pytest.raises(PermissionDenied):
        given_answer(given, getattr(cast, who))


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"outcome": "shrug"}, "unknown_outcome"),
        ({"reason": "  "}, "empty"),
        ({"reason": "a" * (rules.REASON_MAX + 1)}, "too_long"),
        ({"reason": "x\u202ey"}, "bad_character"),
        ({"language": "tlh-x"}, "unknown_language"),
    ],
)
def test_an_answer_without_outcome_or_reason_is_refused(
    cast: Cast, opened: Consultation, values: dict[str, str], code: str
) -> None:
    given = given_input(opened, cast.dee)
    with pytest.raises(Refusal) as refusal:
        given_answer(given, cast.ada, **values)  # type: ignore[arg-type]  # values from a table
    assert refusal.value.code == code
    assert not Disposition.objects.exists()


def dispose(opened: Consultation, cast: Cast, ids: list[int], key: str = "") -> None:
    actions.dispose_of_inputs(
        opened.pk, ids, outcome="rejected", reason="Twice asked.", language="en", by=cast.ada, at=MONDAY, key=key
    )


def test_many_inputs_get_one_reason(cast: Cast, opened: Consultation) -> None:
    ids = [given_input(opened, cast.dee, text=f"Same {n}").pk for n in range(5)]
    dispose(opened, cast, ids, "token")
    opened.refresh_from_db()
    assert (opened.answered_count, opened.outcome_counts) == (5, {"rejected": 5})
    assert Entry.objects.filter(kind="consultations.input_disposed").count() == 5
    with pytest.raises(AlreadyDone):
        dispose(opened, cast, ids, "token")
    assert Disposition.objects.count() == 5


def test_many_are_answered_all_or_none(cast: Cast, opened: Consultation) -> None:
    first, second = given_input(opened, cast.dee), given_input(opened, cast.dee)
    stranger = given_input(given_consultation(cast.body), cast.dee)
    given_answer(first, cast.ada)
    for ids, code in [
        ([first.pk, second.pk], "answered_meanwhile"),
        ([second.pk, stranger.pk], "not_of_this"),
        ([], "none_chosen"),
        (list(range(rules.BULK_MAX + 1)), "too_many"),
    ]:
        with pytest.raises(Refusal) as refusal:
            dispose(opened, cast, ids)
        assert refusal.value.code == code
    second.refresh_from_db()
    assert second.outcome == ""


def test_what_is_taken_up_is_being_considered(cast: Cast, opened: Consultation) -> None:
    first, second = given_input(opened, cast.dee), given_input(opened, cast.dee)
    assert first.state_at(MONDAY, AFTER) == InputState.RECEIVED
    assert first.state_at(AFTER, AFTER) == InputState.CONSIDERED
    given_answer(second, cast.ada)
    assert actions.take_up_inputs(opened.pk, [first.pk, second.pk], by=cast.ada, at=MONDAY) == 1
    assert actions.take_up_inputs(opened.pk, [first.pk], by=cast.ada, at=MONDAY) == 0
    first.refresh_from_db()
    assert first.state_at(MONDAY, AFTER) == InputState.CONSIDERED
    with pytest.raises(PermissionDenied):
        actions.take_up_inputs(opened.pk, [first.pk], by=cast.dee, at=MONDAY)


@pytest.mark.django_db(transaction=True)
def test_of_two_answers_at_once_one_is_told_of_the_other(cast: Cast) -> None:
    opened = given_consultation(cast.body)
    given = given_input(opened, cast.dee)

    def answer(n: int) -> str:
        try:
            given_answer(given, cast.ada, reason=f"Answer {n}")
        except Refusal as refusal:
            return refusal.code
        finally:
            connection.close()
        return "given"

    with ThreadPoolExecutor(4) as pool:
        ends = sorted(pool.map(answer, range(4)))
    assert ends == ["answered_meanwhile"] * 3 + ["given"]
    assert Consultation.objects.get(pk=opened.pk).answered_count == Disposition.objects.count() == 1


@pytest.mark.parametrize("values", [{"outcome": "odd"}, {"reason": ""}])
def test_the_database_keeps_an_answer_whole(cast: Cast, opened: Consultation, values: dict[str, str]) -> None:
    answer = given_answer(given_input(opened, cast.dee), cast.ada)
    with pytest.raises(IntegrityError), transaction.atomic():
        Disposition.objects.filter(pk=answer.pk).update(**values)


def test_the_database_lets_one_answer_hold(cast: Cast, opened: Consultation) -> None:
    answer = given_answer(given_input(opened, cast.dee), cast.ada)
    answer.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        answer.save(force_insert=True)
    assert Input.objects.get().dispositions.count() == 1
