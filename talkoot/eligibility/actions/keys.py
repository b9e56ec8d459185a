"""Giving other software a key to bring in facts, counting its uses, and taking it away."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from talkoot.eligibility import rules
from talkoot.eligibility.events import FactKeyMade, FactKeyRevoked
from talkoot.eligibility.models import FactKey
from talkoot.eligibility.permissions import Permission, may
from talkoot.kernel.actors import Actor
from talkoot.kernel.refusals import Refusal, TooOften
from talkoot.kernel.verdicts import require
from talkoot.ledger.actions import writing


def make_fact_key(
    *, name: str, source: str, facts: Sequence[str], by: Actor, at: datetime, key: str = ""
) -> tuple[FactKey, str]:
    """Make a key that opens ``facts`` from ``source``; return it with its secret, which is kept nowhere."""
    with writing(by=by, at=at, key=key) as announce:
        require(may(by, Permission.MAKE_FACT_KEY, at=at))
        if not 0 < len(facts) <= rules.MOST_FACTS or not all(rules.FACT.match(fact) for fact in facts):
            raise Refusal("no_facts", _("Name the facts that it may bring in, such as edits."), "facts")
        secret = rules.secret_of(secrets.token_urlsafe(32))
        made = FactKey.objects.create(
            name=name,
            digest=rules.digest(secret),
            source=source,
            facts=sorted(set(facts)),
            made_by_id=by.person_id or 0,  # the permission asks for a person
            made_at=at,
        )
        announce(FactKeyMade(subject=made.ref, source=source, facts=made.facts))
    return made, secret


def revoke_fact_key(key_id: int, *, reason: str, by: Actor, at: datetime, key: str = "") -> FactKey:
    """Take a key away for good; refuses one that was taken away already."""
    with writing(by=by, at=at, key=key) as announce:
        held = FactKey.objects.select_for_update().get(pk=key_id)
        require(may(by, Permission.REVOKE_FACT_KEY, held, at=at))
        if held.revoked_at is not None:
            raise Refusal("revoked", _("This key was revoked already."))
        held.revoked_by_id, held.revoked_at, held.revoked_reason = by.person_id, at, reason
        held.save(update_fields=["revoked_by", "revoked_at", "revoked_reason"])
        announce(FactKeyRevoked(subject=held.ref))
    return held


def use_fact_key(key_id: int, *, at: datetime) -> None:
    """Count one use of a key, whatever comes of it; refuse more than `rules.MOST_USES` within `rules.WINDOW`."""
    key = FactKey.objects.filter(pk=key_id)
    is_over = Q(window_at=None) | Q(window_at__lte=at - rules.WINDOW)
    if key.filter(is_over).update(window_at=at, window_uses=1, last_used_at=at):
        return
    if key.filter(window_uses__lt=rules.MOST_USES).update(window_uses=F("window_uses") + 1, last_used_at=at):
        return
    began = key.values_list("window_at", flat=True).get() or at
    raise TooOften(_("This key was used too often. Wait a moment."), rules.wait_for(began, at))
