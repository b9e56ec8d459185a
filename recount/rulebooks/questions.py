"""Reads a question of yes, no and neutral: quorum and threshold exactly as in format 1, with its examples."""

from __future__ import annotations

from typing import Any

from recount import parsing
from recount.tables import Table


def read_question(table: Table) -> dict[str, Any] | None:
    """Return the draft of a question in which everything is said, or None after what is wrong was reported."""
    before = len(table.page.problems)
    draft: dict[str, Any] = {}
    parsing.read_quorum(table, draft)
    parsing.read_threshold(table, draft)
    for setting, readings in parsing.unset(draft):
        parsing.report_unset(table, draft, setting, readings)
    return None if len(table.page.problems) > before else draft
