"""Consent: a proposal passes when no reasoned objection is left. Who only has a concern does not hold it up.

Source: G. Endenburg, "Sociocracy" (1981); Sociocracy 3.0, pattern "Consent Decision-Making"; for standing aside, the
consensus process of the Seeds for Change guides.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from recount.methods.conditions import condition
from recount.methods.settings import Settings, read_exact
from recount.outcomes import Outcome, Round, exact
from recount.profiles import Number, Profile, Uncounted
from recount.rulebook import Json

# What a ballot may say, and of an objection what became of it. Only the plain objection stands in the way, and an
# overridden one where the rules let nobody override.
AGREE, CONCERN, STAND_ASIDE, OBJECTION = "agree", "concern", "stand-aside", "objection"
OVERRIDDEN = "objection-overridden"
SETTLED = ("objection-resolved", "objection-withdrawn", OVERRIDDEN, "objection-without-reason")
POSITIONS = (AGREE, CONCERN, STAND_ASIDE, OBJECTION, *SETTLED)


def consent(profile: Profile, _seats: int, settings: Settings) -> Outcome:
    """Count positions; the options are named by `POSITIONS`, and ``agree`` is elected when the proposal passes.

    It passes when no ``objection`` is left and, where ``stand-asides`` says so, not more than that stand aside: a
    number of votes, or a share of all. ``override`` is the share of the others who may override an objection together;
    where it is not said nobody may, and what is called overridden stands. ``empty`` says what a round without votes
    comes to. Seats are not looked at.
    """
    may_override = override_share(settings) is not None
    positions = [position_of(name) for name in profile.options]
    said: dict[int, Number] = dict.fromkeys(profile.standing, 0)
    silent: Number = 0
    for ballot, weight in profile.ballots.items():
        option = next((rank[0] for rank in ballot.ranks if len(rank) == 1), None)
        if option is None or option not in said:
            silent += weight
        else:
            said[option] += weight
    figures = {position: sum((n for o, n in said.items() if positions[o] == position), 0) for position in POSITIONS}
    tests = _tests(figures, settings, may_override=may_override)
    passes = all(test["met"] for test in tests)
    elected = tuple(option for option in profile.standing if passes and positions[option] == AGREE)[:1]
    return Outcome(elected, rounds=(Round(1, said, elected=elected, exhausted=silent),), tests=tuple(tests))


def position_of(name: str) -> str:
    """Return the position that an option's name says, however it is spelled."""
    position = "-".join(name.casefold().replace("_", " ").replace("-", " ").split())
    if position not in POSITIONS:
        raise Uncounted("no_position", value=name, known=", ".join(POSITIONS))
    return position


def override_share(settings: Mapping[str, str]) -> Fraction | None:
    """Return which share of the others may override an objection together, None where nobody may."""
    text = settings.get("override", "")
    if text in {"", "none"}:
        return None
    share = read_exact(text)
    if share is None:
        raise Uncounted("not_an_exact_number", key="override", value=text)
    if not 0 < share <= 1:
        raise Uncounted("share_out_of_range", key="override", value=text)
    return share


def _tests(figures: dict[str, Number], settings: Settings, *, may_override: bool) -> list[dict[str, Json]]:
    votes = sum(figures.values())
    counted: dict[str, Json] = {position: exact(number) for position, number in figures.items()}
    standing = (OBJECTION,) if may_override else (OBJECTION, OVERRIDDEN)
    left = sum(figures[position] for position in standing)
    tests = [_test("consent", left == 0, f"{' + '.join(standing)} = 0", {**counted, "left": exact(left)})]
    if settings["stand-asides"]:
        most = _most(settings["stand-asides"], votes)
        aside = figures[STAND_ASIDE]
        limits: dict[str, Json] = {"had": exact(aside), "most": exact(most)}
        tests.append(_test("stand_asides", aside <= most, f"{STAND_ASIDE} <= {exact(most)}", limits))
    if not votes:
        tests.append(_test("empty", settings["empty"] == "passes", "votes > 0", {"votes": "0"}))
    return tests


def _most(text: str, votes: Number) -> Fraction:
    number = read_exact(text)
    if number is None:
        raise Uncounted("not_an_exact_number", key="stand-asides", value=text)
    # Less than one vote is nobody: what is below one is meant as a share.
    return number * votes if number < 1 or text.strip().endswith("%") else number


def _test(code: str, is_met: bool, formula: str, figures: dict[str, Json]) -> dict[str, Json]:
    sentence = f"{code}_met" if is_met else f"{code}_missed"
    return condition(code, is_met, formula, figures, option="", sentence=sentence)
