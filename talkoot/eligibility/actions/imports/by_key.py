"""Facts that other software brings in, on a key of its own; the same request again is done once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.utils.translation import gettext_lazy as _

from talkoot.eligibility.actions.imports.facts import keep_facts
from talkoot.eligibility.models import FactImport, FactKey
from talkoot.eligibility.permissions import Permission, may
from talkoot.eligibility.rules import FactRecord, digest, read_facts, read_facts_json
from talkoot.kernel.actors import Actor
from talkoot.kernel.imports import Outcome, Reading, Rehearsed, Run, Upload
from talkoot.kernel.refusals import Refusal
from talkoot.kernel.verdicts import denied, require
from talkoot.ledger.actions import writing

# How facts may be written, by what the request calls it.
READERS: dict[str, Callable[[Upload], Reading[FactRecord]]] = {
    "application/json": read_facts_json,
    "text/csv": read_facts,
}


@dataclass(frozen=True, slots=True)
class Sent:
    """What a program sent: the file, which of `READERS` reads it, and what it calls this import by (``mark``).

    ``partial``: what the file does not hold stays as it is. ``rehearse``: say what would be done, and do nothing.
    """

    upload: Upload
    written_as: str
    mark: str
    partial: bool = False
    rehearse: bool = False


def import_facts_by_key(key_id: int, sent: Sent, *, by: Actor, at: datetime) -> dict[str, Any]:
    """Import facts on a key; return what to answer, or what was answered to the same request before.

    Whole or not at all: raises `BadFile` as an import by file does. Refuses facts the key does not open, and another
    request under a mark that is taken.
    """
    reading = READERS[sent.written_as](sent.upload)
    try:
        with writing(by=by, at=at):
            key = FactKey.objects.select_for_update().get(pk=key_id)
            require(may(by, Permission.IMPORT_FACTS_BY_KEY, key, at=at))
            if (before := _answer_before(key, sent)) is not None:
                return before
            _require_opened(key, reading)
            run = Run(origin=key.source, by=by, at=at, dry_run=sent.rehearse, partial=sent.partial)
            answer = _answer(key, keep_facts(sent.upload, run, reading, key=key.ref), is_rehearsal=False)
            FactImport.objects.create(key=key, mark=digest(sent.mark), request=_request(sent), answer=answer, at=at)
    except Rehearsed as rehearsed:
        return _answer(key, rehearsed.outcome, is_rehearsal=True)
    return answer


def _answer_before(key: FactKey, sent: Sent) -> dict[str, Any] | None:
    before = FactImport.objects.filter(key=key, mark=digest(sent.mark)).first()
    if before is None:
        return None
    if before.request != _request(sent):
        raise Refusal(
            "mark_taken",
            _("Another request was received under this Idempotency-Key. Nothing was done; give each import its own."),
        )
    answer: dict[str, Any] = before.answer
    return answer


def _request(sent: Sent) -> str:
    """Return a digest of all that decides what an import does."""
    return digest(f"{sent.written_as} {sent.partial} {sent.rehearse} {sha256(sent.upload.data).hexdigest()}")


def _require_opened(key: FactKey, reading: Reading[FactRecord]) -> None:
    outside = sorted({row.fact for row in reading.rows} - set(key.facts))
    if outside:
        # Translators: both are lists of short names such as edits.
        sentence = _("This key opens %(facts)s, and not %(outside)s.")
        require(denied(str(sentence) % {"facts": ", ".join(key.facts), "outside": ", ".join(outside[:10])}))


def _answer(key: FactKey, outcome: Outcome, *, is_rehearsal: bool) -> dict[str, Any]:
    counts: dict[str, int] = dict(zip(("created", "updated", "ended", "unchanged"), outcome.by_kind[0][1], strict=True))
    return {"source": key.source, "rehearsal": is_rehearsal, **counts}
