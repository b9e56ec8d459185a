"""The wiring, read once: which functions answer to which kind of fact, by stable names."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from inspect import signature

from django.conf import settings
from django.utils.module_loading import import_string

# A reaction takes the fact and the time at which it is told: ``def decision_final(event, *, at)``; one that must know
# who did it asks for that ref (``person:12``, ``system``) as well: ``def proposal_edited(event, *, at, by)``.
Reaction = Callable[..., None]


class UnknownReaction(LookupError):
    """A delivery names a reaction that the wiring no longer has."""


def name_of(reaction: Reaction) -> str:
    """Return the name a delivery keeps for a reaction: ``talkoot.proposals.reactions.decision_final``."""
    return f"{reaction.__module__}.{reaction.__qualname__}"


def reactions_to(kind: str) -> tuple[str, ...]:
    """Return the names of the reactions wired to facts of ``kind``."""
    return _by_kind(settings.WIRING).get(kind, ())


def reaction_named(name: str) -> Reaction:
    """Return the reaction a delivery names; raise `UnknownReaction` when it is wired no longer."""
    try:
        return _by_name(settings.WIRING)[name]
    except KeyError:
        raise UnknownReaction(f"no reaction is called {name}; it was renamed or is wired no longer") from None


@cache
def asks_by_whom(reaction: Reaction) -> bool:
    """Tell whether a reaction wants to know who did what it is told."""
    return "by" in signature(reaction).parameters


@cache
def _by_kind(path: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for event, reactions in import_string(path):
        found.setdefault(event.kind, []).extend(name_of(r) for r in reactions)
    return {kind: tuple(dict.fromkeys(names)) for kind, names in found.items()}


@cache
def _by_name(path: str) -> dict[str, Reaction]:
    return {name_of(r): r for _event, reactions in import_string(path) for r in reactions}
