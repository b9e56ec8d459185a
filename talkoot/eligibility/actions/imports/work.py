"""One import at work: refused whole or with rows set aside, told in one fact at its end."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from talkoot.kernel.events import Event
from talkoot.kernel.imports import BadFile, Outcome, Problem, Run, Upload, finish
from talkoot.ledger.actions import writing


@dataclass(slots=True)
class Work:
    """What one import has done, found wrong and will tell. ``may_end``: rows missing from the file may be ended."""

    run: Run
    upload: Upload
    outcome: Outcome = field(default_factory=Outcome)
    problems: list[Problem] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    mandate: str = ""
    on_behalf: str = ""
    may_end: bool = False

    def figures(self) -> dict[str, Any]:
        """Return what the facts of an import say of it."""
        outcome = self.outcome
        return {
            "source": self.run.origin,
            "created": sum(outcome.created.values()),
            "updated": sum(outcome.updated.values()),
            "ended": sum(outcome.ended.values()),
            "unchanged": sum(outcome.unchanged.values()),
            "set_aside": len(self.problems),
            "sha256": sha256(self.upload.data).hexdigest(),
        }


@contextmanager
def importing(upload: Upload, run: Run, problems: list[Problem]) -> Iterator[Work]:
    """Run one import in one transaction; after a rehearsal nothing has changed."""
    with writing(by=run.by, at=run.at) as announce:
        # Where rows could not be read, a row that is missing cannot be told from one that is gone: nothing is ended.
        work = Work(run, upload, problems=list(problems), may_end=not run.partial and not problems)
        yield work
        if work.problems and not run.lenient:
            raise BadFile(sorted(work.problems, key=lambda p: (p.file, p.line)))
        work.outcome.set_aside = work.problems
        announce.all(work.events, mandate=work.mandate, on_behalf=work.on_behalf)
        finish(work.outcome, run)
