"""`recount schema`: the JSON Schema of a rulebook."""

from __future__ import annotations

import argparse
from importlib.resources import files


def run(options: argparse.Namespace) -> str:
    """Return what is printed."""
    name = "rulebook.schema.json" if options.format == 1 else "rulebook-2.schema.json"
    return files("recount").joinpath(name).read_text(encoding="utf-8").rstrip()
