"""What results show on the page of their decision, which hands over all it has read; nothing before the count."""

from __future__ import annotations

from talkoot.ballotboxes.queries import FoundPaper
from talkoot.decisions.queries import DecisionView
from talkoot.kernel.clock import now
from talkoot.results import queries
from talkoot.ui.pages import Request

type Panel = tuple[str, dict[str, object]] | None


def verdict(_request: Request, subject: DecisionView) -> Panel:
    """Return because of what it was decided, and how close it was."""
    if not subject.decision.is_counted:
        return None
    context = {"verdict": queries.verdict_view(subject), "closeness": queries.closeness_of(subject)}
    return "results/parts/verdict.html", {**context, "decision": subject.decision, "view": subject}


def chambers(_request: Request, subject: DecisionView) -> Panel:
    """Return how each chamber voted, and what would have changed the result."""
    if not subject.decision.is_counted:
        return None
    context = {"results": queries.results_of(subject), "closeness": queries.closeness_of(subject)}
    return "results/parts/chambers.html", {**context, "decision": subject.decision, "view": subject}


def paper(request: Request, subject: FoundPaper) -> Panel:
    """Return in words what a ballot says that somebody found by its code; nothing for a box of something else."""
    row = queries.row_in_box(subject.subject, subject.code, request.actor, now())
    return ("results/parts/paper.html", {"row": row}) if row else None


def evidence(_request: Request, subject: DecisionView) -> Panel:
    """Return the way to the evidence, and how to count it again."""
    if not subject.decision.is_counted:
        return None
    context = {"decision": subject.decision, "view": subject, "has_record": queries.has_record(subject.decision)}
    return "results/parts/evidence.html", context
