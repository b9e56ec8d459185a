"""Two rounds on one ranked ballot: who has a majority of first choices, else the better of the two who lead."""

from __future__ import annotations

from fractions import Fraction

from recount.methods.conditions import condition, figure
from recount.methods.pairwise import pairwise, whole
from recount.methods.plurality import first_choices
from recount.methods.settings import Settings
from recount.methods.ties import Ties, best_first, fill
from recount.outcomes import Outcome, Round
from recount.profiles import Number, Profile, Uncounted
from recount.rulebook import Json


def two_round(profile: Profile, seats: int, settings: Settings) -> Outcome:
    """Elect who has more than ``bar`` of the first choices; else the two with most go into a run-off. One seat.

    First choices are those of `plurality`. In the run-off a ballot counts for the one of the two it ranks higher, and
    for neither where it ranks them equal. ``strictness=at-least``: exactly the bar is enough.
    Source: the two-round system as in the French Code électoral, articles L123 and L126, held on one ballot (as the
    contingent vote of Queensland was, 1892); D. M. Farrell, "Electoral Systems" (2011), chapter 3.
    """
    if seats != 1:
        raise Uncounted("one_seat_only", method="two-round", seats=seats)
    ties = Ties(profile, settings)
    votes, unused = first_choices(profile)
    ranking = best_first(votes)
    test, has_won = _majority(profile, votes, settings)
    if has_won or len(votes) < 2:
        elected = fill(ranking, 1, ties)
        first = Round(1, votes, elected=elected, exhausted=unused)
        return Outcome(elected, ranking, tuple(ties.broken), (first,), tests=(test,), unfilled_seats=1 - len(elected))
    first = Round(1, votes, exhausted=unused)
    finalists = fill(ranking, 2, ties)
    table = pairwise(profile, settings)
    if len(finalists) < 2:
        return Outcome((), ranking, tuple(ties.broken), (first,), table, tests=(test,), unfilled_seats=1)
    a, b = finalists
    last = {a: table[a][b], b: table[b][a]}
    elected = fill(best_first(last), 1, ties)
    ranking = (*best_first(last), *best_first({option: n for option, n in votes.items() if option not in last}))
    second = Round(2, last, elected=elected, exhausted=whole(profile.weight - sum(last.values())))
    return Outcome(
        elected, ranking, tuple(ties.broken), (first, second), table, tests=(test,), unfilled_seats=1 - len(elected)
    )


def _majority(profile: Profile, votes: dict[int, Number], settings: Settings) -> tuple[dict[str, Json], bool]:
    """Return the test whether whoever leads has the bar of the first choices, and whether that is met."""
    bar = settings.exact("bar") if settings["bar"] else Fraction(1, 2)
    if not 0 < bar <= 1:
        raise Uncounted("share_out_of_range", key="bar", value=settings["bar"])
    cast = sum(votes.values())
    leader = max(votes, key=votes.__getitem__, default=None)
    had = votes[leader] if leader is not None else 0
    at_least = settings["strictness"] == "at-least"
    is_met = cast > 0 and (had >= bar * cast if at_least else had > bar * cast)
    formula = f"first choices {'>=' if at_least else '>'} {figure(bar)} * ballots that have one"
    figures: dict[str, Json] = {"had": figure(had), "of": figure(cast), "needed": figure(bar * cast)}
    figures["by"] = figure(had - bar * cast)
    word = "first_choices_met" if is_met else "first_choices_missed"
    name = profile.options[leader] if leader is not None else ""
    return condition("majority", is_met, formula, figures, option=name, sentence=word), is_met
