"""What the records of an import refer to: persons, bodies, scopes, each looked up once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from talkoot.directory.actions.imports.scopes import ScopeFinder
from talkoot.directory.rules import BodyRecord
from talkoot.kernel.imports import Wrong, gettext_noop
from talkoot.proposals.actions.imports.work import Work, body_ids, person_ids
from talkoot.proposals.rules.records import ProposalRecord
from talkoot.scopes.models import Language
from talkoot.scopes.rules import language_tag

# Translators: %(value)s is what stands in the file.
UNKNOWN_PERSON = gettext_noop("There is no person %(value)s, neither in this source nor by address.")
# Translators: %(value)s is what stands in the file.
UNKNOWN_BODY = gettext_noop("There is no body %(value)s, neither in this source nor by address.")
# Translators: %(value)s is what stands in the file.
UNKNOWN_LANGUAGE = gettext_noop("%(value)s is no language that this site knows.")


@dataclass(frozen=True, slots=True)
class Found:
    """A record with everything it refers to as keys of rows."""

    record: ProposalRecord
    authors: tuple[int, ...]
    supporters: tuple[int, ...]
    responsible: int | None
    on_behalf: int | None
    scope: int
    language: str


def find(work: Work, records: Sequence[ProposalRecord]) -> list[Found]:
    """Return the records whose references are all known; the others become problems of the import."""
    origin = work.run.origin
    people = person_ids(origin, frozenset(k for r in records for k in (*r.authors, *r.supporters)))
    bodies = body_ids(origin, frozenset(k for r in records for k in (r.responsible, r.on_behalf) if k))
    languages = set(Language.objects.values_list("tag", flat=True))
    scopes = ScopeFinder()
    found: list[Found] = []
    for record in records:
        try:
            found.append(
                Found(
                    record=record,
                    authors=_all("authors", record.authors, people),
                    supporters=_all("supporters", record.supporters, people),
                    responsible=_one("responsible", record.responsible, bodies),
                    on_behalf=_one("on_behalf", record.on_behalf, bodies),
                    scope=scopes.scope_id(_scoped(record)),
                    language=_language(record.language, languages),
                )
            )
        except Wrong as wrong:
            name = str(wrong.values.pop("field", "topics"))
            work.problems.append(record.place.problem(name, wrong.sentence, **wrong.values))
    return found


def _all(name: str, keys: Sequence[str], known: dict[str, int]) -> tuple[int, ...]:
    unknown = next((key for key in keys if key not in known), None)
    if unknown is not None:
        raise Wrong(UNKNOWN_PERSON, value=f"“{unknown}”", field=name)
    return tuple(dict.fromkeys(known[key] for key in keys))


def _one(name: str, key: str, known: dict[str, int]) -> int | None:
    if key and key not in known:
        raise Wrong(UNKNOWN_BODY, value=f"“{key}”", field=name)
    return known[key] if key else None


def _language(tag: str, known: set[str]) -> str:
    found = language_tag(tag)
    if found not in known:
        raise Wrong(UNKNOWN_LANGUAGE, value=f"“{tag}”", field="language")
    return found


def _scoped(record: ProposalRecord) -> BodyRecord:
    """Return the facets in the shape the directory's finder takes."""
    return BodyRecord(
        key=record.key,
        name=record.title,
        kind="",
        language=record.language,
        topics=record.topics,
        territories=record.territories,
        languages=record.languages,
    )
