"""How many prefer each option to each other, and what follows from that alone: strengths, paths, rankings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import chain
from math import lcm

from recount.methods.settings import Settings
from recount.profiles import Ballot, Number, Profile, Rank, Uncounted

# The square of this many options is what a count of pairs holds in memory and works through.
MOST_OPTIONS = 1000

type Table = list[list[Number]]
# How one ballot ranks options, the options on which it is silent, and its weight.
type Vote = tuple[Sequence[Rank], Rank, Number]


def pairwise(profile: Profile, settings: Settings) -> Table:
    """Return the table in which ``[a][b]`` is the weight of the ballots that prefer ``a`` to ``b``.

    A ballot prefers what it ranks higher. An option it does not rank comes below all it ranks and equal to the others
    it does not rank; with ``unranked=silent`` it is compared with nobody, as one on which the ballot is silent always
    is. A withdrawn option has zeros.
    """
    votes = ((ranks_of(ballot), ballot.silent, weight) for ballot, weight in profile.ballots.items())
    return compared(profile, votes, last=settings["unranked"] == "last")


def compared(profile: Profile, votes: Iterable[Vote], *, last: bool = True) -> Table:
    """Return the table of `pairwise` for votes of ``profile`` read in another way than as they stand.

    Cost: one addition of whole numbers for each rank of each vote, because the counts of a row stand side by side,
    ``width`` bits each, in one whole number.
    """
    size = len(profile.options)
    if size > MOST_OPTIONS:
        raise Uncounted("too_many_options_to_compare", options=size, most=MOST_OPTIONS)
    scale = lcm(*(weight.denominator for weight in profile.ballots.values()))
    width = int(profile.weight * scale).bit_length() + 1
    lanes = [((1 << width) - 1) << width * option for option in range(size)]
    standing = sum(1 << width * option for option in profile.standing)
    rows = [0] * size
    _add_votes(rows, votes, scale, standing, lanes, last=last)
    return [_row(row, width, size, scale if option not in profile.withdrawn else 0) for option, row in enumerate(rows)]


def ranks_of(ballot: Ballot) -> Sequence[Rank]:
    """Return the ranks of a ballot; where it gives points only, more points are a higher rank."""
    if ballot.ranks or not ballot.scores:
        return ballot.ranks
    groups: dict[Number, list[int]] = {}
    for option, points in ballot.scores:
        groups.setdefault(points, []).append(option)
    return [tuple(groups[points]) for points in sorted(groups, reverse=True)]


def strengths(table: Table, kind: str) -> Table:
    """Return how strongly each option beats each other; zero where it does not.

    ``winning-votes`` measures a victory by the votes for it, ``margins`` by how many more there are than against it.
    Source: M. Schulze, "A new monotonic, clone-independent, reversal symmetric, and Condorcet-consistent single-winner
    election method", Social Choice and Welfare 36 (2011), section 2.1.
    """
    margins = kind == "margins"
    columns = list(zip(*table, strict=True))
    return [
        [((x - y) if margins else x) if x > y else 0 for x, y in zip(row, column, strict=True)]
        for row, column in zip(table, columns, strict=True)
    ]


def widest_paths(strength: Sequence[Sequence[Number]]) -> Table:
    """Return the strength of the strongest path from each option to each: a path is as strong as its weakest step.

    Source: R. W. Floyd, "Algorithm 97: Shortest path", 1962, with minimum and maximum in the place of sum and minimum.
    """
    paths = [list(row) for row in strength]
    for middle, through in enumerate(paths):
        for start, row in enumerate(paths):
            reach = row[middle]
            if reach and start != middle:
                paths[start] = [max(direct, min(reach, onward)) for direct, onward in zip(row, through, strict=True)]
    for option, row in enumerate(paths):
        row[option] = 0
    return paths


def layers(above: Mapping[int, set[int]]) -> tuple[Rank, ...]:
    """Return a ranking that keeps a partial order: first all below nobody, then all below only those, and so on.

    ``above[a]`` are the options that ``a`` is ranked above. Options of one layer are tied.
    """
    left, ranking = set(above), []
    while left:
        below = set().union(*(above[option] for option in left))
        top = left - below
        ranking.append(tuple(sorted(top)))
        left -= top
    return tuple(ranking)


def comparison(paths: Sequence[Sequence[Number]], options: Iterable[int]) -> dict[int, set[int]]:
    """Return for each of ``options`` those it stands above, because more leads to them than back."""
    among = list(options)
    return {a: {b for b in among if paths[a][b] > paths[b][a]} for a in among}


def _add_votes(
    rows: list[int], votes: Iterable[Vote], scale: int, standing: int, lanes: Sequence[int], *, last: bool
) -> None:
    everything = sum(lanes)
    without = [everything ^ lane for lane in lanes]
    for said, silent, weight in votes:
        ranks = said
        rest = standing if weight == 1 == scale else standing * int(weight * scale)
        flat = tuple(chain.from_iterable(said))
        if silent or len(set(flat)) != len(flat):
            ranks = _once(said, silent)
            flat = tuple(chain.from_iterable(ranks))
            rest &= everything ^ sum(lanes[option] for option in set(silent))
        if not last:
            rest &= sum(lanes[option] for option in flat)
        if len(flat) == len(ranks) and all(ranks):
            for option in flat:
                rest &= without[option]
                rows[option] += rest
            continue
        for rank in ranks:
            for option in rank:
                rest &= without[option]
            for option in rank:
                rows[option] += rest


def _once(ranks: Sequence[Rank], silent: Rank) -> list[Rank]:
    """Return ranks in which every option stands where it stood first, and none on which the ballot is silent."""
    seen, kept = set(silent), []
    for rank in ranks:
        kept.append(tuple(option for option in dict.fromkeys(rank) if option not in seen))
        seen.update(rank)
    return kept


def _row(row: int, width: int, size: int, scale: int) -> list[Number]:
    if not scale:
        return [0] * size
    counts = [row >> width * option & (1 << width) - 1 for option in range(size)]
    if scale == 1:
        return list(counts)
    return [whole(Fraction(count, scale)) for count in counts]


def whole(number: Number) -> Number:
    """Return ``number`` as an `int` where it is whole."""
    return number.numerator if number.denominator == 1 else number
