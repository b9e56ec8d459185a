"""Whether a quorum is met, said before the count."""

from __future__ import annotations

from collections.abc import Mapping

from recount.rulebooks.book import Chamber, Marks, Turnout


def is_quorum_met(chamber: Chamber, eligible: int, cast: Mapping[str, int]) -> bool:
    """Tell whether enough ballots are in; ``cast`` is how many are ``yes``, ``no``, ``neutral``, ``marked``, ``blank``.

    `recount` gives the verdict; this says beforehand whether voting goes on.
    """
    quorum = chamber.quorum
    if quorum is None:
        return True
    if isinstance(quorum, Turnout):
        kinds = ["marked"] if quorum.counts is Marks.MARKED else ["marked", "blank"]
        return sum(cast.get(kind, 0) for kind in kinds) >= quorum.smallest(eligible)
    return sum(cast.get(kind, 0) for kind in quorum.counts.value.split("+")) >= quorum.needed(eligible)
