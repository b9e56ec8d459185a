"""The directory's own CSV sources: one file, one kind of record."""

from __future__ import annotations

from collections.abc import Sequence

from talkoot.directory.actions.imports.bodies import keep_bodies
from talkoot.directory.actions.imports.mandates import keep_mandates
from talkoot.directory.actions.imports.particulars import keep_aliases, keep_channels, keep_relations
from talkoot.directory.actions.imports.persons import keep_persons
from talkoot.directory.actions.imports.roles import keep_roles
from talkoot.directory.actions.imports.work import Work, importing
from talkoot.directory.models import Body
from talkoot.directory.rules import (
    BodyRecord,
    Harvest,
    read_bodies,
    read_mandates,
    read_persons,
    read_roles,
)
from talkoot.kernel.imports import Outcome, Reading, Run, Upload, settle


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
        keep_persons(work, harvest.persons)
        bodies = keep_whole_bodies(work, harvest.bodies)
        keep_relations(work, harvest.relations, bodies)
        keep_roles(work, harvest.roles)
        keep_mandates(work, harvest.mandates)
    return work.outcome


def keep_whole_bodies(work: Work, records: Sequence[BodyRecord]) -> dict[str, Body]:
    """Keep bodies with their channels and other names; return them by key."""
    bodies = keep_bodies(work, records)
    keep_channels(work, records, bodies)
    keep_aliases(work, records, bodies)
    return bodies
