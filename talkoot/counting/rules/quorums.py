"""Whether a quorum is met, said before the count."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from recount.profiles import Number
from recount.rulebook import Quorum, Strictness
from recount.rulebooks.book import Chamber, Marks, Turnout


def is_quorum_met(chamber: Chamber, eligible: Number, cast: Mapping[str, Number]) -> bool:
    """Tell whether enough ballots are in; ``cast`` is how many are ``yes``, ``no``, ``neutral``, ``marked``, ``blank``,
    or where votes weigh different amounts the weight of those.

    `recount` gives the verdict; this says beforehand whether voting goes on.
    """
    quorum = chamber.quorum
    if quorum is None:
        return True
    if isinstance(quorum, Turnout):
        kinds = ["marked"] if quorum.counts is Marks.MARKED else ["marked", "blank"]
    else:
        kinds = quorum.counts.value.split("+")
    had, bar = sum(cast.get(kind, 0) for kind in kinds), _bar(quorum, eligible)
    return had >= bar if quorum.strictness is Strictness.AT_LEAST else had > bar


def weight_needed(quorum: Quorum, eligible: Number, unit: int) -> Fraction:
    """Return the smallest weight that meets a quorum where weights are whole multiples of one ``unit``-th."""
    scaled = Quorum(quorum.counts, quorum.strictness, quorum.share, quorum.votes and quorum.votes * unit)
    return Fraction(scaled.needed(int(eligible * unit)), unit)


def _bar(quorum: Quorum | Turnout, eligible: Number) -> Fraction:
    return quorum.share * eligible if quorum.share is not None else Fraction(quorum.votes or 0)
