"""Elections under rulebooks of format 2, counted by `recount` and nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from recount import Uncountable
from recount.closeness.rulings import of_ruling, of_verdict
from recount.methods.consent import POSITIONS
from recount.profiles import Ballot, Number, Profile
from recount.rulebook import Chamber as ChamberRules
from recount.rulebooks.book import AT_THE_COUNT, Book, ElectionRules, Recusals
from recount.rulebooks.counting import Cast, count
from recount.rulebooks.parsing import read_any
from recount.simulating import as_question
from recount.structure.votes import Tally, whole
from talkoot.counting.rules.marks import Filling, Marks, Paper, as_ballot, paper_of
from talkoot.rulebooks.rules import Count, RulebookRules, verdict_of

# Distinct ballots times candidates up to which an election is counted again and again to find out how close it was: a
# second or two, so that nobody waits for the result because of it.
LARGEST_TRIED = 100_000


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
    """What was cast in one chamber that elects: how many could, every ballot's marks, and how many stood back.

    Where votes weigh different amounts all three are weights, and ``weighed`` is each ballot's marks with its own.
    """

    eligible: Number
    ballots: Iterable[Marks] = ()
    recused: Number = 0
    weighed: Iterable[tuple[Marks, Number]] = ()


class Ruled(NamedTuple):
    """A verdict and how close it was, both as `recount`'s plain data."""

    verdict: dict[str, Any]
    closeness: dict[str, Any]


def answer_of(rulebook: RulebookRules, figures: Mapping[str, Mapping[str, int]]) -> Ruled:
    """Return the verdict on the figures of each chamber under a rulebook of format 1, and how close it was: exactly."""
    counts = {key: Count(**each) for key, each in figures.items()}
    return Ruled(verdict_of(rulebook, figures).data(), of_verdict(rulebook, counts).data())


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


def allows_delegation(canonical: str, key: str) -> bool:
    """Tell whether in the chamber ``key`` somebody may vote for those who let them."""
    book = book_of(canonical)
    chamber = book.chamber(key) if book else None
    return chamber is not None and chamber.allows_delegation


def is_delegable(canonical: str) -> bool:
    """Tell whether in any chamber somebody may vote for those who let them."""
    book = book_of(canonical)
    return book is not None and any(chamber.allows_delegation for chamber in book.chambers)


@lru_cache(maxsize=512)
def questions_in(canonical: str) -> dict[str, ChamberRules]:
    """Return the rules of the chambers that answer a question, by key, in whichever format they were written."""
    found = {chamber.key: as_question(chamber) for chamber in read_any(canonical).chambers}
    return {key: rules for key, rules in found.items() if rules is not None}


def may_recuse(canonical: str) -> bool:
    """Tell whether the rules say what becomes of those who stand back from a vote: format 1 does not."""
    return book_of(canonical) is not None


def base_in[N: (int, Number)](canonical: str, key: str, eligible: N, recused: N) -> N:
    """Return of how many, or of what weight, the shares of ``key`` are taken, where ``recused`` stand back."""
    book = book_of(canonical)
    chamber = book.chamber(key) if book else None
    return eligible - recused if chamber and chamber.recusals is Recusals.LEAVE else eligible


def paper_in(canonical: str, key: str) -> Paper | None:
    """Return how the ballots of the chamber ``key`` are filled in, None where it answers a question."""
    election = election_in(canonical, key)
    return paper_of(election.method, election.settings) if election else None


# What the canonical form of a rulebook contains just when it leaves the seed of a lot to the count. No text that
# somebody wrote contains it: quotation marks are escaped there.
SEED_AWAITED = f'"seed":"{AT_THE_COUNT}"'


def awaits_seed(canonical: str) -> bool:
    """Tell whether the rules leave the seed of a lot to the count."""
    book = book_of(canonical)
    elections = [each.election for each in book.chambers if each.election] if book else []
    runoffs = [election.runoff.settings for election in elections if election.runoff]
    return any(settings.get("seed") == AT_THE_COUNT for settings in [*(e.settings for e in elections), *runoffs])


def stand_on(paper: Paper, stand: Sequence[Standing]) -> Sequence[Standing]:
    """Return what can be marked on a paper: who stands, or in a round of consent the positions."""
    return _POSITIONS if paper.filling is Filling.POSITION else stand


_POSITIONS = tuple(Standing(key, name, {}) for key, name in enumerate(POSITIONS))


def places_of(stand: Sequence[Standing]) -> dict[int, int]:
    """Return each candidate's number on `recount`'s list, by key: members who stay are on no paper."""
    return {each.key: place for place, each in enumerate(each for each in stand if not each.is_sitting)}


def asked_of_candidates(book: Book) -> list[str]:
    """Return what caps and reserved seats go by, such as ``home_wiki``: each key once, in the order of the rules."""
    limits = [chamber.election.limits for chamber in book.chambers if chamber.election]
    caps = [cap.attribute for each in limits for cap in each.caps]
    return list(dict.fromkeys([*caps, *(group.attribute for each in limits for group in each.reserved)]))


def profile_of(
    paper: Paper,
    stand: Sequence[Standing],
    ballots: Iterable[Marks] = (),
    weighed: Iterable[tuple[Marks, Number]] = (),
) -> Profile:
    """Return what `recount` counts: the candidates in the order of the paper, and each distinct ballot once."""
    listed = stand_on(paper, stand)
    places = places_of(listed)
    here = [each for each in listed if each.key in places]
    cast: dict[Ballot, Number] = {**Counter(as_ballot(paper, marks, places) for marks in ballots)}
    for marks, weight in weighed:
        ballot = as_ballot(paper, marks, places)
        cast[ballot] = whole(cast.get(ballot, 0) + weight)
    return Profile(
        tuple(each.name for each in here),
        cast,
        withdrawn=frozenset(places[each.key] for each in here if each.is_withdrawn),
        about=tuple(dict(each.about) for each in here),
    )


def ruling_of(
    book: Book,
    votes: Mapping[str, Votes | Mapping[str, Number]],
    stand: Sequence[Standing],
    seed: str = "",
    *,
    largest: int | None = None,
) -> Ruled:
    """Return the verdict on what each chamber cast, `Votes` or the figures of a question, and how close it was.

    ``largest`` stands for `LARGEST_TRIED`. `Uncountable` when something is missing or impossible.
    """
    sitting = tuple(dict(each.about) for each in stand if each.is_sitting)
    cast: dict[str, Tally | Cast] = {}
    for chamber in book.chambers:
        given = votes.get(chamber.key)
        if isinstance(given, Votes) and chamber.election is not None:
            paper = paper_of(chamber.election.method, chamber.election.settings)
            profile = profile_of(paper, stand, given.ballots, given.weighed)
            cast[chamber.key] = Cast(profile, given.eligible, given.recused, sitting)
        elif given is not None and not isinstance(given, Votes):
            figures = (given["eligible"], given["yes"], given["no"], given["neutral"])
            cast[chamber.key] = Tally(*figures, given.get("recused", 0))
    ruling = count(book, cast, seed)
    most = LARGEST_TRIED if largest is None else largest
    return Ruled(ruling.data(), of_ruling(book, cast, ruling, seed, most).data())


__all__ = [
    "Book",
    "Ruled",
    "Standing",
    "Uncountable",
    "Votes",
    "allows_delegation",
    "answer_of",
    "asked_of_candidates",
    "awaits_seed",
    "base_in",
    "book_of",
    "election_in",
    "is_delegable",
    "may_recuse",
    "paper_in",
    "places_of",
    "profile_of",
    "questions_in",
    "ruling_of",
    "stand_on",
]
