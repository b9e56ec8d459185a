from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from talkoot.kernel.refusals import Refusal
from talkoot.kernel.testing import ADA, MONDAY
from talkoot.kernel.verdicts import PermissionDenied
from talkoot.ledger.models import Entry
from talkoot.scopes import actions, queries
from talkoot.scopes.models import Topic, TopicClosure, TopicLabel
from talkoot.scopes.rules import closure
from talkoot.scopes.tests.given import OPERATOR, given_scope, given_topic

pytestmark = pytest.mark.django_db


def test_a_topic_gets_names_an_address_and_its_place() -> None:
    software = given_topic("Software", qid="Q7397")
    reading = given_topic("Reading interface", under=[software], es="Interfaz de lectura")
    assert reading.slug == "reading-interface"
    assert {label.language: label.text for label in reading.labels.all()}["es"] == "Interfaz de lectura"
    assert TopicClosure.objects.get(ancestor=software, descendant=reading).depth == 1
    assert list(Entry.objects.order_by("id").values_list("kind", flat=True)) == [
        "scopes.topic_added",
        "scopes.topic_added",
        "scopes.topic_placed",
    ]


def test_a_topic_named_only_in_another_script_still_has_an_address() -> None:
    topic = actions.add_topic(labels={"ar": "واجهة القراءة"}, qid="Q42", by=OPERATOR, at=MONDAY)
    assert topic.slug == "q42"
    assert given_topic("القراءة").slug == "topic"
    assert given_topic("القراءة").slug == "topic-2"


def test_only_operators_keep_the_list_of_topics() -> None:
    with pytest.raises(PermissionDenied):
        actions.add_topic(labels={"en": "Reading"}, by=ADA, at=MONDAY)


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"labels": {}}, "no_name"),
        ({"labels": {"en": "  "}}, "no_name"),
        ({"labels": {"en": "Other"}, "slug": "reading"}, "slug_taken"),
        ({"labels": {"en": "Other"}, "qid": "Q1"}, "qid_taken"),
        ({"labels": {"en": "Other"}, "qid": "1"}, "bad_qid"),
    ],
)
def test_a_topic_without_a_name_or_with_anothers_identity_is_refused(values: dict[str, Any], code: str) -> None:
    given_topic("Reading", qid="Q1")
    with pytest.raises(Refusal) as refusal:
        actions.add_topic(**values, by=OPERATOR, at=MONDAY)
    assert refusal.value.code == code


def test_a_new_name_in_a_language_replaces_the_old_one() -> None:
    topic = given_topic("Reading")
    actions.label_topic(topic.pk, language="en", text="Reading  experience", by=OPERATOR, at=MONDAY)
    assert queries.topic_names([topic.pk], "en") == {topic.pk: "Reading experience"}


def test_a_topic_cannot_lie_under_itself_by_any_path() -> None:
    top = given_topic("A")
    middle = given_topic("B", under=[top])
    low = given_topic("C", under=[middle])
    for broader in (top, middle, low):
        with pytest.raises(Refusal) as refusal:
            actions.place_topic(top.pk, broader_id=broader.pk, by=OPERATOR, at=MONDAY)
        assert refusal.value.code == "cycle"


def test_the_closure_follows_each_change() -> None:
    a, b, c, d = (given_topic(name) for name in "ABCD")
    for low, high in ((b, a), (c, b), (d, c), (d, a)):
        actions.place_topic(low.pk, broader_id=high.pk, by=OPERATOR, at=MONDAY)
    actions.place_topic(d.pk, broader_id=a.pk, by=OPERATOR, at=MONDAY)
    assert _rows() == closure([(a.pk, b.pk), (b.pk, c.pk), (c.pk, d.pk), (a.pk, d.pk)])
    actions.lift_topic(d.pk, broader_id=a.pk, by=OPERATOR, at=MONDAY)
    assert _rows()[(a.pk, d.pk)] == 3
    actions.lift_topic(c.pk, broader_id=b.pk, by=OPERATOR, at=MONDAY)
    assert _rows() == closure([(a.pk, b.pk), (c.pk, d.pk)])


def test_a_topic_cannot_be_lifted_from_where_it_does_not_lie() -> None:
    a, b = given_topic("A"), given_topic("B")
    with pytest.raises(Refusal) as refusal:
        actions.lift_topic(b.pk, broader_id=a.pk, by=OPERATOR, at=MONDAY)
    assert refusal.value.code == "not_under"


def test_scopes_are_measured_again_when_their_topic_moves() -> None:
    high, low = given_topic("A"), given_topic("B")
    scope = given_scope([low])
    actions.place_topic(low.pk, broader_id=high.pk, by=OPERATOR, at=MONDAY)
    before, scope.specificity = scope.specificity, 0
    scope.refresh_from_db()
    assert scope.specificity == before + 1


def test_loading_topics_twice_writes_only_once() -> None:
    specs = [
        actions.TopicSpec("software", {"en": "Software", "sw": "Programu"}, "Q7397"),
        actions.TopicSpec("reading", {"en": "Reading"}, broader=["software"]),
    ]
    topics = actions.load_topics(specs, by=OPERATOR, at=MONDAY)
    count = Entry.objects.count()
    assert actions.load_topics(specs, by=OPERATOR, at=MONDAY) == topics
    assert Entry.objects.count() == count
    assert (topics["software"].pk, topics["reading"].pk) in _rows()


def test_the_database_refuses_a_topic_under_itself() -> None:
    topic = given_topic("A")
    TopicClosure.objects.all().delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        TopicClosure.objects.create(ancestor=topic, descendant=topic, depth=1)


def test_the_database_refuses_a_pair_twice() -> None:
    topic = given_topic("A")
    with pytest.raises(IntegrityError), transaction.atomic():
        TopicClosure.objects.create(ancestor=topic, descendant=topic, depth=0)


def test_the_database_refuses_two_names_in_one_language_and_an_empty_one() -> None:
    topic = given_topic("A")
    for language, text in (("en", "B"), ("es", "")):
        with pytest.raises(IntegrityError), transaction.atomic():
            TopicLabel.objects.create(topic=topic, language=language, text=text)


def test_the_database_refuses_a_wikidata_id_that_is_none() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Topic.objects.create(slug="x", qid="P31")


def _rows() -> dict[tuple[int, int], int]:
    return {
        (up, down): depth for up, down, depth in TopicClosure.objects.values_list("ancestor", "descendant", "depth")
    }
