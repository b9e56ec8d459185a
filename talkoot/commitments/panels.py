"""What commitments show on pages of lower apps."""

from __future__ import annotations

from typing import Any

from talkoot.commitments import queries
from talkoot.kernel.clock import now
from talkoot.ui.pages import Request


def body(request: Request, subject: Any) -> tuple[str, dict[str, object]] | None:
    """Return the running promises of a body, the late ones first; nothing when there are none."""
    found = queries.of_body(subject.pk, at=now())
    if not found:
        return None
    context = {"rows": found[: queries.PANEL], "has_more": len(found) > queries.PANEL, "body": subject}
    return "commitments/parts/of_body.html", context
