"""What people do about a finding: live with it for a time, give the duties on, keep one of two."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils.translation import gettext_lazy as _

from talkoot.directory.queries import Hats, acting_mandate, hats_of
from talkoot.directory.rules import Power
from talkoot.duties import actions as duties
from talkoot.duties.models import Duty
from talkoot.kernel.actors import Actor
from talkoot.kernel.refs import split
from talkoot.kernel.refusals import Refusal
from talkoot.kernel.texts import clean_line
from talkoot.kernel.verdicts import require
from talkoot.ledger.actions import writing
from talkoot.ledger.actions.announcing import Announce
from talkoot.radar import queries
from talkoot.radar.actions.watching import body_ref, hold_watch, note
from talkoot.radar.events import FindingAccepted, FindingEnded
from talkoot.radar.models import Finding
from talkoot.radar.permissions import Permission, may
from talkoot.radar.rules import MERGEABLE, REASSIGNABLE, Kind, Step
from talkoot.scopes import queries as scopes

LONGEST = timedelta(days=366)
# So many duties are given on in one go at most.
MOST = 50


def accept_finding(
    finding_id: int, *, until: date, reason: str, language: str, by: Actor, at: datetime, key: str = ""
) -> Finding:
    """Live with it until a day, for a reason; then it comes back. Refuses a past day, and one over a year away."""
    with writing(by=by, at=at, key=key) as announce:
        finding, hats = _held(finding_id, Permission.ACCEPT_FINDING, by, at)
        if not at.date() < until <= at.date() + LONGEST:
            raise Refusal("bad_day", _("Choose a day from tomorrow on, at most a year away."), "until")
        finding.accepted_until = until
        finding.save(update_fields=["accepted_until"])
        mandate = _mandate(finding, hats)
        said = {"reason": _reason(reason), "language": language}
        note(finding, Step.ACCEPTED, at=at, by=by.ref, mandate=mandate, until=until, **said)
        announce(
            FindingAccepted(subject=finding.ref, about=finding.kind, until=until.isoformat()),
            mandate=mandate,
            on_behalf=body_ref(finding),
        )
    return finding


def reassign_duties(
    finding_id: int, *, holder: str, reason: str, language: str, by: Actor, at: datetime, key: str = ""
) -> Finding:
    """Give the duties of a holder that is gone, or what nobody decides, to ``holder`` (``body:12`` or ``role:5``).

    Refuses findings of other kinds, a holder by whom the trouble would stay, and what `assign_duty` refuses.
    """
    with writing(by=by, at=at, key=key) as announce:
        finding, hats = _held(finding_id, Permission.REASSIGN_DUTIES, by, at)
        if finding.kind not in REASSIGNABLE:
            raise Refusal("not_so", _("This cannot be settled by giving duties on."))
        said = {"reason": _reason(reason), "language": language}
        is_gap = finding.kind == Kind.GAP
        for duty in _hanging(finding):
            if not is_gap:
                duties.end_duty(duty.pk, **said, by=by, at=at)
            _give(duty, holder, is_gap=is_gap, said=said, by=by, at=at)
        _settle(finding, Step.REASSIGNED, said, hats, announce=announce, by=by, at=at)
    return finding


def merge_duties(
    finding_id: int, *, keep: int, reason: str, language: str, by: Actor, at: datetime, key: str = ""
) -> Finding:
    """Keep one of the two duties (its id) and end the other. Refuses findings of other kinds, and a third duty."""
    with writing(by=by, at=at, key=key) as announce:
        finding, hats = _held(finding_id, Permission.MERGE_DUTIES, by, at)
        pair = {finding.duty_id, finding.other_id}
        if finding.kind not in MERGEABLE or keep not in pair:
            raise Refusal("not_so", _("Choose which of the two duties stays."), "keep")
        said = {"reason": _reason(reason), "language": language}
        [gone] = pair - {keep}
        duties.end_duty(gone or 0, **said, by=by, at=at)
        _settle(finding, Step.MERGED, said, hats, announce=announce, by=by, at=at)
    return finding


def _held(finding_id: int, permission: Permission, by: Actor, at: datetime) -> tuple[Finding, Hats]:
    hold_watch()
    finding = Finding.objects.select_for_update(of=("self",)).get(pk=finding_id)
    hats = hats_of(by, at)
    require(may(by, permission, finding, at=at, hats=hats))
    return finding, hats


def _mandate(finding: Finding, hats: Hats) -> str:
    return acting_mandate(hats, Power.STEWARD, finding.body_id) if finding.body_id else ""


def _reason(text: str) -> str:
    reason = clean_line(text)
    if not reason:
        raise Refusal("no_reason", _("Give a reason."), "reason")
    return reason


def _hanging(finding: Finding) -> list[Duty]:
    """Return the duties in question: those of the holder that is gone, or one for each scope where nobody decides."""
    found = queries.hanging_on(finding)
    if len(found) > MOST:
        raise Refusal("too_many", _("These are too many duties for one step. Give them on one by one."))
    if not found:
        raise Refusal("nothing_hangs", _("No duty is left to give on. Record a new one on the map."))
    return found


def _give(duty: Duty, holder: str, *, is_gap: bool, said: dict[str, str], by: Actor, at: datetime) -> None:
    kind, key = split(holder)
    facets = scopes.facets_of({duty.scope_id})[duty.scope_id]
    duties.assign_duty(
        letter="accountable" if is_gap else duty.letter, matter=duty.matter.title, language=duty.matter.language,
        body_id=int(key) if kind == "body" else None, role_id=int(key) if kind == "role" else None,
        topics=facets.topics, territories=facets.territories, languages=facets.languages,
        source="" if is_gap else duty.source, source_url="" if is_gap else duty.source_url,
        review_on=duty.review_on if duty.review_on and duty.review_on > at.date() else None,
        reason=said["reason"], by=by, at=at,
    )  # fmt: skip


def _settle(
    finding: Finding, step: Step, said: dict[str, str], hats: Hats, *, announce: Announce, by: Actor, at: datetime
) -> None:
    """End the finding by the act, if the act did away with its cause."""
    if finding.key in {cause.key for cause in queries.causes_in(queries.region_of(finding), at)}:
        raise Refusal("still_so", _("That would not settle it: the trouble would still be there."))
    finding.ended_at, finding.ending, finding.accepted_until = max(at, finding.found_at), step, None
    finding.save(update_fields=["ended_at", "ending", "accepted_until"])
    mandate = _mandate(finding, hats)
    note(finding, step, at=at, by=by.ref, mandate=mandate, **said)
    announce(
        FindingEnded(subject=finding.ref, about=finding.kind, how=step), mandate=mandate, on_behalf=body_ref(finding)
    )
