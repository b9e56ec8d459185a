"""The methods by name. Each is one function from a profile, seats and settings to an outcome."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from recount.methods.equal_shares import equal_shares
from recount.methods.phragmen import phragmen
from recount.methods.plurality import approval, plurality
from recount.methods.projects import equal_shares_budget, greedy
from recount.methods.settings import Settings
from recount.methods.thiele import sav, seqpav
from recount.outcomes import Outcome
from recount.profiles import Profile


@dataclass(frozen=True, slots=True)
class Method:
    """One method: how it counts, and each setting with the values it may have, the usual one first.

    A setting whose values are empty takes any text, which the method itself reads. ``required`` settings have no
    usual value. In the quick form ``files`` are given as names of files, and the method gets their text. ``balanced``
    says that totals, exhausted and lost add up to all votes in every round.
    """

    count: Callable[[Profile, int, Settings], Outcome]
    settings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    required: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    balanced: bool = False


TIES = {"tie": ("order", "lot", "none"), "seed": ()}

# Rules that elect one after the other by approval: whether options nobody approves of fill the seats left.
ONE_BY_ONE = {**TIES, "unapproved": ("elect", "leave")}
PROJECTS = {**TIES, "budget": ()}

METHODS: dict[str, Method] = {
    "plurality": Method(plurality, TIES, balanced=True),
    "approval": Method(approval, TIES),
    "equal-shares": Method(equal_shares, {**ONE_BY_ONE, "completion": ("phragmen", "approval", "add1", "none")}),
    "phragmen": Method(phragmen, ONE_BY_ONE),
    "seqpav": Method(seqpav, ONE_BY_ONE),
    "sav": Method(sav, ONE_BY_ONE, balanced=True),
    "greedy": Method(greedy, PROJECTS),
    "equal-shares-budget": Method(
        equal_shares_budget,
        {
            **PROJECTS,
            "utility": ("approval", "cost"),
            "completion": ("none", "greedy", "add1", "add1-greedy"),
            "increment": ("1", ""),
        },
    ),
}


def count(name: str, profile: Profile, seats: int, settings: Settings) -> Outcome:
    """Return the outcome of the method called ``name``; `Uncounted` when it cannot count this profile."""
    outcome = METHODS[name].count(profile, seats, settings)
    return replace(outcome, method=name, settings=dict(settings))
