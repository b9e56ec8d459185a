"""Profiles for tests: by hand, at random, and from files that others wrote."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from hypothesis import strategies as st

from recount.methods import METHODS, count
from recount.methods.settings import Settings
from recount.outcomes import Outcome
from recount.profiles import Ballot, Number, Profile, Rank, Uncounted
from recount.quick import read_settings

HERE = Path(__file__).resolve().parent / "data"
SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "data"
NOT_SHARED = "the test material of the project (../shared/data) is not here"


def given_approvals(sets: Iterable[Iterable[int]], options: int, seats: int = 0) -> Profile:
    """Return votes that each approve of a set of options, named c0, c1 and so on."""
    ballots: dict[Ballot, Number] = {}
    for chosen in sets:
        ranks = (tuple(sorted(chosen)),) if chosen else ()
        ballots[Ballot(ranks)] = ballots.get(Ballot(ranks), 0) + 1
    return Profile(tuple(f"c{number}" for number in range(options)), ballots, seats)


def outcome(profile: Profile, method: str, seats: int = 1, *given: str) -> Outcome:
    """Return what ``method`` elects, its settings given as ``key=value``."""
    return count(method, profile, seats, read_settings(method, given))


def allowed(method: str, *given: str) -> Settings:
    """Return the settings of ``method``, only those of ``given`` that it has; required ones are made up."""
    known = METHODS[method]
    fitting = [pair for pair in given if pair.partition("=")[0] in known.settings]
    said = {pair.partition("=")[0] for pair in fitting}
    return read_settings(method, [*fitting, *(f"{key}=made up" for key in known.required if key not in said)])


def in_its_seats(method: str, profile: Profile, seats: int, settings: Settings) -> tuple[Outcome, int]:
    """Return an outcome and for how many seats: one where the method is for one seat only."""
    try:
        return count(method, profile, seats, settings), seats
    except Uncounted as wrong:
        if wrong.code != "one_seat_only":
            raise
        return count(method, profile, 1, settings), 1


@st.composite
def approvals(draw: st.DrawFn, most_options: int = 5, most_votes: int = 8) -> Profile:
    """Return a small profile of approvals with its number of seats."""
    options = draw(st.integers(1, most_options))
    votes = draw(st.lists(st.sets(st.integers(0, options - 1)), min_size=1, max_size=most_votes))
    return given_approvals(votes, options, draw(st.integers(1, options)))


@st.composite
def rankings(draw: st.DrawFn) -> tuple[Ballot, ...]:
    """Return up to eight ballots on four options: ranked, some equal, with the points that fit their ranks."""
    orders = draw(st.lists(st.permutations(range(4)), max_size=8))
    return tuple(_ballot(order[: draw(st.integers(1, 4))], draw(st.booleans())) for order in orders)


def _ballot(order: list[int], equal: bool) -> Ballot:
    ranks: tuple[Rank, ...] = tuple((option,) for option in order)
    if equal and len(order) > 1:
        ranks = (*ranks[:-2], tuple(sorted(order[-2:])))
    scores = {option: 4 - place for place, rank in enumerate(ranks) for option in rank}
    return Ballot(ranks, tuple((option, scores.get(option, 0)) for option in range(4)))
