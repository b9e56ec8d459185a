"""Closeness of elections: how many ballots it takes until somebody else is elected.

Exact for plurality, approval and score by totals: the elected change as soon as one who is not overtakes one who is,
and for one such pair the ballots that shift most are the best to change. Exact for the winner of all pairs (Condorcet):
by the pair lost first. For all other methods a bound from above: a change found by trying, counted again to be sure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from recount.closeness.margins import Change, Margin, Sure, least
from recount.methods import count
from recount.methods.plurality import approved, first_choice
from recount.methods.settings import Settings
from recount.methods.ties import places
from recount.outcomes import Outcome
from recount.profiles import Ballot, Number, Profile, Uncounted
from recount.rulebook import Json

EXACT = frozenset({"plurality", "approval", "score"})
PAIRS = frozenset({"schulze", "ranked-pairs", "minimax"})
# How many who were not elected are tried for a bound, and from how many distinct ballots on only one.
RIVALS, LARGE = 3, 5_000

type Elects = Callable[[Profile], Collection[int]]
# How much one ballot puts each option forward.
type Said = Mapping[int, Number]


def election_margins(
    method: str, profile: Profile, seats: int, settings: Settings, largest: int | None = None
) -> list[Margin]:
    """Return how many ballots moved, added or removed change who is elected; ``largest`` as in `bounds`."""

    def elects(changed: Profile) -> Collection[int]:
        return count(method, changed, seats, settings).elected

    outcome = count(method, profile, seats, settings)
    if _is_countable(profile) and method in EXACT and settings.get("measure", "total") == "total":
        return exact_margins(method, profile, outcome, seats, settings)
    found = bounds(profile, outcome.elected, outcome.ranking, elects, largest)
    winner = pairwise_winner(outcome, profile) if method in PAIRS and seats == 1 else None
    if _is_countable(profile) and winner is not None and outcome.pairwise is not None:
        return [*pair_margins(profile, outcome.pairwise, winner), *found]
    return found


def bounds(
    profile: Profile,
    elected: Sequence[int],
    ranking: Sequence[Sequence[int]],
    elects: Elects,
    largest: int | None = None,
) -> list[Margin]:
    """Return changes that are enough, found by trying: ballots for one who was not elected, added or in others' place.

    Every figure has been counted again; a smaller change may do it too. Nothing is tried where distinct ballots times
    options are more than ``largest``: whoever counts in a hurry says how much is too much.
    """
    if largest is not None and len(profile.ballots) * len(profile.options) > largest:
        return []
    now = frozenset(elected)
    rivals = [option for group in ranking for option in group if option not in now]
    rivals += [option for option in profile.standing if option not in now and option not in rivals]
    rivals = rivals[: 1 if len(profile.ballots) > LARGE else RIVALS]
    found: list[Margin] = []
    for change, changed in ((Change.ADDED, _with_more), (Change.MOVED, _with_moved)):
        tries = [_enough(profile, now, elects, _turned(profile, changed, rival, elected)) for rival in rivals]
        ballots = least(*tries)
        if ballots is not None:
            found.append(Margin(change, ballots, Sure.AT_MOST))
    return found


def exact_margins(method: str, profile: Profile, outcome: Outcome, seats: int, settings: Settings) -> list[Margin]:
    """Return the exact margins of a method that compares totals; an open tie is decided by one ballot."""
    outside = [option for option in profile.standing if option not in outcome.elected]
    if outcome.unfilled_seats and outside:
        return [Margin(Change.ADDED, 1)]
    ballots = [(_said(method, ballot, profile), int(weight)) for ballot, weight in profile.ballots.items()]
    low, high = _range(method, profile)
    place = None if settings["tie"] == "none" else places(profile, settings["tie"], settings.get("seed", ""))
    tries: dict[Change, list[int | None]] = {Change.MOVED: [], Change.ADDED: [], Change.REMOVED: []}
    for one in outcome.elected:
        for other in outside:
            leads = Counter[Number]()
            for said, weight in ballots:
                leads[said.get(one, 0) - said.get(other, 0)] += weight
            strict = place is not None and place[other] > place[one]
            for change, ballots_needed in _pair(leads, high - low, strict=strict).items():
                tries[change].append(ballots_needed)
    return [Margin(change, least(*found)) for change, found in tries.items()]


def pairwise_winner(outcome: Outcome, profile: Profile) -> int | None:
    """Return who beats every other option in the table of pairs; None where nobody does."""
    table, standing = outcome.pairwise, profile.standing
    if table is None:
        return None
    return next((a for a in standing if all(table[a][b] > table[b][a] for b in standing if b != a)), None)


def pair_margins(profile: Profile, table: Sequence[Sequence[Number]], winner: int) -> list[Margin]:
    """Return how many ballots it takes until ``winner`` no longer beats every other: exact for that.

    Methods that always elect such a winner need at least as many until they elect another.
    """
    leads = {b: int(table[winner][b] - table[b][winner]) for b in profile.standing if b != winner}
    if not leads:
        return []
    rival = min(leads, key=leads.__getitem__)
    lead = leads[rival]
    values: dict[str, Json] = {"winner": profile.options[winner], "rival": profile.options[rival], "lead": lead}
    return [
        Margin(change, number, Sure.AT_LEAST, {**values})
        for change, number in ((Change.MOVED, -(-lead // 2)), (Change.ADDED, lead), (Change.REMOVED, lead))
    ]


def _is_countable(profile: Profile) -> bool:
    return all(Fraction(weight).denominator == 1 for weight in profile.ballots.values())


def _said(method: str, ballot: Ballot, profile: Profile) -> Said:
    if method == "plurality":
        first = first_choice(ballot, profile)
        return {} if first is None else {first: 1}
    return dict.fromkeys(approved(ballot), 1) if method == "approval" else dict(ballot.scores)


def _range(method: str, profile: Profile) -> tuple[Number, Number]:
    """Return the least and the most that a ballot can put an option forward: for points, of those given."""
    if method != "score":
        return 0, 1
    points = [points for ballot in profile.ballots for _option, points in ballot.scores]
    return min([0, *points]), max([0, *points])


def _pair(leads: Mapping[Number, int], span: Number, *, strict: bool) -> dict[Change, int | None]:
    """Return how many ballots let one overtake another, who is ahead by ``leads`` (lead on a ballot: how many).

    ``span`` is how far one ballot can put the one before the other; ``strict``: to draw level is not enough.
    """
    behind: Number = sum(lead * weight for lead, weight in leads.items())
    moved = [(lead + span, weight) for lead, weight in leads.items()]
    removed = [(lead, weight) for lead, weight in leads.items() if lead > 0]
    return {
        Change.MOVED: _fewest(moved, behind, strict=strict),
        Change.ADDED: _fewest([(span, int(Fraction(behind) / span) + 2)], behind, strict=strict) if span else None,
        Change.REMOVED: _fewest(removed, behind, strict=strict),
    }


def _fewest(shifts: Sequence[tuple[Number, int]], behind: Number, *, strict: bool) -> int | None:
    """Return how many ballots, each worth its shift, make up for ``behind``: those that shift most come first."""
    used, left = 0, behind
    if left < 0 or (left == 0 and not strict):
        return 0
    for shift, weight in sorted(shifts, reverse=True):
        if shift <= 0:
            return None
        needed = left // shift + 1 if strict else -(-left // shift)
        if needed <= weight:
            return used + int(needed)
        used, left = used + weight, left - shift * weight
    return None


def _turned(
    profile: Profile, changed: Callable[[Profile, Ballot, int, int], Profile | None], rival: int, elected: Sequence[int]
) -> Callable[[int], Profile | None]:
    _low, high = _range("score", profile)
    others = tuple((o, high if o == rival else 0) for o in range(len(profile.options)))
    ballot = Ballot(((rival,),), others if any(each.scores for each in profile.ballots) else ())
    last = elected[-1] if elected else -1
    return lambda number: changed(profile, ballot, number, last)


def _with_more(profile: Profile, ballot: Ballot, number: int, _last: int) -> Profile | None:
    if number > 2 * profile.weight + 2:
        return None
    return replace(profile, ballots={**profile.ballots, ballot: profile.ballots.get(ballot, 0) + number})


def _with_moved(profile: Profile, ballot: Ballot, number: int, last: int) -> Profile | None:
    """Put ``ballot`` in the place of ``number`` others, first of those that put the last elected first."""
    left: dict[Ballot, Number] = {}
    waiting: Number = number
    for each in sorted(profile.ballots, key=lambda each: not each.ranks or last not in each.ranks[0]):
        gone = min(waiting, profile.ballots[each]) if each != ballot else 0
        left[each] = profile.ballots[each] - gone
        waiting -= gone
    if waiting:
        return None
    left[ballot] = left.get(ballot, 0) + number
    return replace(profile, ballots={each: weight for each, weight in left.items() if weight})


def _enough(
    profile: Profile, now: frozenset[int], elects: Elects, turned: Callable[[int], Profile | None]
) -> int | None:
    """Return a number of ballots that changes who is elected: doubled until it does, then halved as far as it does."""

    def differs(number: int) -> bool | None:
        changed = turned(number)
        if changed is None:
            return None
        try:
            return frozenset(elects(changed)) != now
        except Uncounted:
            return None

    high = next((number for number in _doubled(profile) if differs(number) is not False), 0)
    if not high or differs(high) is None:
        return None
    low = high // 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if differs(middle) else (middle, high)
    return high


def _doubled(profile: Profile) -> Iterator[int]:
    number = 1
    while number <= 4 * profile.weight + 4:
        yield number
        number *= 2
