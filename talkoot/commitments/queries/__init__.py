"""The only way doors and other apps reach the rows of commitments."""

from talkoot.commitments.queries.exporting import export_of
from talkoot.commitments.queries.finding import (
    PANEL,
    Listed,
    Tab,
    for_matter,
    get_commitment,
    get_for_notice,
    labels,
    list_commitments,
    listed,
    of_body,
)
from talkoot.commitments.queries.promising import body_of_role, list_roles, named_body
from talkoot.commitments.queries.reading import STEPS, Step, list_steps
from talkoot.commitments.queries.today import Waiting, judges, owners, waiting_for

__all__ = [
    "PANEL",
    "STEPS",
    "Listed",
    "Step",
    "Tab",
    "Waiting",
    "body_of_role",
    "export_of",
    "for_matter",
    "get_commitment",
    "get_for_notice",
    "judges",
    "labels",
    "list_commitments",
    "list_roles",
    "list_steps",
    "listed",
    "named_body",
    "of_body",
    "owners",
    "waiting_for",
]
