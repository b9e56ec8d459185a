"""Ranked pairs (Tideman): victories are locked in, the strongest first, unless they would contradict one locked in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from operator import itemgetter

from recount.methods.conditions import condition, figure
from recount.methods.pairwise import Table, layers, pairwise
from recount.methods.settings import Settings
from recount.methods.ties import Ties, fill, places
from recount.outcomes import Outcome, Tie
from recount.profiles import Number, Profile
from recount.rulebook import Json

# How many different sets of locked victories `tie=none` looks at before it gives up on equal victories.
MOST_STATES = 2000

type Pair = tuple[int, int]
# For each option the options below it, as a set of bits; complete, so that paths need not be followed.
type Locked = tuple[int, ...]
# A victory: who wins, who loses, how strongly, and whether it was locked in.
type Seen = tuple[int, int, Number, bool]


def ranked_pairs(profile: Profile, seats: int, settings: Settings) -> Outcome:
    """Lock in victories from the strongest and elect from the top of the order they make.

    Strongest first: with ``strength=winning-votes`` by the votes for it, then by the fewer against it; with ``margins``
    by how many more there are for it. Equal victories go by the order of options that the tie rule gives, as Zavist and
    Tideman proposed: first the victory over the option that comes latest there (Eppley's rule), then that of the option
    that comes earliest. With ``tie=none`` every order of equal victories is tried, and one option ranks above another
    only where it does in all of them.
    Sources: T. N. Tideman, "Independence of clones as a criterion for voting rules", Social Choice and Welfare 4
    (1987); T. M. Zavist and T. N. Tideman, "Complete independence of clones in the ranked pairs rule", ibid. 6 (1989);
    S. Eppley, "Maximize Affirmed Majorities" (2003), for the order of equal victories.
    """
    table = pairwise(profile, settings)
    ties = Ties(profile, settings)
    classes = _by_strength(table, profile.standing, settings["strength"])
    tests: list[dict[str, Json]] = []
    if ties.rule == "none":
        locked = _in_every_order(len(table), classes, ties)
    else:
        place = places(profile, ties.rule, settings.get("seed", ""))
        locked, seen = _in_one_order(len(table), classes, place, ties)
        tests = [_tested(profile, *each) for each in seen]
    ranking = layers({a: {b for b in profile.standing if locked[a] >> b & 1} for a in profile.standing})
    elected = fill(ranking, seats, ties)
    return Outcome(
        elected,
        ranking,
        tuple(ties.broken),
        pairwise=table,
        tests=tuple(tests),
        unfilled_seats=seats - len(elected),
    )


def _by_strength(table: Table, standing: Sequence[int], kind: str) -> list[tuple[Number, list[Pair]]]:
    """Return the victories in groups of equal strength, the strongest first."""
    found: list[tuple[tuple[Number, Number], Pair]] = []
    for a in standing:
        for b in standing:
            if table[a][b] > table[b][a]:
                if kind == "margins":
                    found.append(((table[a][b] - table[b][a], 0), (a, b)))
                else:
                    found.append(((table[a][b], -table[b][a]), (a, b)))
    found.sort(key=lambda each: (-each[0][0], -each[0][1], each[1]))
    return [(key[0], [pair for _, pair in group]) for key, group in groupby(found, key=itemgetter(0))]


def _in_one_order(
    size: int, classes: Iterable[tuple[Number, list[Pair]]], place: Mapping[int, int], ties: Ties
) -> tuple[Locked, list[Seen]]:
    """Return what is locked in, and each victory in the order in which it was looked at."""
    locked: Locked = (0,) * size
    seen: list[Seen] = []
    for strength, pairs in classes:
        before = locked
        for a, b in sorted(pairs, key=lambda pair: (-place[pair[1]], place[pair[0]])):
            fits = not locked[b] >> a & 1
            seen.append((a, b, strength, fits))
            locked = _with(locked, a, b) if fits else locked
        contested = _contested(before, locked, pairs)
        if contested:
            ties.broken.append(Tie(contested, "equal_victories", ties.rule))
    return locked, seen


def _contested(before: Locked, after: Locked, pairs: Iterable[Pair]) -> tuple[int, ...]:
    """Return the options of victories that were shut out by equal ones, not by stronger ones."""
    shut = [(a, b) for a, b in pairs if after[b] >> a & 1 and not before[b] >> a & 1]
    return tuple(sorted({option for pair in shut for option in pair}))


def _in_every_order(size: int, classes: Iterable[tuple[Number, list[Pair]]], ties: Ties) -> Locked:
    """Return what is locked in whatever the order of equal victories; beyond `MOST_STATES`, what is sure by then."""
    states: set[Locked] = {(0,) * size}
    for _, pairs in classes:
        ways = [_locked_ways(state, pairs) for state in states]
        contested = tuple(sorted({option for pair in pairs for option in pair}))
        if None in ways or sum(len(way or ()) for way in ways) > MOST_STATES:
            ties.broken.append(Tie(contested, "too_many_orders", "nothing"))
            break
        if any(len(way or ()) > 1 for way in ways):
            ties.broken.append(Tie(contested, "equal_victories", "nothing"))
        states = {state for way in ways for state in way or ()}
    return _common(states)


def _locked_ways(state: Locked, pairs: Sequence[Pair]) -> set[Locked] | None:
    """Return every state that locking equal victories in some order leads to; None when too many lie on the way."""
    fitting = [(a, b) for a, b in pairs if not state[b] >> a & 1]
    reach = _reachable(state, fitting)
    for a, b in fitting:
        if not reach[b] >> a & 1:
            state = _with(state, a, b)
    ends: set[Locked] = set()
    seen, waiting = {state}, [state]
    while waiting:
        current = waiting.pop()
        free = [(a, b) for a, b in fitting if not (current[a] >> b | current[b] >> a) & 1]
        if not free:
            ends.add(current)
        following = {_with(current, a, b) for a, b in free} - seen
        seen |= following
        waiting += following
        if len(seen) > MOST_STATES:
            return None
    return ends


def _reachable(state: Locked, pairs: Iterable[Pair]) -> list[int]:
    """Return for each option all that a path of locked victories and of ``pairs`` leads to, as a set of bits."""
    reach = list(state)
    for a, b in pairs:
        reach[a] |= 1 << b
    for middle in range(len(reach)):
        for start, bits in enumerate(reach):
            if bits >> middle & 1:
                reach[start] |= reach[middle]
    return reach


def _with(locked: Locked, a: int, b: int) -> Locked:
    """Return ``locked`` with ``a`` above ``b`` and all that follows."""
    below = locked[b] | 1 << b
    return tuple(under | below if option == a or under >> a & 1 else under for option, under in enumerate(locked))


def _common(states: Iterable[Locked]) -> Locked:
    first, *others = states
    return tuple(_all_bits([first[o], *(other[o] for other in others)]) for o in range(len(first)))


def _all_bits(numbers: Iterable[int]) -> int:
    result = -1
    for number in numbers:
        result &= number
    return result


def _tested(profile: Profile, a: int, b: int, strength: Number, fits: bool) -> dict[str, Json]:
    winner, loser = profile.named((a, b))
    figures: dict[str, Json] = {"winner": winner, "loser": loser, "strength": figure(strength)}
    word = "pair_locked" if fits else "pair_left"
    return condition("pair", fits, "no path from loser to winner is locked in", figures, option=winner, sentence=word)
