"""STAR, score then automatic run-off: between the two with the most points each ballot counts for one it prefers."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from recount.methods.pairwise import Table, Vote, compared, whole
from recount.methods.points import Points, pointed, sums
from recount.methods.settings import Settings
from recount.methods.ties import Ties, best_first
from recount.outcomes import Outcome, Round, Tie
from recount.profiles import Number, Profile
from recount.rulebook import Json

# One way to tell tied options apart: what each has, the most being best.
type Rule = tuple[str, Callable[[Collection[int]], Mapping[int, Number]]]


@dataclass(slots=True)
class _Star:
    """A STAR count: the points, who prefers whom, and how often each option got the most points a ballot allows."""

    totals: Mapping[int, Number]
    preferred: Table
    top: Mapping[int, Number]
    weight: Number
    matchups: bool
    ties: Ties
    rounds: list[Round] = field(default_factory=list)

    def winner(self, options: Sequence[int]) -> tuple[int | None, list[int]]:
        """Return who wins among ``options`` (None where a tie stays open), and who went into the run-off."""
        totals = {option: self.totals[option] for option in options}
        finalists = self._most(totals, 2, [self._head_to_head(), self._top()], "run_off")
        self._note(totals, (), "scoring")
        if len(finalists) < min(2, len(options)):
            return None, finalists
        if len(finalists) == 1:
            return finalists[0], finalists
        a, b = finalists
        votes = {a: self.preferred[a][b], b: self.preferred[b][a]}
        first = self._most(votes, 1, [("points", self._totals), self._top()], "winner")
        self._note(votes, tuple(first), "run_off")
        return (first[0] if first else None), finalists

    def _most(self, values: Mapping[int, Number], wanted: int, rules: list[Rule], at: str) -> list[int]:
        """Return the ``wanted`` best, told apart by ``rules``, then by the tie rule; fewer where a tie stays open."""
        taken: list[int] = []
        for group in best_first(values):
            free = wanted - len(taken)
            if len(group) <= free:
                taken += group
                continue
            if free:
                taken += self._told_apart(group, free, rules, at)
            break
        return taken

    def _told_apart(self, tied: tuple[int, ...], wanted: int, rules: list[Rule], at: str) -> list[int]:
        """Return ``wanted`` of ``tied``: the first rule tells apart what it can, the next ones what is left."""
        if len(tied) <= wanted:
            return list(tied)
        if not rules:
            return self._by_rule(tied, wanted, at)
        name, values = rules[0]
        groups = best_first(values(tied))
        if len(groups) == 1:
            return self._told_apart(tied, wanted, rules[1:], at)
        place = len(self.ties.broken)
        if name == "matchups":
            safe = tuple(sorted(option for group in groups[:-1] for option in group))
            chosen = self._told_apart(safe, wanted, rules, at)
            if len(safe) < wanted:
                chosen += self._told_apart(groups[-1], wanted - len(safe), rules, at)
        else:
            chosen = []
            for group in groups:
                free = wanted - len(chosen)
                chosen += self._told_apart(group, free, rules[1:], at)
                if len(group) >= free:
                    break
        self.ties.broken.insert(place, Tie(tied, at, name, tuple(chosen)))
        return chosen

    def _by_rule(self, tied: tuple[int, ...], wanted: int, at: str) -> list[int]:
        chosen: list[int] = []
        while len(chosen) < wanted:
            one = self.ties.preferred(set(tied) - set(chosen), at)
            if one is None:
                return []
            chosen.append(one)
        return chosen

    def _head_to_head(self) -> Rule:
        """By match-ups lost against the others tied, fewest first; or by votes in all of them."""
        return ("matchups", self._losses) if self.matchups else ("head_to_head_votes", self._votes)

    def _losses(self, tied: Collection[int]) -> dict[int, Number]:
        table = self.preferred
        return {a: -sum(table[b][a] > table[a][b] for b in tied) for a in tied}

    def _votes(self, tied: Collection[int]) -> dict[int, Number]:
        return {a: sum(self.preferred[a][b] for b in tied if b != a) for a in tied}

    def _totals(self, tied: Collection[int]) -> dict[int, Number]:
        return {option: self.totals[option] for option in tied}

    def _top(self) -> Rule:
        return "most_top_points", lambda tied: {option: self.top[option] for option in tied}

    def _note(self, totals: Mapping[int, Number], elected: tuple[int, ...], step: str) -> None:
        exhausted = whole(self.weight - sum(totals.values())) if step == "run_off" else 0
        note: dict[str, Json] = {"code": f"star_{step}"}
        self.rounds.append(Round(len(self.rounds) + 1, totals, elected=elected, exhausted=exhausted, notes=(note,)))


def star(profile: Profile, seats: int, settings: Settings) -> Outcome:
    """Elect by scoring and automatic run-off; several seats one after the other (Bloc STAR).

    Ties by the official protocol. Scoring round: those tied are compared head to head, those that lost most match-ups
    leave, and again; then most ballots with the highest points. Run-off: more points; then most ballots with the
    highest points. Then the tie rule. ``headtohead=votes`` takes in the first step those with the most votes in all
    match-ups among the tied instead. The highest points are ``top``, else 5 or the most any ballot gives. Head to head
    a ballot prefers what it gives more points; where it ranks as well, its ranks tell equal points apart.
    Source: starvoting.org/ties, "Official Tiebreaker Protocol"; starvoting.org/multi_winner for several seats.
    """
    ballots = pointed(profile)
    ties = Ties(profile, settings)
    most = max((given for points, _ in ballots for given in points.values()), default=0)
    highest = settings.exact("top") if settings["top"] else max(5, most)
    tops = [({o: int(given == highest) for o, given in points.items()}, weight) for points, weight in ballots]
    table = compared(profile, _ranked(profile, ballots))
    count = _Star(
        sums(profile, ballots), table, sums(profile, tops), profile.weight, settings["headtohead"] == "matchups", ties
    )
    elected, ranking = _one_by_one(profile, seats, count)
    return Outcome(
        tuple(elected),
        ranking,
        tuple(ties.broken),
        tuple(count.rounds),
        pairwise=table,
        unfilled_seats=seats - len(elected),
    )


def _one_by_one(profile: Profile, seats: int, count: _Star) -> tuple[list[int], tuple[tuple[int, ...], ...]]:
    """Return who is elected in turn and a ranking: the elected, who lost the last run-off, the others by points."""
    elected: list[int] = []
    left, finalists = profile.standing, list[int]()
    while left and len(elected) < seats:
        one, finalists = count.winner(left)
        if one is None:
            # A tie left open decides nothing where everyone left is elected.
            elected += [o for tied in best_first({o: count.totals[o] for o in left}) for o in tied] * (
                len(left) <= seats - len(elected)
            )
            left = [option for option in left if option not in elected]
            break
        elected.append(one)
        left = [option for option in left if option != one]
    second = tuple(sorted(option for option in finalists if option not in elected))
    rest = best_first({option: count.totals[option] for option in left if option not in second})
    return elected, (*((one,) for one in elected), *((second,) if second else ()), *rest)


def _ranked(profile: Profile, ballots: Sequence[tuple[Points, Number]]) -> Iterator[Vote]:
    """Yield how each ballot ranks the options: by points, none being zero, and where they are equal by its ranks."""
    standing = profile.standing
    for (points, weight), ballot in zip(ballots, profile.ballots, strict=True):
        place = {option: -place for place, rank in enumerate(ballot.ranks) for option in rank}
        last = -len(ballot.ranks)
        groups: dict[tuple[Number, int], list[int]] = {}
        for option in standing:
            if option not in ballot.silent:
                groups.setdefault((points.get(option, 0), place.get(option, last)), []).append(option)
        yield [tuple(groups[given]) for given in sorted(groups, reverse=True)], ballot.silent, weight
