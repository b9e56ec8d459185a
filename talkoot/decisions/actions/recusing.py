"""Standing back: who has a stake of their own in a decision leaves it to the others, and everybody can see it."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from talkoot.counting import rules as counting
from talkoot.decisions import rules
from talkoot.decisions.actions.voting import admit
from talkoot.decisions.actions.weighing import weigh_objections
from talkoot.decisions.events import PlaceRecused, RecusalEnded
from talkoot.decisions.models import Recusal
from talkoot.decisions.permissions import Permission
from talkoot.decisions.queries.hindrances import SUPPORTED
from talkoot.kernel.actors import Actor
from talkoot.kernel.refs import ref
from talkoot.kernel.refusals import Refusal
from talkoot.ledger.actions import change, insert, writing
from talkoot.objections.queries import has_supported
from talkoot.scopes.actions import words


def recuse(
    decision_id: int,
    *,
    chamber: str,
    reason: str,
    language: str,
    body_id: int | None = None,
    by: Actor,
    at: datetime,
    key: str = "",
) -> Recusal:
    """Stand back from the vote of ``chamber`` for oneself, or for the body ``body_id``, while voting is open.

    ``reason`` is public at once. Refuses where the rulebook does not say what becomes of those who stand back, whoever
    has voted or wanted an objection overridden, and what `cast_ballot` refuses of voter and chamber. In a round of
    consent who stands back is none of the others who may override an objection.
    """
    with writing(by=by, at=at, key=key) as announce:
        booth = admit(decision_id, chamber, body_id, Permission.RECUSE, by=by, at=at)
        _require_known(booth.decision.rulebook.canonical)
        if booth.place.voted_at is not None:
            raise Refusal("voted", _("You have voted, and a ballot that was cast stays cast."))
        if has_supported(ref("place", booth.place.pk)):
            raise Refusal("supported", SUPPORTED)
        if booth.place.recused_at is not None:
            raise Refusal("recused", _("You stood back from this vote before."))
        said = words(reason, language, limit=rules.REASON_MAX, field="reason", missing=_("Say why you stand back."))
        booth.place.recused_at = at
        change(booth.place, "recused_at")
        recusal = Recusal(
            entry=booth.place, reason=said.text, language=said.language, html=said.html, said_by_id=booth.caster_id,
            mandate=booth.mandate, said_at=at,
        )  # fmt: skip
        insert(recusal)
        weigh_objections(booth.decision, booth.chamber, by=by, at=at)
        told = PlaceRecused(subject=booth.decision.ref, chamber=chamber, entry=booth.place.pk)
        announce(told, mandate=booth.mandate, on_behalf=booth.on_behalf)
    return recusal


def end_recusal(
    decision_id: int, *, chamber: str, body_id: int | None = None, by: Actor, at: datetime, key: str = ""
) -> Recusal:
    """Take part again, while voting is open; refuses whoever did not stand back, and where with one more of the others
    an objection would not have been overridden.
    """
    with writing(by=by, at=at, key=key) as announce:
        booth = admit(decision_id, chamber, body_id, Permission.RECUSE, by=by, at=at)
        recusal = Recusal.objects.filter(entry=booth.place, ended_at__isnull=True).first()
        if recusal is None:
            raise Refusal("not_recused", _("You take part in this vote."))
        recusal.ended_at = at
        change(recusal, "ended_at")
        booth.place.recused_at = None
        change(booth.place, "recused_at")
        weigh_objections(booth.decision, booth.chamber, by=by, at=at)
        told = RecusalEnded(subject=booth.decision.ref, chamber=chamber, entry=booth.place.pk)
        announce(told, mandate=booth.mandate, on_behalf=booth.on_behalf)
    return recusal


def _require_known(canonical: str) -> None:
    if not counting.may_recuse(canonical):
        raise Refusal("no_recusals", _("These rules do not say what becomes of those who stand back from a vote."))
