from __future__ import annotations

import pytest

from talkoot.kernel.testing import CY
from talkoot.scopes import queries
from talkoot.scopes.tests.given import given_topic, given_world

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def world(db: None) -> None:
    given_world()


def test_topics_stand_under_their_broadest_topic_which_leads_its_group() -> None:
    software = given_topic("Software")
    reading = given_topic("Reading", under=[software])
    mobile = given_topic("Apps", under=[reading])
    art = given_topic("Art")
    assert queries.topic_choices("en") == [
        ("Art", [(art.pk, "Art")]),
        ("Software", [(software.pk, "Software"), (mobile.pk, "Apps"), (reading.pk, "Reading")]),
    ]


def test_languages_stand_by_their_own_names_the_readers_first() -> None:
    choices = queries.language_choices("sw")
    assert choices[0] == ("sw", "Kiswahili")
    assert ("ar", "العربية") in choices


def test_a_topic_is_found_by_its_name_in_any_language_and_any_case() -> None:
    topic = given_topic("Reading interface", es="Interfaz de lectura", ar="واجهة القراءة")
    found = queries.find_topics("LECTURA", viewer=CY, language="en")
    assert [(t.id, t.name, t.found_by) for t in found] == [(topic.pk, "Reading interface", "Interfaz de lectura")]
    assert [t.found_by for t in queries.find_topics("read", viewer=CY, language="en")] == [""]
    assert [t.id for t in queries.find_topics("القراءة", viewer=CY, language="en")] == [topic.pk]


def test_names_that_start_with_what_was_typed_come_first() -> None:
    given_topic("Easy reading")
    given_topic("Reading")
    assert [t.name for t in queries.find_topics("read", viewer=CY, language="en")] == ["Reading", "Easy reading"]


def test_nothing_typed_finds_nothing_and_wildcards_are_letters() -> None:
    given_topic("Reading")
    assert queries.find_topics(" ", viewer=CY) == []
    assert queries.find_topics("%", viewer=CY) == []
