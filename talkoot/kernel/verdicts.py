"""May they? A verdict says yes, or no with a reason a person can read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol


class Text(Protocol):
    """A string, or a lazily translated one."""

    def __str__(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Verdict:
    """Allowed, or denied for ``reason``. Truthy when allowed, so templates may test it."""

    allowed: bool
    reason: Text = ""

    def __bool__(self) -> bool:
        return self.allowed


ALLOWED = Verdict(True)


def denied(reason: Text) -> Verdict:
    """Return a refusal of permission with its reason."""
    return Verdict(False, reason)


class PermissionDenied(Exception):
    """Someone may not do this; shown as 403 with the reason."""

    def __init__(self, reason: Text) -> None:
        super().__init__(str(reason))
        self.reason = reason


def require(verdict: Verdict) -> None:
    """Raise `PermissionDenied` with the verdict's reason unless it allows."""
    if not verdict:
        raise PermissionDenied(verdict.reason)


type Fact = Callable[..., Verdict]


def all_of(*facts: Fact) -> Fact:
    """Return a fact that holds when all do; its reason is the first one missing."""

    def combined(*args: Any, **kwargs: Any) -> Verdict:
        for fact in facts:
            verdict = fact(*args, **kwargs)
            if not verdict:
                return verdict
        return ALLOWED

    return combined


def any_of(*facts: Fact) -> Fact:
    """Return a fact that holds when one does; its reason is that of the last."""

    def combined(*args: Any, **kwargs: Any) -> Verdict:
        verdict = ALLOWED
        for fact in facts:
            verdict = fact(*args, **kwargs)
            if verdict:
                return verdict
        return verdict

    return combined
