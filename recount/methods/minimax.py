"""Minimax (Simpson-Kramer): the option whose worst defeat is least."""

from __future__ import annotations

from recount.methods.pairwise import Table, pairwise, strengths
from recount.methods.settings import Settings
from recount.methods.ties import Ties, best_first, fill
from recount.outcomes import Outcome, Round
from recount.profiles import Number, Profile


def minimax(profile: Profile, seats: int, settings: Settings) -> Outcome:
    """Rank the options by their worst comparison with another, the least bad first; the one round holds it.

    ``strength=winning-votes``: the most votes for any option that beats it, zero when none does. ``margins``: the
    largest number by which any other is ahead of it, below zero when it is ahead of all. ``opposition``: the most
    votes for any other, whether or not that one wins (this alone may pass over a Condorcet winner).
    Source: P. B. Simpson, "On defining areas of voter choice", Quarterly Journal of Economics 83 (1969).
    """
    table = pairwise(profile, settings)
    worst = _worst(table, profile.standing, settings["strength"])
    ranking = best_first({option: -defeat for option, defeat in worst.items()})
    ties = Ties(profile, settings)
    elected = fill(ranking, seats, ties)
    one = Round(1, worst, elected=elected)
    return Outcome(elected, ranking, tuple(ties.broken), (one,), pairwise=table, unfilled_seats=seats - len(elected))


def _worst(table: Table, standing: list[int], kind: str) -> dict[int, Number]:
    against = table if kind != "winning-votes" else strengths(table, kind)
    worst: dict[int, Number] = {}
    for option in standing:
        margin = kind == "margins"
        others = [against[b][option] - (table[option][b] if margin else 0) for b in standing if b != option]
        worst[option] = max(others, default=0)
    return worst
