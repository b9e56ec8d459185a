"""Votes held elsewhere: recording what they came to, and counting once all are in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _

from talkoot.decisions.actions.boxes import empty_filed_boxes
from talkoot.decisions.actions.counting import awaits_steward, counted
from talkoot.decisions.actions.holding import Held, hold
from talkoot.decisions.events import TallyRecorded
from talkoot.decisions.models import Chamber, Decision, Tally
from talkoot.decisions.permissions import Permission
from talkoot.decisions.queries.unsealing import sealed_boxes
from talkoot.decisions.rules import State
from talkoot.kernel.actors import SYSTEM, Actor
from talkoot.kernel.refusals import Refusal
from talkoot.kernel.verdicts import Text
from talkoot.ledger.actions import writing
from talkoot.rulebooks.rules import Voters, impossible
from talkoot.scopes.actions import line

SHA256 = re.compile(r"[0-9a-f]{64}")
SEED_MAX = 500
LARGEST = 2_000_000_000
IMPOSSIBLE: dict[str, Text] = {
    "not_a_number": _("Give a whole number, zero or more."),
    "nobody_eligible": _("At least one must have been eligible."),
    "more_than_eligible": _("There are more ballots than people who could vote. Check the numbers."),
}


def record_tally(
    decision_id: int,
    *,
    chamber: str,
    eligible: int,
    yes: int,
    no: int,
    neutral: int,
    source_url: str,
    evidence_sha256: str,
    by: Actor,
    at: datetime,
    key: str = "",
) -> Tally:
    """Record what a vote held elsewhere came to, with where it is published and the hash of its evidence.

    May be corrected until the decision is counted; earlier records stay. Refuses while voting runs, for a chamber
    that votes here, impossible numbers, and a source or hash that is none.
    """
    with writing(by=by, at=at, key=key) as announce:
        held = hold(decision_id, Permission.RECORD_TALLY, by=by, at=at)
        _require_awaiting(held.decision)
        room = Chamber.objects.filter(decision=held.decision, key=chamber, voters=Voters.ELSEWHERE).first()
        if room is None:
            raise Refusal("wrong_chamber", _("This chamber's vote is not held elsewhere."), "chamber")
        figures = {"eligible": eligible, "yes": yes, "no": no, "neutral": neutral}
        _require_possible(figures)
        _require_source(source_url, evidence_sha256)
        source = {"source_url": source_url, "evidence_sha256": evidence_sha256, "recorded_by_id": by.person_id}
        tally = _recorded(held, room, at, {**figures, **source})
        told: dict[str, Any] = {
            "chamber": room.key,
            "number": tally.number,
            "evidence_sha256": evidence_sha256,
            **figures,
        }
        announce(TallyRecorded(subject=held.decision.ref, **told), mandate=held.mandate, on_behalf=held.on_behalf)
    return tally


def count_decision(decision_id: int, *, seed: str = "", by: Actor, at: datetime, key: str = "") -> Decision:
    """Count a closed decision once every vote held elsewhere has its tally and every ballot box is emptied.

    A box whose key is a file is emptied here. Refuses while a tally is missing, or a key of scrutineers, and
    while they look at the ballots.

    ``seed`` is what lots are drawn from where the rulebook leaves it to the count: one line, public with the verdict.
    """
    with writing(by=by, at=at, key=key) as announce:
        held = hold(decision_id, Permission.COUNT_DECISION, by=by, at=at)
        _require_awaiting(held.decision)
        chambers = list(Chamber.objects.filter(decision=held.decision))
        empty_filed_boxes(held.decision, chambers, by=by, at=at)
        drawn = line(seed, limit=SEED_MAX, field="seed", missing=_("Give the seed.")) if seed else ""
        final = counted(held.decision, chambers, at, seed=drawn)
        announce(final, mandate=held.mandate, on_behalf=held.on_behalf)
    return held.decision


def count_unsealed(decision_id: int, *, at: datetime) -> Decision:
    """Count a closed decision by itself once its ballot boxes can be emptied and nothing else is awaited.

    Where a vote is held elsewhere or lots wait for a seed a steward counts; here nothing happens then, nor while
    scrutineers look at the ballots.
    """
    with writing(by=SYSTEM, at=at) as announce:
        decision = hold(decision_id, Permission.COUNT_DECISION, by=SYSTEM, at=at).decision
        chambers = list(Chamber.objects.filter(decision=decision))
        is_secret = any(chamber.is_secret for chamber in chambers)
        is_ready = decision.awaits_tally and not decision.is_in_scrutiny
        if is_secret and is_ready and not awaits_steward(decision, chambers):
            empty_filed_boxes(decision, chambers, by=SYSTEM, at=at)
            if not sealed_boxes(chambers):
                announce(counted(decision, chambers, at))
    return decision


def _recorded(held: Held, room: Chamber, at: datetime, values: Mapping[str, Any]) -> Tally:
    before = Tally.objects.filter(chamber=room, is_current=True).first()
    if before is not None:
        before.is_current = False
        before.save(update_fields=["is_current"])
    number = before.number + 1 if before else 1
    return Tally.objects.create(chamber=room, number=number, mandate=held.mandate, recorded_at=at, **values)


def _require_awaiting(decision: Decision) -> None:
    if decision.state != State.CLOSED:
        raise Refusal("not_closed", _("Voting must be over first."))
    if decision.is_counted:
        raise Refusal("final", _("This decision was counted and stands."))


def _require_possible(figures: Mapping[str, int]) -> None:
    for name, figure in figures.items():
        if figure > LARGEST:
            raise Refusal("too_large", _("This number is too large."), name)
    code, field = impossible(figures)
    if code:
        raise Refusal(code, IMPOSSIBLE[code], field)


def _require_source(url: str, sha256: str) -> None:
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname or len(url) > 500:
        raise Refusal("no_source", _("Give the address of the page where the result is published."), "source_url")
    if not SHA256.fullmatch(sha256):
        sentence = _("Give the SHA-256 of the published result: 64 digits and letters from a to f.")
        raise Refusal("no_hash", sentence, "evidence_sha256")
