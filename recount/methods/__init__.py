"""The methods by name. Each is one function from a profile, seats and settings to an outcome."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from recount.methods.plurality import approval, plurality
from recount.methods.settings import Settings
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

METHODS: dict[str, Method] = {
    "plurality": Method(plurality, TIES, balanced=True),
    "approval": Method(approval, TIES),
}


def count(name: str, profile: Profile, seats: int, settings: Settings) -> Outcome:
    """Return the outcome of the method called ``name``; `Uncounted` when it cannot count this profile."""
    outcome = METHODS[name].count(profile, seats, settings)
    return replace(outcome, method=name, settings=dict(settings))
