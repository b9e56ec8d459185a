"""Closeness of yes, no and neutral, and of chambers together: exact, found without trying every count.

Each kind of change has a few best ways to use a given number of ballots (to sink a motion, turn yes into no; to miss a
quorum, turn what counts into neutral; ...). Each way only gets better with more ballots, so the smallest number that
does it is found by halving; the smallest of all ways is exact. The tests hold this against trying every count.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from recount.closeness.margins import Change, Margin, first, least
from recount.counting import Count, approves
from recount.rulebook import Chamber, Combination, Kinds

type Way = Callable[[int], Count | None]


def margins(chamber: Chamber, count: Count) -> dict[Change, int | None]:
    """Return for each kind of change how many ballots flip what the chamber says; None where none do."""
    now = approves(chamber, count)
    most = {
        Change.MOVED: count.cast,
        Change.ADDED: count.eligible - count.cast,
        Change.REMOVED: count.cast,
        Change.NEUTRAL_ADDED: count.eligible - count.cast,
        Change.NEUTRAL_REMOVED: count.neutral,
    }
    found: dict[Change, int | None] = {}
    for change, limit in most.items():
        ways = _ways(chamber, count, change, now=now)
        found[change] = least(*(_least(chamber, way, limit, now=now) for way in ways))
    return found


def together(combination: Combination, said: Mapping[str, bool], found: Mapping[str, int | None]) -> int | None:
    """Return how many ballots flip the whole: enough chambers that say what they should not, the cheapest first.

    ``said`` is what each chamber says, ``found`` how many ballots flip it. Chambers vote apart, so sums are exact.
    """
    approving = sum(said.values())
    is_adopted = approving >= combination.needed
    number = approving - combination.needed + 1 if is_adopted else combination.needed - approving
    costs = sorted(cost for key, cost in found.items() if cost is not None and said[key] is is_adopted)
    return sum(costs[:number]) if len(costs) >= number else None


def chamber_margins(chamber: Chamber, count: Count) -> list[Margin]:
    """Return the margins of one chamber."""
    return [Margin(change, ballots) for change, ballots in margins(chamber, count).items()]


def _least(chamber: Chamber, way: Way, limit: int, *, now: bool) -> int | None:
    def flips(ballots: int) -> bool:
        count = way(ballots)
        return count is not None and approves(chamber, count) is not now

    return first(flips, limit)


def _ways(chamber: Chamber, count: Count, change: Change, *, now: bool) -> Iterator[Way]:
    if change is Change.MOVED:
        yield from _moved_to_sink(count) if now else _moved_to_pass(chamber, count)
    elif change is Change.ADDED:
        yield lambda k: _count(count, no=k) if now else _count(count, yes=k)
        if not now:
            yield lambda k: _count(count, neutral=k)
    elif change is Change.REMOVED:
        yield from _removed_to_sink(count) if now else _removed_to_pass(chamber, count)
    else:
        sign = 1 if change is Change.NEUTRAL_ADDED else -1
        yield from _neutral(chamber, count, sign, now=now)


def _moved_to_sink(count: Count) -> Iterator[Way]:
    """Turn yes into no to miss the bar; make ballots neutral to miss a quorum or empty the base; yes into neutral."""

    def against(k: int) -> Count:
        moved = min(k, count.yes)
        return _count(count, yes=-moved, no=moved)

    def neutral(k: int) -> Count:
        yes = min(k, count.yes)
        no = min(k - yes, count.no)
        return _count(count, yes=-yes, no=-no, neutral=yes + no)

    def revealed(k: int) -> Count:
        # An empty base that passes is filled by a neutral ballot that says no instead.
        moved = min(k, count.neutral)
        return _count(count, no=moved, neutral=-moved)

    yield from (against, neutral, revealed)


def _moved_to_pass(chamber: Chamber, count: Count) -> Iterator[Way]:
    """Turn neutral into yes as far as the quorum needs it, then no into yes, then the rest; or empty the base."""
    short = 0
    if chamber.quorum and chamber.quorum.counts is Kinds.YES_NO:
        short = max(chamber.quorum.needed(count.eligible) - count.yes - count.no, 0)

    def for_it(k: int) -> Count:
        needed = min(short, k, count.neutral)
        no = min(count.no, k - needed)
        neutral = min(count.neutral, k - no)
        return _count(count, yes=no + neutral, no=-no, neutral=-neutral)

    def emptied(k: int) -> Count | None:
        said = count.yes + count.no
        return _count(count, yes=-count.yes, no=-count.no, neutral=said) if k >= said else None

    yield from (for_it, emptied)


def _removed_to_sink(count: Count) -> Iterator[Way]:
    """Take away yes alone; or, for a quorum, yes, then no, then neutral; or neutral first."""
    yield lambda k: _count(count, yes=-min(k, count.yes))
    yield lambda k: _without(count, k, ("yes", "no", "neutral"))
    yield lambda k: _without(count, k, ("neutral", "yes", "no"))


def _removed_to_pass(chamber: Chamber, count: Count) -> Iterator[Way]:
    """Take away no and neutral, whichever the quorum minds less, as far as it lets; or all that is in the base."""
    room = count.cast
    if chamber.quorum:
        room = max(count.number(chamber.quorum.counts) - chamber.quorum.needed(count.eligible), 0)
    minds_neutral = chamber.quorum is not None and chamber.quorum.counts is Kinds.YES_NO_NEUTRAL
    minds_no = chamber.quorum is not None and chamber.quorum.counts is not Kinds.YES

    def neutral_then_no(k: int) -> Count:
        neutral = min(k, count.neutral, room if minds_neutral else k)
        left = room - (neutral if minds_neutral else 0)
        no = min(k - neutral, count.no, max(left, 0) if minds_no else k)
        return _count(count, no=-no, neutral=-neutral)

    def no_then_neutral(k: int) -> Count:
        no = min(k, count.no, room if minds_no else k)
        left = room - (no if minds_no else 0)
        neutral = min(k - no, count.neutral, max(left, 0) if minds_neutral else k)
        return _count(count, no=-no, neutral=-neutral)

    def emptied(k: int) -> Count | None:
        said = count.yes + count.no
        return _count(count, yes=-count.yes, no=-count.no) if k >= said else None

    def all_gone(k: int) -> Count | None:
        return Count(count.eligible, 0, 0, 0) if k >= count.cast else None

    yield from (neutral_then_no, no_then_neutral, emptied, all_gone)


def _neutral(chamber: Chamber, count: Count, sign: int, *, now: bool) -> Iterator[Way]:
    """Along more (or fewer) neutral ballots the quorum turns once and the bar turns once: look up to each turn."""
    yield lambda k: _count(count, neutral=sign * k)
    if now or not chamber.quorum:
        return
    # With more of them the quorum may be met before the bar is missed again: the first number that meets it decides.
    limit = count.eligible - count.cast if sign > 0 else count.neutral

    def is_met(k: int) -> bool:
        quorum, here = chamber.quorum, _count(count, neutral=sign * k)
        return quorum is not None and here.number(quorum.counts) >= quorum.needed(here.eligible)

    met = first(is_met, limit)
    if met is not None and sign > 0:
        yield lambda k: _count(count, neutral=met) if k >= met else None
    if sign < 0:
        last = first(lambda k: not is_met(k), limit)
        room = limit if last is None else last - 1
        yield lambda k: _count(count, neutral=-min(k, room)) if room >= 0 else None


def _without(count: Count, ballots: int, order: tuple[str, str, str]) -> Count:
    left = {name: getattr(count, name) for name in order}
    for name in order:
        gone = min(ballots, left[name])
        left[name] -= gone
        ballots -= gone
    return Count(count.eligible, **left)


def _count(count: Count, *, yes: int = 0, no: int = 0, neutral: int = 0) -> Count:
    return Count(count.eligible, count.yes + yes, count.no + no, count.neutral + neutral)
