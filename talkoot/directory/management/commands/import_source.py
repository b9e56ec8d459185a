"""``talkoot import SOURCE FILE``: bring in bodies, roles, mandates, people and proposals that others keep."""

from __future__ import annotations

import csv
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser, OutputWrapper
from django.utils.module_loading import import_string
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Table

from talkoot.kernel.actors import SYSTEM
from talkoot.kernel.clock import now
from talkoot.kernel.imports import CHANGES, BadFile, Outcome, Problem, Run, Source, Upload
from talkoot.ledger.actions import import_files

SHOWN = 50


class Command(BaseCommand):
    """Imports one file, or the known files of a folder, and says what was done."""

    help = __doc__

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        """Return the parser, under the name people type: a module cannot be called import."""
        return super().create_parser(prog_name, "import", **kwargs)

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare source, file and how strict to be."""
        parser.add_argument("source", metavar="SOURCE", help=", ".join(_sources()))
        parser.add_argument("file", metavar="FILE", type=Path, help="a file, or a folder with the source's files")
        parser.add_argument("--dry-run", action="store_true", help="say what would be done, change nothing")
        parser.add_argument(
            "--apply", action="store_true", help="do it: facts and list-entries are rehearsed otherwise"
        )
        parser.add_argument("--lenient", action="store_true", help="set bad rows aside instead of refusing the file")
        parser.add_argument("--partial", action="store_true", help="rows missing from the file are not marked as ended")
        parser.add_argument("--origin", default="", help="under which name the rows are kept (default: the source's)")
        parser.add_argument("--report", type=Path, help="write the rows set aside to this CSV file")

    def handle(self, *, source: str, file: Path, **options: Any) -> None:
        """Import, show counts and what was set aside; a refused file ends with exit status 1."""
        console = _console(self.stdout)
        chosen = _sources().get(source)
        if chosen is None:
            raise CommandError(f"There is no source {source}. Known: {', '.join(_sources())}.")
        is_rehearsal = options["dry_run"] or (chosen.careful and not options["apply"])
        try:
            with _bar(console) as progress:
                how = {name: options[name] for name in ("lenient", "partial")} | {"dry_run": is_rehearsal}
                run = Run(options["origin"] or chosen.origin, by=SYSTEM, at=now(), progress=progress, **how)
                outcome = import_files(chosen, _uploads(chosen, file), run)
        except BadFile as bad:
            _list(_console(self.stderr), bad.problems, bad.count)
            things = "thing is" if bad.count == 1 else "things are"
            raise CommandError(f"Nothing was imported: {bad.count} {things} wrong.") from None
        hint = "Nothing has changed; the same with --apply does it." if is_rehearsal and chosen.careful else ""
        console.print(_table(outcome, dry_run=is_rehearsal), hint)
        if outcome.noted:
            console.print("Mended on the way:")
            _list(console, outcome.noted, len(outcome.noted))
        _list(console, outcome.set_aside, len(outcome.set_aside))
        if options["report"]:
            _report(options["report"], outcome.set_aside)


def _sources() -> dict[str, Source]:
    sources: dict[str, Source] = import_string(settings.IMPORTS)
    return sources


def _console(stream: OutputWrapper) -> Console:
    plain: Any = stream._out
    return Console(file=plain)


def _uploads(source: Source, path: Path) -> Iterator[Upload]:
    """Read the file, or those of the folder the source knows."""
    if path.is_dir():
        paths = [found for pattern in source.files for found in sorted(path.glob(pattern))]
        if not paths:
            wanted = ", ".join(source.files) or "a file, not a folder"
            raise CommandError(f"{path} has nothing for {source.name}; it wants {wanted}.")
    else:
        paths = [path]
    for one in paths:
        try:
            data = one.read_bytes()
        except OSError as wrong:
            raise CommandError(f"{one} cannot be read: {wrong.strerror}.") from None
        yield Upload(one.name, data)


@contextmanager
def _bar(console: Console) -> Iterator[Any]:
    """Show one bar for each step of the import."""
    columns = (TextColumn("{task.description:<12}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    tasks: dict[str, TaskID] = {}
    with Progress(*columns, console=console, disable=not console.is_terminal) as progress:

        def show(step: str, done: int, total: int) -> None:
            if step not in tasks:
                tasks[step] = progress.add_task(step, total=total)
            progress.update(tasks[step], completed=done, total=total)

        yield show


def _table(outcome: Outcome, *, dry_run: bool) -> Table:
    table = Table(title="What would be done" if dry_run else "What was done", title_justify="left")
    table.add_column("rows")
    for heading in CHANGES:
        table.add_column(heading, justify="right")
    for kind, counts in outcome.by_kind:
        table.add_row(kind, *(str(count) for count in counts))
    return table


def _list(console: Console, problems: list[Problem], count: int) -> None:
    for problem in problems[:SHOWN]:
        console.print(str(problem), markup=False, highlight=False, soft_wrap=True)
    if count > SHOWN:
        console.print(f"… and {count - SHOWN} more.")


def _report(path: Path, problems: list[Problem]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["file", "line", "field", "problem"])
        writer.writerows([p.file, p.line, p.field, p.text] for p in problems)
