"""The closed lists of the directory: what cannot be data because the code acts on it."""

from __future__ import annotations

from enum import StrEnum


class Power(StrEnum):
    """What a role lets its holders do for its body; a role carries any number of them, as data."""

    REPRESENT = "represent"  # votes and speaks for the body
    MODERATE = "moderate"  # moves proposals of the body on
    ANSWER = "answer"  # gives dispositions for the body
    STEWARD = "steward"  # opens and closes decisions, edits the body's own page
    DELIVER = "deliver"  # updates the body's commitments
    APPOINT = "appoint"  # fills roles of the body


class BodyStatus(StrEnum):
    """Where a body is in its life."""

    FORMING = "forming"
    ACTIVE = "active"
    SUSPENDED = "suspended"
    ENDED = "ended"


# From each status, those it may change to. An ended body may come back: user groups do.
BODY_TRANSITIONS: dict[BodyStatus, frozenset[BodyStatus]] = {
    BodyStatus.FORMING: frozenset({BodyStatus.ACTIVE, BodyStatus.ENDED}),
    BodyStatus.ACTIVE: frozenset({BodyStatus.SUSPENDED, BodyStatus.ENDED}),
    BodyStatus.SUSPENDED: frozenset({BodyStatus.ACTIVE, BodyStatus.ENDED}),
    BodyStatus.ENDED: frozenset({BodyStatus.ACTIVE}),
}

# Bodies whose mandates give rights; a suspended or ended body has nobody to act for it.
WORKING = frozenset({BodyStatus.FORMING, BodyStatus.ACTIVE})


class HowChosen(StrEnum):
    """How the holder of a mandate came to it."""

    ELECTION = "election"
    APPOINTMENT = "appointment"
    LOT = "lot"
    FOUNDING = "founding"
    SELF_NOMINATION = "self_nomination"
    NOT_RECORDED = "not_recorded"


class Audience(StrEnum):
    """Who may see one field of a person's profile."""

    PUBLIC = "public"
    MEMBERS = "members"
    NOBODY = "nobody"


class ChannelKind(StrEnum):
    """Where a body can be met."""

    WEBSITE = "website"
    WIKI = "wiki"
    MAIL = "mail"
    LIST = "list"
    CHAT = "chat"
    MEETING = "meeting"
    REPOSITORY = "repository"
    TEAM = "team"
    DOCUMENT = "document"
    SOCIAL = "social"
    OTHER = "other"


class RelationKind(StrEnum):
    """How two bodies stand to each other beside one being part of the other."""

    STAKEHOLDER = "stakeholder"  # the other must be heard by this one
    SERVES = "serves"  # this one works for the other
    PARTNER = "partner"


def can_become(now: BodyStatus, then: BodyStatus) -> bool:
    """Tell whether a body's status may change from ``now`` to ``then``."""
    return then in BODY_TRANSITIONS[now]


def may_see(audience: str, nearness: str) -> bool:
    """Tell whether a reader may see a field: ``nearness`` is ``own``, ``known`` (signed in) or ``visitor``."""
    if nearness == "own":
        return True
    return audience == Audience.PUBLIC or (audience == Audience.MEMBERS and nearness == "known")
