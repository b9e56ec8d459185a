"""What commands read and print alike: data as JSON, and how many could vote."""

from __future__ import annotations

import json
from collections.abc import Sequence

from recount.reading import Problem, Unusable


def as_json(data: object) -> str:
    """Return data as it is printed."""
    return json.dumps(data, indent=2, ensure_ascii=False)


def eligible_by_chamber(pairs: Sequence[str]) -> dict[str, int]:
    """Return the numbers given as ``CHAMBER=NUMBER``."""
    eligible = {}
    for pair in pairs:
        chamber, _, number = pair.partition("=")
        if not (chamber and number.isascii() and number.isdigit() and len(number) < 13):
            raise Unusable([Problem("not_an_eligible", 1, values={"value": pair})], "command")
        eligible[chamber] = int(number)
    return eligible
