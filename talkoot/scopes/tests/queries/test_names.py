from __future__ import annotations

from typing import Any

import pytest

from talkoot.kernel.testing import CY, MONDAY
from talkoot.scopes import actions, queries
from talkoot.scopes.tests.given import OPERATOR, given_scope, given_topic, given_world

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def world(db: None) -> None:
    given_world()


def test_a_scope_is_told_in_the_readers_language() -> None:
    scope = given_scope([given_topic("Reading interface", es="Interfaz de lectura")], ["KE", "UG"], ["sw"])
    words = {language: queries.describe([scope.pk], language)[scope.pk] for language in ("en", "es", "ar")}
    assert words["en"] == "Reading interface · Kenya and Uganda · Kiswahili"
    assert words["es"] == "Interfaz de lectura · Kenia y Uganda · Kiswahili"
    assert words["ar"] == "Reading interface · أوغندا وكينيا · Kiswahili"


def test_everywhere_has_a_name_too() -> None:
    scope = given_scope()
    assert queries.describe([scope.pk], "en") == {scope.pk: "Everywhere"}


def test_a_name_that_lacks_in_a_language_comes_from_its_fallback_chain() -> None:
    topic = given_topic("Reading", es="Lectura", id="Membaca")
    assert queries.topic_names([topic.pk], "qu") == {topic.pk: "Lectura"}
    assert queries.topic_names([topic.pk], "ace") == {topic.pk: "Membaca"}
    assert queries.topic_names([topic.pk], "fi") == {topic.pk: "Reading"}
    assert queries.topic_names([topic.pk], "es-MX") == {topic.pk: "Lectura"}
    assert queries.territory_names(["KE"], "zh-tw") == {"KE": "肯亞"}


def test_a_topic_named_in_one_language_only_is_shown_by_that() -> None:
    topic = actions.add_topic(labels={"sw": "Kusoma"}, by=OPERATOR, at=MONDAY)
    assert queries.topic_names([topic.pk], "ar") == {topic.pk: "Kusoma"}


def test_telling_many_scopes_takes_one_query(django_assert_num_queries: Any) -> None:
    scopes = [given_scope(territories=[code]) for code in ("KE", "UG", "TZ", "002")]
    with django_assert_num_queries(1):
        assert len(queries.describe([s.pk for s in scopes], "en")) == 4


def test_history_links_a_topic_by_name() -> None:
    topic = given_topic("Reading")
    label = queries.labels([topic.pk], viewer=CY)[topic.pk]
    assert (label.text, label.url) == ("Reading", "/scopes/topics/reading/")
