"""The `recount` command: counts a decision again, or reads a rulebook back, on anyone's machine."""

from __future__ import annotations

import argparse
import gc
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from recount.formats import FORMATS
from recount.methods import METHODS
from recount.reading import Mismatch, Unusable
from recount.words import problem_sentence

# Ballots are kept by the hundred thousand and hold no cycles: looking through them again and again takes a third of
# the time of a count.
KEPT_BETWEEN_LOOKS = 1_000_000


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return 0, or 2 after one sentence on standard error that names file and line.

    A bundle that can be read and does not match is 1.
    """
    options = _parser().parse_args(arguments)
    before = gc.get_threshold()
    gc.set_threshold(KEPT_BETWEEN_LOOKS, *before[1:])
    try:
        print(_run(options))
    except Mismatch as mismatch:
        print(mismatch)
        return 1
    except Unusable as unusable:
        problem = unusable.problems[0]
        told = f"{unusable.name}, line {problem.line}: {problem_sentence(problem)}."
        # One sentence on one line, whatever a file has put into it.
        print(" ".join(told.splitlines()), file=sys.stderr)
        return 2
    finally:
        gc.set_threshold(*before)
    return 0


def _run(options: argparse.Namespace) -> str:
    """Return what the command prints. Its module alone is loaded: a bundle's take as long as reading 20,000 ballots."""
    name = "quick" if options.command == "count" and options.method else options.command
    printed: str = import_module(f"recount.commands.{name}").run(options)
    return printed


def _seats(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 6 and int(text)):
        raise argparse.ArgumentTypeError("seats must be a whole number from 1")
    return int(text)


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
