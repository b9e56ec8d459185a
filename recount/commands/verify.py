"""`recount verify BUNDLE`: everything about a decision worked out again."""

from __future__ import annotations

import argparse
from re import fullmatch

from recount.bundle_words import report_line
from recount.bundles.verifying import verify
from recount.commands.printing import as_json
from recount.reading import Mismatch, Problem, Unusable


def run(options: argparse.Namespace) -> str:
    """Return what is printed; `Mismatch` holds it where the bundle does not match."""
    report = verify(options.bundle, dict(map(_saved, options.saved)))
    text = as_json(report.data()) if options.json else report_line(report.data())
    if not report.is_match:
        raise Mismatch(text)
    return text


def _saved(text: str) -> tuple[int, str]:
    number, _, kept = text.partition(":")
    if not (number.isascii() and number.isdigit() and len(number) <= 15 and fullmatch(r"[0-9a-f]{64}", kept)):
        raise Unusable([Problem("not_saved", 1, values={"value": text[:90]})], "command")
    return int(number), kept
