"""Asking for candidates, where a chamber of a draft elects."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from talkoot.counting.rules import asked_of_candidates, book_of, electing
from talkoot.decisions.actions.holding import hold
from talkoot.decisions.permissions import Permission
from talkoot.decisions.rules import State
from talkoot.kernel.actors import Actor
from talkoot.kernel.refusals import Refusal
from talkoot.ledger.actions import writing
from talkoot.slates.actions import open_slate
from talkoot.slates.models import Slate
from talkoot.slates.rules import Asked


def ask_for_candidates(
    decision_id: int,
    *,
    kind: str,
    opens_at: datetime,
    closes_at: datetime,
    by: Actor,
    at: datetime,
    key: str = "",
) -> Slate:
    """Open the slate of a draft that elects: nominations from ``opens_at`` until ``closes_at``.

    Candidates are asked for what the rulebook's caps and reserved seats go by. Refuses what is no draft, rules that
    elect nobody, and what `open_slate` refuses.
    """
    with writing(by=by, at=at, key=key) as announce:
        decision = hold(decision_id, Permission.EDIT_DECISION, by=by, at=at).decision
        book = book_of(decision.rulebook.canonical)
        if decision.state != State.DRAFT:
            raise Refusal("not_a_draft", _("This decision was opened before."))
        if book is None or not electing(decision.rulebook.canonical):
            raise Refusal("no_election", _("Nobody is elected under these rules."))
        return open_slate(
            matter=decision.ref,
            title=decision.title,
            language=decision.language,
            body_id=decision.steward_body_id,
            kind=kind,
            opens_at=opens_at,
            closes_at=closes_at,
            asks=[Asked(name, name.replace("_", " ").capitalize()) for name in asked_of_candidates(book)],
            url=decision.get_absolute_url(),
            by=by,
            at=at,
            key=announce.hand_over(),
        )
