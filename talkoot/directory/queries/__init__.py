"""The only way doors and other apps reach the directory's rows."""

from talkoot.directory.queries.bodies import bodies_by_id, bodies_of_kind, get_body
from talkoot.directory.queries.hats import (
    NO_HATS,
    Hat,
    Hats,
    hats_of,
    hats_of_person,
    holders_of,
    holders_of_roles,
    members_of,
)
from talkoot.directory.queries.labels import body_labels, mandate_labels, person_labels, role_labels
from talkoot.directory.queries.people import account_ids_of, person_names, person_of
from talkoot.directory.queries.tree import ancestor_ids, descendant_ids

__all__ = [
    "NO_HATS",
    "Hat",
    "Hats",
    "account_ids_of",
    "ancestor_ids",
    "bodies_by_id",
    "bodies_of_kind",
    "body_labels",
    "descendant_ids",
    "get_body",
    "hats_of",
    "hats_of_person",
    "holders_of",
    "holders_of_roles",
    "mandate_labels",
    "members_of",
    "person_labels",
    "person_names",
    "person_of",
    "role_labels",
]
