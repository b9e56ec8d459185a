"""The sources of the directory: its own CSV files, each one kind of record, and foreign files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from talkoot.directory.actions.bodies import keep_kind
from talkoot.directory.actions.imports.bodies import keep_bodies
from talkoot.directory.actions.imports.mandates import keep_mandates
from talkoot.directory.actions.imports.persons import keep_persons
from talkoot.directory.actions.imports.roles import UNKNOWN_BODY, keep_roles
from talkoot.directory.actions.imports.work import Work, importing
from talkoot.directory.actions.particulars import keep_aliases, keep_channels, keep_relations
from talkoot.directory.models import Body, BodyKind
from talkoot.directory.rules import (
    BodyRecord,
    Harvest,
    RelationKind,
    RelationRecord,
    is_wikis,
    read_bodies,
    read_countries,
    read_kubernetes,
    read_mandates,
    read_persons,
    read_roles,
    read_wikis,
)
from talkoot.kernel.imports import Outcome, Reading, Run, Upload, settle
from talkoot.scopes.actions import CountrySpec, keep_countries


def import_persons(upload: Upload, run: Run) -> Outcome:
    """Import ``persons.csv``. Refuses the file, or sets rows aside, for what is wrong in it."""
    reading = read_persons(upload)
    rows = settle(reading, run)
    with importing(run, reading.problems) as work:
        keep_persons(work, rows)
    return work.outcome


def import_bodies(upload: Upload, run: Run) -> Outcome:
    """Import ``bodies.csv``: bodies with their channels and other names."""
    reading = read_bodies(upload)
    rows = settle(reading, run)
    with importing(run, reading.problems) as work:
        keep_whole_bodies(work, rows)
    return work.outcome


def import_roles(upload: Upload, run: Run) -> Outcome:
    """Import ``roles.csv``; the bodies must be there."""
    reading = read_roles(upload)
    rows = settle(reading, run)
    with importing(run, reading.problems) as work:
        keep_roles(work, rows)
    return work.outcome


def import_mandates(upload: Upload, run: Run) -> Outcome:
    """Import ``mandates.csv``; persons and roles must be there."""
    reading = read_mandates(upload)
    rows = settle(reading, run)
    with importing(run, reading.problems) as work:
        keep_mandates(work, rows)
    return work.outcome


def import_harvest(harvest: Harvest, run: Run) -> Outcome:
    """Import all records of one foreign file together."""
    settle(Reading(problems=harvest.problems), run)
    with importing(run, harvest.problems) as work:
        _keep_kinds(harvest)
        keep_persons(work, harvest.persons)
        bodies = keep_whole_bodies(work, harvest.bodies)
        _keep_relations(work, harvest.relations, bodies)
        keep_roles(work, harvest.roles)
        keep_mandates(work, harvest.mandates)
    return work.outcome


def import_kubernetes(upload: Upload, run: Run) -> Outcome:
    """Import ``sigs.yaml``: every group, subproject, lead, channel and meeting of the Kubernetes project."""
    return import_harvest(read_kubernetes(upload), run)


def import_wikimedia(upload: Upload, run: Run) -> Outcome:
    """Import ``wikis.tsv`` (project communities) or ``countries.tsv`` (territories), told apart by the first line."""
    if is_wikis(upload):
        return import_harvest(read_wikis(upload), run)
    reading = read_countries(upload)
    rows = settle(reading, run)
    specs = [CountrySpec(r.code, r.name, r.qid, r.m49, r.within) for r in rows]
    with importing(run, reading.problems) as work:
        counts = keep_countries(specs, by=run.by, at=run.at)
        for change in ("created", "updated", "unchanged"):
            work.outcome.count(change, "territory", getattr(counts, change))
    return work.outcome


def _keep_kinds(harvest: Harvest) -> None:
    """Add the kinds of body the source uses; those that are there keep their words."""
    there = set(BodyKind.objects.filter(key__in=harvest.kinds).values_list("key", flat=True))
    for key, labels in harvest.kinds.items():
        if key not in there:
            keep_kind(key, labels, position=100)


def keep_whole_bodies(work: Work, records: Sequence[BodyRecord]) -> dict[str, Body]:
    """Keep bodies with their channels and other names; return them by key."""
    bodies, day = keep_bodies(work, records), work.run.at.date()
    kept = [(bodies[r.key].pk, r) for r in records if r.key in bodies]
    keep_channels({body_id: r.channels for body_id, r in kept}, day)
    keep_aliases({body_id: (r.name, r.aliases) for body_id, r in kept}, day)
    return bodies


def _keep_relations(work: Work, records: Sequence[RelationRecord], bodies: Mapping[str, Body]) -> None:
    wanted: dict[int, list[tuple[int, RelationKind]]] = {body.pk: [] for body in bodies.values()}
    for record in records:
        unknown = next((key for key in (record.body, record.other) if key not in bodies), None)
        if unknown is not None:
            work.problems.append(record.place.problem("other", UNKNOWN_BODY, value=unknown))
        else:
            wanted[bodies[record.body].pk].append((bodies[record.other].pk, record.kind))
    keep_relations(wanted, work.run.at.date())
