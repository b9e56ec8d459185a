"""Reading what others hand in: files are refused with every mistake named, or read with the bad rows set aside.

How an app takes data in:

1. ``rules``: read the file, without Django. `read_table` turns CSV or TSV bytes into a `Reading` of `Row`s by a tuple
   of `Column`s; for other formats call `decode` and build a ``Reading`` of your own typed rows. Everything wrong is a
   `Problem` that names file, line and field (``row.problem("field", SENTENCE, name=...)``).
2. ``actions``: ``def import_things(upload: Upload, run: Run) -> Outcome``. Read; check against the database, adding
   problems; ``rows = settle(reading, run)`` raises `BadFile` when there are problems and the run is not lenient. Then
   inside ``writing(by=run.by, at=run.at)``: look rows up by (``run.origin``, key), write with ``bulk_create`` and
   ``bulk_update``, end what vanished (unless ``run.partial``), ``announce.all(events)``, and leave with
   ``return finish(outcome, run)``, which rolls a rehearsal back.
3. ``config/imports.py`` lists a `Source` for it; the command and the web form find it there by name.

Sentences are English, marked for translation by `gettext_noop` or `ngettext_lazy`; doors have a `Problem` told.
"""

from __future__ import annotations

from talkoot.kernel.imports.columns import Column, choice, day, line, many, number, text
from talkoot.kernel.imports.problems import (
    TOO_MANY_ROWS,
    BadFile,
    Problem,
    Wrong,
    gettext_noop,
    ngettext_lazy,
    quoted,
)
from talkoot.kernel.imports.runs import (
    CHANGES,
    Outcome,
    Progress,
    Reading,
    Rehearsed,
    Run,
    Source,
    Upload,
    chunks,
    finish,
    run_source,
    settle,
    silent,
)
from talkoot.kernel.imports.tables import MAX_ROWS, Row, decode, fill, read_table

__all__ = [
    "CHANGES",
    "MAX_ROWS",
    "TOO_MANY_ROWS",
    "BadFile",
    "Column",
    "Outcome",
    "Problem",
    "Progress",
    "Reading",
    "Rehearsed",
    "Row",
    "Run",
    "Source",
    "Upload",
    "Wrong",
    "choice",
    "chunks",
    "day",
    "decode",
    "fill",
    "finish",
    "gettext_noop",
    "line",
    "many",
    "ngettext_lazy",
    "number",
    "quoted",
    "read_table",
    "run_source",
    "settle",
    "silent",
    "text",
]
