"""PrefLib's orders: ``soc`` strict and complete, ``soi`` strict, ``toc`` complete with ties, ``toi`` any; and ``cat``.

``# KEY: value`` lines come first, among them ``ALTERNATIVE NAME 1``; then lines such as ``12: 1,{2,3},4``: how many,
then options by number from the most preferred, ties in braces. ``cat`` has a list for each category instead.
Source: PrefLib's "Format Specification" (2022).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from recount.formats.gathering import read_count, together, trimmed
from recount.formats.lines import numbered
from recount.formats.naming import MOST_OPTIONS, checked_names, cleaned, fail
from recount.profiles import Ballot, Number, Profile, Rank

PREFLIB = ("soi", "soc", "toi", "toc", "cat")
MOST_VOTES = 10**15
NAME = re.compile(r"ALTERNATIVE NAME (\d{1,9})", re.ASCII)
CATEGORY = re.compile(r"CATEGORY NAME (\d{1,9})", re.ASCII)
PART = re.compile(r"\s*+(?:\{([^{}]*+)\}|(\w++))\s*+(?:,|$)", re.ASCII)
APPROVING = ("yes", "approve", "approved", "for", "support")


def preflib_reader(kind: str) -> Callable[[Iterable[str]], Profile]:
    """Return the function that reads files of one kind, and refuses ballots that it does not allow."""
    return lambda lines: _Reading(kind).read(lines)


def preflib_writer(kind: str) -> Callable[[Profile], Iterator[str]]:
    """Return the function that writes files of one kind; a profile it cannot hold is `Unusable`."""
    return lambda profile: _written(profile, kind)


class _Reading:
    """Reads one file."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.title = ""
        self.names: list[tuple[int, str]] = []
        self.numbers: dict[str, int] = {}
        self.single: dict[str, Rank] = {}
        self.categories: list[str] = []

    def read(self, lines: Iterable[str]) -> Profile:
        """Return the profile in the lines of a file."""
        texts: dict[str, Ballot] = {}
        weights: dict[str, Number] = {}
        for number, line in numbered(lines):
            if line.startswith("#"):
                self.metadata(number, line[1:])
                continue
            count, _, text = line.partition(":")
            if not count.strip().isdigit():
                fail("preflib_line", number, value=line[:60])
            weight = read_count(count.strip(), number, "preflib_line", MOST_VOTES)
            if text in texts:
                weights[text] += weight
            elif weight:
                texts[text], weights[text] = self.ballot(text, number), weight
        if not self.names:
            fail("preflib_no_names", 1)
        ballots = together((ballot, weights[text]) for text, ballot in texts.items())
        return Profile(checked_names(self.names), ballots, title=self.title)

    def metadata(self, number: int, line: str) -> None:
        """Take a line of metadata."""
        key, _, value = line.partition(":")
        key = key.strip()
        if key == "TITLE":
            self.title = cleaned(value)
        elif key == "DATA TYPE" and value.strip() not in {self.kind, ""}:
            fail("preflib_other_type", number, value=value.strip()[:20], kind=self.kind)
        elif CATEGORY.fullmatch(key):
            self.categories.append(value.strip().casefold())
        elif found := NAME.fullmatch(key):
            word = str(int(found[1]))
            if word in self.numbers:
                fail("preflib_name_twice", number, value=word)
            self.numbers[word] = len(self.names)
            self.single[word] = (len(self.names),)
            self.names.append((number, value.strip()))
            if len(self.names) > MOST_OPTIONS:
                fail("too_many_options", number, most=MOST_OPTIONS)

    def ballot(self, text: str, number: int) -> Ballot:
        """Return the ballot of a line without its count."""
        ranks = self.ranks(text, number)
        options = list(chain.from_iterable(ranks))
        if len(set(options)) != len(options):
            fail("preflib_twice", number)
        if self.kind == "cat":
            return Ballot(self.approved(ranks, number))
        if self.kind in ("soc", "soi") and len(options) != len(ranks):
            fail("preflib_not_strict", number, kind=self.kind)
        if self.kind in ("soc", "toc") and len(options) != len(self.names):
            fail("preflib_not_complete", number, kind=self.kind)
        return Ballot(trimmed(ranks))

    def ranks(self, text: str, number: int) -> list[Rank]:
        """Return what stands between the commas: one option, or several in braces."""
        try:
            return [self.single[word] for word in text.replace(" ", "").split(",")]
        except KeyError:
            pass
        ranks: list[Rank] = []
        place = 0
        text = text.strip()
        while place < len(text):
            found = PART.match(text, place)
            if not found:
                fail("preflib_ballot", number, value=text[:60])
            words = [found[2]] if found[2] else [word for word in re.split(r"[\s,]+", found[1]) if word]
            ranks.append(tuple(sorted(self.option(word, number) for word in words)))
            place = found.end()
        return ranks

    def option(self, word: str, number: int) -> int:
        """Return the option of a number."""
        option = self.numbers.get(word)
        if option is None:
            fail("preflib_unknown", number, value=word[:60])
        return option

    def approved(self, ranks: list[Rank], number: int) -> tuple[Rank, ...]:
        """Return the options in the category that approves, the only one that two categories leave to be ranked."""
        if len(self.categories) != len(ranks):
            fail("preflib_categories", number, found=len(ranks), wanted=len(self.categories))
        approving = [rank for name, rank in zip(self.categories, ranks, strict=True) if name in APPROVING]
        if len(ranks) == 2 and len(approving) == 1:
            return trimmed(approving)
        # More categories are an order of them, the first the best; what is in none is unranked.
        return trimmed(ranks)


def _written(profile: Profile, kind: str) -> Iterator[str]:
    for ballot, weight in profile.ballots.items():
        _check(ballot, weight, kind, len(profile.options))
    about = {
        "TITLE": profile.title,
        "DATA TYPE": kind,
        "NUMBER ALTERNATIVES": len(profile.options),
        "NUMBER VOTERS": profile.weight,
        "NUMBER UNIQUE PREFERENCES" if kind == "cat" else "NUMBER UNIQUE ORDERS": len(profile.ballots),
    }
    yield from (f"# {key}: {value}".rstrip() for key, value in about.items())
    if kind == "cat":
        yield from ("# NUMBER CATEGORIES: 2", "# CATEGORY NAME 1: Yes", "# CATEGORY NAME 2: No")
    yield from (f"# ALTERNATIVE NAME {number}: {name}" for number, name in enumerate(profile.options, 1))
    for ballot, weight in profile.ballots.items():
        ranks = ballot.ranks
        if kind == "cat":
            approved = set(chain.from_iterable(ranks))
            rest = tuple(option for option in range(len(profile.options)) if option not in approved)
            ranks = (tuple(sorted(approved)), rest)
        yield f"{weight}: {','.join(map(_rank, ranks))}"


def _rank(rank: Rank) -> str:
    inside = ",".join(str(option + 1) for option in rank)
    return inside if len(rank) == 1 else f"{{{inside}}}"


def _check(ballot: Ballot, weight: Number, kind: str, size: int) -> None:
    """Refuse a ballot that this kind of file has no form for."""
    ranked = [option for rank in ballot.ranks for option in rank]
    if not isinstance(weight, int):
        fail("preflib_whole", 1, kind=kind)
    if kind in ("soc", "soi") and any(len(rank) != 1 for rank in ballot.ranks):
        fail("preflib_not_strict", 1, kind=kind)
    if kind in ("soc", "toc") and len(ranked) != size:
        fail("preflib_not_complete", 1, kind=kind)
    if kind == "cat" and len(ballot.ranks) > 1:
        fail("preflib_not_approval", 1)
