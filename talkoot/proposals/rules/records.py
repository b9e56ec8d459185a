"""What an import of proposals wants to be true, whatever the file looked like."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from talkoot.kernel.imports import Problem
from talkoot.proposals.rules.states import LinkKind, Outcome, StageKind, Status

# What stands where a source gives no reason; the record must say that too.
NO_REASON = "No reason is recorded at the source."
# A proposal under way may stand in these stages: the others need a consultation or a decision of this site.
STANDING = frozenset({StageKind.TRIAGE, StageKind.DELIVERY, StageKind.REVIEW})


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a file a record stood: its line, or the number of the entry where a file has no lines."""

    file: str = ""
    line: int = 0

    def problem(self, name: str, sentence: str, **values: object) -> Problem:
        """Return a problem with the field ``name`` of the record that stood here."""
        return Problem(self.file, self.line, name, sentence, values)


@dataclass(frozen=True, slots=True)
class Stay:
    """One stage a proposal was in: of which kind, how it was left and why; without ``outcome`` it still is there."""

    kind: StageKind
    outcome: Outcome | None = None
    reason: str = ""
    language: str = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalRecord:
    """A proposal as its source tells it. ``authors`` and ``supporters`` are keys of persons, the first author leads.

    ``stays`` are the stages it was in, in order; ``links`` point to keys of proposals of the same source;
    ``pointers`` are (name, address) of places outside. ``source_status`` is the source's own word for where it stands.
    """

    key: str
    title: str
    language: str
    submitted_on: date
    status: Status
    stays: tuple[Stay, ...]
    dated_to_year: bool = False
    is_accepted: bool = False
    problem: str = ""
    change: str = ""
    affected: str = ""
    authors: tuple[str, ...] = ()
    supporters: tuple[str, ...] = ()
    responsible: str = ""
    on_behalf: str = ""
    topics: tuple[str, ...] = ()
    territories: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    links: tuple[tuple[LinkKind, str], ...] = ()
    pointers: tuple[tuple[str, str], ...] = ()
    source_status: str = ""
    source_url: str = ""
    place: Place = field(default=Place(), compare=False)

    @property
    def digest(self) -> str:
        """Return what tells whether the source says anything new: a hash of everything but the place in the file."""
        values: Mapping[str, Any] = {
            name: getattr(self, name) for name in self.__dataclass_fields__ if name not in {"place", "stays"}
        }
        stays = [(stay.kind, stay.outcome, stay.reason, stay.language) for stay in self.stays]
        return hashlib.sha256(json.dumps([values, stays], sort_keys=True, default=str).encode()).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryRecord:
    """What became of an accepted proposal, told by another file: ``titles`` it may be known under, likeliest first.

    ``has_page``: the row points at the proposal's own page, so it was there, whether or not our files have it.
    """

    year: str
    titles: tuple[str, ...]
    status: Status
    stay: Stay
    is_accepted: bool
    source_status: str
    pointer: tuple[str, str] | None = None
    has_page: bool = False
    place: Place = field(default=Place(), compare=False)


def ended(kind: StageKind, outcome: Outcome, reason: str, language: str = "en") -> Stay:
    """Return a stay that is over, with its reason or the words that there is none."""
    return Stay(kind, outcome, reason.strip() or NO_REASON, language if reason.strip() else "en")
