"""How an import runs and what comes of it."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from talkoot.kernel.actors import Actor
from talkoot.kernel.imports.problems import TOO_LARGE, BadFile, Problem
from talkoot.kernel.verdicts import Text

MAX_BYTES = 50_000_000
STEP = 1_000
# What may happen to a row, in the order in which it is told.
CHANGES = ("created", "updated", "ended", "unchanged")

# A step's name, how much of it is done and how much there is.
type Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Upload:
    """A file handed in: its name (without folders) and its bytes."""

    name: str
    data: bytes


def silent(step: str, done: int, total: int) -> None:
    """Show no progress."""


@dataclass(frozen=True, slots=True)
class Run:
    """How to import: on whose account (``origin`` is stored as the rows' source), and how strictly.

    ``partial``: rows that are not in the file stay as they are instead of being marked as ended.
    """

    origin: str
    by: Actor
    at: datetime
    lenient: bool = False
    dry_run: bool = True
    partial: bool = False
    progress: Progress = silent


@dataclass(slots=True)
class Outcome:
    """What an import did, or would do: counts by kind of row (``{"body": 3}``), and what was set aside.

    ``noted`` is what was mended on the way, a stray space for example: worth saying, wrong no more.
    """

    created: dict[str, int] = dataclasses.field(default_factory=dict)
    updated: dict[str, int] = dataclasses.field(default_factory=dict)
    ended: dict[str, int] = dataclasses.field(default_factory=dict)
    unchanged: dict[str, int] = dataclasses.field(default_factory=dict)
    set_aside: list[Problem] = dataclasses.field(default_factory=list)
    noted: list[Problem] = dataclasses.field(default_factory=list)

    def count(self, change: str, kind: str, number: int = 1) -> None:
        """Add ``number`` rows of ``kind`` to ``created``, ``updated``, ``ended`` or ``unchanged``."""
        counts: dict[str, int] = getattr(self, change)
        counts[kind] = counts.get(kind, 0) + number

    @property
    def by_kind(self) -> list[tuple[str, list[int]]]:
        """Return each kind of row with its four counts, in the order of `CHANGES`."""
        counts: list[dict[str, int]] = [getattr(self, change) for change in CHANGES]
        kinds = dict.fromkeys(kind for count in counts for kind in count)
        return [(kind, [count.get(kind, 0) for count in counts]) for kind in kinds]

    def add(self, other: Outcome) -> None:
        """Add the counts and problems of another file's outcome."""
        for change in CHANGES:
            for kind, number in getattr(other, change).items():
                self.count(change, kind, number)
        self.set_aside += other.set_aside
        self.noted += other.noted


@dataclass(frozen=True, slots=True)
class Source:
    """One importable kind of file. ``files`` are the names taken from a folder, in this order.

    ``origin`` is what the rows' source is called unless the run says otherwise, ``label`` what people choose it by.
    ``careful``: what it changes decides who may vote, so the command line rehearses it until told to apply it.
    """

    name: str
    apply: Callable[[Upload, Run], Outcome]
    files: tuple[str, ...] = ()
    origin: str = "csv"
    label: Text = ""
    careful: bool = False


class Rehearsed(Exception):
    """Raised at the end of a dry run, so that its transaction is rolled back; carries what would have been done."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__("rehearsed")
        self.outcome = outcome


def run_source(source: Source, upload: Upload, run: Run) -> Outcome:
    """Import one file; after a dry run nothing has changed. Raises `BadFile`."""
    if len(upload.data) > MAX_BYTES:
        raise BadFile([Problem(upload.name, 0, "", TOO_LARGE, {"limit": MAX_BYTES // 1_000_000})])
    try:
        return source.apply(upload, run)
    except Rehearsed as rehearsed:
        return rehearsed.outcome


def finish(outcome: Outcome, run: Run) -> Outcome:
    """Return ``outcome``; in a dry run raise `Rehearsed`, which undoes everything. Call it inside the transaction."""
    if run.dry_run:
        raise Rehearsed(outcome)
    return outcome


@dataclass(slots=True)
class Reading[T]:
    """What a file says: the good rows, and the problems of those left out."""

    rows: list[T] = dataclasses.field(default_factory=list)
    problems: list[Problem] = dataclasses.field(default_factory=list)


def settle[T](reading: Reading[T], run: Run) -> list[T]:
    """Return the rows to import; raise `BadFile` when there are problems and the run is not lenient."""
    if reading.problems and not run.lenient:
        raise BadFile(sorted(reading.problems, key=lambda p: (p.file, p.line)))
    return reading.rows


def chunks[T](rows: Sequence[T], run: Run, step: str, size: int = STEP) -> Iterator[Sequence[T]]:
    """Yield ``rows`` in pieces of ``size``, telling the run's progress after each."""
    for start in range(0, len(rows), size):
        yield rows[start : start + size]
        run.progress(step, min(start + size, len(rows)), len(rows))
