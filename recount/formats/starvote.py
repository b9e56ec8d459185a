"""starvote's files: ``[options]`` with settings, then ``[ballots]`` of lines ``Name = points``, blank lines between.

``3 ballots:`` before a ballot says how many cast it. An option that a ballot does not name has 0 points on it.
Source: the documentation of the library starvote.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from recount.formats.gathering import Numbers, read_count, together
from recount.formats.naming import MOST_OPTIONS, checked_names, fail
from recount.profiles import Ballot, Number, Profile

MOST_SEATS = 1_000_000
COPIES = re.compile(r"(\d+)\s+ballots?\s*:", re.ASCII)
SECTION = re.compile(r"\[(\w+)\]")

type Scores = dict[int, Number]


def read_starvote(lines: Iterable[str]) -> Profile:
    """Return the profile in the lines of a file."""
    return _Reading().read(lines)


class _Reading:
    """Reads one file."""

    def __init__(self) -> None:
        self.seats = 0
        self.copies: Number = 1
        self.scores: Scores = {}
        self.names: list[tuple[int, str]] = []
        self.places: dict[str, int] = {}
        self.ballots: list[tuple[Scores, Number]] = []
        self.numbers = Numbers()

    def read(self, lines: Iterable[str]) -> Profile:
        """Return the profile."""
        section = ""
        for number, line in enumerate(lines, 1):
            text = line.partition("#")[0].strip()
            if found := SECTION.fullmatch(text):
                self.end()
                section = found[1].casefold()
            elif section == "ballots":
                self.take(number, text)
            elif section == "options":
                self.setting(number, text)
            elif text:
                fail("starvote_no_section", number)
        self.end()
        if not self.names:
            fail("starvote_no_ballots", 1)
        options = checked_names(self.names)
        return Profile(options, together(_complete(self.ballots, len(options))), self.seats)

    def setting(self, number: int, text: str) -> None:
        """Take a setting; all but the seats is passed over."""
        key, _, value = (part.strip() for part in text.partition("="))
        if key == "seats":
            self.seats = read_count(value, number, "starvote_seats", MOST_SEATS)
        elif key == "starvote_path":
            fail("starvote_elsewhere", number, value=value[:60])

    def take(self, number: int, text: str) -> None:
        """Take a line of ballots."""
        if not text and not self.scores:
            return
        if not text or COPIES.fullmatch(text):
            self.end()
        if found := COPIES.fullmatch(text):
            self.copies = self.numbers.weight(found[1], number)
        elif text:
            name, said, points = (part.strip() for part in text.rpartition("="))
            if not said:
                fail("starvote_line", number, value=text[:60])
            option = self.option(name, number)
            if option in self.scores:
                fail("abif_twice", number, value=name[:60])
            self.scores[option] = self.numbers.get(points, number)

    def option(self, name: str, number: int) -> int:
        """Return the option of a name, a new one where it is the first."""
        if name not in self.places:
            self.places[name] = len(self.names)
            self.names.append((number, name))
            if len(self.names) > MOST_OPTIONS:
                fail("too_many_options", number, most=MOST_OPTIONS)
        return self.places[name]

    def end(self) -> None:
        """End the ballot that is being taken."""
        if self.scores:
            self.ballots.append((self.scores, self.copies))
            self.scores, self.copies = {}, 1


def _complete(ballots: Sequence[tuple[Scores, Number]], size: int) -> Iterator[tuple[Ballot, Number]]:
    for scores, copies in ballots:
        if copies:
            yield Ballot(scores=tuple((option, scores.get(option, 0)) for option in range(size))), copies
