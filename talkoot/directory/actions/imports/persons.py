"""Persons of an import."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from talkoot.directory.actions.addresses import RESERVED
from talkoot.directory.actions.imports.work import Work, differences, slugs_of
from talkoot.directory.models import Person
from talkoot.directory.rules import PersonRecord, fold
from talkoot.kernel.texts import render_markdown
from talkoot.scopes.rules import language_tag


def keep_persons(work: Work, records: Sequence[PersonRecord]) -> None:
    """Make the source's persons be what ``records`` say. A forgotten person stays forgotten."""
    there = {p.source_key: p for p in Person.objects.filter(source=work.run.origin)}
    slugs = slugs_of(Person.objects.all(), RESERVED)
    always = {"source": work.run.origin, "created_at": work.run.at}
    new: list[Person] = []
    changed: list[tuple[Person, Sequence[str]]] = []
    for record in records:
        person = there.pop(record.key, None)
        if person is None:
            slug = slugs.give(record.name, "person")
            new.append(Person(slug=slug, source_key=record.key, **always, **_wanted(record)))
        elif person.forgotten_on is None and (fields := differences(person, _wanted(record))):
            changed.append((person, fields))
        else:
            work.outcome.count("unchanged", "person")
    work.create(Person, new, "persons")
    work.update(Person, changed, "persons")
    if work.may_end:
        _end(work, [p for p in there.values() if p.gone_on is None and p.forgotten_on is None])


def _wanted(record: PersonRecord) -> dict[str, Any]:
    return {
        "name": record.name,
        "fold": fold(record.name),
        "about": record.about,
        "html": render_markdown(record.about) if record.about else "",
        "language": record.language,
        "contact": record.contact,
        "languages": [language_tag(tag) for tag in record.languages],
        "gone_on": None,
    }


def _end(work: Work, persons: Sequence[Person]) -> None:
    day = work.run.at.date()
    Person.objects.filter(pk__in=[p.pk for p in persons]).update(gone_on=day)
    for person in persons:
        work.note("ended", person, ["gone_on"])
