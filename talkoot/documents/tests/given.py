"""Builders: they call the real actions."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from talkoot.directory.models import Body
from talkoot.documents import actions, queries
from talkoot.documents.models import Document
from talkoot.kernel.actors import SYSTEM, Actor
from talkoot.kernel.testing import MONDAY

CHARTER = """# Charter

Who we are.

## Members

### Seats

The council has nine seats: four of the communities, three of the affiliates, two of the teams.

### Terms

A term is two years, and nobody serves more than three in a row.

## Quorum

The council can decide when at least six members take part in a meeting.
"""
TOMORROW = MONDAY + timedelta(days=1)


def given_document(
    body: Body, source: str = CHARTER, *, slug: str = "charter", language: str = "en", by: Actor = SYSTEM,
    at: datetime = MONDAY, in_force_on: date | None = None,
) -> Document:  # fmt: skip
    """Return a document with one version, in force from the day on which it is founded."""
    return actions.found_document(
        slug=slug, title="Charter", language=language, body_id=body.pk, source=source, written="markdown",
        summary="Adopted.", in_force_on=in_force_on or at.date(), by=by, at=at,
    )  # fmt: skip


def given_version(
    document: Document, source: str, *, by: Actor = SYSTEM, at: datetime = TOMORROW, in_force_on: date | None = None
) -> Document:
    """Return the document with ``source`` as its next version; doubtful clauses stay what they may be."""
    document.refresh_from_db()
    same = {doubt.place: doubt.key for doubt in queries.doubts_about(document, source, "markdown")}
    return actions.publish_version(
        document.pk, source=source, written="markdown", summary="Better.", language="en",
        in_force_on=in_force_on or at.date(), based_on=document.newest, same=same, by=by, at=at,
    )  # fmt: skip
