"""Founding a document and publishing what comes after."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from talkoot.directory.tests.given import Cast, given_cast
from talkoot.documents import actions, queries
from talkoot.documents.models import Clause, Document, Placing, Version, Wording
from talkoot.documents.tests.given import CHARTER, TOMORROW, given_document, given_version
from talkoot.kernel.actors import SYSTEM
from talkoot.kernel.refusals import AlreadyDone, Refusal
from talkoot.kernel.testing import MONDAY
from talkoot.kernel.verdicts import PermissionDenied
from talkoot.ledger.models import Entry
from talkoot.scopes.tests.given import given_world

pytestmark = pytest.mark.django_db
CHANGED = CHARTER.replace("at least six", "at least five").replace(
    "\n## Quorum", "\n### Interests\n\nSay them.\n\n## Quorum"
)


@pytest.fixture
def cast(db: None) -> Cast:
    given_world()
    return given_cast()


def numbers(document: Document, version: int) -> dict[str, int]:
    return dict(
        Placing.objects.filter(version__document=document, version__number=version).values_list("number", "clause")
    )


def test_a_text_becomes_clauses_with_numbers(cast: Cast) -> None:
    document = given_document(cast.body, by=cast.ada)
    assert list(numbers(document, 1)) == ["0", "1", "1.1", "1.2", "2"]
    assert (document.newest, document.clause_count) == (1, 5)
    entry = Entry.objects.latest("pk")
    assert (entry.kind, entry.subject) == ("documents.document_founded", document.ref)
    assert len(entry.payload["digest"]) == 64


def test_clauses_keep_their_ids_and_unchanged_ones_their_words(cast: Cast) -> None:
    document = given_version(given_document(cast.body), CHANGED, by=cast.ada)
    first, second = numbers(document, 1), numbers(document, 2)
    assert {n: second[n] for n in ("0", "1", "1.1", "1.2")} == {n: first[n] for n in ("0", "1", "1.1", "1.2")}
    assert second["2"] == first["2"]
    assert second["1.3"] not in first.values()
    assert Wording.objects.count() == 7
    payload = Entry.objects.latest("pk").payload
    assert (payload["changed"], payload["added"], payload["removed"]) == (1, 1, 0)


def test_an_id_is_never_used_again(cast: Cast) -> None:
    document = given_document(cast.body)
    gone = numbers(document, 1)["1.2"]
    given_version(
        document,
        CHARTER.replace("### Terms", "### Logo").replace(
            "A term is two years, and nobody serves more than three in a row.", "Blue."
        ),
    )
    given_version(document, CHARTER)
    assert gone not in numbers(document, 2).values()
    assert gone not in numbers(document, 3).values()
    assert Clause.objects.filter(pk=gone).exists()


def test_a_doubtful_clause_waits_for_an_answer(cast: Cast) -> None:
    document = given_document(cast.body)
    text = CHARTER.replace(
        "The council can decide when at least six members take part in a meeting.", "Nobody counts heads."
    )
    (doubt,) = queries.doubts_about(document, text, "markdown")
    said: dict[str, Any] = {"source": text, "written": "markdown", "summary": "Less.", "language": "en", "based_on": 1,
            "in_force_on": TOMORROW.date(), "by": cast.ada, "at": TOMORROW}  # fmt: skip
    with pytest.raises(Refusal) as refused:
        actions.publish_version(document.pk, **said, same={})
    assert refused.value.code == "doubtful"
    actions.publish_version(document.pk, **said, same={doubt.place: None})
    assert numbers(document, 2)["2"] != numbers(document, 1)["2"]


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"source": CHARTER}, "nothing_new"),
        ({"source": "# Only a title"}, "unreadable_empty"),
        ({"source": f"{CHANGED}\u202e"}, "bad_character"),
        ({"based_on": 0}, "published_meanwhile"),
        ({"in_force_on": (MONDAY - timedelta(days=1)).date()}, "before_the_last"),
        ({"summary": " "}, "empty"),
        ({"language": "qqq"}, "unknown_language"),
    ],
)
def test_what_cannot_be_published_changes_nothing(cast: Cast, changed: dict[str, Any], code: str) -> None:
    document = given_document(cast.body)
    said: dict[str, Any] = {
            "source": CHANGED, "written": "markdown", "summary": "Better.", "language": "en", "based_on": 1,
            "same": {}, "in_force_on": TOMORROW.date(), "by": cast.ada, "at": TOMORROW, **changed}  # fmt: skip
    with pytest.raises(Refusal) as refused:
        actions.publish_version(document.pk, **said)
    assert refused.value.code == code
    assert Version.objects.count() == 1


@pytest.mark.parametrize("slug", ["", "new", "-a", "Charter", "a b", "a" * 61, "charter"])
def test_an_address_must_be_free_and_plain(cast: Cast, slug: str) -> None:
    given_document(cast.body)
    with pytest.raises(Refusal) as refused:
        given_document(cast.body, slug=slug)
    assert refused.value.field == "slug"


def test_only_who_tends_the_body_publishes(cast: Cast) -> None:
    document = given_document(cast.body)
    with pytest.raises(PermissionDenied):
        given_version(document, CHANGED, by=cast.bo)


def test_the_same_form_sent_twice_publishes_once(cast: Cast) -> None:
    document = given_document(cast.body)
    said: dict[str, Any] = {
            "source": CHANGED, "written": "markdown", "summary": "Better.", "language": "en", "based_on": 1,
            "same": {}, "in_force_on": TOMORROW.date(), "by": cast.ada, "at": TOMORROW, "key": "once"}  # fmt: skip
    actions.publish_version(document.pk, **said)
    with pytest.raises(AlreadyDone):
        actions.publish_version(document.pk, **said)
    assert Version.objects.count() == 2


@pytest.mark.parametrize("table", ["version", "clause", "wording", "placing"])
@pytest.mark.parametrize("what", ["UPDATE documents_{} SET id = id", "DELETE FROM documents_{}"])
def test_the_database_keeps_what_was_published(cast: Cast, table: str, what: str) -> None:
    from django.db import connection

    given_document(cast.body, by=SYSTEM)
    with (
        pytest.raises(DatabaseError, match="what was published stays"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(what.format(table))
