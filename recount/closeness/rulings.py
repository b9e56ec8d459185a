"""Closeness of a whole verdict: of each chamber, and of the chambers together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from recount.closeness.elections import bounds, election_margins
from recount.closeness.margins import Change, Margin, Sure
from recount.closeness.questions import margins, together
from recount.counting import Count, approves
from recount.profiles import Profile
from recount.rulebook import Chamber as Question
from recount.rulebook import Json, Rulebook
from recount.rulebooks.book import Book, Chamber, Recusals, Turnout, Weights
from recount.rulebooks.counting import Cast, Ruling, answer
from recount.structure.electing import without
from recount.structure.votes import Tally


@dataclass(frozen=True, slots=True)
class Closeness:
    """The margins of the whole (for the verdict), and by chamber key of each chamber's own answer."""

    whole: tuple[Margin, ...]
    chambers: Mapping[str, tuple[Margin, ...]]

    def data(self) -> dict[str, Json]:
        """Return the closeness as plain data."""
        return {
            "verdict": [margin.data() for margin in self.whole],
            "chambers": {key: [margin.data() for margin in found] for key, found in self.chambers.items()},
        }


def of_verdict(rulebook: Rulebook, counts: Mapping[str, Count]) -> Closeness:
    """Return how close a verdict of format 1 was: exact."""
    found = {chamber.key: margins(chamber, counts[chamber.key]) for chamber in rulebook.chambers}
    said = {chamber.key: approves(chamber, counts[chamber.key]) for chamber in rulebook.chambers}
    whole = tuple(
        Margin(change, together(rulebook.combination, said, {key: each[change] for key, each in found.items()}))
        for change in Change
    )
    return Closeness(whole, {key: _margins(each) for key, each in found.items()})


def of_ruling(
    book: Book, cast: Mapping[str, Tally | Cast], ruling: Ruling, seed: str = "", largest: int | None = None
) -> Closeness:
    """Return how close a verdict of format 2 was: of the whole where every chamber asked answers a question.

    Where weights differ, a figure is in votes and says at least how much weight must change. ``largest`` is the size up
    to which elections are counted again and again to find a bound (`elections.bounds`); without it all are.
    """
    said = {each.key: each.has_passed for each in ruling.answers if each.is_asked}
    elected = {each.key: each.elected for each in ruling.answers}
    chambers: dict[str, tuple[Margin, ...]] = {}
    by_key: dict[str, Mapping[Change, int | None]] = {}
    for key in said:
        chamber, given = book.chamber(key), cast[key]
        if chamber is None:
            continue
        if isinstance(given, Tally):
            found, unit = _question(chamber, given)
            by_key[key] = found
            sure = Sure.EXACT if chamber.weights is Weights.EQUAL else Sure.AT_LEAST
            chambers[key] = _margins(found, unit, sure)
        else:
            chambers[key] = tuple(_election(chamber, given, elected, seed, largest))
    if len(by_key) < len(said) or any(margin.sure is not Sure.EXACT for each in chambers.values() for margin in each):
        return Closeness((), chambers)
    return Closeness(tuple(_whole(book, said, by_key)), chambers)


def _margins(found: Mapping[Change, int | None], unit: int = 1, sure: Sure = Sure.EXACT) -> tuple[Margin, ...]:
    return tuple(
        Margin(change, ballots if ballots is None else -(-ballots // unit), sure, {"unit": unit} if unit > 1 else {})
        for change, ballots in found.items()
    )


def _question(chamber: Chamber, tally: Tally) -> tuple[Mapping[Change, int | None], int]:
    counted, unit = tally.scaled(leave=chamber.recusals is Recusals.LEAVE)
    quorum, threshold = chamber.quorum, chamber.question
    if threshold is None or isinstance(quorum, Turnout):
        return {}, 1
    if quorum is not None and quorum.votes is not None:
        quorum = replace(quorum, votes=quorum.votes * unit)
    return margins(Question(chamber.key, chamber.name, {}, quorum, threshold), counted), unit


def _whole(book: Book, said: Mapping[str, bool], found: Mapping[str, Mapping[Change, int | None]]) -> list[Margin]:
    """In order, the chamber that said no decides alone; what those after it would say nobody knows."""
    if book.in_order and not all(said.values()):
        last = next(key for key, has_passed in said.items() if not has_passed)
        asked: dict[str, Json] = {"then_asked": [chamber.key for chamber in book.chambers if chamber.key not in said]}
        sure = Sure.AT_LEAST if asked["then_asked"] else Sure.EXACT
        return [Margin(change, found[last][change], sure, asked) for change in Change]
    return [
        Margin(change, together(book.combination, said, {key: each[change] for key, each in found.items()}))
        for change in Change
    ]


def _election(
    chamber: Chamber, cast: Cast, stands: Mapping[str, tuple[str, ...]], seed: str, largest: int | None
) -> list[Margin]:
    rules = chamber.election
    if rules is None:
        return []
    found = answer(chamber, cast, seed, stands)
    profile = _standing(cast.profile, rules.candidates, stands)
    if not profile.standing:
        return []
    elected = [profile.options.index(name) for name in found.elected]
    if not rules.limits.caps and not rules.limits.reserved and not rules.runoff:
        election = rules.election(seed, int(cast.eligible))
        return election_margins(rules.method, profile, rules.limits.seats, election.settings, largest)
    ranking = found.outcomes[-1].ranking if found.outcomes else ()
    return bounds(profile, elected, ranking, _elects(chamber, cast, stands, seed), largest)


def _elects(
    chamber: Chamber, cast: Cast, stands: Mapping[str, tuple[str, ...]], seed: str
) -> Callable[[Profile], list[int]]:
    def elects(changed: Profile) -> list[int]:
        eligible = max(cast.eligible, changed.weight + cast.recused)
        found = answer(chamber, replace(cast, profile=changed, eligible=eligible), seed, stands)
        return [changed.options.index(name) for name in found.elected]

    return elects


def _standing(profile: Profile, source: str, stands: Mapping[str, tuple[str, ...]]) -> Profile:
    if not source:
        return profile
    return without(profile, [option for option, name in enumerate(profile.options) if name not in stands[source]])
