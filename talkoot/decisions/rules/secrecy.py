"""Which ballot box belongs to which chamber."""

from __future__ import annotations

import re

from talkoot.kernel.refs import ref

SUBJECT = re.compile(r"chamber:(?P<decision>[0-9]{1,18})-(?P<key>.+)")


def box_subject(decision_id: int, key: str) -> str:
    """Return the ref that a chamber's ballot box belongs to; it is there before the chamber is.

    >>> box_subject(87, "members")
    'chamber:87-members'
    """
    return ref("chamber", f"{decision_id}-{key}")


def boxed_chamber(subject: str) -> tuple[int, str] | None:
    """Return the decision and the key of the chamber that a ballot box belongs to, None for a box of something else."""
    found = SUBJECT.fullmatch(subject)
    return (int(found["decision"]), found["key"]) if found else None


def boxed_decision(subject: str) -> int | None:
    """Return the decision that a ballot box belongs to, None for a box of something else."""
    found = boxed_chamber(subject)
    return found[0] if found else None
