"""What a living document is made of: outlines, numbers, clauses that stay themselves, and what changed. Pure."""

from talkoot.documents.rules.aligning import DOUBTFUL, SURE, Known, Match, align
from talkoot.documents.rules.comparing import Fate, Placed, Row, compare
from talkoot.documents.rules.exporting import as_markdown, as_plain
from talkoot.documents.rules.numbering import numbers
from talkoot.documents.rules.outlines import (
    DEEPEST,
    HEADING_MAX,
    MOST_PARTS,
    SOURCE_MAX,
    TEXT_MAX,
    Outline,
    Part,
    Unreadable,
    Wrong,
    read_outline,
)
from talkoot.documents.rules.wikitext import Written

SLUG_MAX, TITLE_MAX, SUMMARY_MAX = 60, 200, 500

__all__ = [
    "DEEPEST", "DOUBTFUL", "HEADING_MAX", "MOST_PARTS", "SLUG_MAX", "SOURCE_MAX", "SUMMARY_MAX", "SURE", "TEXT_MAX",
    "TITLE_MAX",
    "Fate", "Known", "Match", "Outline", "Part", "Placed", "Row", "Unreadable", "Written", "Wrong",
    "align", "as_markdown", "as_plain", "compare", "numbers", "read_outline",
]  # fmt: skip
