"""All that the page of one proposal shows, in a constant number of queries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import FETCH_RAISE, Q
from django.utils.translation import get_language

from talkoot.commitments.models import Commitment
from talkoot.commitments.queries import Listed as Promise
from talkoot.commitments.queries import for_matter
from talkoot.commitments.rules import Status as Kept
from talkoot.consultations.queries import Box, meter_of, my_parties
from talkoot.decisions.queries import DecisionView, decision_view
from talkoot.directory.queries import NO_HATS, Hats, hats_of
from talkoot.kernel.actors import Actor
from talkoot.kernel.paging import Page
from talkoot.proposals.models import Authorship, Link, Pointer, Proposal, ProposalVersion, StageRecord, Support
from talkoot.proposals.queries.facts import gathered
from talkoot.proposals.queries.finding import Standing, get_text, list_supports
from talkoot.proposals.queries.processes import process_of
from talkoot.proposals.rules import Deadline, Facts, Process, StageKind, Status, in_language
from talkoot.rulebooks.queries import outcome_sentence
from talkoot.scopes.queries import describe

SUPPORTS = 5


@dataclass(frozen=True, slots=True)
class Step:
    """One stage in the tracker: ``state`` is ``done``, ``now``, ``ahead`` or ``skipped``; dates of the last stay."""

    number: int
    name: str
    language: str
    kind: str
    state: str
    entered_at: datetime | None = None
    left_at: datetime | None = None
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Relations:
    """What a proposal hangs on: its co-authors, other proposals (kind, it, whether it points here), places outside."""

    authors: Sequence[Authorship] = ()
    links: Sequence[tuple[str, Proposal, bool]] = ()
    pointers: Sequence[Pointer] = ()


@dataclass(frozen=True, slots=True)
class ProposalPage:
    """The page of one proposal, everything at hand but the words of its scope."""

    proposal: Proposal
    text: ProposalVersion
    standing: Standing
    process: Process
    steps: Sequence[Step]
    records: Sequence[StageRecord]
    promises: Sequence[Promise]
    supports: Page[Support]
    relations: Relations
    facts: Facts
    hats: Hats
    box: Box | None
    vote: DecisionView | None
    is_late: bool

    @property
    def scope(self) -> str:
        """Return what it is about, in words: asked when the page shows it, for its forms do not."""
        return describe([self.proposal.scope_id])[self.proposal.scope_id]

    @property
    def record(self) -> StageRecord | None:
        """Return the open stage record, None when the proposal has come to its end."""
        return next((r for r in reversed(self.records) if r.left_at is None), None)

    @property
    def last(self) -> StageRecord:
        """Return the latest stage record, open or not."""
        return self.records[-1]

    @property
    def decided(self) -> StageRecord | None:
        """Return the record of the latest decision, None while there was none."""
        return next((r for r in reversed(self.records) if r.decision_id is not None), None)

    @property
    def verdict(self) -> str:
        """Return what the latest decision came to, in a sentence; empty while it has no verdict."""
        decision = self.decided.decision if self.decided is not None else None
        return outcome_sentence(decision.verdict) if decision is not None and decision.verdict else ""

    @property
    def reply(self) -> StageRecord | None:
        """Return the record with the latest answer of the body responsible."""
        return next((r for r in reversed(self.records) if r.replied_at is not None), None)

    @property
    def step(self) -> Step | None:
        """Return the tracker's current stage."""
        return next((s for s in self.steps if s.state == "now"), None)


def get_page(ref: str, *, viewer: Actor, at: datetime) -> ProposalPage:
    """Return the page of the proposal ``P-142``; 404 when there is none.

    At most six queries, plus one each for what few proposals have: promises, several authors, relations. While votes
    are taken, two go to turnout and the viewer's places instead of one to what supporters said.
    """
    text, standing = get_text(ref, viewer)
    proposal = text.proposal
    records = stage_records(proposal)
    promises = for_matter(proposal.ref, at=at) if proposal.commitment_count else []
    hats = hats_of(viewer, at)
    vote = _vote(records, viewer, at, hats)
    return ProposalPage(
        proposal=proposal,
        text=text,
        standing=standing,
        process=process_of(proposal),
        steps=steps(process_of(proposal), records, until=_until(proposal, records, at)),
        records=records,
        promises=promises,
        supports=_supports(proposal) if vote is None else Page([]),
        relations=_relations(proposal),
        facts=gathered(proposal, records, _standing(promises), at=at),
        hats=hats,
        box=_box(records, viewer, at, hats),
        vote=vote,
        is_late=is_late(proposal, at),
    )


def stage_records(proposal: Proposal) -> list[StageRecord]:
    """Return all stages a proposal was in, in order, with what they opened and how they were answered."""
    rows = StageRecord.objects.filter(proposal=proposal).select_related(
        "consultation",
        "consultation__answering_body",
        "decision",
        "decision__rulebook",
        "decision__steward_body",
        "reply",
        "reply__body",
        "reply__person",
    )
    return list(rows.defer("decision__rulebook__source").order_by("number").fetch_mode(FETCH_RAISE))


def steps(process: Process, records: Sequence[StageRecord], *, until: datetime | None) -> list[Step]:
    """Return the tracker: the stages of the process in order, each as it stands; the current one lasts ``until``."""
    latest: Mapping[str, StageRecord] = {record.stage: record for record in records}
    reached = max((n for n, stage in enumerate(process.stages) if stage.key in latest), default=0)
    current = records[-1] if records else None
    found = []
    for n, stage in enumerate(process.stages):
        language, name = in_language(stage.name, [get_language() or "en"])
        record = latest.get(stage.key)
        state = _state(record, current, is_behind=n < reached)
        found.append(
            Step(
                n + 1,
                name,
                language,
                stage.kind,
                state,
                record.entered_at if record and state != "ahead" else None,
                record.left_at if record and state == "done" else None,
                until if state == "now" else None,
            )
        )
    return found


def _until(proposal: Proposal, records: Sequence[StageRecord], at: datetime) -> datetime | None:
    """Return until when the current stage lasts as far as one can tell: its vote or input, its promise, its clock."""
    if proposal.closes_at is not None and proposal.closes_at > at:
        return proposal.closes_at
    return proposal.due_at if proposal.due_for == Deadline.PROMISE else records[-1].due_at


def is_late(proposal: Proposal, at: datetime) -> bool:
    """Tell whether something owed to the public has not come in time."""
    return proposal.status == Status.OPEN and proposal.due_at is not None and proposal.due_at <= at


def _state(record: StageRecord | None, current: StageRecord | None, *, is_behind: bool) -> str:
    if record is None:
        return "skipped" if is_behind else "ahead"
    if record is current and record.left_at is None:
        return "now"
    return "done" if current is None or record.number <= current.number else "ahead"


def _supports(proposal: Proposal) -> Page[Support]:
    """Return what supporters said last; names alone say nothing here."""
    return list_supports(proposal, size=SUPPORTS, only_comments=True) if proposal.comment_count else Page([])


def _standing(promises: Sequence[Promise]) -> list[Commitment]:
    return [promise.commitment for promise in promises if promise.commitment.status != Kept.WITHDRAWN]


def _vote(records: Sequence[StageRecord], viewer: Actor, at: datetime, hats: Hats) -> DecisionView | None:
    """Return the decision the proposal is in while votes are taken, with turnout and the viewer's places."""
    decision = records[-1].decision
    if records[-1].left_at is not None or decision is None or not decision.is_open:
        return None
    return decision_view(decision, viewer, at, hats)


def _box(records: Sequence[StageRecord], viewer: Actor, at: datetime, hats: Hats) -> Box | None:
    """Return the latest consultation in short; who may still speak in it is asked for only while it takes input."""
    asked = [r.consultation for r in records if r.kind == StageKind.CONSULTATION and r.consultation is not None]
    if not asked:
        return None
    takes_input = asked[-1].takes_input_at(at)
    mine = my_parties(asked[-1], viewer, hats) if takes_input and hats is not NO_HATS else []
    return Box(asked[-1], meter_of(asked[-1]), takes_input, mine)


def _relations(proposal: Proposal) -> Relations:
    """Return co-authors and relations; proposals without any cost no query."""
    authors = (
        list(Authorship.objects.filter(proposal=proposal).select_related("person").order_by("position"))
        if proposal.author_count > 1
        else []
    )
    if not proposal.relation_count:
        return Relations(authors)
    links = Link.objects.filter(Q(proposal=proposal) | Q(other=proposal), ended_on=None)
    related = links.select_related("proposal", "other").order_by("id")
    return Relations(
        authors,
        [(link.kind, *_other_end(link, proposal)) for link in related],
        list(Pointer.objects.filter(proposal=proposal, ended_on=None).order_by("id")),
    )


def _other_end(link: Link, proposal: Proposal) -> tuple[Proposal, bool]:
    return (link.other, False) if link.proposal_id == proposal.pk else (link.proposal, True)
