"""The `recount` command: counts a decision again, or reads a rulebook back, on anyone's machine."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from re import fullmatch

from recount.bundle_words import report_line
from recount.bundles.verifying import verify
from recount.closeness.elections import election_margins
from recount.closeness.rulings import of_ruling, of_verdict
from recount.closeness.words import closeness_lines, margins_sentence
from recount.converting import convert
from recount.counting import Count, Uncountable, Verdict, count
from recount.explaining import explain
from recount.formats import FORMATS
from recount.methods import METHODS
from recount.methods.settings import Settings
from recount.outcomes import Outcome, exact
from recount.quick import quick_count
from recount.reading import Problem, Unusable
from recount.rulebook import Rulebook
from recount.rulebooks.book import Book
from recount.rulebooks.candidates import load_field
from recount.rulebooks.counting import count as count_book
from recount.rulebooks.explaining import explain as explain_book
from recount.rulebooks.inputs import load_counts
from recount.simulating import simulate
from recount.simulating.words import finding_sentence
from recount.sources import Source, load_any, load_rulebook, load_source
from recount.telling import rehearsal_text, ruling_text
from recount.words import (
    converted_text,
    line_sentence,
    outcome_text,
    problem_sentence,
    remark_sentences,
    verdict_text,
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return 0, or 2 after one sentence on standard error that names file and line.

    A bundle that can be read and does not match is 1.
    """
    options = _parser().parse_args(arguments)
    try:
        print(_run(options))
    except _Mismatch as mismatch:
        print(mismatch)
        return 1
    except Unusable as unusable:
        problem = unusable.problems[0]
        told = f"{unusable.name}, line {problem.line}: {problem_sentence(problem)}."
        # One sentence on one line, whatever a file has put into it.
        print(" ".join(told.splitlines()), file=sys.stderr)
        return 2
    return 0


def _run(options: argparse.Namespace) -> str:
    commands = {"count": _count, "explain": _explain, "convert": _convert, "schema": _schema, "verify": _verify}
    return {**commands, "simulate": _simulate}[options.command](options)


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


def _count(options: argparse.Namespace) -> str:
    if options.method:
        return _quick(options)
    if len(options.files) > 1 and isinstance(book := load_any(options.files[0]), Book):
        return _count_book(book, options)
    rulebook, counts, verdict = recounted(options.files, _eligible(options.eligible))
    close = of_verdict(rulebook, counts) if options.closeness else None
    if options.json:
        return _json({**verdict.data(), **({"closeness": close.data()} if close else {})})
    return "\n".join([verdict_text(rulebook, verdict), *(closeness_lines(close) if close else [])])


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
        return _json({**ruling.data(), **({"closeness": close.data()} if close else {})})
    return "\n".join([ruling_text(book, ruling), *(closeness_lines(close) if close else [])])


def _simulate(options: argparse.Namespace) -> str:
    rulebook = load_any(options.rulebook)
    field = load_field(options.candidates) if options.candidates else None
    findings = simulate(rulebook, field, _eligible(options.eligible))
    if options.json:
        told = [{**finding.data(), "sentence": finding_sentence(finding)} for finding in findings]
        return _json({"sha256": rulebook.sha256(), "findings": told})
    return rehearsal_text(rulebook.name, findings)


def _quick(options: argparse.Namespace) -> str:
    path, *more = options.files
    if more:
        raise Unusable([Problem("one_file", 1)], str(more[0]))
    profile, outcome = quick_count(path, options.method, options.seats, options.set, options.format)
    for sentence in remark_sentences(profile):
        print(f"{path}: {sentence}.", file=sys.stderr)
    close = []
    if options.closeness:
        close = election_margins(options.method, profile, _free(outcome), Settings(outcome.settings))
    if options.json:
        told = {"closeness": [margin.data() for margin in close]} if options.closeness else {}
        return _json({**outcome.data(profile), **told})
    return "\n".join([outcome_text(profile, outcome), *([f"  {margins_sentence(close)}"] if close else [])])


def _free(outcome: Outcome) -> int:
    return len(outcome.elected) + outcome.unfilled_seats


class _Mismatch(Exception):
    """A bundle differs from what it says; the text says where."""


def _verify(options: argparse.Namespace) -> str:
    report = verify(options.bundle, dict(map(_saved, options.saved)))
    text = _json(report.data()) if options.json else report_line(report.data())
    if not report.is_match:
        raise _Mismatch(text)
    return text


def _saved(text: str) -> tuple[int, str]:
    number, _, kept = text.partition(":")
    if not (number.isascii() and number.isdigit() and len(number) <= 15 and fullmatch(r"[0-9a-f]{64}", kept)):
        raise Unusable([Problem("not_saved", 1, values={"value": text[:90]})], "command")
    return int(number), kept


def _convert(options: argparse.Namespace) -> str:
    profile, missing = convert(options.source, options.target, options.read_as, options.write_as)
    if options.json:
        return _json({"ballots": exact(profile.weight), "remarks": dict(profile.remarks), "lost": missing})
    return converted_text(profile, missing)


def _explain(options: argparse.Namespace) -> str:
    rulebook = load_any(options.rulebook)
    lines = explain_book(rulebook) if isinstance(rulebook, Book) else explain(rulebook)
    if options.json:
        return _json({"sha256": rulebook.sha256(), "rules": [line.data() for line in lines]})
    return "\n".join([rulebook.name, *(f"  {line_sentence(line)}" for line in lines), f"SHA-256 {rulebook.sha256()}"])


def _schema(options: argparse.Namespace) -> str:
    name = "rulebook.schema.json" if options.format == 1 else "rulebook-2.schema.json"
    return files("recount").joinpath(name).read_text(encoding="utf-8").rstrip()


def _eligible(pairs: Sequence[str]) -> dict[str, int]:
    eligible = {}
    for pair in pairs:
        chamber, _, number = pair.partition("=")
        if not (chamber and number.isascii() and number.isdigit() and len(number) < 13):
            raise Unusable([Problem("not_an_eligible", 1, values={"value": pair})], "command")
        eligible[chamber] = int(number)
    return eligible


def _seats(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 6 and int(text)):
        raise argparse.ArgumentTypeError("seats must be a whole number from 1")
    return int(text)


def _json(data: object) -> str:
    return json.dumps(data, indent=2, ensure_ascii=False)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="recount", description="Count a decision again by its rulebook, exactly.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    counting = commands.add_parser(
        "count", help="count tallies, ballots or evidence", description="Count by a rulebook; evidence brings its own."
    )
    counting.add_argument(
        "files", nargs="+", type=Path, metavar="FILE", help="RULEBOOK.toml COUNTS..., or EVIDENCE.json"
    )
    counting.add_argument(
        "--eligible", action="append", default=[], metavar="CHAMBER=NUMBER", help="how many could vote (for CSV)"
    )
    counting.add_argument("--method", metavar="NAME", help=f"count FILE by one method: {', '.join(METHODS)}")
    counting.add_argument("--seats", type=_seats, help="how many to elect (default: what the file says, else 1)")
    counting.add_argument("--set", action="append", default=[], metavar="KEY=VALUE", help="a setting of the method")
    counting.add_argument("--format", default="", help=f"what FILE is, if not as it ends: {', '.join(FORMATS)}")
    explaining = commands.add_parser("explain", help="read a rulebook back as sentences")
    explaining.add_argument("rulebook", type=Path, metavar="RULEBOOK.toml")
    counting.add_argument("--closeness", action="store_true", help="say how many ballots would have changed it")
    converting, verifying, simulating = _add_convert(commands), _add_verify(commands), _add_simulate(commands)
    for command in (counting, explaining, converting, verifying, simulating):
        command.add_argument("--json", action="store_true", help="print data instead of sentences")
    schema = commands.add_parser("schema", help="print the JSON Schema of a rulebook")
    schema.add_argument("--format", type=int, choices=(1, 2), default=1, help="of which format (default: 1)")
    return parser


def _add_simulate(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> argparse.ArgumentParser:
    parser = commands.add_parser("simulate", help="rehearse a rulebook: dead ends, surprises, boundary counts")
    parser.add_argument("rulebook", type=Path, metavar="RULEBOOK.toml")
    parser.add_argument("--candidates", type=Path, metavar="FILE.csv", help="who stands, with what caps ask for")
    parser.add_argument(
        "--eligible", action="append", default=[], metavar="CHAMBER=NUMBER", help="how many could vote (default: 100)"
    )
    return parser


def _add_verify(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> argparse.ArgumentParser:
    parser = commands.add_parser("verify", help="work out an evidence bundle again; exit 1 where it differs")
    parser.add_argument("bundle", type=Path, metavar="BUNDLE.zip")
    parser.add_argument(
        "--saved", action="append", default=[], metavar="NUMBER:HASH", help="a line of the ledger kept elsewhere"
    )
    return parser


def _add_convert(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> argparse.ArgumentParser:
    parser = commands.add_parser("convert", help="write ballots in another format; what it cannot hold is said")
    parser.add_argument("source", type=Path, metavar="IN")
    parser.add_argument("target", type=Path, metavar="OUT")
    parser.add_argument("--from", dest="read_as", default="", metavar="FORMAT", help="what IN is, if not as it ends")
    parser.add_argument("--to", dest="write_as", default="", metavar="FORMAT", help="what OUT becomes")
    return parser
