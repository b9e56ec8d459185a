from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from talkoot.consultations import actions, rules
from talkoot.consultations.models import Allowance, Consultation, Input, Party
from talkoot.consultations.rules import PartySpec
from talkoot.consultations.tests.given import AFTER, given_consultation, given_input
from talkoot.directory.models import Role
from talkoot.directory.tests.given import Cast, given_cast
from talkoot.kernel.refusals import AlreadyDone, Refusal, TooOften
from talkoot.kernel.testing import MONDAY
from talkoot.kernel.verdicts import PermissionDenied
from talkoot.ledger.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(db: None) -> Cast:
    return given_cast()


def test_an_input_is_rendered_counted_and_given_a_long_random_receipt(cast: Cast) -> None:
    opened = given_consultation(cast.body)
    given = given_input(opened, cast.bo, text="**Yes** <script>alert(1)</script>", language="sw")
    opened.refresh_from_db()
    assert given.html == "<p><strong>Yes</strong> &lt;script&gt;alert(1)&lt;/script&gt;</p>\n"
    assert (opened.input_count, opened.language_counts) == (1, {"sw": 1})
    assert len(given.receipt) == 29
    assert given.receipt != given_input(opened, cast.bo).receipt


def test_the_ledger_tells_who_spoke_for_whom_but_not_what_was_said(cast: Cast) -> None:
    opened = given_consultation(cast.body)
    given = given_input(opened, cast.dee, body=cast.other, text="secret words")
    entry = Entry.objects.get(subject=given.ref)
    assert (entry.actor, entry.on_behalf) == (cast.dee.ref, cast.other.ref)
    assert entry.mandate.startswith("mandate:")
    assert entry.payload == {"consultation": opened.ref, "language": "en"}


def test_nobody_speaks_for_a_body_they_do_not_represent(cast: Cast) -> None:
    opened = given_consultation(cast.body, takes_visitors=True)
    for who in (cast.bo, cast.ada, cast.cy, cast.oz):
        with pytest.raises(PermissionDenied):
            given_input(opened, who, body=cast.other)


def test_parties_are_heard_through_those_who_speak_for_them(cast: Cast) -> None:
    role = Role.objects.get(body=cast.body, powers=[])
    parties = [
        PartySpec(body_id=cast.other.pk, reason="body"),
        PartySpec(role_id=role.pk, reason="role"),
        PartySpec(person_id=cast.dee.person_id, reason="person"),
    ]
    opened = given_consultation(cast.body, parties=parties)

    def heard() -> set[str]:
        return set(Party.objects.filter(heard_at__isnull=False).values_list("reason", flat=True))

    given_input(opened, cast.dee, body=cast.other)
    assert heard() == {"body"}
    given_input(opened, cast.dee)
    assert heard() == {"body", "person"}
    given_input(opened, cast.bo)
    given_input(opened, cast.bo)
    assert heard() == {"body", "person", "role"}
    opened.refresh_from_db()
    assert (opened.heard_count, opened.party_count) == (3, 3)


def test_after_the_deadline_no_input_is_taken(cast: Cast) -> None:
    opened = given_consultation(cast.body)
    given_input(opened, cast.bo, at=AFTER - timedelta(microseconds=1))
    with pytest.raises(Refusal, match="deadline has passed") as refusal:
        given_input(opened, cast.bo, at=AFTER)
    assert refusal.value.code == "deadline_passed"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"),
        (" \n\t ", "empty"),
        ("a" * (rules.INPUT_MAX + 1), "too_long"),
        ("turn \u202e around", "bad_character"),
        ("bell \x07", "bad_character"),
        ("nul \x00", "bad_character"),
        ("isolate \u2066 me", "bad_character"),
        ("half \ud800", "bad_character"),
    ],
)
def test_a_text_that_cannot_be_kept_is_refused(cast: Cast, text: str, code: str) -> None:
    opened = given_consultation(cast.body)
    with pytest.raises(Refusal) as refusal:
        given_input(opened, cast.bo, text=text)
    assert (refusal.value.code, refusal.value.field) == (code, "text")
    assert not Input.objects.exists()


@pytest.mark.parametrize("language", ["xx", "", "en\n", "EN", "e" * 400])
def test_a_text_in_no_known_language_is_refused(cast: Cast, language: str) -> None:
    opened = given_consultation(cast.body)
    with pytest.raises(Refusal) as refusal:
        given_input(opened, cast.bo, language=language)
    assert refusal.value.code == "unknown_language"


def test_joiners_and_marks_that_scripts_need_are_kept(cast: Cast) -> None:
    opened = given_consultation(cast.body)
    text = "می‌خواهم क्‍ष"
    assert given_input(opened, cast.bo, text=text, language="ar").text == text


def test_the_same_form_gives_one_input(cast: Cast) -> None:
    opened = given_consultation(cast.body)
    values = {"text": "x", "language": "en", "by": cast.bo, "at": MONDAY, "key": "token"}
    first = actions.give_input(opened.pk, **values)  # type: ignore[arg-type]  # values from a table
    with pytest.raises(AlreadyDone) as done:
        actions.give_input(opened.pk, **values)  # type: ignore[arg-type]  # values from a table
    assert done.value.subject == first.ref
    assert Input.objects.count() == 1


def test_visitors_speak_where_the_consultation_takes_them(cast: Cast) -> None:
    with pytest.raises(PermissionDenied, match="account"):
        given_input(given_consultation(cast.body), cast.cy)
    given = given_input(given_consultation(cast.body, takes_visitors=True), cast.cy)
    assert given.author_id is None
    assert Entry.objects.get(subject=given.ref).actor == "visitor"


def test_visitors_from_one_place_wait_after_five_inputs(cast: Cast) -> None:
    opened = given_consultation(cast.body, takes_visitors=True)
    for _ in range(5):
        given_input(opened, cast.cy)
    with pytest.raises(TooOften) as refusal:
        given_input(opened, cast.cy)
    assert refusal.value.seconds == 601
    given_input(opened, cast.cy, sender="elsewhere")
    given_input(opened, cast.bo)
    given_input(opened, cast.cy, at=MONDAY + timedelta(minutes=10))
    opened.refresh_from_db()
    assert opened.input_count == Input.objects.count() == 8


def test_visitors_from_everywhere_together_are_limited_too(cast: Cast) -> None:
    opened = given_consultation(cast.body, takes_visitors=True)
    Allowance.objects.create(key=opened.ref, free_at=MONDAY + rules.ALL_VISITORS[0] * rules.ALL_VISITORS[1])
    with pytest.raises(TooOften):
        given_input(opened, cast.cy)
    assert Allowance.objects.count() == 1


def test_limits_that_ran_out_are_forgotten(cast: Cast) -> None:
    given_input(given_consultation(cast.body, takes_visitors=True), cast.cy)
    assert actions.sweep_allowances(at=MONDAY) == 0
    assert actions.sweep_allowances(at=MONDAY + timedelta(minutes=11)) == 2


@pytest.mark.django_db(transaction=True)
def test_two_at_once_are_both_counted(cast: Cast) -> None:
    opened = given_consultation(cast.body)

    def give(n: int) -> None:
        try:
            given_input(opened, cast.bo, text=f"At once {n}")
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(give, range(8)))
    found = Consultation.objects.get(pk=opened.pk)
    assert found.input_count == Input.objects.count() == 8
    assert found.language_counts == {"en": 8}


@pytest.mark.parametrize(
    "values",
    [
        {"text": ""},
        {"language": ""},
        {"author_id": None, "on_behalf_id": 1},
        {"outcome": "adopted"},
        {"outcome": "odd"},
    ],
)
def test_the_database_keeps_an_input_whole(cast: Cast, values: dict[str, object]) -> None:
    given = given_input(given_consultation(cast.body), cast.bo)
    if "on_behalf_id" in values:
        values = {**values, "on_behalf_id": cast.body.pk}
    with pytest.raises(IntegrityError), transaction.atomic():
        Input.objects.filter(pk=given.pk).update(**values)


def test_the_database_lets_a_receipt_stand_for_one_input(cast: Cast) -> None:
    opened = given_consultation(cast.body)
    first, second = given_input(opened, cast.bo), given_input(opened, cast.bo)
    with pytest.raises(IntegrityError), transaction.atomic():
        Input.objects.filter(pk=second.pk).update(receipt=first.receipt)
