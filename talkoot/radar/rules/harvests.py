"""What a source says about who is responsible, read as duties and looked at with the same rules; nothing is kept.

A body is accountable for each repository it names; where a body names none and is part of a group that others work
in, nobody is accountable for it. A role of a working group or committee is accountable for what its name says.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from talkoot.directory.rules import ChannelKind, Harvest
from talkoot.duties.rules import Held, Letter
from talkoot.radar.rules.causes import (
    Cause,
    Claim,
    Holder,
    Kind,
    Limits,
    Post,
    in_matter,
    orphaned,
    overburdened,
)
from talkoot.scopes.rules import Facets, World

NOWHERE = World(topics={}, territories={}, languages={})
# What the leading roles of a group answer for, by the last part of the role's key.
LED = {"chairs": "organisation", "tech_leads": "technical direction"}


@dataclass(frozen=True, slots=True)
class Found:
    """One finding, by the names of the source: its kind, what it is about, who holds it, who must act."""

    kind: Kind
    about: str
    holders: tuple[str, ...]
    body: str


@dataclass(frozen=True, slots=True)
class Report:
    """How much was read, and what is wrong with it."""

    counts: Mapping[str, int]
    findings: Sequence[Found]

    @property
    def by_kind(self) -> Mapping[str, int]:
        """Return how many findings there are of each kind."""
        return Counter(found.kind.value for found in self.findings)


class _Map:
    """The source as values: bodies, roles, people and matters by number."""

    def __init__(self, harvest: Harvest) -> None:
        self.bodies = {body.key: number for number, body in enumerate(harvest.bodies, 1)}
        self.names = {number: key for key, number in self.bodies.items()}
        self.posts = {self.bodies[b.key]: Post(self.bodies.get(b.parent), works=True) for b in harvest.bodies}
        self.roles = [role for role in harvest.roles if role.seats]
        self.people: dict[str, set[str]] = defaultdict(set)
        for mandate in harvest.mandates:
            if not mandate.is_over:
                self.people[mandate.role].add(mandate.person)
        self.claims: dict[str, list[Claim]] = defaultdict(list)
        self.loads: dict[str, Counter[int]] = defaultdict(Counter)
        self.holders: dict[int, str] = {}
        self._claim(harvest)

    def _claim(self, harvest: Harvest) -> None:
        for body in harvest.bodies:
            places = [c.address for c in body.channels if c.kind is ChannelKind.REPOSITORY]
            for place in places:
                self._add(place, Letter.ACCOUNTABLE, body.key, body.key)
            if body.kind == "subproject" and not places:
                self._add(f"subproject {body.key}", Letter.RESPONSIBLE, body.key, body.key)
        for role in self.roles:
            led = LED.get(role.key.rpartition("/")[2])
            if led is not None:
                self._add(f"{led} of {role.body}", Letter.ACCOUNTABLE, role.body, role.key)
                for person in self.people[role.key]:
                    self.loads[person][self.bodies[role.body]] += 1

    def _add(self, matter: str, letter: Letter, body: str, holder: str) -> None:
        number = len(self.holders) + 1
        self.holders[number] = holder
        self.claims[matter].append(Claim(Held(number, letter, self.bodies[body], Facets()), holder))


def report_on(harvest: Harvest, limits: Limits, today: date) -> Report:
    """Return what is wrong with who is responsible for what in a source."""
    read = _Map(harvest)
    counts = {
        "bodies": len(read.bodies),
        "roles": len(read.roles),
        "people": len({person for held in read.people.values() for person in held}),
        "matters": len(read.claims),
        "duties": len(read.holders),
    }
    found = [*_in_matters(read, today), *_orphans(read), *_overburdened(read, limits)]
    return Report(counts, sorted(found, key=lambda one: (one.kind, one.about, one.holders)))


def _in_matters(read: _Map, today: date) -> Iterator[Found]:
    for number, (matter, claims) in enumerate(read.claims.items(), 1):
        for cause in in_matter(number, claims, NOWHERE, read.posts, today):
            duties = [key for key in (cause.duty_id, cause.other_id) if key is not None]
            holders = tuple(read.holders[key] for key in duties) or tuple(claim.holder for claim in claims)
            yield _found(read, cause, matter, holders)


def _orphans(read: _Map) -> Iterator[Found]:
    for number, role in enumerate(read.roles, 1):
        holder = Holder(read.bodies[role.body], 1, number, is_held=bool(read.people[role.key]))
        cause = orphaned(holder, read.posts)
        if cause is not None:
            yield _found(read, cause, role.key, ())


def _overburdened(read: _Map, limits: Limits) -> Iterator[Found]:
    for number, (person, loads) in enumerate(read.loads.items(), 1):
        cause = overburdened(number, loads, read.posts, limits)
        if cause is not None:
            yield _found(read, cause, person, tuple(read.names[body] for body in sorted(loads)))


def _found(read: _Map, cause: Cause, about: str, holders: tuple[str, ...]) -> Found:
    return Found(cause.kind, about, holders, read.names.get(cause.body_id or 0, ""))
