"""What can be done with appeals; who may appeal against a matter, and what follows, is for the matter to say."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from talkoot.appeals import rules
from talkoot.appeals.events import AppealDecided, AppealMade
from talkoot.appeals.models import Appeal
from talkoot.appeals.permissions import Permission, may
from talkoot.appeals.rules import CHANGES, Kind
from talkoot.kernel.actors import Actor
from talkoot.kernel.refusals import Refusal
from talkoot.kernel.verdicts import require
from talkoot.ledger.actions import writing
from talkoot.scopes.actions import words


def make_appeal(
    *,
    kind: str,
    matter: str,
    change: str,
    reason: str,
    language: str,
    chamber: str = "",
    about: str = "",
    by: Actor,
    at: datetime,
    key: str = "",
) -> Appeal:
    """Say that a roll or a count of ``matter`` is wrong, what should change, and why; everybody can read it.

    Refuses a change that its kind does not know, an empty reason, and the same appeal while the first one waits.
    """
    with writing(by=by, at=at, key=key) as announce:
        require(may(by, Permission.MAKE_APPEAL, at=at))
        if change not in CHANGES[Kind(kind)]:
            raise Refusal("no_such_change", _("Say what should change."), "change")
        missing = _("Say why; everybody can read it.")
        said = words(reason, language, limit=rules.REASON_MAX, field="reason", missing=missing)
        asked = {"kind": kind, "matter": matter, "chamber": chamber, "about": about, "made_by_id": by.person_id}
        if Appeal.objects.filter(**asked, outcome="").exists():
            raise Refusal("waits", _("You have asked for this already; it waits to be decided."))
        appeal = Appeal.objects.create(
            **asked, change=change, reason=said.text, language=said.language, html=said.html, made_at=at
        )
        announce(AppealMade(subject=matter, appeal=appeal.ref, against=kind, change=change))
    return appeal


def decide_appeal(
    appeal_id: int,
    *,
    outcome: str,
    reason: str,
    language: str,
    mandate: str = "",
    on_behalf: str = "",
    by: Actor,
    at: datetime,
    key: str = "",
) -> Appeal:
    """Decide an appeal under ``mandate``, with a reason everybody can read; what follows is the caller's to do.

    Refuses what was decided before, an outcome its kind does not know, and an empty reason. Nobody decides their own.
    """
    with writing(by=by, at=at, key=key) as announce:
        appeal = Appeal.objects.select_for_update().get(pk=appeal_id)
        require(may(by, Permission.DECIDE_APPEAL, appeal, at=at))
        if not appeal.is_open:
            raise Refusal("decided", _("This was decided before."))
        if not rules.may_come_to(Kind(appeal.kind), outcome):
            raise Refusal("no_such_outcome", _("Say what comes of it."), "outcome")
        missing = _("Give the reason; everybody can read it.")
        said = words(reason, language, limit=rules.REASON_MAX, field="reason", missing=missing)
        appeal.outcome, appeal.decided_by_id, appeal.decided_at = outcome, by.person_id, at
        appeal.answer, appeal.answer_language, appeal.answer_html = said.text, said.language, said.html
        appeal.mandate = mandate
        appeal.save()
        told = AppealDecided(subject=appeal.matter, appeal=appeal.ref, against=appeal.kind, outcome=outcome)
        announce(told, mandate=mandate, on_behalf=on_behalf)
    return appeal
