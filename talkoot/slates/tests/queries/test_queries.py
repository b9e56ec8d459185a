from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from talkoot.directory.queries import hats_of, tasks_of
from talkoot.kernel.actors import Actor
from talkoot.kernel.testing import CY, MONDAY
from talkoot.slates import actions, queries
from talkoot.slates.models import Slate
from talkoot.slates.rules import Kind, Status
from talkoot.slates.tests.given import (
    CLOSES,
    DAY,
    REGION,
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
    return given_slate(house, asks=[REGION])


def given_crowd(slate: Slate, house: House, size: int) -> None:
    for number in range(size):
        who = given_someone(f"Person {number}")
        one = given_candidate(slate, who, attributes={"region": "North" if number % 3 else "South"})
        given_statement(one, who)
        given_statement(one, who, "أقرأ كل تقرير.", "ar")


def asked_for(act) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        act()
    return len(captured)


def names(slate: Slate, viewer: Actor, **more: object) -> list[list[str]]:
    tally = queries.tally_of(slate, viewer=viewer, hats=hats_of(viewer, MONDAY), **more)  # type: ignore[arg-type]  # its own arguments
    return [[row.candidate.name for row in rows] for rows in (tally.rows, tally.left, tally.sitting, tally.waiting)]


def test_a_slate_is_found_by_what_it_is_for(house: House, slate: Slate) -> None:
    assert queries.slate_of(slate.matter) == slate
    assert queries.slate_of("decision:999999") is None


def test_statements_come_in_the_readers_language_with_its_direction(house: House, slate: Slate) -> None:
    bo = given_candidate(slate, house.bo, attributes={"region": "North"})
    given_statement(bo, house.bo, "English.", "en")
    given_statement(bo, house.bo, "Português.", "pt")
    given_statement(bo, house.bo, "عربي.", "ar")
    found = {
        wanted: queries.standing(slate.matter, languages=[wanted])[0].statement for wanted in ("pt-BR", "ar", "fr")
    }
    said = {wanted: (one.language, one.direction) for wanted, one in found.items() if one}
    assert said == {"pt-BR": ("pt", "ltr"), "ar": ("ar", "rtl"), "fr": ("en", "ltr")}
    assert queries.standing(slate.matter)[0].attributes == {"region": "North"}


def test_queries_do_not_grow_with_the_names(house: House, slate: Slate) -> None:
    given_crowd(slate, house, 2)
    few = asked_for(lambda: queries.standing(slate.matter, languages=["ar"]))
    given_crowd_more = [given_someone(f"More {number}") for number in range(4)]
    for who in given_crowd_more:
        given_statement(given_candidate(slate, who, attributes={"region": "North"}), who)
    assert asked_for(lambda: queries.standing(slate.matter, languages=["ar"])) == few == 3
    assert asked_for(lambda: queries.field(slate.matter)) == 1
    assert asked_for(lambda: queries.tally_of(slate, viewer=CY, hats=hats_of(CY, MONDAY))) == 1


def test_the_field_is_what_a_count_needs(house: House, slate: Slate) -> None:
    people = {name: given_someone(name) for name in ("Ann", "Ben", "Cat", "Dan")}
    rows = {name: given_candidate(slate, who, attributes={"region": "North"}) for name, who in people.items()}
    actions.withdraw(rows["Ann"].pk, by=people["Ann"], at=MONDAY)
    assert [one.name for one in queries.field(slate.matter)] == ["Ben", "Cat", "Dan"]
    given_frozen(slate, house)
    drawn = [one.name for one in queries.standing(slate.matter)]
    actions.withdraw(rows["Ben"].pk, by=people["Ben"], at=CLOSES + DAY)
    actions.strike_candidate(rows["Cat"].pk, reason="x", language="en", by=house.ada, at=CLOSES + DAY)
    field = queries.field(slate.matter)
    assert [one.name for one in field] == drawn
    statuses = {"Ben": Status.WITHDRAWN, "Cat": Status.WITHDRAWN, "Dan": Status.STANDING}
    assert {one.name: one.status for one in field} == statuses
    assert [one.name for one in queries.standing(slate.matter)] == ["Dan"]


def test_who_has_not_answered_is_known_to_those_concerned_alone(house: House, slate: Slate) -> None:
    put = actions.nominate(slate.pk, person_id=house.dee.person_id, language="en", by=house.bo, at=MONDAY)
    stranger = given_someone("Eve")
    assert {who.name: names(slate, who)[3] for who in (house.ada, house.bo, house.dee, stranger, CY)} == {
        "Ada": ["Dee"], "Bo": ["Dee"], "Dee": ["Dee"], "Eve": [], "": [],
    }  # fmt: skip
    assert queries.labels([put.pk], viewer=house.ada) == {}
    assert [one.pk for one in queries.waiting_for(house.dee, MONDAY)] == [put.pk]
    assert queries.waiting_for(house.bo, MONDAY) == queries.waiting_for(CY, MONDAY) == []


def test_a_nomination_waits_for_the_word_of_who_was_put_forward(house: House, slate: Slate) -> None:
    put = actions.nominate(slate.pk, person_id=house.dee.person_id, language="en", by=house.bo, at=MONDAY)

    def told(who: Actor) -> list[tuple[str, str]]:
        found = tasks_of(queries.tasks(who, hats_of(who, MONDAY)))
        return [(task.title, task.thing.get_absolute_url()) for task in found]

    assert told(house.dee) == [(slate.title, put.get_absolute_url())]
    assert told(house.bo) == told(CY) == []
    actions.decline(put.pk, by=house.dee, at=MONDAY)
    assert told(house.dee) == []


def test_names_are_found_by_any_part_without_accents_and_by_what_they_say(house: House, slate: Slate) -> None:
    given_candidate(slate, house.bo, name="Zoë Müller", attributes={"region": "North"})
    given_candidate(slate, house.dee, name="Ann", attributes={"region": "South"})
    assert names(slate, CY, text="muller ZOE")[0] == ["Zoë Müller"]
    assert names(slate, CY, wanted={"region": "South"})[0] == ["Ann"]
    assert names(slate, CY, text="nobody")[0] == []


def test_a_candidate_is_named_by_page_or_exact_name(house: House) -> None:
    assert queries.named_candidate("Bo", Kind.PEOPLE) == house.bo.person_id
    assert queries.named_candidate("https://x.example/bodies/wiki-circle/", Kind.BODIES) == house.chapter.pk
    assert queries.named_candidate("Nobody", Kind.PEOPLE) is None


def test_questions_come_with_their_answers_in_three_queries(house: House, slate: Slate) -> None:
    bo = given_candidate(slate, house.bo, attributes={"region": "North"})
    question = given_question(bo, house.dee)
    given_question(bo, house.ada)
    actions.answer_question(question.pk, text="Much.", language="en", by=house.bo, at=MONDAY)
    page = queries.list_questions(bo)
    assert [[answer.text for answer in one.answers] for one in page] == [["Much."], []]
    assert asked_for(lambda: queries.list_questions(bo)) == 2


def test_what_one_takes_away(house: House, slate: Slate) -> None:
    bo = given_candidate(slate, house.bo, attributes={"region": "North"})
    given_statement(bo, house.bo)
    actions.answer_question(given_question(bo, house.dee).pk, text="Much.", language="en", by=house.bo, at=MONDAY)
    kept, other = (queries.export_of(who.account_id or 0) for who in (house.bo, house.dee))
    assert [(row["slate"], row["state"]) for row in kept["candidacies"]] == [(slate.public_id, "standing")]
    assert [row["text"] for row in kept["statements"]] == ["I read every report."]
    assert [row["text"] for row in kept["answers"]] == ["Much."]
    assert kept["questions"] == other["statements"] == other["candidacies"] == []
    assert [row["stands"] for row in other["questions"]] == ["Bo"]
