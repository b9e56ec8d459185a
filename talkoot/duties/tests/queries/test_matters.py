from __future__ import annotations

from typing import Any

import pytest
from django.http import Http404
from django.utils import translation

from talkoot.directory.models import Body
from talkoot.directory.tests.given import actor_of, given_body, given_cast, given_person, given_role
from talkoot.duties import actions, queries
from talkoot.duties.rules import Letter
from talkoot.duties.tests.given import given_duty
from talkoot.kernel.actors import SYSTEM
from talkoot.kernel.testing import CY, MONDAY
from talkoot.scopes.tests.given import given_topic, given_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def council(db: None) -> Body:
    given_world()
    return given_body("Technology Council", kind="council")


def test_a_matter_tells_who_is_what_the_weightiest_first_and_what_ended(council: Body) -> None:
    given_duty(given_role(council, "Chair"), Letter.CONSULTED, territories=["KE"])
    duty = given_duty(council)
    ended = given_duty(council, Letter.INFORMED)
    actions.end_duty(ended.pk, reason="Done.", language="en", by=SYSTEM, at=MONDAY)
    shown = queries.get_matter(duty.matter_id, viewer=CY, at=MONDAY)
    assert [(line.word, line.holder.name, line.scope, line.is_vacant) for line in shown.lines] == [
        ("Accountable", "Technology Council", "Everywhere", False),
        ("Consulted", "Chair of Technology Council", "Kenya", True),
    ]
    assert [line.duty.pk for line in shown.ended] == [ended.pk]
    assert [d.name for d in shown.deciders] == ["Technology Council"]


def test_a_duty_tells_what_was_done_about_it_and_by_whom(council: Body) -> None:
    olu = actor_of(given_person("Olu"), is_operator=True)
    duty = given_duty(council, by=olu)
    actions.end_duty(duty.pk, reason="Handed on.", language="en", by=SYSTEM, at=MONDAY)
    shown = queries.get_duty(duty.pk, viewer=CY, at=MONDAY)
    told = "<bdi>Technology Council</bdi> is accountable for <bdi>Reading interface</bdi>, everywhere"
    assert shown.sentence == told
    assert [(s.step.reason, s.actor.text if s.actor else "") for s in shown.steps] == [
        ("Handed on.", ""),
        ("The charter says so.", "Olu"),
    ]


def test_only_the_names_in_the_sentence_of_a_duty_are_kept_apart_from_its_direction(council: Body) -> None:
    duty = given_duty(given_role(council, "Chair"), Letter.CONSULTED, territories=["KE"])
    with translation.override("ar"):
        shown = queries.get_duty(duty.pk, viewer=CY, at=MONDAY)
    assert str(shown.sentence).count("<bdi>") == 4
    assert "<bdi>Chair</bdi>" in shown.sentence
    assert not shown.sentence.startswith("<bdi>Chair</bdi> of")


def test_what_does_not_exist_is_not_found(council: Body) -> None:
    with pytest.raises(Http404):
        queries.get_duty(999, viewer=CY, at=MONDAY)
    with pytest.raises(Http404):
        queries.get_matter(999, viewer=CY, at=MONDAY)


def test_a_matter_takes_three_queries_however_many_have_a_duty(council: Body, django_assert_num_queries: Any) -> None:
    duty = given_duty(council, territories=["KE"])
    for number in range(25):
        given_duty(given_body(f"Circle {number}"), Letter.INFORMED, territories=["UG"])
    with django_assert_num_queries(3):
        assert len(queries.get_matter(duty.matter_id, viewer=CY, at=MONDAY).lines) == 26


def test_a_topic_shows_who_has_a_duty_about_it_or_what_contains_it(council: Body) -> None:
    software = given_topic("Software")
    reading = given_topic("Reading", under=[software])
    given_duty(council, topics=[software.pk])
    given_duty(council, Letter.CONSULTED, "Everything")
    assert [line.word for line in queries.about_topic(reading.pk, at=MONDAY, limit=5)] == ["Accountable"]


def test_history_calls_a_duty_by_its_matter(council: Body) -> None:
    duty = given_duty(council)
    label = queries.duty_labels([duty.pk], viewer=CY)[duty.pk]
    assert (label.text, label.language) == ("Reading interface", "en")
    assert queries.matter_labels([duty.matter_id], viewer=CY)[duty.matter_id].text == "Reading interface"


def test_one_chooses_among_the_bodies_one_tends_and_what_lies_below(council: Body) -> None:
    cast = given_cast()
    team = given_body("Small Circle", parent=cast.body)
    names = {b.name for b in queries.bodies_to_choose("circle", viewer=cast.ada, at=MONDAY)}
    assert names == {"Wiki Circle", "Small Circle"}
    assert {b.name for b in queries.bodies_to_choose("council", viewer=cast.oz, at=MONDAY)} == {"Technology Council"}
    assert queries.bodies_to_choose("", viewer=cast.bo, at=MONDAY) == []
    role = given_role(team, "Chair")
    assert queries.holder_choices(team, day=MONDAY.date()) == [(team.ref, "Small Circle"), (role.ref, "Chair")]
