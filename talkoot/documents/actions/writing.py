"""A version's rows: clauses that are new, wordings that are new, and where each stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from talkoot.documents import queries, rules
from talkoot.documents.models import Clause, Document, Placing, Version, Wording
from talkoot.kernel.actors import Actor
from talkoot.kernel.texts import render_markdown


@dataclass(frozen=True, slots=True)
class Saying:
    """What is said of a version: why, in which language, from when it is in force, and the hash of its text."""

    summary: str
    language: str
    in_force_on: date
    digest: str


@dataclass(frozen=True, slots=True)
class Count:
    """Of how many clauses the words changed, how many came and how many went."""

    changed: int
    added: int
    removed: int


def write_version(
    document: Document,
    parts: Sequence[rules.Part],
    keys: Sequence[int | None],
    said: Saying,
    *,
    mandate: str,
    by: Actor,
    at: datetime,
) -> Count:
    """Write the next version of a locked document: ``keys`` are the ids of the clauses, None for each new one."""
    known = {each.clause_id: each.wording for each in queries.known_in(document)}
    version = Version.objects.create(
        document=document, number=document.newest + 1, summary=said.summary, language=said.language, by_id=by.person_id,
        mandate=mandate, at=at, in_force_on=said.in_force_on, digest=said.digest,
    )  # fmt: skip
    clauses = _clauses(document, version, keys)
    wordings = [_wording(part, clause, known.get(clause)) for part, clause in zip(parts, clauses, strict=True)]
    fresh = [wording for wording in wordings if wording is not known.get(wording.clause_id)]
    Wording.objects.bulk_create(fresh)
    numbers = rules.numbers(part.depth for part in parts)
    Placing.objects.bulk_create(
        Placing(
            version=version, clause_id=clauses[place], wording=wordings[place], place=place, depth=part.depth,
            number=numbers[place],
        )
        for place, part in enumerate(parts)
    )  # fmt: skip
    document.newest, document.clause_count = version.number, len(parts)
    document.save(update_fields=["newest", "clause_count"])
    added = keys.count(None)
    return Count(len(fresh) - added, added, len(known.keys() - set(keys)))


def _clauses(document: Document, version: Version, keys: Sequence[int | None]) -> list[int]:
    made = iter(Clause.objects.bulk_create(Clause(document=document, first=version) for key in keys if key is None))
    return [next(made).pk if key is None else key for key in keys]


def _wording(part: rules.Part, clause_id: int, known: Wording | None) -> Wording:
    if known is not None and (known.heading, known.text) == (part.heading, part.text):
        return known
    return Wording(clause_id=clause_id, heading=part.heading, text=part.text, html=render_markdown(part.text))
