"""Electing one after the other by approval: what every such rule shares, and every committee that ties allow."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from math import lcm
from typing import override

from recount.methods.plurality import approved
from recount.methods.settings import Settings
from recount.methods.ties import Ties
from recount.outcomes import Outcome, Round
from recount.profiles import Number, Profile, Uncounted
from recount.rulebook import Json

# How many states `every_committee` looks at before it gives up: ties may allow more committees than can be listed.
MOST_STATES = 200_000


@dataclass(frozen=True, slots=True)
class Choice:
    """Who comes next: ``best`` are equally good (none when nobody can be elected), ``totals`` what each option has."""

    best: tuple[int, ...]
    totals: Mapping[int, Number] = field(default_factory=dict)
    notes: tuple[Mapping[str, Json], ...] = ()


class Rule(ABC):
    """A rule half-way through a count: it says who comes next, and takes note of who was elected. ``left`` are not."""

    left: set[int]

    @abstractmethod
    def choice(self) -> Choice:
        """Return who comes next."""

    @abstractmethod
    def elect(self, option: int) -> None:
        """Elect ``option``."""

    @abstractmethod
    def copy(self) -> Rule:
        """Return a twin that goes on by itself."""


@dataclass(frozen=True)
class Groups:
    """Votes put together by what they approve of: ``weights[i]`` votes, in parts of 1/``scale``, approve ``sets[i]``.

    ``blank`` approve of nobody who stands. All are whole numbers.
    """

    sets: tuple[tuple[int, ...], ...]
    weights: tuple[int, ...]
    scale: int
    blank: int
    standing: tuple[int, ...]

    @cached_property
    def supporters(self) -> dict[int, list[int]]:
        """Return for each standing option the places of the groups that approve of it."""
        found: dict[int, list[int]] = {option: [] for option in self.standing}
        for place, options in enumerate(self.sets):
            for option in options:
                found[option].append(place)
        return found

    @cached_property
    def support(self) -> dict[int, int]:
        """Return for each standing option the weight of those who approve of it."""
        return {option: sum(self.weights[i] for i in places) for option, places in self.supporters.items()}

    @cached_property
    def voters(self) -> int:
        """Return the weight of all votes, blank ones too."""
        return sum(self.weights) + self.blank


def grouped(profile: Profile) -> Groups:
    """Return the votes of a profile by the standing options they approve of."""
    standing = tuple(profile.standing)
    among = set(standing)
    scale = lcm(*(Fraction(weight).denominator for weight in profile.ballots.values()))
    found: dict[tuple[int, ...], int] = {}
    for ballot, weight in profile.ballots.items():
        key = tuple(sorted(approved(ballot) & among))
        found[key] = found.get(key, 0) + int(weight * scale)
    blank = found.pop((), 0)
    kept = {key: weight for key, weight in sorted(found.items()) if weight}
    return Groups(tuple(kept), tuple(kept.values()), scale, blank, standing)


class InTurn(Rule):
    """One rule, and once it elects nobody any more the next, made of what the one before it left."""

    def __init__(self, rule: Rule, *later: Callable[[Rule], Rule]) -> None:
        self.rule, self.later = rule, later
        self.left = rule.left

    @override
    def choice(self) -> Choice:
        while not (choice := self.rule.choice()).best and self.later:
            self.rule, self.later = self.later[0](self.rule), self.later[1:]
            self.left = self.rule.left
        return choice

    @override
    def elect(self, option: int) -> None:
        self.rule.elect(option)

    @override
    def copy(self) -> InTurn:
        return InTurn(self.rule.copy(), *self.later)


class Unapproved(Rule):
    """Options nobody approves of, all equal: who takes the seats that are left when every approved option has one."""

    def __init__(self, left: set[int]) -> None:
        self.left = left

    @override
    def choice(self) -> Choice:
        options = tuple(sorted(self.left))
        return Choice(options, dict.fromkeys(options, 0), ({"code": "unapproved"},))

    @override
    def elect(self, option: int) -> None:
        self.left.discard(option)

    @override
    def copy(self) -> Unapproved:
        return Unapproved(set(self.left))


def elect(rule: Rule, seats: int, ties: Ties, exhausted: Number = 0) -> tuple[tuple[int, ...], list[Round]]:
    """Return who is elected to ``seats``, in order, and the rounds; a tie left open ends the count."""
    elected: list[int] = []
    rounds: list[Round] = []
    while len(elected) < seats and (choice := rule.choice()).best:
        one = ties.preferred(choice.best, "seat")
        if one is None:
            break
        rule.elect(one)
        elected.append(one)
        rounds.append(Round(len(rounds) + 1, choice.totals, elected=(one,), exhausted=exhausted, notes=choice.notes))
    return tuple(elected), rounds


def unapproved(rule: Rule) -> Unapproved:
    """Return the rule that fills what another left with options nobody approves of."""
    return Unapproved(set(rule.left))


def sequence(rule: Rule, settings: Settings) -> Rule:
    """Return ``rule``, followed by the options nobody approves of where the setting ``unapproved`` elects them."""
    return InTurn(rule, unapproved) if settings["unapproved"] == "elect" else rule


def committee(rule: Rule, groups: Groups, profile: Profile, seats: int, settings: Settings) -> Outcome:
    """Return the outcome of electing one after the other by ``rule``."""
    ties = Ties(profile, settings)
    elected, rounds = elect(rule, seats, ties, blank(groups))
    return Outcome(elected, (), tuple(ties.broken), tuple(rounds), unfilled_seats=seats - len(elected))


def blank(groups: Groups) -> Number:
    """Return the votes that approve of nobody who stands."""
    return Fraction(groups.blank, groups.scale)


def every_committee(rule: Rule, seats: int) -> set[frozenset[int]]:
    """Return every committee that some way of breaking ties elects (parallel-universe tie-breaking).

    For small profiles: `Uncounted` when ties allow more states than `MOST_STATES`.
    """
    found: set[frozenset[int]] = set()
    open_states: list[tuple[Rule, frozenset[int]]] = [(rule, frozenset())]
    looked_at = 0
    while open_states:
        state, elected = open_states.pop()
        looked_at += 1
        if looked_at > MOST_STATES:
            raise Uncounted("too_many_committees", most=MOST_STATES)
        best = state.choice().best if len(elected) < seats else ()
        if not best:
            found.add(elected)
        for option in best:
            after = state.copy()
            after.elect(option)
            open_states.append((after, elected | {option}))
    return found
