"""What documents show on pages of lower apps."""

from __future__ import annotations

from typing import Any

from talkoot.documents.permissions import Permission, may
from talkoot.kernel.clock import now
from talkoot.ui.pages import Request


def body(request: Request, shown: Any) -> tuple[str, dict[str, object]] | None:
    """Return where the documents of the body of a page are; it costs no query."""
    may_found = request.actor.is_known and may(
        request.actor, Permission.FOUND_DOCUMENT, shown.body.pk, at=now(), hats=shown.hats
    )
    return "documents/panels/body.html", {"body": shown.body, "may_found": may_found}
