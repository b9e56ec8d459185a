from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from talkoot.kernel.refusals import Refusal
from talkoot.scopes import actions
from talkoot.scopes.models import Scope, ScopeCell
from talkoot.scopes.tests.given import given_scope, given_topic, given_world

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def world(db: None) -> None:
    given_world()


def test_the_same_facets_in_any_order_are_the_same_row() -> None:
    reading, editing = given_topic("Reading"), given_topic("Editing")
    first = given_scope([reading, editing], ["KE", "ug"], ["sw", "zh-min-nan"])
    second = given_scope([editing, reading, reading], ["UG", "KE"], ["nan", "sw"])
    assert first == second
    assert first.key == f"topics={reading.pk},{editing.pk};territories=KE,UG;languages=nan,sw"


def test_nothing_named_is_everywhere_and_so_is_the_whole_world() -> None:
    assert given_scope() == given_scope(territories=["001", "KE"])
    assert given_scope().specificity == 0


def test_a_known_scope_costs_one_query(django_assert_num_queries: Any) -> None:
    given_scope(territories=["KE"], languages=["sw"])
    with django_assert_num_queries(1):
        given_scope(territories=["KE"], languages=["sw"])


def test_a_scope_has_a_cell_for_each_combination() -> None:
    scope = given_scope([given_topic("Reading")], ["KE", "UG"])
    assert scope.cells.count() == 2
    assert set(scope.cells.values_list("language_key", flat=True)) == {0}


@pytest.mark.parametrize(
    ("facets", "code", "field"),
    [
        ({"topics": [999]}, "unknown_topic", "scope_topics"),
        ({"territories": ["XX"]}, "unknown_territory", "scope_territories"),
        ({"languages": ["tlh"]}, "unknown_language", "scope_languages"),
        ({"topics": range(1, 3000)}, "scope_too_wide", "scope_topics"),
    ],
)
def test_what_does_not_exist_or_is_too_much_is_refused_at_its_field(
    facets: dict[str, Any], code: str, field: str
) -> None:
    with pytest.raises(Refusal) as refusal:
        actions.intern_scope(**facets)
    assert (refusal.value.code, refusal.value.field) == (code, field)


def test_two_rows_with_one_key_cannot_exist() -> None:
    scope = given_scope(territories=["KE"])
    with pytest.raises(IntegrityError), transaction.atomic():
        Scope.objects.create(key=scope.key)


def test_a_cell_stands_once_in_a_scope() -> None:
    cell = given_scope(territories=["KE"]).cells.get()
    cell.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        ScopeCell.objects.bulk_create([cell])
