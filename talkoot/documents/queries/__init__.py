"""The only way doors and other apps reach the rows of documents."""

from talkoot.documents.queries.aligning import Doubt, doubts_about, known_in, outline_problem, read
from talkoot.documents.queries.finding import (
    get_document,
    keeping_body,
    labels,
    list_bodies,
    list_documents,
    named_body,
)
from talkoot.documents.queries.reading import (
    Compared,
    ShownClause,
    ShownDocument,
    address_of,
    compared,
    get_clause,
    list_versions,
    placed_in,
    shown,
)
from talkoot.documents.queries.standing import standing, wording_in_force

__all__ = [
    "Compared", "Doubt", "ShownClause", "ShownDocument",
    "address_of", "compared", "doubts_about", "get_clause", "get_document", "keeping_body", "known_in", "labels",
    "list_bodies", "list_documents", "list_versions", "named_body", "outline_problem", "placed_in", "read", "shown",
    "standing", "wording_in_force",
]  # fmt: skip
