"""What decisions show on pages of lower apps."""

from __future__ import annotations

from typing import Any

from talkoot.decisions import queries
from talkoot.decisions.rules import boxed_decision
from talkoot.kernel.clock import now
from talkoot.ui.pages import Request


def body(request: Request, subject: Any) -> tuple[str, dict[str, object]] | None:
    """Return the open decisions a body has put or votes in; nothing when there are none."""
    found = queries.of_body(subject.pk, request.actor, now())
    return ("decisions/parts/of_body.html", {"decisions": found, "body": subject}) if found else None


def box(request: Request, subject: Any) -> tuple[str, dict[str, object]] | None:
    """Return the decision that a ballot box belongs to; nothing for one that the reader may not see."""
    decision_id = boxed_decision(subject.subject)
    found = queries.of_box(decision_id, request.actor, now()) if decision_id is not None else None
    return ("decisions/parts/of_box.html", {"decision": found}) if found else None


def override(request: Request, subject: Any) -> tuple[str, dict[str, object]] | None:
    """Return the way to override an objection, for the others in its chamber; nothing for anybody else."""
    found = queries.others_in(subject, request.actor, now())
    return (
        ("decisions/parts/override.html", {"decision": found[0], "objection": subject}) if found and found[1] else None
    )


def rulebook(request: Request, subject: Any) -> tuple[str, dict[str, object]]:
    """Return what was decided under a version of a rulebook, the latest first."""
    return "decisions/parts/under_rulebook.html", {"decisions": queries.under_rulebook(subject.pk, request.actor)}
