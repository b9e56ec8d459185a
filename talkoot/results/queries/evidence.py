"""Everything a stranger needs to count a decision again, offline, with `recount` and nothing of ours."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from datetime import datetime
from typing import Any

from django.http import Http404

from talkoot.counting.rules import book_of, hidden_in, verdict_sha256
from talkoot.decisions.models import Ballot, Chamber, Decision, RollEntry, Tally

FORMAT = 1


def evidence_of(decision: Decision) -> dict[str, Any]:
    """Return the public evidence of a counted decision (five queries, however many voted); 404 before it is counted,
    and under a rulebook of format 2, whose evidence is the bundle.

    ``recount count`` takes it as it is: the rulebook's source and hash, each chamber's roll and ballots or its
    recorded tally; what recount does not need (names, reasons, times) stands beside.
    """
    if not decision.is_counted or book_of(decision.rulebook.canonical) is not None:
        raise Http404  # what format 2 can say goes into a bundle only
    chambers = list(Chamber.objects.filter(decision=decision).order_by("position"))
    rolls, ballots, tallies = _rolls(chambers), _ballots(chambers), _tallies(chambers)
    return {
        "format": FORMAT,
        "decision": _decision(decision),
        "rulebook": {
            "slug": decision.rulebook.slug,
            "version": decision.rulebook.version,
            "sha256": decision.rulebook_sha256,
            "source": decision.rulebook.source,
        },
        "chambers": {c.key: _chamber(c, rolls[c.pk], ballots[c.pk], tallies.get(c.pk)) for c in chambers},
        "verdict": decision.verdict,
        "verdict_sha256": verdict_sha256(decision.verdict or {}),
    }


def has_record(decision: Decision) -> bool:
    """Tell whether the evidence can be one JSON file, which holds what rules of format 1 can say."""
    return book_of(decision.rulebook.canonical) is None


def tallies_csv(decision: Decision) -> str:
    """Return the counts of each chamber as CSV, empty where no page shows them; 404 before the decision is counted.

    Where votes weigh different amounts all figures are weights, exactly, as they were counted.
    """
    if not decision.is_counted:
        raise Http404
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["chamber", "name", "eligible", "yes", "no", "neutral", "approves"])
    hidden = hidden_in(decision.rulebook.canonical, decision.verdict)
    told = {each["key"]: each for each in (decision.verdict or {"chambers": ()})["chambers"] if "eligible" in each}
    for c in Chamber.objects.filter(decision=decision).order_by("position"):
        figures = ["", "", ""] if c.key in hidden else [c.yes, c.no, c.neutral]
        eligible: Any = c.eligible
        if c.is_weighed and c.key in told:
            eligible, *figures = (told[c.key].get(name) for name in ("eligible", "yes", "no", "neutral"))
        writer.writerow([c.key, c.name, eligible, *figures, "yes" if c.has_passed else "no"])
    return text.getvalue()


def _decision(decision: Decision) -> dict[str, Any]:
    return {
        "id": decision.public_id,
        "title": decision.title,
        "question": decision.question,
        "language": decision.language,
        "put_by": decision.steward_body.name,
        "rests_on": decision.rests_on or None,
        "exemption": decision.exemption or None,
        "opened_at": _time(decision.opened_at),
        "closed_at": _time(decision.closed_at),
        "counted_at": _time(decision.counted_at),
    }


def _chamber(
    chamber: Chamber, roll: list[dict[str, Any]], ballots: list[dict[str, Any]], tally: dict[str, Any] | None
) -> dict[str, Any]:
    if tally is not None:
        return {"name": chamber.name, **tally}
    shown = {"name": chamber.name, "eligible": chamber.eligible, "roll_sha256": chamber.roll_sha256}
    return {**shown, "roll": roll, "ballots": ballots}


def _rolls(chambers: list[Chamber]) -> dict[int, list[dict[str, Any]]]:
    rolls: dict[int, list[dict[str, Any]]] = defaultdict(list)
    rows = RollEntry.objects.filter(chamber__in=chambers).order_by("pk")
    for chamber, person, name, body, body_name in rows.values_list(
        "chamber_id", "person_id", "person__name", "body_id", "body__name"
    ):
        rolls[chamber].append({"voter": _voter(person, body), "name": body_name if body else name})
    return rolls


def _ballots(chambers: list[Chamber]) -> dict[int, list[dict[str, Any]]]:
    ballots: dict[int, list[dict[str, Any]]] = defaultdict(list)
    rows = Ballot.objects.filter(chamber__in=chambers, is_current=True).order_by("pk")
    for chamber, person, body, choice, reason, language, by, at in rows.values_list(
        "chamber_id", "entry__person_id", "entry__body_id", "choice", "reason", "language", "cast_by__name", "cast_at"
    ):
        said = {"reason": reason, "language": language} if reason else {}
        ballot = {"voter": _voter(person, body), "choice": choice, **said, "cast_by": by, "cast_at": _time(at)}
        ballots[chamber].append(ballot)
    return ballots


def _tallies(chambers: list[Chamber]) -> dict[int, dict[str, Any]]:
    rows = Tally.objects.filter(chamber__in=chambers, is_current=True).select_related("recorded_by")
    return {
        t.chamber_id: {
            "eligible": t.eligible,
            "yes": t.yes,
            "no": t.no,
            "neutral": t.neutral,
            "source_url": t.source_url,
            "evidence_sha256": t.evidence_sha256,
            "recorded_by": t.recorded_by.name,
            "recorded_at": _time(t.recorded_at),
        }
        for t in rows
    }


def _voter(person: int | None, body: int | None) -> str:
    return f"person:{person}" if person is not None else f"body:{body}"


def _time(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
