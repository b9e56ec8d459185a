"""Who may vote in a chamber, as data in its rulebook: read and checked here, looked up in the directory elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from talkoot.eligibility import rules as eligibility
from talkoot.eligibility.rules import Eligibility, Path


class Voters(StrEnum):
    """Who casts a chamber's ballots: each person, each body by its delegate, or a vote held elsewhere."""

    PERSONS = "persons"
    BODIES = "bodies"
    ELSEWHERE = "elsewhere"


class ElectorateKind(StrEnum):
    """How an electorate is told."""

    MEMBERS_OF_BODY = "members_of_body"  # every person with a mandate in the body itself
    BODIES_OF_KIND = "bodies_of_kind"  # every working body of the kinds, each by its delegate
    HOLDERS_OF_ROLE = "holders_of_role"  # every person who holds the role
    LISTED = "listed"  # the persons, or the bodies, named one by one
    MEETS_CONDITIONS = "meets_conditions"  # every person, or every body, that meets conditions: see `eligibility`
    HELD_ELSEWHERE = "held_elsewhere"  # another system holds the vote; its tally is recorded


# The keys each kind has beside ``kind``, and whether each is one slug or a list of them. What conditions may say, and
# what is wrong with them, `eligibility` knows.
KEYS: dict[ElectorateKind, dict[str, type]] = {
    ElectorateKind.MEMBERS_OF_BODY: {"body": str},
    ElectorateKind.BODIES_OF_KIND: {"kinds": list},
    ElectorateKind.HOLDERS_OF_ROLE: {"body": str, "role": str},
    ElectorateKind.LISTED: {"persons": list, "bodies": list},
    ElectorateKind.MEETS_CONDITIONS: {},
    ElectorateKind.HELD_ELSEWHERE: {},
}


@dataclass(frozen=True, slots=True)
class Electorate:
    """Who may vote: slugs of bodies, kinds of bodies, a role, persons, or conditions."""

    kind: ElectorateKind
    body: str = ""
    role: str = ""
    kinds: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    conditions: Eligibility | None = None

    @property
    def voters(self) -> Voters:
        """Return who casts the ballots."""
        if self.kind is ElectorateKind.HELD_ELSEWHERE:
            return Voters.ELSEWHERE
        if self.conditions:
            return Voters(self.conditions.voters)
        return Voters.BODIES if self.kind is ElectorateKind.BODIES_OF_KIND or self.bodies else Voters.PERSONS


def electorate(data: Mapping[str, Any]) -> Electorate:
    """Return the electorate in checked data."""
    if data["kind"] == ElectorateKind.MEETS_CONDITIONS:
        return Electorate(ElectorateKind.MEETS_CONDITIONS, conditions=eligibility.read(data))
    values: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in data.items() if key != "kind"
    }
    return Electorate(ElectorateKind(data["kind"]), **values)


def electorate_problems(data: Mapping[str, Any]) -> Iterator[tuple[str, Path, dict[str, Any]]]:
    """Yield what is wrong with an electorate: a code for words, the path to it inside, and values to say it with."""
    if data.get("kind") not in list(ElectorateKind):
        yield "electorate_kind", (), {"value": str(data.get("kind", ""))[:60], "allowed": list(ElectorateKind)}
    elif data["kind"] == ElectorateKind.MEETS_CONDITIONS:
        yield from ((found.code, found.path, dict(found.values)) for found in eligibility.problems(data))
    else:
        yield from ((code, (), values) for code, values in _problems(data))


def _problems(data: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield what is wrong with an electorate of a known kind that says whom it names."""
    keys = KEYS[ElectorateKind(data["kind"])]
    for key in data:
        if key not in {"kind", *keys}:
            yield "electorate_unknown_key", {"key": key[:60], "kind": data["kind"], "known": list(keys)}
    given = [key for key in keys if key in data]
    if data["kind"] == ElectorateKind.LISTED:
        if len(given) != 1:
            yield "electorate_list", {}
    else:
        for key in keys:
            if key not in data:
                yield "electorate_key_missing", {"key": key, "kind": data["kind"]}
    for key in given:
        if not _is_said(data[key], keys[key]):
            yield "electorate_value", {"key": key, "is_list": keys[key] is list}


def _is_said(value: object, wanted: type) -> bool:
    values = value if wanted is list and isinstance(value, list) else [value]
    if wanted is list and not isinstance(value, list):
        return False
    return bool(values) and all(isinstance(v, str) and v for v in values) and len(set(values)) == len(values)
