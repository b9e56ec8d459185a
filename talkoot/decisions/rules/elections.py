"""Elections under rulebooks of format 2, counted by `recount` and nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from recount import Uncountable
from recount.bundles.writing import Chamber as BundleChamber
from recount.bundles.writing import Elsewhere, Evidence, Said, Voter, write_bundle
from recount.profiles import Ballot, Profile
from recount.rulebook import Chamber as ChamberRules
from recount.rulebooks.book import AT_THE_COUNT, Book, ElectionRules
from recount.rulebooks.counting import Cast, count
from recount.rulebooks.parsing import read_any
from recount.simulating import as_question
from recount.structure.votes import Tally
from talkoot.decisions.rules.marks import Marks, Paper, as_ballot, paper_of


@dataclass(frozen=True, slots=True)
class Standing:
    """Somebody on the paper: key, name, and what the rules ask of them, such as a home wiki or a cost."""

    key: int
    name: str
    about: Mapping[str, str]
    is_withdrawn: bool = False
    is_sitting: bool = False


@dataclass(frozen=True, slots=True)
class Votes:
    """What was cast in one chamber that elects: how many could, and every ballot's marks."""

    eligible: int
    ballots: Iterable[Marks]


@lru_cache(maxsize=512)
def book_of(canonical: str) -> Book | None:
    """Return the rules of a published version of format 2, None for one of format 1, which only asks questions."""
    rules = read_any(canonical)
    return rules if isinstance(rules, Book) else None


def election_in(canonical: str, key: str) -> ElectionRules | None:
    """Return how the chamber ``key`` elects, None where it answers a question or there is no such chamber."""
    book = book_of(canonical)
    chamber = book.chamber(key) if book else None
    return chamber.election if chamber else None


@lru_cache(maxsize=512)
def questions_in(canonical: str) -> dict[str, ChamberRules]:
    """Return the rules of the chambers that answer a question, by key, in whichever format they were written."""
    found = {chamber.key: as_question(chamber) for chamber in read_any(canonical).chambers}
    return {key: rules for key, rules in found.items() if rules is not None}


def paper_in(canonical: str, key: str) -> Paper | None:
    """Return how the ballots of the chamber ``key`` are filled in, None where it answers a question."""
    election = election_in(canonical, key)
    return paper_of(election.method, election.settings) if election else None


def awaits_seed(canonical: str) -> bool:
    """Tell whether the rules leave the seed of a lot to the count."""
    book = book_of(canonical)
    elections = [each.election for each in book.chambers if each.election] if book else []
    runoffs = [election.runoff.settings for election in elections if election.runoff]
    return any(settings.get("seed") == AT_THE_COUNT for settings in [*(e.settings for e in elections), *runoffs])


def places_of(stand: Sequence[Standing]) -> dict[int, int]:
    """Return each candidate's number on `recount`'s list, by key: members who stay are on no paper."""
    return {each.key: place for place, each in enumerate(each for each in stand if not each.is_sitting)}


def asked_of_candidates(book: Book) -> list[str]:
    """Return what caps and reserved seats go by, such as ``home_wiki``: each key once, in the order of the rules."""
    limits = [chamber.election.limits for chamber in book.chambers if chamber.election]
    caps = [cap.attribute for each in limits for cap in each.caps]
    return list(dict.fromkeys([*caps, *(group.attribute for each in limits for group in each.reserved)]))


def profile_of(paper: Paper, stand: Sequence[Standing], ballots: Iterable[Marks] = ()) -> Profile:
    """Return what `recount` counts: the candidates in the order of the paper, and each distinct ballot once."""
    places = places_of(stand)
    here = [each for each in stand if each.key in places]
    cast: Counter[Ballot] = Counter(as_ballot(paper, marks, places) for marks in ballots)
    return Profile(
        tuple(each.name for each in here),
        cast,
        withdrawn=frozenset(places[each.key] for each in here if each.is_withdrawn),
        about=tuple(dict(each.about) for each in here),
    )


def ruling_of(
    book: Book, votes: Mapping[str, Votes | Mapping[str, int]], stand: Sequence[Standing], seed: str = ""
) -> dict[str, Any]:
    """Return the verdict, as plain data, on what each chamber cast: `Votes`, or the figures of a question.

    `Uncountable` when something is missing or impossible.
    """
    sitting = tuple(dict(each.about) for each in stand if each.is_sitting)
    cast: dict[str, Tally | Cast] = {}
    for chamber in book.chambers:
        given = votes.get(chamber.key)
        if isinstance(given, Votes) and chamber.election is not None:
            paper = paper_of(chamber.election.method, chamber.election.settings)
            cast[chamber.key] = Cast(profile_of(paper, stand, given.ballots), given.eligible, sitting=sitting)
        elif given is not None and not isinstance(given, Votes):
            cast[chamber.key] = Tally(given["eligible"], given["yes"], given["no"], given["neutral"])
    return count(book, cast, seed).data()


__all__ = [
    "Book",
    "BundleChamber",
    "Elsewhere",
    "Evidence",
    "Said",
    "Standing",
    "Uncountable",
    "Voter",
    "Votes",
    "asked_of_candidates",
    "awaits_seed",
    "book_of",
    "election_in",
    "paper_in",
    "places_of",
    "profile_of",
    "questions_in",
    "ruling_of",
    "write_bundle",
]
