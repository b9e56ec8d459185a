"""Thought of the directory: words, names, terms, trees, privacy and the reading of sources. No Django, no clock."""

from talkoot.directory.rules.names import fold, numbered, slug_of
from talkoot.directory.rules.words import (
    BODY_TRANSITIONS,
    WORKING,
    Audience,
    BodyStatus,
    ChannelKind,
    HowChosen,
    Power,
    RelationKind,
    can_become,
)

__all__ = [
    "BODY_TRANSITIONS",
    "WORKING",
    "Audience",
    "BodyStatus",
    "ChannelKind",
    "HowChosen",
    "Power",
    "RelationKind",
    "can_become",
    "fold",
    "numbered",
    "slug_of",
]
