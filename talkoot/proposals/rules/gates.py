"""Gates: what must hold before a matter moves on, made of named predicates by all, any and not.

A gate is data from a process template; `weigh` puts it on the facts gathered about one proposal and says of every
requirement whether it holds, with figures. Words for them are in `permissions.gates`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

type Gate = Needs | All | AnyOf | Not


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the predicates look at: figures about one proposal at one moment.

    ``inputs`` and ``answered`` are summed over its consultations; ``verdict`` is that of its latest decision
    (empty: none, ``open``: not final); ``settled`` commitments are judged, said to be done, or past their day.
    """

    supports: int = 0
    days_in_stage: int = 0
    has_scope: bool = False
    has_owner: bool = False
    is_answered: bool = False
    consultations: int = 0
    consultations_closed: int = 0
    inputs: int = 0
    answered: int = 0
    names_consultation: bool = False
    is_exempt: bool = False
    verdict: str = ""
    commitments: int = 0
    commitments_settled: int = 0
    commitments_reviewed: int = 0


@dataclass(frozen=True, slots=True)
class Needs:
    """One predicate with its parameters, sorted by name."""

    predicate: str
    parameters: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class All:
    """Every part must hold; without parts it always does."""

    parts: tuple[Gate, ...] = ()


@dataclass(frozen=True, slots=True)
class AnyOf:
    """One part must hold."""

    parts: tuple[Gate, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The part must not hold."""

    part: Gate


OPEN = All()


@dataclass(frozen=True, slots=True)
class Requirement:
    """One predicate weighed: ``have`` of ``need``; ``negated`` when it must not be so."""

    predicate: str
    holds: bool
    have: int
    need: int
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Requirements:
    """Requirements joined by ``all`` or ``any``, weighed together."""

    join: str
    parts: tuple[Requirement | Requirements, ...]
    holds: bool


type Weighed = Requirement | Requirements


@dataclass(frozen=True, slots=True)
class Predicate:
    """What one name checks: returns (have, need); it holds when ``have`` reaches ``need``."""

    figures: Callable[[Facts, Mapping[str, int]], tuple[int, int]]
    parameters: Mapping[str, tuple[int, int]]  # name -> least and greatest value


def _plain(figures: Callable[[Facts], tuple[int, int]]) -> Predicate:
    return Predicate(lambda facts, _: figures(facts), {})


def _flag(flag: Callable[[Facts], bool]) -> Predicate:
    return _plain(lambda facts: (int(flag(facts)), 1))


PREDICATES: Mapping[str, Predicate] = {
    "supports_at_least": Predicate(lambda f, p: (f.supports, p["count"]), {"count": (1, 1_000_000)}),
    "days_in_stage_at_least": Predicate(lambda f, p: (f.days_in_stage, p["days"]), {"days": (1, 3_650)}),
    "inputs_at_least": Predicate(lambda f, p: (f.inputs, p["count"]), {"count": (1, 1_000_000)}),
    "has_scope": _flag(lambda f: f.has_scope),
    "has_owner": _flag(lambda f: f.has_owner),
    "is_answered": _flag(lambda f: f.is_answered),
    "consultation_closed": _plain(lambda f: (f.consultations_closed, max(f.consultations, 1))),
    "inputs_answered": _plain(lambda f: (f.answered, f.inputs)),
    "consultation_named_or_exempted": _flag(lambda f: f.names_consultation or f.is_exempt),
    "decision_adopted": _flag(lambda f: f.verdict == "adopted"),
    "decision_rejected": _flag(lambda f: f.verdict == "rejected"),
    "commitment_made": _flag(lambda f: f.commitments > 0),
    "commitments_settled": _plain(lambda f: (f.commitments_settled, max(f.commitments, 1))),
    "commitments_reviewed": _plain(lambda f: (f.commitments_reviewed, max(f.commitments, 1))),
}


def weigh(gate: Gate, facts: Facts, *, negated: bool = False) -> Weighed:
    """Return every requirement of ``gate`` with whether it holds; a `Not` is pushed down to the predicates."""
    match gate:
        case Needs(predicate, parameters):
            have, need = PREDICATES[predicate].figures(facts, dict(parameters))
            return Requirement(predicate, (have >= need) != negated, have, need, negated)
        case Not(part):
            return weigh(part, facts, negated=not negated)
        case All(parts) | AnyOf(parts):
            weighed = tuple(weigh(part, facts, negated=negated) for part in parts)
            join = "all" if isinstance(gate, All) != negated else "any"
            held = [part.holds for part in weighed]
            return Requirements(join, weighed, all(held) if join == "all" else any(held))


def missing(weighed: Weighed) -> tuple[Weighed, ...]:
    """Return what keeps the gate shut: requirements, and groups of which one would do; nothing when it is open."""
    if weighed.holds:
        return ()
    if isinstance(weighed, Requirements) and weighed.join == "all":
        return tuple(lack for part in weighed.parts for lack in missing(part))
    return (weighed,)


def leaves(weighed: Weighed) -> tuple[Requirement, ...]:
    """Return every single requirement inside, in order; what a stage record keeps of the gate it passed."""
    if isinstance(weighed, Requirement):
        return (weighed,)
    return tuple(leaf for part in weighed.parts for leaf in leaves(part))
