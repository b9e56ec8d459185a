"""``talkoot map_responsibilities FILE``: say what is wrong with who is responsible in a file of Kubernetes' groups.

Nothing is kept; ``talkoot import kubernetes-roles FILE`` takes the file in.
"""

from __future__ import annotations

import json
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from talkoot.directory.rules import read_kubernetes
from talkoot.kernel.clock import now
from talkoot.kernel.imports import BadFile, Upload
from talkoot.radar.rules import Limits, Report, report_on

FILE = "sigs.yaml"


class Command(BaseCommand):
    """Reads the file as bodies, roles and duties, and reports gaps, overlaps, orphans and people with too much."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the file and the form of the report."""
        parser.add_argument("file", metavar="FILE", type=Path, help=f"{FILE}, or the folder it is in")
        parser.add_argument("--json", action="store_true", help="the whole report, for programs")
        parser.add_argument("--most", type=int, default=2, help="so many leading roles are not too many (default: 2)")

    def handle(self, *, file: Path, **options: Any) -> None:
        """Read, look, and print."""
        path = file / FILE if file.is_dir() else file
        try:
            harvest = read_kubernetes(Upload(path.name, path.read_bytes()))
        except OSError as wrong:
            raise CommandError(f"{path} cannot be read: {wrong.strerror}.") from None
        except BadFile as bad:
            raise CommandError("\n".join(str(problem) for problem in bad.problems)) from None
        report = report_on(harvest, Limits(most_duties=options["most"]), now().date())
        self.stdout.write(_json(report) if options["json"] else _lines(report))


def _json(report: Report) -> str:
    whole = {"counts": report.counts, "by_kind": report.by_kind, "findings": [asdict(one) for one in report.findings]}
    return json.dumps(whole, indent=1, ensure_ascii=False)


def _lines(report: Report) -> str:
    counted = [f"{number} {name}" for name, number in {**report.counts, **report.by_kind}.items()]
    found = [
        f"{one.kind}: {one.about}{' — ' + ', '.join(one.holders) if one.holders else ''} (must act: {one.body})"
        for one in report.findings
    ]
    return "\n".join([", ".join(counted), *found])
