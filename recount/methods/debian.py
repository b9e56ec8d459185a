"""The count of Debian's constitution: a default option, a quorum and majorities against it, then Schwartz dropping."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import isqrt

from recount.methods.conditions import condition, figure
from recount.methods.pairwise import Table, comparison, layers, pairwise, widest_paths
from recount.methods.settings import Settings
from recount.methods.ties import Ties, fill
from recount.outcomes import Outcome
from recount.profiles import Number, Profile, Uncounted
from recount.rulebook import Json


@dataclass(frozen=True, slots=True)
class _Rules:
    """What an option must reach against the default: ``quorum`` votes and ``majority[option]`` times the votes back.

    With ``developers`` the quorum is 3Q, where Q is half the square root of that number.
    """

    default: int
    quorum: Fraction
    developers: int
    majority: Mapping[int, Fraction]
    at_least: bool


def debian(profile: Profile, seats: int, settings: Settings) -> Outcome:
    """Drop options below the quorum or their majority, then elect by Schwartz sequential dropping.

    Source: Constitution for the Debian Project, version 1.9 (2022), appendix A, "Vote counting" (A.6 until version
    1.7). An option is dropped when fewer ballots than the quorum rank it above the default option, or when it does not
    defeat the default by its majority ratio N: V(A,D) >= N * V(D,A) and V(A,D) > V(D,A). Before version 1.6 (2015) the
    first had to be more (``ratio=more-than``). A defeat is weaker when fewer are for it, and among those equal in that
    when more are against it; what is left when the weakest defeats within the Schwartz set have been dropped one after
    the other is the relation of the strongest paths (Schulze 2011). The elector with the casting vote is the tie rule.
    The default option is elected only when no other is left, and takes one seat. Dropped options rank below it.
    """
    table = pairwise(profile, settings)
    rules = _rules(profile, settings)
    tests = {option: _tests(profile, table, option, rules) for option in profile.standing if option != rules.default}
    left = [option for option in profile.standing if all(test["met"] for test in tests.get(option, ()))]
    dropped = [option for option in profile.standing if option not in left]
    paths = widest_paths(_defeats(table, left))
    ties = Ties(profile, settings)
    ranking = layers(comparison(paths, left))
    elected = fill(ranking if left == [rules.default] else _without(ranking, rules.default), seats, ties)
    ranking += layers(comparison(widest_paths(_defeats(table, dropped)), dropped))
    return Outcome(
        elected,
        ranking,
        tuple(ties.broken),
        pairwise=table,
        beatpaths=_in_votes(paths, table, left),
        tests=tuple(test for of_option in tests.values() for test in of_option),
        unfilled_seats=seats - len(elected),
    )


def _rules(profile: Profile, settings: Settings) -> _Rules:
    if settings["quorum"] and settings["developers"]:
        raise Uncounted("quorum_said_twice")
    name = settings["default"]
    default = _option(profile, name, "default") if name else max(profile.standing, default=None)
    if default is None:
        raise Uncounted("no_option_stands")
    return _Rules(
        default,
        settings.exact("quorum") if settings["quorum"] else Fraction(0),
        settings.whole("developers") if settings["developers"] else 0,
        _majorities(profile, settings["majority"]),
        settings["ratio"] == "at-least",
    )


def _majorities(profile: Profile, text: str) -> dict[int, Fraction]:
    """Return the ratio each option needs: ``3`` for all, or ``NAME:3`` for one, several with ``;`` between them."""
    ratios = dict.fromkeys(profile.standing, Fraction(1))
    for part in filter(None, (part.strip() for part in text.split(";"))):
        name, said, ratio = part.rpartition(":")
        number = Settings({"majority": ratio}).exact("majority")
        if number < 1:
            raise Uncounted("majority_below_one", value=ratio.strip())
        ratios |= {_option(profile, name, "majority"): number} if said else dict.fromkeys(ratios, number)
    return ratios


def _option(profile: Profile, name: str, key: str) -> int:
    found = [option for option in profile.standing if profile.options[option] == name.strip()]
    if not found:
        raise Uncounted("no_such_option", key=key, value=name.strip())
    return found[0]


def _tests(profile: Profile, table: Table, option: int, rules: _Rules) -> list[dict[str, Json]]:
    name = profile.options[option]
    votes, back = table[option][rules.default], table[rules.default][option]
    return [_quorum(name, votes, rules), _majority(name, votes, back, rules.majority[option], at_least=rules.at_least)]


def _quorum(name: str, votes: Number, rules: _Rules) -> dict[str, Json]:
    """Test the quorum; one of developers by squares, as 2 V >= 3 sqrt(N) is the same as 4 V² >= 9 N."""
    figures: dict[str, Json] = {"had": figure(votes)}
    if rules.developers:
        is_met = 4 * votes * votes >= 9 * rules.developers
        # The least whole number of votes that is enough.
        needed = isqrt(9 * rules.developers - 1) // 2 + 1
        formula = "4 * V(option, default)^2 >= 9 * developers"
        figures |= {"developers": rules.developers, "needed": needed, "by": figure(votes - needed)}
    else:
        is_met, formula = votes >= rules.quorum, "V(option, default) >= quorum"
        figures |= {"needed": figure(rules.quorum), "by": figure(votes - rules.quorum)}
    word = "option_quorum_met" if is_met else "option_quorum_missed"
    return condition("quorum", is_met, formula, figures, option=name, sentence=word)


def _majority(name: str, votes: Number, back: Number, ratio: Fraction, *, at_least: bool) -> dict[str, Json]:
    needed = ratio * back
    is_met = votes > back and (votes >= needed if at_least else votes > needed)
    sign = ">=" if at_least else ">"
    formula = f"V(option, default) {sign} {figure(ratio)} * V(default, option)"
    formula += " and V(option, default) > V(default, option)"
    figures: dict[str, Json] = {"had": figure(votes), "against": figure(back), "ratio": figure(ratio)}
    figures |= {"needed": figure(needed), "by": figure(votes - needed)}
    word = "option_majority_met" if is_met else "option_majority_missed"
    return condition("majority", is_met, formula, figures, option=name, sentence=word)


def _defeats(table: Table, options: Sequence[int]) -> list[list[int]]:
    """Return how strong each defeat among ``options`` is: its place among all, from 1 for the weakest; 0 for none."""
    found = {(a, b): (table[a][b], -table[b][a]) for a in options for b in options if table[a][b] > table[b][a]}
    rank = {strength: place for place, strength in enumerate(sorted(set(found.values())), 1)}
    size = range(len(table))
    return [[rank[found[a, b]] if (a, b) in found else 0 for b in size] for a in size]


def _in_votes(paths: Sequence[Sequence[Number]], table: Table, options: Sequence[int]) -> Table:
    """Return paths as the votes for their weakest defeat."""
    found = sorted({(table[a][b], -table[b][a]) for a in options for b in options if table[a][b] > table[b][a]})
    return [[found[int(place) - 1][0] if place else 0 for place in row] for row in paths]


def _without(ranking: Sequence[Sequence[int]], option: int) -> list[list[int]]:
    return [kept for tied in ranking if (kept := [other for other in tied if other != option])]
