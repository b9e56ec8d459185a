"""Yes, no or neutral: on one question, or on each of many candidates at once, with a bar, a quorum and a floor."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from recount.counting import CHOICES, Count, Test, Uncountable, chamber_tests, quorum_test
from recount.methods.pairwise import whole
from recount.methods.plurality import first_choice
from recount.methods.points import pointed
from recount.methods.settings import Settings
from recount.methods.ties import Ties, best_first, fill
from recount.outcomes import Outcome, Round
from recount.profiles import Number, Profile, Uncounted
from recount.rulebook import Chamber, Kinds, Quorum, Settled, Strictness, Threshold

HALF = Fraction(1, 2)
SEAT_TIES = ("order", "lot", "none")


@dataclass(frozen=True, slots=True)
class _Rules:
    """The rules of every question, and how many are eligible (0: as many as voted)."""

    threshold: Threshold
    quorum: Quorum | None
    floor: Quorum | None
    eligible: int


def yes_no(profile: Profile, seats: int, settings: Settings) -> Outcome:
    """Count one question, or each option as a question of its own, by the tests of a rulebook (`recount.counting`).

    One question: the options are yes, no and perhaps neutral; ``yes`` is elected when all tests are met. Many: points
    above zero are a yes, below zero a no, anything else neutral; a ballot silent on an option is not counted there.
    Of the options that meet all tests the best take the seats, by ``rank=share`` (yes of the base) or ``rank=net`` (yes
    less no). This is how SecurePoll's support-neutral-oppose elections are decided, with the bar and the floor that the
    election names. Settings: ``threshold`` or ``bar`` (1/2), ``strictness`` (more than a half, at least any other
    share), ``base``, ``tie`` (``passes``, ``fails`` or ``bar`` for an equal vote; for seats see `Ties`), ``empty``,
    ``quorum`` (a share of the eligible or a number of ballots) of the kinds in ``counts``, ``floor`` (least number of
    yes), ``eligible``.
    """
    rules = _rules(settings)
    choices = {name.strip().casefold(): option for option, name in enumerate(profile.options)}
    if "yes" in choices and choices.keys() <= set(CHOICES):
        return _one_question(profile, rules, choices)
    return _many_questions(profile, seats, settings, rules)


def _one_question(profile: Profile, rules: _Rules, choices: Mapping[str, int]) -> Outcome:
    said: dict[int | None, Number] = {}
    for ballot, weight in profile.ballots.items():
        choice = first_choice(ballot, profile)
        said[choice] = said.get(choice, 0) + weight
    figures = {word: said.get(choices.get(word, -1), 0) for word in CHOICES}
    tests = _tests("", _count(figures, rules), rules)
    is_adopted = all(test.is_met for test in tests)
    elected = (choices["yes"],) if is_adopted else ()
    ahead = "yes" if is_adopted else "no"
    ranking = tuple((choices[word],) for word in sorted(CHOICES[:2], key=lambda word: word != ahead) if word in choices)
    totals = {option: said.get(option, 0) for option in profile.standing}
    one = Round(1, totals, elected=elected, exhausted=said.get(None, 0))
    return Outcome(elected, ranking, (), (one,), tests=tuple(test.data() for test in tests))


def _many_questions(profile: Profile, seats: int, settings: Settings, rules: _Rules) -> Outcome:
    counts = {option: _count(figures, rules) for option, figures in _said(profile).items()}
    tests = {option: _tests(profile.options[option], counted, rules) for option, counted in counts.items()}
    passed = {option for option, found in tests.items() if all(test.is_met for test in found)}
    ranking = best_first({option: _worth(counted, settings, rules) for option, counted in counts.items()})
    tie = settings["tie"]
    ties = Ties(profile, Settings({**settings, "tie": tie if tie in SEAT_TIES else "order"}))
    elected = fill([[option for option in tied if option in passed] for tied in ranking], seats, ties)
    totals: dict[int, Number] = {option: counted.yes for option, counted in counts.items()}
    return Outcome(
        elected,
        ranking,
        tuple(ties.broken),
        (Round(1, totals, elected=elected),),
        tests=tuple(test.data() for found in tests.values() for test in found),
        unfilled_seats=seats - len(elected),
    )


def _said(profile: Profile) -> dict[int, dict[str, Number]]:
    """Return how many said yes, no and neutral to each standing option."""
    said: dict[int, dict[str, Number]] = {option: dict.fromkeys(CHOICES, 0) for option in profile.standing}
    everyone = profile.weight
    for (points, weight), ballot in zip(pointed(profile), profile.ballots, strict=True):
        for option, given in points.items():
            if given and option not in ballot.silent:
                said[option]["yes" if given > 0 else "no"] += weight
        for option in ballot.silent:
            if option in said:
                said[option]["neutral"] -= weight
    for figures in said.values():
        figures["neutral"] += everyone - figures["yes"] - figures["no"]
    return said


def _count(figures: Mapping[str, Number], rules: _Rules) -> Count:
    whole_figures = [whole(figures[word]) for word in CHOICES]
    if any(type(number) is not int for number in whole_figures):
        raise Uncounted("weights_not_whole")
    yes, no, neutral = (int(number) for number in whole_figures)
    try:
        return Count(rules.eligible or max(1, yes + no + neutral), yes, no, neutral)
    except Uncountable as wrong:
        raise Uncounted(wrong.code, **wrong.values) from None


def _tests(name: str, counted: Count, rules: _Rules) -> list[Test]:
    chamber = Chamber(name, name, {}, rules.quorum, rules.threshold)
    tests = chamber_tests(chamber, counted)
    if rules.floor:
        tests.append(replace(quorum_test(replace(chamber, quorum=rules.floor), counted), code="floor"))
    return tests


def _worth(counted: Count, settings: Settings, rules: _Rules) -> Number:
    if settings["rank"] == "net":
        return counted.yes - counted.no
    base = counted.number(rules.threshold.base)
    return Fraction(counted.yes, base) if base else 0


def _rules(settings: Settings) -> _Rules:
    if settings["threshold"] and settings["bar"]:
        raise Uncounted("bar_said_twice")
    share = _share(settings, "threshold" if settings["threshold"] else "bar", HALF)
    base, tie = Kinds(settings["base"]), settings["tie"]
    if tie not in {"", "passes", "fails", "bar", *SEAT_TIES}:
        raise Uncounted("unknown_tie", value=tie)
    settled = Settled(tie) if tie in {"passes", "fails"} else Settled.BAR
    if settled is not Settled.BAR and not (share == HALF and base is Kinds.YES_NO):
        raise Uncounted("tie_is_no_question")
    usual = "more-than" if share == HALF else "at-least"
    strictness = Strictness((settings["strictness"] or usual).replace("-", " "))
    floor = Quorum(Kinds.YES, Strictness.AT_LEAST, votes=settings.whole("floor")) if settings["floor"] else None
    eligible = settings.whole("eligible", 1) if settings["eligible"] else 0
    threshold = Threshold(share, base, strictness, settled, Settled(settings["empty"]))
    return _Rules(threshold, _quorum(settings), floor, eligible)


def _quorum(settings: Settings) -> Quorum | None:
    text, counts = settings["quorum"], Kinds(settings["counts"])
    if not text:
        return None
    if text.isascii() and text.isdigit():
        return Quorum(counts, Strictness.AT_LEAST, votes=settings.whole("quorum"))
    if not settings["eligible"]:
        raise Uncounted("eligible_missing")
    return Quorum(counts, Strictness.AT_LEAST, share=_share(settings, "quorum", HALF))


def _share(settings: Settings, key: str, usual: Fraction) -> Fraction:
    share = settings.exact(key) if settings[key] else usual
    if not 0 < share <= 1:
        raise Uncounted("share_out_of_range", key=key, value=settings[key])
    return share
