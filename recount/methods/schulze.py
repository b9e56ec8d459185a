"""The Schulze method: an option comes before another when a stronger path of victories leads to it than back."""

from __future__ import annotations

from recount.methods.pairwise import comparison, layers, pairwise, strengths, widest_paths
from recount.methods.settings import Settings
from recount.methods.ties import Ties, fill
from recount.outcomes import Outcome
from recount.profiles import Profile


def schulze(profile: Profile, seats: int, settings: Settings) -> Outcome:
    """Rank the options by the Schulze relation and elect from the top.

    The relation is transitive, so it can be read as a ranking: first the options that no other stands above, then those
    that only these stand above, and so on; options of one place are tied. Several seats go by that order, which is not
    proportional. Source: M. Schulze, Social Choice and Welfare 36 (2011), section 2.2.
    """
    table = pairwise(profile, settings)
    paths = widest_paths(strengths(table, settings["strength"]))
    ranking = layers(comparison(paths, profile.standing))
    ties = Ties(profile, settings)
    elected = fill(ranking, seats, ties)
    return Outcome(
        elected,
        ranking,
        tuple(ties.broken),
        pairwise=table,
        beatpaths=paths,
        unfilled_seats=seats - len(elected),
    )
