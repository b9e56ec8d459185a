"""A question that a matter waits for: a draft before all eyes, until it is complete."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from talkoot.decisions.actions.drafting import drafted
from talkoot.decisions.actions.holding import hat_for
from talkoot.decisions.actions.translating import translated
from talkoot.decisions.events import DecisionPut
from talkoot.decisions.models import Decision
from talkoot.decisions.permissions import Permission, may
from talkoot.decisions.queries.texts import missing_languages
from talkoot.decisions.rules import Translation
from talkoot.directory.queries import hats_of
from talkoot.kernel.actors import Actor
from talkoot.kernel.refs import ref
from talkoot.kernel.verdicts import require
from talkoot.ledger.actions import writing


def put_decision(
    *,
    title: str,
    question: str,
    language: str,
    rulebook_id: int,
    steward_body_id: int,
    translations: Sequence[Translation] = (),
    rests_on: str = "",
    exemption: str = "",
    scope_id: int | None = None,
    by: Actor,
    at: datetime,
    key: str = "",
) -> Decision:
    """Put a question that is not ready to be voted on: everybody sees the draft, its stewards are asked to complete it.

    They write the languages that lack, say who keeps a ballot box, and announce or open voting as with every draft.
    Takes what `open_decision` takes but the closing time, and refuses what `draft_decision` refuses.
    """
    with writing(by=by, at=at, key=key) as announce:
        hats = hats_of(by, at)
        require(may(by, Permission.DRAFT_DECISION, steward_body_id, at=at, hats=hats))
        draft = Decision(
            title=title, question=question, language=language, rulebook_id=rulebook_id, steward_body_id=steward_body_id,
            rests_on=rests_on, exemption=exemption, scope_id=scope_id, shown_at=at,
        )  # fmt: skip
        decision = drafted(draft, by=by, at=at)
        written = translated(decision, translations, by=by, at=at)
        told = DecisionPut(
            subject=decision.ref,
            rulebook=decision.rulebook.ref,
            steward_body=ref("body", steward_body_id),
            rests_on=decision.rests_on,
            lacks=missing_languages(decision),
        )
        hat = {"mandate": hat_for(hats, steward_body_id), "on_behalf": told.steward_body}
        announce(told, **hat)
        announce.all(written, **hat)
    return decision
