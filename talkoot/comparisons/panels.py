"""What comparisons show on pages of rulebooks, which know no decisions."""

from __future__ import annotations

from typing import Any

from talkoot.comparisons import queries
from talkoot.ui.pages import Request


def rulebook(request: Request, subject: Any) -> tuple[str, dict[str, object]]:
    """Return the way to what would have differed under a version."""
    return "comparisons/parts/of_rulebook.html", {"rulebook": subject}


def draft(request: Request, subject: Any) -> tuple[str, dict[str, object]]:
    """Return what would have differed under rules that nobody published yet."""
    compared = queries.would_differ(subject.rules, body_id=subject.body_id, slug=subject.slug, viewer=request.actor)
    return "comparisons/parts/of_draft.html", {"compared": compared}
