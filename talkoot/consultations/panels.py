"""What consultations show on pages of lower apps."""

from __future__ import annotations

from typing import Any

from talkoot.consultations import queries
from talkoot.kernel.clock import now
from talkoot.ui.pages import Request


def body(request: Request, subject: Any) -> tuple[str, dict[str, object]] | None:
    """Return the open consultations a body answers or is asked in; nothing when there are none."""
    found = queries.of_body(subject.pk, now())
    if not found:
        return None
    return "consultations/parts/of_body.html", {"rows": found, "body": subject}
