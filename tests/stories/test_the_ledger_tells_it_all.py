"""What happened to every public thing of the demo movement can be read back from its ledger entries alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from talkoot.commitments.models import Commitment
from talkoot.consultations.models import Consultation
from talkoot.decisions.models import Decision
from talkoot.ledger.models import Entry
from talkoot.proposals.models import Proposal
from tests.stories.conftest import Stage

State = dict[str, tuple[object, ...]]


def entries(app: str) -> Iterator[Entry]:
    """Yield an app's entries in the order of the chain."""
    yield from Entry.objects.filter(kind__startswith=f"{app}.").order_by("seal__number")


def test_where_each_proposal_stands_is_in_the_ledger(stage: Stage) -> None:
    """Stage, status, version and supports, told by entries, are those of the tables."""
    told: State = {}
    version: Counter[str] = Counter()
    supports: Counter[str] = Counter()
    for entry in entries("proposals"):
        match entry.kind.split(".")[1]:
            case "proposal_submitted":
                told[entry.subject], version[entry.subject] = ("open", "triage"), 1
            case "stage_entered":
                told[entry.subject] = ("open", entry.payload["stage"])
            case "proposal_ended":
                told[entry.subject] = (entry.payload["status"], "")
            case "proposal_withdrawn":
                told[entry.subject] = ("withdrawn", "")
            case "proposal_edited":
                version[entry.subject] = entry.payload["version"]
            case "proposal_supported" | "support_withdrawn":
                supports[entry.subject] = entry.payload["supports"]
    rows = list(Proposal.objects.all())
    assert told == {p.ref: (p.status, p.stage) for p in rows}
    assert dict(version) == {p.ref: p.version for p in rows}
    assert {p.ref: supports[p.ref] for p in rows} == {p.ref: p.support_count for p in rows}


def test_what_was_asked_and_answered_is_in_the_ledger(stage: Stage) -> None:
    """Status, inputs and answers of each consultation."""
    status: dict[str, str] = {}
    inputs: Counter[str] = Counter()
    answered: Counter[str] = Counter()
    for entry in entries("consultations"):
        match entry.kind.split(".")[1]:
            case "consultation_opened":
                status[entry.subject] = "open"
            case "consultation_closed":
                status[entry.subject] = "closed"
            case "input_given":
                inputs[entry.payload["consultation"]] += 1
            case "input_disposed" if not entry.payload["supersedes"]:
                answered[entry.payload["consultation"]] += 1
    rows = list(Consultation.objects.all())
    assert status == {c.ref: c.status for c in rows}
    assert {c.ref: (inputs[c.ref], answered[c.ref]) for c in rows} == {
        c.ref: (c.input_count, c.answered_count) for c in rows
    }


def test_what_was_decided_and_promised_is_in_the_ledger(stage: Stage) -> None:
    """State and outcome of each decision, and how each promise stands."""
    decided: State = {}
    for entry in entries("decisions"):
        match entry.kind.split(".")[1]:
            case "decision_announced":
                decided[entry.subject] = ("announced", "")
            case "decision_opened":
                decided[entry.subject] = ("open", "")
            case "decision_closed":
                decided[entry.subject] = ("closed", "")
            case "decision_counted" | "decision_final":
                decided[entry.subject] = ("closed", entry.payload["outcome"])
    assert decided == {d.ref: (d.state, d.outcome) for d in Decision.objects.exclude(state="draft")}
    promised: dict[str, str] = {}
    for entry in entries("commitments"):
        match entry.kind.split(".")[1]:
            case "commitment_made":
                promised[entry.subject] = "promised"
            case "commitment_reviewed":
                outcome = entry.payload["outcome"]
                promised[entry.subject] = "partly_kept" if outcome == "partly" else outcome
            case "commitment_withdrawn":
                promised[entry.subject] = "withdrawn"
    assert promised == {c.ref: c.status for c in Commitment.objects.all()}
