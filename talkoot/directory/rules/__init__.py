"""Thought of the directory: words, names, terms, trees, privacy and the reading of sources. No Django, no clock."""

from talkoot.directory.rules.names import fold, numbered, slug_of
from talkoot.directory.rules.privacy import WITHHELD, is_personal_email, is_web_address, without_personal_emails
from talkoot.directory.rules.terms import SOON, Span, ends_soon, free_seat, is_empty, spans_overlap, term_end
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
    "SOON",
    "WITHHELD",
    "WORKING",
    "Audience",
    "BodyStatus",
    "ChannelKind",
    "HowChosen",
    "Power",
    "RelationKind",
    "Span",
    "can_become",
    "ends_soon",
    "fold",
    "free_seat",
    "is_empty",
    "is_personal_email",
    "is_web_address",
    "numbered",
    "slug_of",
    "spans_overlap",
    "term_end",
    "without_personal_emails",
]
