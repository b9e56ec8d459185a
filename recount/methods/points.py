"""The points on ballots: who gave how many, exactly, and score voting, which elects by them alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

from recount.methods.pairwise import whole
from recount.methods.settings import Settings
from recount.methods.ties import Ties, best_first, fill
from recount.outcomes import Outcome, Round
from recount.profiles import Number, Profile, Uncounted

# Points by option, for one ballot.
type Points = Mapping[int, Number]


def score(profile: Profile, seats: int, settings: Settings) -> Outcome:
    """Elect the options with the most points; one without points has none on that ballot.

    With ``measure=mean`` options are compared by the mean of the points they were given, ballots that gave them none
    left out. Source: W. D. Smith, "Range voting" (2000), with totals or means as its section 7 has them.
    """
    ballots = pointed(profile)
    totals = sums(profile, ballots)
    if settings["measure"] == "mean":
        totals = _means(profile, ballots, totals)
    ties = Ties(profile, settings)
    ranking = best_first(totals)
    elected = fill(ranking, seats, ties)
    one = Round(1, totals, elected=elected)
    return Outcome(elected, ranking, tuple(ties.broken), (one,), unfilled_seats=seats - len(elected))


def pointed(profile: Profile) -> list[tuple[Points, Number]]:
    """Return the points of each distinct ballot for options that stand, with its weight; `Uncounted` without points."""
    ballots = [(dict(ballot.scores), weight) for ballot, weight in profile.ballots.items()]
    if not any(points for points, _ in ballots) and any(ballot.ranks for ballot in profile.ballots):
        raise Uncounted("no_points")
    return [({o: p for o, p in points.items() if o not in profile.withdrawn}, weight) for points, weight in ballots]


def sums(profile: Profile, ballots: Iterable[tuple[Points, Number]]) -> dict[int, Number]:
    """Return the points of each standing option together."""
    totals: dict[int, Number] = dict.fromkeys(profile.standing, 0)
    for points, weight in ballots:
        for option, given in points.items():
            totals[option] += given * weight
    return {option: whole(total) for option, total in totals.items()}


def _means(
    profile: Profile, ballots: Iterable[tuple[Points, Number]], totals: Mapping[int, Number]
) -> dict[int, Number]:
    weights: dict[int, Number] = dict.fromkeys(profile.standing, 0)
    for points, weight in ballots:
        for option in points:
            weights[option] += weight
    return {o: whole(Fraction(total) / weights[o]) if weights[o] else 0 for o, total in totals.items()}
