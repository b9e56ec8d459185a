"""Several seats by points, shared out: whoever is elected costs those who gave them points a part of their say."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from recount.methods.pairwise import whole
from recount.methods.points import Points, pointed
from recount.methods.settings import Settings
from recount.methods.ties import Ties, best_first
from recount.outcomes import Outcome, Round
from recount.profiles import Number, Profile


@dataclass(slots=True)
class _Paper:
    """One distinct ballot: its points, how many cast it, how much of its say is left (from 1 to 0)."""

    points: Points
    weight: Number
    say: Fraction
    spent: Number = 0


@dataclass(frozen=True, slots=True)
class _Terms:
    """What the rules refer to: votes for a seat, the highest points, and whether a part of a ballot fills a whole."""

    quota: Fraction
    highest: Fraction
    by_weight: bool


# Takes from the papers what electing this option costs; the last number is its total.
type Spending = Callable[[list[_Paper], int, Number, _Terms], None]


def allocated_score(profile: Profile, seats: int, settings: Settings) -> Outcome:
    """Elect who has most points; a Hare quota of those who gave them most is then used up; and so on.

    Those who gave most (of what is left to them) go first; where a group is larger than what the quota has left, each
    of it keeps the same part. ``quota=ballots`` fills the quota with whole ballots, as the published implementations
    do; ``quota=weight`` with what is left of each.
    Source: starvoting.org/technical_specifications, appendix F; electowiki.org/wiki/Allocated_Score.
    """
    return _in_turn(profile, seats, settings, _allocate)


def sequentially_spent_score(profile: Profile, seats: int, settings: Settings) -> Outcome:
    """Elect who has most points; those who gave them pay them, or in proportion what a Hare quota of points costs.

    Source: electowiki.org/wiki/Sequentially_Spent_Score.
    """
    return _in_turn(profile, seats, settings, _spend)


def reweighted_range(profile: Profile, seats: int, settings: Settings) -> Outcome:
    """Elect who has most points; a ballot then counts C / (C + its points for the elected), C the highest points.

    Source: rangevoting.org/RRV.html.
    """
    return _in_turn(profile, seats, settings, _reweigh)


def _in_turn(profile: Profile, seats: int, settings: Settings, spend: Spending) -> Outcome:
    papers = [_Paper(points, weight, Fraction(1)) for points, weight in pointed(profile)]
    most = max((given for paper in papers for given in paper.points.values()), default=0)
    highest = settings.exact("top") if settings["top"] else Fraction(max(5, most))
    terms = _Terms(Fraction(profile.weight) / seats, highest, settings.get("quota") == "weight")
    ties, rounds, left = Ties(profile, settings), list[Round](), profile.standing
    elected: list[int] = []
    while left and len(elected) < seats:
        totals = _totals(papers, left)
        winners = _winners(totals, seats - len(elected), ties)
        rounds.append(Round(len(rounds) + 1, totals, elected=winners))
        if not winners:
            break
        elected += winners
        left = [option for option in left if option not in winners]
        for winner in winners:
            spend(papers, winner, totals[winner], terms)
    ranking = (*((one,) for one in elected), *best_first(_totals(papers, left)))
    return Outcome(tuple(elected), ranking, tuple(ties.broken), tuple(rounds), unfilled_seats=seats - len(elected))


def _winners(totals: dict[int, Number], free: int, ties: Ties) -> tuple[int, ...]:
    """Return who is elected next: the one with most points, or everyone where there is a seat for each."""
    groups = best_first(totals)
    if len(totals) <= free:
        return tuple(option for tied in groups for option in tied)
    one = ties.preferred(groups[0], "seat")
    return () if one is None else (one,)


def _totals(papers: list[_Paper], options: list[int]) -> dict[int, Number]:
    """Return the points left to each option. Ballots of equal say are added up in whole numbers first: it is faster."""
    alike: dict[Fraction, list[_Paper]] = {}
    for paper in papers:
        alike.setdefault(paper.say, []).append(paper)
    totals: dict[int, Number] = dict.fromkeys(options, 0)
    for say, group in alike.items():
        if not say:
            continue
        given: dict[int, Number] = dict.fromkeys(options, 0)
        for paper in group:
            for option, points in paper.points.items():
                if option in given:
                    given[option] += points * paper.weight
        for option, points in given.items():
            totals[option] += points * say
    return {option: whole(total) for option, total in totals.items()}


def _allocate(papers: list[_Paper], winner: int, total: Number, terms: _Terms) -> None:
    groups: dict[Number, list[_Paper]] = {}
    for paper in papers:
        given = paper.points.get(winner, 0) * paper.say
        if given > 0:
            groups.setdefault(given, []).append(paper)
    quota = terms.quota
    for most in sorted(groups, reverse=True):
        size = Fraction(sum(paper.weight * (paper.say if terms.by_weight else 1) for paper in groups[most]))
        kept = max(Fraction(0), (size - quota) / size)
        for paper in groups[most]:
            paper.say *= kept
        quota -= size
        if quota <= 0:
            break


def _spend(papers: list[_Paper], winner: int, total: Number, terms: _Terms) -> None:
    score_quota = terms.quota * terms.highest
    part = min(Fraction(1), score_quota / total) if total > 0 else Fraction(0)
    for paper in papers:
        given = paper.points.get(winner, 0) * paper.say
        paper.say = max(paper.say - given * part / terms.highest, Fraction(0))


def _reweigh(papers: list[_Paper], winner: int, total: Number, terms: _Terms) -> None:
    for paper in papers:
        paper.spent += paper.points.get(winner, 0)
        paper.say = terms.highest / (terms.highest + paper.spent)
