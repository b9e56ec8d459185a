from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import translation

from talkoot.directory import actions as directory
from talkoot.directory.rules import BodyStatus
from talkoot.directory.tests.given import given_body, given_role
from talkoot.duties import actions, queries
from talkoot.duties.rules import Letter
from talkoot.duties.tests.given import given_duty
from talkoot.kernel.actors import SYSTEM
from talkoot.kernel.testing import MONDAY
from talkoot.scopes.tests.given import given_scope, given_topic, given_world

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def world(db: None) -> None:
    given_world()


def test_a_sentence_says_who_is_what_where_and_by_which_text() -> None:
    council = given_body("Technology Council", kind="council")
    given_duty(council, source="Charter 4.2")
    (advice,) = queries.parties_for(given_scope([given_topic("Fonts")]).pk, at=MONDAY)
    assert advice.sentence == "Technology Council is accountable for Reading interface, everywhere: Charter 4.2"
    assert (advice.body_id, advice.role_id, advice.letter) == (council.pk, None, Letter.ACCOUNTABLE)


def test_on_a_page_names_in_a_sentence_are_kept_apart_from_its_direction() -> None:
    council = given_body("<Technology> Council", kind="council")
    given_duty(council, source="Charter 4.2")
    with translation.override("ar"):
        (advice,) = queries.parties_for(given_scope([given_topic("Fonts")]).pk, at=MONDAY)
    for name in ("&lt;Technology&gt; Council", "Reading interface", "Charter 4.2"):
        assert f"<bdi>{name}</bdi>" in advice.marked
    assert "<bdi>" not in advice.sentence


def test_a_duty_in_a_place_names_the_place_and_a_role_its_body() -> None:
    hub = given_body("East Africa Hub", kind="hub")
    given_duty(given_role(hub, "Chair"), Letter.CONSULTED, territories=["014"])
    (advice,) = queries.parties_for(given_scope(territories=["KE"]).pk, at=MONDAY)
    assert advice.sentence == "Chair of East Africa Hub must be consulted on Reading interface, in Eastern Africa"
    assert advice.body_id == hub.pk


def test_only_duties_whose_scope_covers_the_matter_count() -> None:
    kenya, uganda = given_body("Kenya Circle"), given_body("Uganda Circle")
    given_duty(kenya, territories=["KE"])
    given_duty(uganda, territories=["UG"])
    assert [a.name for a in queries.parties_for(given_scope(territories=["KE"]).pk, at=MONDAY)] == ["Kenya Circle"]
    assert queries.parties_for(given_scope(territories=["KE", "UG"]).pk, at=MONDAY) == []
    assert queries.parties_for(given_scope().pk, at=MONDAY) == []


def test_the_nearest_comes_first_and_among_equals_the_lowest_body() -> None:
    top = given_body("Aye", kind="foundation")
    low = given_body("Zed", parent=top)
    lowest = given_body("Zoo", parent=low)
    given_duty(top, territories=["014"])
    given_duty(low)
    given_duty(lowest, matter="Fonts")
    found = queries.parties_for(given_scope(territories=["KE"]).pk, at=MONDAY)
    assert [a.name for a in found] == ["Aye", "Zoo", "Zed"]


def test_a_holder_appears_once_for_a_letter_by_its_nearest_duty() -> None:
    body = given_body("Kenya Circle")
    given_duty(body)
    near = given_duty(body, territories=["KE"])
    given_duty(body, Letter.RESPONSIBLE)
    found = queries.parties_for(given_scope(territories=["KE"]).pk, at=MONDAY)
    assert (found[0].duty_id, found[0].letter) == (near.pk, Letter.ACCOUNTABLE)
    assert len(found) == 2


def test_who_has_ended_is_not_asked() -> None:
    gone, body = given_body("Gone Circle"), given_body("Kenya Circle")
    given_duty(gone)
    ended = given_duty(body)
    directory.change_body_status(
        gone.pk, status=BodyStatus.ENDED, reason="Merged.", language="en", by=SYSTEM, at=MONDAY
    )
    actions.end_duty(ended.pk, reason="Handed on.", language="en", by=SYSTEM, at=MONDAY)
    assert queries.parties_for(given_scope().pk, at=MONDAY) == []
    assert len(queries.parties_for(given_scope().pk, at=MONDAY - timedelta(days=1))) == 0


def test_a_duty_that_ended_counts_for_the_days_before() -> None:
    body = given_body("Kenya Circle")
    duty = given_duty(body, at=MONDAY - timedelta(days=30))
    actions.end_duty(duty.pk, reason="Handed on.", language="en", by=SYSTEM, at=MONDAY)
    scope = given_scope().pk
    assert len(queries.parties_for(scope, at=MONDAY - timedelta(days=1))) == 1
    assert queries.parties_for(scope, at=MONDAY - timedelta(days=31)) == []


def test_it_takes_three_queries_whatever_the_number(django_assert_num_queries: Any) -> None:
    scope = given_scope([given_topic("Fonts")], ["KE", "UG"], ["sw"])
    for number in range(30):
        given_duty(given_body(f"Body {number}"), territories=["014"], matter=f"Matter {number % 3}")
    with django_assert_num_queries(3):
        assert len(queries.parties_for(scope.pk, at=MONDAY)) == 30
