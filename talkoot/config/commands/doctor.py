"""Look the site over: each finding says what is well, or what is not and how to mend it. Exits 1 when any is red."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

import django
from rich.console import Console
from rich.markup import escape

MARKS = {"well": "[green]✓[/]", "poor": "[yellow]![/]", "ill": "[red]✗[/]"}


def add_arguments(parser: ArgumentParser) -> None:
    """Take whether to look at what only a running site has."""
    parser.add_argument("--no-worker", action="store_true", help="do not ask for a running worker")


def handle(options: Namespace) -> int:
    """Print every finding; 1 when one is red."""
    django.setup()
    from talkoot.config import checkup  # noqa: PLC0415  # needs Django set up

    console = Console(highlight=False, soft_wrap=True)
    ill = 0
    for finding in checkup.findings(with_worker=not options.no_worker):
        console.print(f"  {MARKS[finding.state]} [bold]{finding.about}[/]: {escape(finding.what)}")
        if finding.cure:
            console.print(f"      {escape(finding.cure)}")
        ill += finding.state == "ill"
    console.print(f"\n[red]{ill} to mend.[/]" if ill else "\nNothing is broken.")
    return 1 if ill else 0
