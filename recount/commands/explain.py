"""`recount explain RULEBOOK`: the rules read back."""

from __future__ import annotations

import argparse

from recount.commands.printing import as_json
from recount.explaining import explain
from recount.rulebooks.book import Book
from recount.rulebooks.explaining import explain as explain_book
from recount.sources import load_any
from recount.words import line_sentence


def run(options: argparse.Namespace) -> str:
    """Return what is printed."""
    rulebook = load_any(options.rulebook)
    lines = explain_book(rulebook) if isinstance(rulebook, Book) else explain(rulebook)
    if options.json:
        return as_json({"sha256": rulebook.sha256(), "rules": [line.data() for line in lines]})
    return "\n".join([rulebook.name, *(f"  {line_sentence(line)}" for line in lines), f"SHA-256 {rulebook.sha256()}"])
