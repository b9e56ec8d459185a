"""Who is excluded next, whom earlier rounds tell apart, and how those who are out are ranked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from recount.methods.ties import Ties, best_first
from recount.outcomes import Round, Tie
from recount.profiles import Number


def sure_losers(totals: Mapping[int, Number], surplus: Number, most: int) -> list[int]:
    """Return the largest group of at most ``most`` options that cannot catch up with the next one above them.

    Even with every vote of the group and all of ``surplus`` together none of it would have as many. Source: PR
    Foundation reference WIGM rule B.2, and batch elimination in the rules of most cities.
    """
    order = sorted(totals, key=totals.__getitem__)
    losers: list[int] = []
    together = surplus
    for place, option in enumerate(order[: max(0, min(most, len(order) - 1))]):
        together += totals[option]
        if together < totals[order[place + 1]]:
            losers = order[: place + 1]
    return losers


def lowest(
    totals: Mapping[int, Number], ties: Ties, *, most: int, slack: Number = 0, rounds: Sequence[Round] = ()
) -> list[int]:
    """Return whom to exclude for having least: one, by the tie rule if need be; nobody where a tie is left open.

    Those at most ``slack`` above the least count as tied; ``rounds`` are asked first, see `by_earlier`. With ties left
    open all of them go together when that changes nothing: when they are sure losers, at most ``most``.
    """
    least = min(totals.values())
    tied = by_earlier([option for option, total in totals.items() if total <= least + slack], ties, rounds, best=False)
    if len(tied) > 1 and ties.rule == "none" and set(tied) <= set(sure_losers(totals, slack, most)):
        return tied
    one = ties.least(tied, "exclusion")
    return [] if one is None else [one]


def by_earlier(tied: list[int], ties: Ties, rounds: Sequence[Round], *, best: bool) -> list[int]:
    """Return those of ``tied`` that earlier rounds leave: the last round in which they differed decides, and so on.

    ``best`` keeps those with most (whose surplus goes first), else those with least (to exclude). Source: Scottish
    Local Government Elections Order 2007, rules 49 (2) and 51 (2).
    """
    left = tied
    for each in reversed(rounds):
        had = {option: each.totals[option] for option in left}
        extreme = max(had.values()) if best else min(had.values())
        left = [option for option in left if had[option] == extreme]
    if len(left) == 1 < len(tied):
        ties.broken.append(Tie(tuple(sorted(tied)), "surplus" if best else "exclusion", "earlier", tuple(left)))
    return left


def in_order(options: Iterable[int], totals: Mapping[int, Number] | Sequence[Number]) -> list[int]:
    """Return ``options`` by falling totals, those with equal totals in the order of the file."""
    return [option for tied in best_first({each: totals[each] for each in options}) for option in tied]


def ranked(
    elected: Sequence[int], left: Mapping[int, Number], excluded: Iterable[Mapping[int, Number]]
) -> tuple[tuple[int, ...], ...]:
    """Return a ranking: elected in their order, those left by their totals, then whoever was excluded, last out first.

    ``excluded`` are groups in the order they went, each with the totals they had then.
    """
    groups: list[tuple[int, ...]] = [(option,) for option in elected]
    groups += best_first(left)
    for group in reversed(list(excluded)):
        groups += best_first(group)
    return tuple(groups)
