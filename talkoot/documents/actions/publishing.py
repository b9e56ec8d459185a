"""Founding a document and publishing its next version: texts come in whole, clauses stay themselves."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from talkoot.directory.models import Body
from talkoot.directory.queries import acting_mandate, hats_of
from talkoot.directory.rules import BodyStatus, Power
from talkoot.documents import queries, rules
from talkoot.documents.actions.writing import Saying, write_version
from talkoot.documents.events import DocumentFounded, VersionPublished
from talkoot.documents.models import Document
from talkoot.documents.permissions import Permission, may
from talkoot.kernel.actors import Actor
from talkoot.kernel.refs import ref
from talkoot.kernel.refusals import Refusal
from talkoot.kernel.texts import BadText
from talkoot.kernel.verdicts import require
from talkoot.ledger.actions import writing
from talkoot.scopes.actions import line, require_languages

SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?")
TAKEN = {"new"}


def found_document(
    *,
    slug: str,
    title: str,
    language: str,
    body_id: int,
    source: str,
    written: str,
    summary: str,
    in_force_on: date,
    review_on: date | None = None,
    by: Actor,
    at: datetime,
    key: str = "",
) -> Document:
    """Make a document of ``source`` in ``language``, the one that binds; its first version is in force from a day on.

    Refuses an address that is taken or none, a body that has ended, a text that is no document, a review in the past.
    """
    with writing(by=by, at=at, key=key) as announce:
        hats = hats_of(by, at)
        require(may(by, Permission.FOUND_DOCUMENT, body_id, at=at, hats=hats))
        require_languages([language])
        _refuse_place(slug, Body.objects.get(pk=body_id), review_on, at)
        outline = _read(source, written)
        title = line(title, limit=rules.TITLE_MAX, field="title", missing=_("Give the document a title."))
        document = Document.objects.create(
            slug=slug, title=title, language=language, body_id=body_id, review_on=review_on, founded_at=at
        )
        mandate = acting_mandate(hats, Power.STEWARD, body_id)
        said = _said(summary, language, in_force_on, document, outline)
        write_version(document, outline.parts, [None] * len(outline.parts), said, mandate=mandate, by=by, at=at)
        fact = DocumentFounded(subject=document.ref, clauses=len(outline.parts), digest=said.digest)
        announce(fact, mandate=mandate, on_behalf=ref("body", body_id))
    return document


def publish_version(
    document_id: int,
    *,
    source: str,
    written: str,
    summary: str,
    language: str,
    in_force_on: date,
    based_on: int,
    same: Mapping[int, int | None],
    by: Actor,
    at: datetime,
    key: str = "",
) -> Document:
    """Make ``source`` the next version. Clauses keep their ids: by likeness where it is sure, else as ``same`` says.

    ``same`` has for each place in the new text that is doubtful the id of the old clause, or None for a new one.
    ``language`` is that of the summary. Refuses a text that is no document or says nothing new, a doubt without an
    answer, a version published meanwhile, and a day in force before that of the version it follows.
    """
    with writing(by=by, at=at, key=key) as announce:
        document = Document.objects.select_for_update().get(pk=document_id)
        hats = hats_of(by, at)
        require(may(by, Permission.PUBLISH_VERSION, document, at=at, hats=hats))
        require_languages([language])
        _refuse_late(document, based_on, in_force_on)
        outline = _read(source, written)
        said = _said(summary, language, in_force_on, document, outline)
        _refuse_same(document, said.digest)
        keys = _keys(document, outline, same)
        mandate = acting_mandate(hats, Power.STEWARD, document.body_id)
        count = write_version(document, outline.parts, keys, said, mandate=mandate, by=by, at=at)
        fact = VersionPublished(
            subject=document.ref, number=document.newest, changed=count.changed, added=count.added,
            removed=count.removed, in_force_on=in_force_on.isoformat(), digest=said.digest,
        )  # fmt: skip
        announce(fact, mandate=mandate, on_behalf=ref("body", document.body_id))
    return document


def _read(source: str, written: str) -> rules.Outline:
    try:
        return queries.read(source, written)
    except rules.Unreadable as problem:
        raise Refusal(f"unreadable_{problem.wrong}", queries.outline_problem(problem), "source") from None
    except BadText as bad:
        # Translators: %(character)s is a code such as U+202E.
        sentence = _("This text holds a hidden character that cannot be kept: %(character)s. Remove it and send again.")
        raise Refusal("bad_character", sentence % {"character": bad.character}, "source") from None


def _said(summary: str, language: str, in_force_on: date, document: Document, outline: rules.Outline) -> Saying:
    why = line(summary, limit=rules.SUMMARY_MAX, field="summary", missing=_("Say what changes, and why."))
    numbers = rules.numbers(part.depth for part in outline.parts)
    placed = [
        rules.Placed(0, number, part.depth, part.heading, part.text)
        for number, part in zip(numbers, outline.parts, strict=True)
    ]
    digest = hashlib.sha256(rules.as_markdown(document.title, placed).encode()).hexdigest()
    return Saying(why, language, in_force_on, digest)


def _keys(document: Document, outline: rules.Outline, same: Mapping[int, int | None]) -> list[int | None]:
    known = [rules.Known(p.clause_id, p.wording.heading, p.wording.text) for p in queries.known_in(document)]
    keys: list[int | None] = []
    for place, match in enumerate(rules.align(known, outline.parts)):
        if match.key is not None and not match.is_sure:
            if place not in same:
                raise Refusal("doubtful", _("Say of each doubtful clause whether it is the same as before."))
            keys.append(match.key if same[place] == match.key else None)
        else:
            keys.append(match.key)
    return keys


def _refuse_place(slug: str, body: Body, review_on: date | None, at: datetime) -> None:
    if not SLUG.fullmatch(slug) or slug in TAKEN or len(slug) > rules.SLUG_MAX:
        raise Refusal("bad_slug", _("Write the address in small Latin letters, digits and hyphens."), "slug")
    if Document.objects.filter(slug=slug).exists():
        raise Refusal("slug_taken", _("Another document has this address. Choose another."), "slug")
    if body.status == BodyStatus.ENDED:
        raise Refusal("body_ended", _("This body has ended. Choose another."), "body_id")
    if review_on is not None and review_on <= at.date():
        raise Refusal("past_review", _("The next review lies in the past. Choose a later day."), "review_on")


def _refuse_late(document: Document, based_on: int, in_force_on: date) -> None:
    if based_on != document.newest:
        sentence = _("Somebody published another version meanwhile. Compare it with yours, then send yours again.")
        raise Refusal("published_meanwhile", sentence, "source")
    last = document.versions.get(number=document.newest)
    if in_force_on < last.in_force_on:
        sentence = _("The version before is in force from a later day. Choose that day or a later one.")
        raise Refusal("before_the_last", sentence, "in_force_on")


def _refuse_same(document: Document, digest: str) -> None:
    if document.versions.get(number=document.newest).digest == digest:
        raise Refusal("nothing_new", _("This text is what the last version says already."), "source")
