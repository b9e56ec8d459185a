"""Tries a question of yes, no and neutral on the counts at its edges."""

from __future__ import annotations

from collections.abc import Iterator

from recount.counting import Count, approves
from recount.rulebook import Chamber, Kinds
from recount.simulating.findings import Finding, Kind


def rehearse(chamber: Chamber, eligible: int) -> Iterator[Finding]:
    """Yield what a chamber comes to at its boundaries with ``eligible`` voters, what surprises, and dead ends."""
    for code, count in boundaries(chamber, eligible):
        values = {**count.data(), "approves": approves(chamber, count)}
        yield Finding(Kind.BOUNDARY, code, chamber.key, "", values)
    yield from _dead_ends(chamber, eligible)
    yield from _surprises(chamber, eligible)
    yield from _reversals(chamber, eligible)


def can_approve(chamber: Chamber, eligible: int) -> bool:
    """Tell whether any count approves: everyone saying yes is the best there is, an empty base the only other way."""
    best = [Count(eligible, eligible, 0, 0), Count(eligible, 0, 0, eligible), Count(eligible, 0, 0, 0)]
    return any(approves(chamber, count) for count in best)


def boundaries(chamber: Chamber, eligible: int) -> Iterator[tuple[str, Count]]:
    """Yield the counts at the edges of a chamber's rules, each with its name."""
    half = eligible // 2
    yield "nobody_votes", Count(eligible, 0, 0, 0)
    yield "all_neutral", Count(eligible, 0, 0, eligible)
    yield "all_yes", Count(eligible, eligible, 0, 0)
    if half:
        yield "equal", Count(eligible, half, half, 0)
    if chamber.quorum and chamber.quorum.needed(eligible) <= eligible:
        needed = chamber.quorum.needed(eligible)
        yield "quorum_exact", Count(eligible, needed, 0, 0)
        yield "quorum_one_short", Count(eligible, max(needed - 1, 0), 0, 0)
    needed = min(chamber.threshold.needed(eligible), eligible)
    yield "bar_exact", Count(eligible, needed, eligible - needed, 0)
    yield "bar_one_short", Count(eligible, max(needed - 1, 0), eligible - max(needed - 1, 0), 0)


def _dead_ends(chamber: Chamber, eligible: int) -> Iterator[Finding]:
    quorum = chamber.quorum
    if quorum and quorum.needed(eligible) > eligible:
        values = {"needed": quorum.needed(eligible), "eligible": eligible}
        yield Finding(Kind.DEAD_END, "quorum_out_of_reach", chamber.key, "quorum", values)
    elif not can_approve(chamber, eligible):
        yield Finding(Kind.DEAD_END, "bar_out_of_reach", chamber.key, "threshold", {"eligible": eligible})


def _surprises(chamber: Chamber, eligible: int) -> Iterator[Finding]:
    tried = {
        "empty_approves": (Count(eligible, 0, 0, 0), "threshold.empty"),
        "neutral_approves": (Count(eligible, 0, 0, eligible), "threshold.empty"),
        "one_yes_approves": (Count(eligible, 1, 0, 0), "quorum"),
    }
    for code, (count, clause) in tried.items():
        if approves(chamber, count) and not (code == "one_yes_approves" and eligible == 1):
            yield Finding(Kind.SURPRISE, code, chamber.key, clause, count.data())
    base = chamber.threshold.base
    needed = chamber.threshold.needed(eligible)
    if base is Kinds.ELIGIBLE and 1 < needed <= eligible:
        count = Count(eligible, needed - 1, 0, 0)
        if not approves(chamber, count):
            yield Finding(Kind.SURPRISE, "unopposed_loses", chamber.key, "threshold.base", count.data())


def _reversals(chamber: Chamber, eligible: int) -> Iterator[Finding]:
    """Yield a count on which one more no, or one more neutral ballot, turns a refusal into an approval."""
    quorum = chamber.quorum
    if quorum is None or quorum.counts is Kinds.YES:
        return
    yes = quorum.needed(eligible) - 1
    if not 0 < yes < eligible:
        return
    before = Count(eligible, yes, 0, 0)
    after = {"no_helps": Count(eligible, yes, 1, 0), "neutral_helps": Count(eligible, yes, 0, 1)}
    for code, count in after.items():
        if not approves(chamber, before) and approves(chamber, count):
            yield Finding(Kind.SURPRISE, code, chamber.key, "quorum.counts", before.data())
