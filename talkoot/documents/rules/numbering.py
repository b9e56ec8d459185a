"""Where a clause stands says its number."""

from __future__ import annotations

from collections.abc import Iterable


def numbers(depths: Iterable[int]) -> list[str]:
    """Return the number of each clause, in order: ``1``, ``1.1``, ``2``; ``0`` is what stands before the first.

    No clause stands more than one step deeper than the one before it (`read_outline` sees to that).
    """
    counts: list[int] = []
    found: list[str] = []
    for depth in depths:
        counts = [*counts[:depth], *[0] * (depth - len(counts))]
        if depth:
            counts[-1] += 1
        found.append(".".join(map(str, counts)) or "0")
    return found
