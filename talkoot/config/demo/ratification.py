"""The vote that everybody remembers: three chambers, held elsewhere, decided by one of them."""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import sha256

from talkoot.config.demo.setting import Setting
from talkoot.decisions import actions as decisions
from talkoot.kernel.actors import Actor

# Chamber: eligible, yes, no, neutral. The figures are those of a real ratification.
TALLIES = {"individuals": (117_275, 1_710, 623, 113), "affiliates": (186, 93, 18, 18), "board": (1, 0, 1, 0)}


def ratify(setting: Setting, moment: datetime) -> None:
    """Hold the ratification a year and a quarter ago, record the three tallies and close it."""
    opens = moment - timedelta(days=460)
    closes = opens + timedelta(days=14)
    steward = setting.actor("blue-ledger")
    decision = decisions.open_decision(
        title="Ratification of the movement charter",
        question="Should the charter, version 1, come into force?",
        language="en",
        rulebook_id=setting.rulebooks["charter-ratification"].pk,
        steward_body_id=setting.bodies["elections-committee"].pk,
        closes_at=closes,
        exemption="The text of the charter was settled on its own wiki pages, before this site could ask anybody.",
        by=steward,
        at=opens,
    )
    decisions.close_due(closes + timedelta(minutes=1))
    for chamber in TALLIES:
        _record(decision.pk, chamber, steward, closes + timedelta(days=1))
    decisions.count_decision(decision.pk, by=steward, at=closes + timedelta(days=2))


def _record(decision_id: int, chamber: str, steward: Actor, at: datetime) -> None:
    eligible, yes, no, neutral = TALLIES[chamber]
    decisions.record_tally(
        decision_id,
        chamber=chamber,
        eligible=eligible,
        yes=yes,
        no=no,
        neutral=neutral,
        source_url=f"https://example.org/ratification/{chamber}",
        evidence_sha256=sha256(f"{chamber} {eligible} {yes} {no} {neutral}".encode()).hexdigest(),
        by=steward,
        at=at,
    )
