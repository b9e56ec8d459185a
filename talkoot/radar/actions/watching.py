"""Bringing the findings in line with what is: a region after a fact, everything once a day."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from talkoot.kernel.actors import SYSTEM
from talkoot.kernel.refs import ref
from talkoot.ledger.actions import writing
from talkoot.ledger.actions.announcing import Announce
from talkoot.radar import queries
from talkoot.radar.events import FindingEnded, FindingOpened, FindingReturned
from talkoot.radar.models import Finding, FindingStep, Watch
from talkoot.radar.queries import EVERYWHERE, Region
from talkoot.radar.rules import Cause, Step


@dataclass(slots=True)
class Changes:
    """How many findings were opened, ended, and given to another body or other figures."""

    opened: int = 0
    ended: int = 0
    moved: int = 0


def look(region: Region, *, cause: str = "", at: datetime) -> Changes:
    """Open what is wrong in the region and end what is not so any more; ``cause`` is the kind of the fact that asks."""
    changes = Changes()
    if not region:
        return changes
    with writing(by=SYSTEM, at=at) as announce:
        hold_watch()
        standing = {finding.key: finding for finding in queries.standing_in(region)}
        found = {one.key: one for one in queries.causes_in(region, at)}
        for key, one in found.items():
            if key not in standing:
                _open(one, cause, at, announce)
                changes.opened += 1
            elif _move(standing[key], one):
                changes.moved += 1
        for key in standing.keys() - found.keys():
            _end(standing[key], cause, at, announce)
            changes.ended += 1
    return changes


def sweep(*, at: datetime) -> Changes:
    """Look everywhere; bring back what was accepted until today. What it changes, reactions had missed."""
    with writing(by=SYSTEM, at=at) as announce:
        watch = hold_watch()
        changes = look(EVERYWHERE, at=at)
        for finding in Finding.objects.open().filter(accepted_until__lte=at.date()):
            finding.accepted_until = None
            finding.save(update_fields=["accepted_until"])
            note(finding, Step.RETURNED, at=at)
            announce(FindingReturned(subject=finding.ref, about=finding.kind), on_behalf=body_ref(finding))
        watch.swept_on = at.date()
        watch.opened, watch.ended, watch.moved = changes.opened, changes.ended, changes.moved
        watch.save()
    return changes


def sweep_daily(*, at: datetime) -> Changes | None:
    """Sweep when a day has begun, in UTC as all mandates count them; one query for the rest of the day."""
    if Watch.objects.filter(swept_on=at.date()).exists():
        return None
    return sweep(at=at)


def hold_watch() -> Watch:
    """Let nobody else look meanwhile: two who saw half of each other's change would open or end the wrong thing."""
    Watch.objects.get_or_create(pk=1)
    return Watch.objects.select_for_update().get(pk=1)


def note(finding: Finding, step: Step, *, at: datetime, by: str = SYSTEM.ref, **rest: Any) -> None:
    """Keep what became of a finding."""
    FindingStep.objects.create(finding=finding, step=step, by=by, at=at, **rest)


def body_ref(finding: Finding) -> str:
    """Return the body that must act, as the ledger names it; empty where operators must."""
    return ref("body", finding.body_id) if finding.body_id else ""


def _columns(cause: Cause) -> dict[str, Any]:
    return {**asdict(cause), "figures": dict(cause.figures)}


def _open(cause: Cause, why: str, at: datetime, announce: Announce) -> None:
    finding = Finding.objects.create(**_columns(cause), found_at=at)
    note(finding, Step.FOUND, at=at, cause=why)
    announce(
        FindingOpened(subject=finding.ref, about=finding.kind, body=body_ref(finding), cause=why),
        on_behalf=body_ref(finding),
    )


def _move(finding: Finding, cause: Cause) -> bool:
    """Keep who must act and the figures as they are now; tell whether anything was different."""
    columns = _columns(cause)
    changed = [name for name, value in columns.items() if getattr(finding, name) != value]
    for name in changed:
        setattr(finding, name, columns[name])
    if changed:
        finding.save(update_fields=[name.removesuffix("_id") for name in changed])
    return bool(changed)


def _end(finding: Finding, cause: str, at: datetime, announce: Announce) -> None:
    # Clocks of two machines may differ by a moment.
    finding.ended_at, finding.ending, finding.accepted_until = max(at, finding.found_at), Step.GONE, None
    finding.save(update_fields=["ended_at", "ending", "accepted_until"])
    note(finding, Step.GONE, at=at, cause=cause)
    announce(
        FindingEnded(subject=finding.ref, about=finding.kind, how=Step.GONE, cause=cause),
        on_behalf=body_ref(finding),
    )
