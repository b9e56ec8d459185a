"""One import of proposals at work: what it has found, done, and will tell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from talkoot.directory.actions.imports.sources import import_harvest
from talkoot.directory.models import Body, Person
from talkoot.directory.rules import BodyRecord, Harvest, PersonRecord
from talkoot.kernel.events import Event
from talkoot.kernel.imports import BadFile, Outcome, Problem, Run, chunks, finish
from talkoot.kernel.refs import ref
from talkoot.kernel.verdicts import require
from talkoot.ledger.actions import writing
from talkoot.proposals.actions.processes import publish_shipped_processes
from talkoot.proposals.actions.submitting import DEFAULT
from talkoot.proposals.events import ProposalImported, ProposalVanished
from talkoot.proposals.models import ProcessTemplate, Proposal
from talkoot.proposals.permissions import Permission, may
from talkoot.proposals.queries.processes import parsed
from talkoot.proposals.rules import Process

# How many values one query may be asked with; SQLite's own limit is 32,766.
MANY = 10_000


@dataclass(slots=True)
class Work:
    """What one import has found wrong, done and will tell; ``template`` is the process its proposals follow."""

    run: Run
    template: ProcessTemplate
    process: Process
    outcome: Outcome
    problems: list[Problem] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    may_end: bool = False

    def note(self, proposal: Proposal, *, is_new: bool) -> None:
        """Count a proposal as new or brought up to date, and remember the fact."""
        self.outcome.count("created" if is_new else "updated", "proposal")
        self.events.append(
            ProposalImported(
                subject=proposal.ref,
                source=proposal.source,
                source_key=proposal.source_key,
                is_new=is_new,
                status=proposal.status,
                supports=proposal.support_count,
            )
        )

    def note_gone(self, proposal: Proposal) -> None:
        """Count a proposal as ended: its source does not have it any more."""
        self.outcome.count("ended", "proposal")
        self.events.append(ProposalVanished(subject=proposal.ref, source=proposal.source))


@contextmanager
def importing(run: Run, problems: Sequence[Problem], noted: Sequence[Problem] = ()) -> Iterator[Work]:
    """Run one import: one transaction, one at a time, refused whole or with ``problems`` set aside, told at its end."""
    with writing(by=run.by, at=run.at) as announce:
        require(may(run.by, Permission.IMPORT_PROPOSALS, at=run.at))
        publish_shipped_processes(at=run.at)
        # Two imports at once would not see each other's rows: the process is the turnstile.
        template = ProcessTemplate.objects.select_for_update().get(slug=DEFAULT, is_current=True)
        outcome = Outcome(noted=list(noted))
        # Where rows could not be read, a row that is missing cannot be told from one that is gone: nothing is ended.
        may_end = not run.partial and not problems
        work = Work(run, template, parsed(template.canonical), outcome, list(problems), may_end=may_end)
        yield work
        if work.problems and not run.lenient:
            raise BadFile(sorted(work.problems, key=lambda p: (p.file, p.line)))
        outcome.set_aside += work.problems
        for piece in chunks(work.events, run, "ledger", 5_000):
            announce.all(piece)
        finish(outcome, run)


def keep_people(
    work: Work,
    people: Mapping[str, str],
    bodies: Sequence[BodyRecord],
    kinds: Mapping[str, Mapping[str, tuple[str, str]]],
) -> None:
    """Let the directory know the persons (key and name) and bodies of a source; those it has left stay."""
    persons = [PersonRecord(key=key, name=name) for key, name in sorted(people.items())]
    harvest = Harvest(kinds=dict(kinds), persons=persons, bodies=list(bodies))
    # Part of this import, whatever becomes of it: it neither ends anybody nor rehearses on its own.
    work.outcome.add(import_harvest(harvest, replace(work.run, dry_run=False, partial=True)))


def person_ids(origin: str, keys: frozenset[str]) -> dict[str, int]:
    """Return persons by key of the same source, or by the address of their page."""
    return _ids(Person, origin, keys)


def body_ids(origin: str, keys: frozenset[str]) -> dict[str, int]:
    """Return bodies by key of the same source, or by the address of their page."""
    return _ids(Body, origin, keys)


def _ids(model: type[Person | Body], origin: str, keys: frozenset[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    wanted = sorted(keys)
    for start in range(0, len(wanted), MANY):
        piece = wanted[start : start + MANY]
        found |= dict(model._default_manager.filter(slug__in=piece).values_list("slug", "id"))
    # The source's own keys come last, so that they win over addresses.
    own = model._default_manager.filter(source=origin).exclude(source_key="")
    return found | {key: pk for key, pk in own.values_list("source_key", "id") if key in keys}


def actor_ref(run: Run) -> str:
    """Return who imports, as stage records name them."""
    return run.by.ref if run.by.person_id is None else ref("person", run.by.person_id)
