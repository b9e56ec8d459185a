"""Several files of one source, taken in together: all of them or none."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from talkoot.kernel.imports import Outcome, Rehearsed, Run, Source, Upload, finish, run_source
from talkoot.ledger.actions.announcing import writing


def import_files(source: Source, uploads: Iterable[Upload], run: Run) -> Outcome:
    """Import the files in their order, in one transaction: each sees what those before it brought, rehearsed or not.

    Raises `BadFile` for the first file that is refused; then nothing of the others stays either.
    """
    total = Outcome()
    try:
        with writing(by=run.by, at=run.at):
            for upload in uploads:
                total.add(run_source(source, upload, replace(run, dry_run=False)))
            finish(total, run)
    except Rehearsed:
        # Taken back: what it says would have been done is in `total`.
        return total
    return total
