from __future__ import annotations

from datetime import timedelta

import pytest
from django.http import Http404

from talkoot.consultations import actions, queries
from talkoot.consultations.tests.given import AFTER, given_answer, given_consultation, given_input
from talkoot.directory.tests.given import Cast, given_cast
from talkoot.kernel.testing import CY, MONDAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(db: None) -> Cast:
    return given_cast()


def titles(**wanted: object) -> list[str]:
    return [row.title for row in queries.list_consultations(viewer=CY, at=MONDAY, **wanted)]  # type: ignore[arg-type]  # values from a table


def test_open_ones_stand_by_deadline_and_closed_ones_newest_first(cast: Cast) -> None:
    for n, days in enumerate((3, 1, 2)):
        given_consultation(cast.body, title=f"C{n}", closes_at=MONDAY + timedelta(days=days))
    assert titles() == ["C1", "C2", "C0"]
    for n, pk in enumerate(queries.labels(range(10_000), viewer=CY)):
        actions.close_consultation(pk, by=cast.ada, at=AFTER + timedelta(hours=n))
    assert titles() == []
    assert titles(status="closed") == ["C2", "C1", "C0"]


def test_a_list_is_paged_by_key_without_loss_or_repeat(cast: Cast) -> None:
    for n in range(45):
        given_consultation(cast.body, title=f"C{n}", closes_at=MONDAY + timedelta(days=1 + n % 4))
    seen, after = [], ""
    for _ in range(3):
        page = queries.list_consultations(viewer=CY, at=MONDAY, after=after)
        seen += list(page)
        after = page.after
    assert after == ""
    assert len(set(seen)) == len(seen) == 45
    assert [c.closes_at for c in seen] == sorted(c.closes_at for c in seen)


@pytest.mark.parametrize("after", ["x", "1", "1.", ".1", "9" * 30 + ".1", "-1.1", "1.-1", "²³.1"])
def test_a_broken_place_in_the_list_is_its_start(cast: Cast, after: str) -> None:
    given_consultation(cast.body, title="First")
    assert titles(after=after) == ["First"]


def test_only_those_asking_in_my_languages(cast: Cast) -> None:
    given_consultation(cast.body, title="English")
    given_consultation(cast.body, title="Both", languages=["ar"])
    assert titles(languages=["ar", "sw"]) == ["Both"]
    assert titles(languages=["sw"]) == []


def test_languages_are_shown_by_their_own_names(cast: Cast) -> None:
    given_consultation(cast.body, languages=["ar"])
    (row,) = queries.list_consultations(viewer=CY, at=MONDAY)
    assert [(t.tag, t.autonym, t.direction) for t in row.tongues] == [
        ("en", "English", "ltr"),
        ("ar", "العربية", "rtl"),
    ]
    assert queries.tongues(["qaa"])["qaa"].autonym == "qaa"


@pytest.mark.parametrize("ref", ["C-0", "C-999999", "P-1", "C-", "C-x", "", "C-" + "9" * 40])
def test_what_is_not_there_is_not_found(cast: Cast, ref: str) -> None:
    with pytest.raises(Http404):
        queries.get_consultation(ref, CY)


def test_a_receipt_is_read_in_any_case_and_by_nothing_else(cast: Cast) -> None:
    given = given_input(given_consultation(cast.body), cast.bo)
    assert queries.get_receipt(given.receipt.lower(), at=MONDAY).given == given
    for code in ("", given.receipt[:-1], f"{given.receipt}-X", "ＡＢＣＤ", "%"):
        with pytest.raises(Http404):
            queries.get_receipt(code, at=MONDAY)


def test_labels_lead_to_the_question(cast: Cast) -> None:
    opened = given_consultation(cast.body, language="es", title="¿Qué opinan?")
    given = given_input(opened, cast.bo)
    label = queries.labels([opened.pk, 10**6], viewer=CY)
    assert {k: (v.text, v.url, v.language) for k, v in label.items()} == {
        opened.pk: ("¿Qué opinan?", f"/consultations/{opened.public_id}/", "es")
    }
    assert queries.input_labels([given.pk], viewer=CY)[given.pk].url == given.get_absolute_url()


def test_inputs_are_filtered_by_outcome_and_language(cast: Cast) -> None:
    opened = given_consultation(cast.body)
    first = given_input(opened, cast.bo, language="ar")
    second = given_input(opened, cast.bo)
    given_answer(first, cast.ada, outcome="rejected")

    def found(**wanted: str) -> list[int]:
        return [row.pk for row in queries.list_inputs(opened, **wanted)]  # type: ignore[arg-type]  # values from a table

    assert found() == [first.pk, second.pk]
    assert found(outcome="rejected") == found(language="ar") == [first.pk]
    assert found(outcome=queries.UNANSWERED) == [second.pk]
    assert found(outcome="adopted") == found(outcome="rejected", language="en") == []
    assert found(after=str(first.pk)) == [second.pk]
    assert queries.known_outcome("adopted'--") == ""


def test_a_party_is_named_by_its_page_or_its_exact_name(cast: Cast) -> None:
    body, person = ("body", cast.other.pk), ("person", cast.bo.person_id)
    assert queries.named_party("Far Circle") == body
    assert queries.named_party("https://example.org/ar/bodies/far-circle/?x=1") == body
    assert queries.named_party("/people/bo/") == person
    for text in ("Far", "/bodies/bo/", "", "/bodies//", "https://example.org/"):
        assert queries.named_party(text) is None
