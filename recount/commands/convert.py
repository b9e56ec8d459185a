"""`recount convert IN OUT`: ballots in another format."""

from __future__ import annotations

import argparse

from recount.commands.printing import as_json
from recount.converting import convert
from recount.outcomes import exact
from recount.words import converted_text


def run(options: argparse.Namespace) -> str:
    """Return what is printed."""
    profile, missing = convert(options.source, options.target, options.read_as, options.write_as)
    if options.json:
        return as_json({"ballots": exact(profile.weight), "remarks": dict(profile.remarks), "lost": missing})
    return converted_text(profile, missing)
