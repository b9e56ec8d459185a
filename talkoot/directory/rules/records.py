"""What an import wants to be true, whatever the file looked like: records with keys of their own source.

A reference to another record is that record's key in the same source, or else the address (slug) of a page.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from talkoot.directory.rules.words import BodyStatus, ChannelKind, HowChosen, Power, RelationKind
from talkoot.kernel.imports import Problem


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a file a record stood."""

    file: str = ""
    line: int = 0

    def problem(self, name: str, sentence: str, **values: object) -> Problem:
        """Return a problem with the field ``name`` of the record that stood here."""
        return Problem(self.file, self.line, name, sentence, values)


@dataclass(frozen=True, slots=True)
class PersonRecord:
    """A person under the name the source gives; ``languages`` are BCP 47 tags."""

    key: str
    name: str
    languages: tuple[str, ...] = ()
    about: str = ""
    language: str = ""
    contact: str = ""
    place: Place = Place()


@dataclass(frozen=True, slots=True)
class ChannelRecord:
    """A place where a body can be met."""

    kind: ChannelKind
    address: str
    name: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class BodyRecord:
    """A body. ``topics`` are slugs or Wikidata ids, ``territories`` codes, ``languages`` tags; none is everywhere."""

    key: str
    name: str
    kind: str
    language: str
    parent: str = ""
    status: BodyStatus = BodyStatus.ACTIVE
    mission: str = ""
    topics: tuple[str, ...] = ()
    territories: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    started_on: date | None = None
    ended_on: date | None = None
    aliases: tuple[str, ...] = ()
    channels: tuple[ChannelRecord, ...] = ()
    place: Place = Place()


@dataclass(frozen=True, slots=True)
class RoleRecord:
    """A role of a body."""

    key: str
    body: str
    name: str
    language: str = "en"
    seats: int = 1
    powers: tuple[Power, ...] = ()
    term_months: int | None = None
    place: Place = Place()


@dataclass(frozen=True, slots=True)
class MandateRecord:
    """Who holds, or held, a role. ``is_over``: it ended on a day the source does not tell."""

    key: str
    person: str
    role: str
    from_on: date | None = None
    until_on: date | None = None
    how_chosen: HowChosen = HowChosen.NOT_RECORDED
    decision: str = ""
    is_over: bool = False
    place: Place = Place()


@dataclass(frozen=True, slots=True)
class RelationRecord:
    """How two bodies of a source stand to each other."""

    body: str
    other: str
    kind: RelationKind
    place: Place = Place()


@dataclass(slots=True)
class Harvest:
    """All records of one file, and what is wrong with it.

    ``kinds`` are the kinds of body it uses: labels (singular, plural) by language, by key.
    """

    kinds: dict[str, Mapping[str, tuple[str, str]]] = field(default_factory=dict)
    persons: list[PersonRecord] = field(default_factory=list)
    bodies: list[BodyRecord] = field(default_factory=list)
    roles: list[RoleRecord] = field(default_factory=list)
    mandates: list[MandateRecord] = field(default_factory=list)
    relations: list[RelationRecord] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def parents_first(bodies: list[BodyRecord]) -> Iterator[tuple[BodyRecord, bool]]:
    """Yield each body after the one it is part of, as far as both are in the list, in the order given otherwise.

    The second value is False for the bodies of a ring (a part of b, b part of a), which come last.
    """
    known = {body.key: body for body in bodies}
    given: set[str] = set()
    for body in bodies:
        way: list[BodyRecord] = []
        step: BodyRecord | None = body
        while step is not None and step.key not in given and step not in way:
            way.append(step)
            step = known.get(step.parent)
        is_ring = step is not None and step.key not in given
        for one in reversed(way):
            given.add(one.key)
            yield one, not is_ring
