"""`recount count RULEBOOK COUNTS...`: a verdict by a rulebook of either format."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path

from recount.closeness.rulings import of_ruling, of_verdict
from recount.closeness.words import closeness_lines
from recount.commands.printing import as_json, eligible_by_chamber
from recount.counting import Count, Uncountable, Verdict, count
from recount.reading import Problem, Unusable
from recount.rulebook import Rulebook
from recount.rulebooks.book import Book
from recount.rulebooks.counting import count as count_book
from recount.rulebooks.inputs import load_counts
from recount.sources import Source, load_any, load_rulebook, load_source
from recount.telling import ruling_text
from recount.words import verdict_text


def run(options: argparse.Namespace) -> str:
    """Return what is printed."""
    if len(options.files) > 1 and isinstance(book := load_any(options.files[0]), Book):
        return _count_book(book, options)
    rulebook, counts, verdict = recounted(options.files, eligible_by_chamber(options.eligible))
    close = of_verdict(rulebook, counts) if options.closeness else None
    if options.json:
        return as_json({**verdict.data(), **({"closeness": close.data()} if close else {})})
    return "\n".join([verdict_text(rulebook, verdict), *(closeness_lines(close) if close else [])])


def recounted(paths: Sequence[Path], eligible: dict[str, int]) -> tuple[Rulebook, Mapping[str, Count], Verdict]:
    """Return rulebook, counts and verdict for its file and files of counts, or for one file of evidence alone."""
    rulebook = load_rulebook(paths[0]) if len(paths) > 1 else None
    source = Source()
    for path in paths[1:] or paths:
        source.add(load_source(path, eligible), str(path))
    last = str(paths[-1])
    if rulebook and source.rulebook_sha256 not in {"", rulebook.sha256()}:
        raise Unusable([Problem("rulebook_differs", 1)], last)
    rulebook = rulebook or source.rulebook
    if rulebook is None:
        raise Unusable([Problem("no_rulebook", 1)], last)
    try:
        return rulebook, source.counts, count(rulebook, source.counts)
    except Uncountable as wrong:
        raise Unusable([Problem(wrong.code, 1, values=wrong.values)], last) from None


def _count_book(book: Book, options: argparse.Namespace) -> str:
    path, *more = options.files[1:]
    if more:
        raise Unusable([Problem("one_rulebook", 1)], str(more[0]))
    cast, seed = load_counts(path, book)
    try:
        ruling = count_book(book, cast, seed)
        close = of_ruling(book, cast, ruling, seed) if options.closeness else None
    except Uncountable as wrong:
        raise Unusable([Problem(wrong.code, 1, values=wrong.values)], str(path)) from None
    if options.json:
        return as_json({**ruling.data(), **({"closeness": close.data()} if close else {})})
    return "\n".join([ruling_text(book, ruling), *(closeness_lines(close) if close else [])])
