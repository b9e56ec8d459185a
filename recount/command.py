"""The `recount` command: counts a decision again, or reads a rulebook back, on anyone's machine."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

from recount.converting import convert
from recount.counting import Uncountable, Verdict, count
from recount.explaining import explain
from recount.formats import FORMATS
from recount.methods import METHODS
from recount.outcomes import exact
from recount.quick import quick_count
from recount.reading import Problem, Unusable
from recount.rulebook import Rulebook
from recount.sources import Source, load_rulebook, load_source
from recount.words import (
    converted_text,
    line_sentence,
    outcome_text,
    problem_sentence,
    remark_sentences,
    verdict_text,
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return 0, or 2 after one sentence on standard error that names file and line."""
    options = _parser().parse_args(arguments)
    try:
        print({"count": _count, "explain": _explain, "convert": _convert, "schema": _schema}[options.command](options))
    except Unusable as unusable:
        problem = unusable.problems[0]
        print(f"{unusable.name}, line {problem.line}: {problem_sentence(problem)}.", file=sys.stderr)
        return 2
    return 0


def recounted(paths: Sequence[Path], eligible: dict[str, int]) -> tuple[Rulebook, Verdict]:
    """Return the rulebook and the verdict for its file and files of counts, or for one file of evidence alone."""
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
        return rulebook, count(rulebook, source.counts)
    except Uncountable as wrong:
        raise Unusable([Problem(wrong.code, 1, values=wrong.values)], last) from None


def _count(options: argparse.Namespace) -> str:
    if options.method:
        return _quick(options)
    rulebook, verdict = recounted(options.files, _eligible(options.eligible))
    return _json(verdict.data()) if options.json else verdict_text(rulebook, verdict)


def _quick(options: argparse.Namespace) -> str:
    path, *more = options.files
    if more:
        raise Unusable([Problem("one_file", 1)], str(more[0]))
    profile, outcome = quick_count(path, options.method, options.seats, options.set, options.format)
    for sentence in remark_sentences(profile):
        print(f"{path}: {sentence}.", file=sys.stderr)
    return _json(outcome.data(profile)) if options.json else outcome_text(profile, outcome)


def _convert(options: argparse.Namespace) -> str:
    profile, missing = convert(options.source, options.target, options.read_as, options.write_as)
    if options.json:
        return _json({"ballots": exact(profile.weight), "remarks": dict(profile.remarks), "lost": missing})
    return converted_text(profile, missing)


def _explain(options: argparse.Namespace) -> str:
    rulebook = load_rulebook(options.rulebook)
    lines = explain(rulebook)
    if options.json:
        return _json({"sha256": rulebook.sha256(), "rules": [line.data() for line in lines]})
    return "\n".join([rulebook.name, *(f"  {line_sentence(line)}" for line in lines), f"SHA-256 {rulebook.sha256()}"])


def _schema(_options: argparse.Namespace) -> str:
    return files("recount").joinpath("rulebook.schema.json").read_text(encoding="utf-8").rstrip()


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
    converting = _add_convert(commands)
    for command in (counting, explaining, converting):
        command.add_argument("--json", action="store_true", help="print data instead of sentences")
    commands.add_parser("schema", help="print the JSON Schema of a rulebook")
    return parser


def _add_convert(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> argparse.ArgumentParser:
    parser = commands.add_parser("convert", help="write ballots in another format; what it cannot hold is said")
    parser.add_argument("source", type=Path, metavar="IN")
    parser.add_argument("target", type=Path, metavar="OUT")
    parser.add_argument("--from", dest="read_as", default="", metavar="FORMAT", help="what IN is, if not as it ends")
    parser.add_argument("--to", dest="write_as", default="", metavar="FORMAT", help="what OUT becomes")
    return parser
