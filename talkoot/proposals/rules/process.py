"""A process: its stages, who moves a matter on, by when, and through which gates. Plain values, read from TOML."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from talkoot.proposals.rules.gates import OPEN, All, AnyOf, Gate, Needs, Not
from talkoot.proposals.rules.states import Outcome, StageKind, Status

FORMAT = 1
type Words = tuple[tuple[str, str], ...]  # language tag, text; sorted by tag


class When(StrEnum):
    """What makes a move: a person who may, or the verdict of the stage's decision."""

    MOVED = "moved"
    ADOPTED = "adopted"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Move:
    """A way out of a stage: ``to`` another stage or an end (`states.ENDS`)."""

    to: str
    when: When = When.MOVED
    gate: Gate = OPEN

    @property
    def is_end(self) -> bool:
        """Tell whether it leads out of the process."""
        return self.to in set(Status)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One stage: ``clock_days`` until the next step, ``reply_days`` until a first answer, ``moved_by`` a power."""

    key: str
    kind: StageKind
    name: Words
    clock_days: int
    reply_days: int | None
    moved_by: str
    takes_supports: bool
    takes_edits: bool
    moves: tuple[Move, ...]

    def move_to(self, to: str, when: When = When.MOVED) -> Move | None:
        """Return the move to ``to``, or None when the process knows none."""
        return next((m for m in self.moves if m.to == to and m.when == when), None)

    def move_on(self, when: When) -> Move | None:
        """Return the move that a verdict makes."""
        return next((m for m in self.moves if m.when == when), None)

    def due_at(self, entered_at: datetime) -> datetime:
        """Return until when the next step is promised."""
        return entered_at + timedelta(days=self.clock_days)

    def reply_due_at(self, entered_at: datetime) -> datetime | None:
        """Return until when a first answer is promised."""
        return None if self.reply_days is None else entered_at + timedelta(days=self.reply_days)


@dataclass(frozen=True, slots=True, kw_only=True)
class Process:
    """A version of a process; the first stage is where it starts."""

    slug: str
    version: int
    name: Words
    about: Words
    stages: tuple[Stage, ...]

    def stage(self, key: str) -> Stage:
        """Return the stage with this key; `KeyError` when there is none."""
        for stage in self.stages:
            if stage.key == key:
                return stage
        raise KeyError(key)

    @property
    def first(self) -> Stage:
        """Return the stage a submitted proposal enters."""
        return self.stages[0]


def in_language(words: Words, tags: Iterable[str]) -> tuple[str, str]:
    """Return (tag, text) of the first language of ``tags`` at hand (``pt-BR`` takes ``pt``), else English, else any."""
    known = dict(words)
    for tag in (*tags, "en"):
        for shorter in _shorter(tag):
            if shorter in known:
                return shorter, known[shorter]
    return next(iter(words), ("", ""))


def _shorter(tag: str) -> list[str]:
    parts = tag.split("-")
    return ["-".join(parts[:n]) for n in range(len(parts), 0, -1)]


OUTCOME_OF_END = {
    Status.COMPLETED: Outcome.COMPLETED,
    Status.DECLINED: Outcome.DECLINED,
    Status.DEFERRED: Outcome.DEFERRED,
}


def plain(process: Process) -> dict[str, Any]:
    """Return the process as the plain values a TOML or JSON file holds."""
    return {
        "format": FORMAT,
        "slug": process.slug,
        "version": process.version,
        "name": dict(process.name),
        "about": dict(process.about),
        "stage": [_plain_stage(stage) for stage in process.stages],
    }


def _plain_stage(stage: Stage) -> dict[str, Any]:
    values: dict[str, Any] = {
        "key": stage.key,
        "kind": stage.kind.value,
        "name": dict(stage.name),
        "clock_days": stage.clock_days,
        "moved_by": stage.moved_by,
        "takes_supports": stage.takes_supports,
        "takes_edits": stage.takes_edits,
        "move": [{"to": move.to, "when": move.when.value, "gate": plain_gate(move.gate)} for move in stage.moves],
    }
    if stage.reply_days is not None:
        values["reply_days"] = stage.reply_days
    return values


def plain_gate(gate: Gate) -> dict[str, Any]:
    """Return a gate as plain values."""
    match gate:
        case Needs(predicate, parameters):
            return {"needs": predicate, **dict(parameters)}
        case All(parts):
            return {"all": [plain_gate(part) for part in parts]}
        case AnyOf(parts):
            return {"any": [plain_gate(part) for part in parts]}
        case Not(part):
            return {"not": plain_gate(part)}


def canonical(process: Process) -> str:
    """Return the one text of a process that its hash is over: JSON, sorted keys, no spaces, UTF-8."""
    return json.dumps(plain(process), sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def sha256(text: str) -> str:
    """Return the hash of a canonical text, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def days_between(earlier: datetime, later: datetime) -> int:
    """Return the whole days between two moments, never less than none."""
    return max((later - earlier).days, 0)


def unreachable(stages: Mapping[str, Stage], first: str) -> list[str]:
    """Return the stages no move leads to from ``first``, in order."""
    seen, waiting = set[str](), [first]
    while waiting:
        key = waiting.pop()
        if key in stages and key not in seen:
            seen.add(key)
            waiting += [move.to for move in stages[key].moves]
    return [key for key in stages if key not in seen]


def endless(stages: Mapping[str, Stage]) -> list[str]:
    """Return the stages from which no end can be reached, however one moves, in order."""
    ending: set[str] = {str(end) for end in Status}
    grown = True
    while grown:
        found = {key for key, stage in stages.items() if any(move.to in ending for move in stage.moves)} - ending
        ending |= found
        grown = bool(found)
    return [key for key in stages if key not in ending]
