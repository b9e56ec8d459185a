"""One mark or several: plurality counts first choices, approval counts every mark."""

from __future__ import annotations

from collections.abc import Mapping

from recount.methods.settings import Settings
from recount.methods.ties import Ties, best_first, fill
from recount.outcomes import Outcome, Round
from recount.profiles import Ballot, Number, Profile


def plurality(profile: Profile, seats: int, settings: Settings) -> Outcome:
    """Elect the options most often ranked first; a ballot whose first rank is equal or left out counts for nobody."""
    totals, unused = first_choices(profile)
    return _most(profile, seats, settings, totals, unused)


def first_choices(profile: Profile) -> tuple[dict[int, Number], Number]:
    """Return how often each standing option is ranked first, and the weight of ballots that count for nobody."""
    totals: dict[int, Number] = dict.fromkeys(profile.standing, 0)
    unused: Number = 0
    for ballot, weight in profile.ballots.items():
        first = first_choice(ballot, profile)
        if first is None:
            unused += weight
        else:
            totals[first] += weight
    return totals, unused


def approval(profile: Profile, seats: int, settings: Settings) -> Outcome:
    """Elect the options marked on most ballots. A mark is any rank, or points above zero where points were given."""
    totals: dict[int, Number] = dict.fromkeys(profile.standing, 0)
    unused: Number = 0
    for ballot, weight in profile.ballots.items():
        marked = [option for option in approved(ballot) if option in totals]
        for option in marked:
            totals[option] += weight
        if not marked:
            unused += weight
    return _most(profile, seats, settings, totals, unused)


def approved(ballot: Ballot) -> set[int]:
    """Return the options a ballot approves of: points above zero where points were given, else every ranked one."""
    if ballot.scores:
        return {option for option, points in ballot.scores if points > 0}
    return {option for rank in ballot.ranks for option in rank}


def first_choice(ballot: Ballot, profile: Profile) -> int | None:
    """Return the option a ballot ranks first among those that stand; None where it ranks none or several there."""
    for rank in ballot.ranks:
        standing = [option for option in rank if option not in profile.withdrawn]
        if len(standing) == 1:
            return standing[0]
        if standing or not rank:
            return None
    return None


def _most(profile: Profile, seats: int, settings: Settings, totals: Mapping[int, Number], unused: Number) -> Outcome:
    ties = Ties(profile, settings)
    ranking = best_first(totals)
    elected = fill(ranking, seats, ties)
    one = Round(1, totals, elected=elected, exhausted=unused)
    return Outcome(elected, ranking, tuple(ties.broken), (one,), unfilled_seats=seats - len(elected))
