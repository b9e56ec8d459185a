"""Suspending somebody in the name of a body, and ending that before its time."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from talkoot.directory.models import Body, Person
from talkoot.directory.queries import Hats, acting_mandate, hats_of
from talkoot.directory.rules import Power
from talkoot.eligibility import rules
from talkoot.eligibility.events import PersonSuspended, SuspensionLifted
from talkoot.eligibility.models import Suspension
from talkoot.eligibility.permissions import Permission, may
from talkoot.kernel.actors import Actor
from talkoot.kernel.refs import ref
from talkoot.kernel.refusals import Refusal
from talkoot.kernel.verdicts import require
from talkoot.ledger.actions import writing
from talkoot.ledger.queries import is_known
from talkoot.scopes.actions import line, words


def suspend_person(
    body_id: int,
    *,
    person_id: int,
    from_on: date,
    until_on: date | None,
    decision: str,
    reason: str,
    appeal: str,
    language: str,
    by: Actor,
    at: datetime,
    key: str = "",
) -> Suspension:
    """Suspend a person in the name of a body, from a day up to, not including, another (None: until lifted).

    ``decision`` is the ledger ref of the decision behind it. Refuses a day that is past, an end that is not after the
    beginning, a decision that never was, and to leave the reason or the way to appeal unsaid.
    """
    with writing(by=by, at=at, key=key) as announce:
        body = Body.objects.select_for_update().get(pk=body_id)
        hats = hats_of(by, at)
        require(may(by, Permission.SUSPEND_PERSON, body, at=at, hats=hats))
        _require_span(from_on, until_on, at)
        _require_decision(decision)
        _require_person(person_id)
        missing = _("Give the reason; the person is told.")
        said = words(reason, language, limit=rules.REASON_MAX, field="reason", missing=missing)
        missing = _("Say how the person can appeal: to whom, and until when.")
        suspension = Suspension.objects.create(
            person_id=person_id,
            body=body,
            from_on=from_on,
            until_on=until_on,
            decision=decision,
            reason=said.text,
            appeal=line(appeal, limit=rules.APPEAL_MAX, field="appeal", missing=missing),
            language=said.language,
            suspended_by_id=by.person_id,
            suspended_at=at,
        )
        announce(_suspended(suspension), mandate=_mandate(hats, body.pk), on_behalf=ref("body", body.pk))
    return suspension


def lift_suspension(
    suspension_id: int, *, reason: str, language: str, by: Actor, at: datetime, key: str = ""
) -> Suspension:
    """End a suspension today; it counts no more from today on. Refuses one that is over or was lifted."""
    with writing(by=by, at=at, key=key) as announce:
        suspension = Suspension.objects.select_for_update().get(pk=suspension_id)
        hats = hats_of(by, at)
        require(may(by, Permission.LIFT_SUSPENSION, suspension, at=at, hats=hats))
        if suspension.ends_on is not None and suspension.ends_on <= at.date():
            raise Refusal("suspension_over", _("This suspension is over already."))
        if suspension.lifted_on is not None:
            raise Refusal("suspension_lifted", _("This suspension was lifted before."))
        missing = _("Give the reason; the person is told.")
        said = words(reason, language, limit=rules.REASON_MAX, field="reason", missing=missing)
        suspension.lifted_reason, suspension.lifted_language = said.text, said.language
        # One that has not begun never holds.
        suspension.lifted_on = max(at.date(), suspension.from_on)
        suspension.lifted_at, suspension.lifted_by_id = at, by.person_id
        suspension.save(update_fields=["lifted_reason", "lifted_language", "lifted_on", "lifted_at", "lifted_by"])
        lifted = SuspensionLifted(subject=suspension.ref, lifted_on=suspension.lifted_on.isoformat())
        on_behalf = ref("body", suspension.body_id)
        announce(lifted, mandate=_mandate(hats, suspension.body_id), on_behalf=on_behalf)
    return suspension


def _require_span(from_on: date, until_on: date | None, at: datetime) -> None:
    if not rules.may_begin(from_on, at.date()):
        raise Refusal("begins_before_today", _("A suspension does not reach back: choose today or later."), "from_on")
    if not rules.is_span(from_on, until_on):
        raise Refusal("no_days", _("The end must be after the beginning."), "until_on")


def _require_decision(decision: str) -> None:
    if not (rules.DECISION.match(decision) and is_known(decision)):
        raise Refusal(
            "no_such_decision", _("Nothing is known of this decision. Give its short name, as D-87."), "decision"
        )


def _require_person(person_id: int) -> None:
    if not Person.objects.filter(pk=person_id, forgotten_on=None).exists():
        raise Refusal("person_gone", _("This person left and had everything personal erased."), "person_id")


def _mandate(hats: Hats, body_id: int) -> str:
    return acting_mandate(hats, Power.STEWARD, body_id)


def _suspended(suspension: Suspension) -> PersonSuspended:
    return PersonSuspended(
        subject=suspension.ref,
        body=ref("body", suspension.body_id),
        from_on=suspension.from_on.isoformat(),
        until_on=suspension.until_on.isoformat() if suspension.until_on else "",
        decision=suspension.decision,
    )
