"""The settings of each method as a rulebook of format 2 has to say them: every one, and what each may be."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cache
from importlib.resources import files
from itertools import chain
from random import Random
from typing import Any

from recount.methods import METHODS, count
from recount.outcomes import Outcome
from recount.profiles import Ballot, Number, Profile, Rank, Uncounted
from recount.rulebook import Json
from recount.rulebooks.book import AT_THE_COUNT, readable

# Said elsewhere in the rulebook or the count, or another word for a setting that is asked for.
ELSEWHERE = {"yes-no": {"threshold", "eligible"}}
# Settings that rulebooks were published without before they could be said: those read as the first of their readings.
LATER = {"consent": {"override"}}
# Settings that take any text: two readings of silence, and the word for none.
FREE: Mapping[str, tuple[str, ...]] = {
    "bar": ("1/2", "2/3"),
    "quorum": ("none", "3"),
    "floor": ("none", "3"),
    "places": ("1", "9"),
    "omega": ("1", "6"),
    "top": ("5", "10"),
    "write_in": ("none", "Ada"),
    "default": ("last", "Ada"),
    "developers": ("none", "9"),
    "majority": ("1", "2"),
    "budget": ("none", "3"),
    "increment": ("1", "10"),
    "quotas": ("none",),
    "stand-asides": ("none", "1"),
    "override": ("none", "3/4"),
    "tie": ("order", "none", "lot"),
}
# Wrong in the setting itself, whatever is counted.
WRONG = {
    "not_a_whole_number", "not_an_exact_number", "share_out_of_range", "unknown_tie", "tie_is_no_question",
    "majority_below_one", "quorum_said_twice", "quotas_no_header", "quota_unclear", "quota_twice",
}  # fmt: skip
TRIES = 180
# What ballots hold in an example: those with ranks alone read most easily, so they are tried first.
KINDS = ("ranks", "points", "both")
NAMES = ("Ada", "Bo", "Cy", "Dee")


def asked(method: str, said: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Return the settings that must be said, with the words each may be (empty: any text)."""
    hidden = ELSEWHERE.get(method, set())
    knobs = {k: tuple(filter(None, v)) for k, v in METHODS[method].settings.items() if k not in hidden}
    if method != "lot" and said.get("tie") != "lot":
        knobs.pop("seed", None)
    return knobs


def readings(method: str, key: str) -> tuple[str, ...]:
    """Return ways to read a setting that is not said, the first two to be told apart."""
    words = tuple(filter(None, METHODS[method].settings[key]))
    if key == "tie" and "none" in words:
        return FREE["tie"]
    if key == "seed":
        return (AT_THE_COUNT,)
    return words or FREE.get(key, ("none",))


def wrong(method: str, said: Mapping[str, str]) -> Uncounted | None:
    """Return what is wrong with complete settings whatever is counted, by counting two ballots."""
    for seats in (1, 2):
        try:
            count(method, _made(_tries(), "both"), seats, readable(method, said, "seed", 8))
        except Uncounted as refused:
            if refused.code in WRONG:
                return refused
    return None


def example(method: str, said: Mapping[str, str], key: str, seats: int) -> dict[str, Json] | None:
    """Return ballots on which the first two readings of ``key`` elect differently; None where none are known.

    Those kept are tried first, then others at random. What else is unsaid is taken as its first reading, or as the
    example has it (``beside``); nothing is ever counted with that.
    """
    words = readings(method, key)[:2]
    if len(words) < 2:
        return None
    knobs = asked(method, said)
    assumed = {each: readings(method, each)[0] for each in knobs}
    for profile, places, beside in chain(_kept(method, key), _at_random(seats)):
        whole = {**assumed, **beside, **said}
        found = [_elected(method, profile, places, {**whole, key: word}) for word in words]
        if None not in found and found[0] != found[1]:
            names: list[list[Json]] = [[*profile.named(each)] for each in found if each is not None]
            other: dict[str, Json] = {each: value for each, value in beside.items() if each not in said}
            told: dict[str, Json] = {"ballots": [*_told(profile)], "seats": places, "beside": other}
            return {**told, "first": names[0], "second": names[1]}
    return None


# Ballots, seats, and what else they need to be set as.
type Example = tuple[Profile, int, Mapping[str, str]]


def _kept(method: str, key: str) -> Iterator[Example]:
    """Yield the example kept for a setting that matters too rarely for a few random ballots to show it."""
    for row in _examples():
        if (row["method"], row["key"]) == (method, key):
            ballots = {
                Ballot(tuple(map(tuple, ranks)), tuple((option, points) for option, points in scores)): weight
                for weight, ranks, scores in row["ballots"]
            }
            costs = tuple({"cost": str(cost)} for cost in row.get("costs", ()))
            yield Profile(tuple(row["options"]), ballots, about=costs, budget=Fraction(5)), row["seats"], row["beside"]


@cache
def _examples() -> list[dict[str, Any]]:
    """Return the examples that a long search has found, each for two readings of one setting of one method."""
    found: list[dict[str, Any]] = json.loads(files("recount.rulebooks").joinpath("examples.json").read_text("utf-8"))
    return found


def _at_random(seats: int) -> Iterator[Example]:
    random = _tries()
    for trial in range(TRIES):
        profile = _made(random, KINDS[len(KINDS) * trial // TRIES])
        yield profile, seats if seats < len(NAMES) and trial % 2 else 1, {}


def _elected(method: str, profile: Profile, seats: int, said: Mapping[str, str]) -> tuple[int, ...] | None:
    try:
        outcome: Outcome = count(method, profile, seats, readable(method, said, "seed", 12))
    except Uncounted:
        return None
    return tuple(sorted(outcome.elected))


def _tries() -> Random:
    """Return the same chances every time: examples are looked for, nothing is decided by them."""
    return Random(7)  # noqa: S311 - no secret hangs on which examples are tried


def _made(random: Random, given: str) -> Profile:
    """Return up to nine ballots on three or four options: full, cut short, with equal, skipped and repeated ranks."""
    size = random.choice((3, 3, 4))
    ballots: dict[Ballot, Number] = {}
    for _ in range(random.randint(2, 5)):
        ballot = _ballot(random, size, given)
        ballots[ballot] = ballots.get(ballot, 0) + random.randint(1, 3)
    costs = tuple({"cost": str(random.randint(1, 4))} for _ in range(size))
    return Profile(NAMES[:size], ballots, about=costs, budget=Fraction(5))


def _ballot(random: Random, size: int, given: str) -> Ballot:
    order = random.sample(range(size), size)[: random.randint(1, size)]
    ranks: list[Rank] = [(option,) for option in order]
    odd = random.randint(0, 5)
    if odd == 0 and len(ranks) > 1:
        ranks[:2] = [tuple(sorted((*ranks[0], *ranks[1])))]
    elif odd == 1:
        ranks.insert(1, ())
    elif odd == 2:
        ranks.insert(1, ranks[0])
    scored = range(size) if given == "both" else sorted(order)
    points = {option: random.choice((-1, 0, 1)) if odd < 4 else random.randint(0, 5) for option in scored}
    return Ballot(tuple(ranks) if given != "points" else (), tuple(points.items()) if given != "ranks" else ())


def _told(profile: Profile) -> Sequence[str]:
    """Return the ballots as lines such as ``2 x Ada > Bo = Cy``."""
    lines = []
    for ballot, weight in profile.ballots.items():
        ranks = " > ".join(" = ".join(profile.named(rank)) or "(skipped)" for rank in ballot.ranks)
        points = ", ".join(f"{profile.options[option]} {given}" for option, given in ballot.scores)
        lines.append(f"{weight} x {' with '.join(filter(None, (ranks, points))) or '(blank)'}")
    return lines
