"""Thought of the directory: words, names, terms, trees, privacy and the reading of sources. No Django, no clock."""

from talkoot.directory.rules.adapters.kubernetes import read_kubernetes
from talkoot.directory.rules.adapters.wikimedia import is_wikis, read_countries, read_wikis
from talkoot.directory.rules.channels import read_channel, write_channel
from talkoot.directory.rules.names import Slugs, fold, numbered, slug_of
from talkoot.directory.rules.privacy import WITHHELD, is_personal_email, is_web_address, without_personal_emails
from talkoot.directory.rules.records import (
    BodyRecord,
    ChannelRecord,
    Harvest,
    MandateRecord,
    PersonRecord,
    Place,
    RelationRecord,
    RoleRecord,
    parents_first,
)
from talkoot.directory.rules.tables import read_bodies, read_mandates, read_persons, read_roles
from talkoot.directory.rules.terms import SOON, Seating, Span, ends_soon, free_seat, is_empty, spans_overlap, term_end
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
    may_see,
)

__all__ = [
    "BODY_TRANSITIONS",
    "SOON",
    "WITHHELD",
    "WORKING",
    "Audience",
    "BodyRecord",
    "BodyStatus",
    "ChannelKind",
    "ChannelRecord",
    "Harvest",
    "HowChosen",
    "MandateRecord",
    "PersonRecord",
    "Place",
    "Power",
    "RelationKind",
    "RelationRecord",
    "RoleRecord",
    "Seating",
    "Slugs",
    "Span",
    "can_become",
    "ends_soon",
    "fold",
    "free_seat",
    "is_empty",
    "is_personal_email",
    "is_web_address",
    "is_wikis",
    "may_see",
    "numbered",
    "parents_first",
    "read_bodies",
    "read_channel",
    "read_countries",
    "read_kubernetes",
    "read_mandates",
    "read_persons",
    "read_roles",
    "read_wikis",
    "slug_of",
    "spans_overlap",
    "term_end",
    "without_personal_emails",
    "write_channel",
]
