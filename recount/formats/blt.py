"""BLT, the format of most programs that count single transferable votes.

The first line says how many options and seats; negative numbers withdraw options; then the ballots: its weight, options
by number from the most preferred, ``=`` between equals, ``-`` for a rank left out, ``0`` at the end; a weight of ``0``
ends the ballots; then the options' names and a title, each in quotes. ``#`` starts a comment.
Sources: Hill, Wichmann and Woodall, "Algorithm 123" (1987); the pages of OpenSTV, OpaVote and Droop on the format.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from recount.formats.gathering import MOST_RANKS, Numbers, read_count, together, trimmed
from recount.formats.lines import put_back
from recount.formats.naming import MOST_OPTIONS, checked_names, cleaned, fail
from recount.outcomes import exact
from recount.profiles import Ballot, Number, Profile, Rank

MOST_SEATS = 1_000_000
HEAD = re.compile(r"(\S+)\s+(\S+)\s*(.*)")
WORD = re.compile(r"\S+")
QUOTED = re.compile(r'"((?:[^"\\]+|\\.|"")*+)"(?:\s+|$)')
UNQUOTED = re.compile(r'[^\s"]+')
ESCAPED = re.compile(r'\\(["\\])|"(")')
# A text in quotes, which is kept, or a comment; the last is a comment that goes on after the line.
COMMENT = re.compile(r'("(?:[^"\\]+|\\.|"")*+"?)|#.*|/\*.*?\*/|(/\*.*)')
EQUALS = re.compile(r"\(([^()]*)\)")
BALLOT_ID = re.compile(r"\(\s*([^()]*?)\s*\)\s*(.*)")

type Numbered = Iterator[tuple[int, str]]


def read_blt(lines: Iterable[str]) -> Profile:
    """Return the profile in the lines of a BLT file.

    A ballot ends on the line on which it begins; any number may stand on one line. A line in brackets is an option of
    Droop's: ``[nick …]`` names options in ballots, ``[withdrawn …]`` withdraws them; others are ignored with a remark.
    A ballot's id in parentheses is followed by the weight 1 (OpenSTV), or in no ballot by any weight (Droop).
    """
    rest = _without_comments(lines)
    reading, rest = _head(rest)
    reading.take_ballots(_before_ballots(reading, rest))
    reading.take_identified()
    names, title = _names(put_back(reading.left, rest), reading.size)
    ballots = together(zip(reading.ballots, reading.weights, strict=True))
    return Profile(names, ballots, reading.seats, frozenset(reading.withdrawn), title, reading.remarks)


def write_blt(profile: Profile) -> Iterator[str]:
    """Yield the lines of a BLT file with ``profile``; points and silence have no place in it."""
    yield f"{len(profile.options)} {profile.seats}"
    if profile.withdrawn:
        yield " ".join(str(-option - 1) for option in sorted(profile.withdrawn))
    for ballot, weight in profile.ballots.items():
        yield " ".join([exact(weight), *("=".join(str(o + 1) for o in rank) or "-" for rank in ballot.ranks), "0"])
    yield "0"
    for text in (*profile.options, profile.title):
        escaped = text.replace("\\", "\\\\").replace('"', '\\"')
        yield f'"{escaped}"'


@dataclass(slots=True)
class _Reading:
    """What has been read. ``texts`` are places of ballots by their text; ``single`` is what a word means alone."""

    size: int
    seats: int
    single: dict[str, Rank]
    texts: dict[str, int] = field(default_factory=dict)
    ballots: list[Ballot] = field(default_factory=list)
    weights: list[Number] = field(default_factory=list)
    identified: dict[str, tuple[int, str]] = field(default_factory=dict)
    withdrawn: set[int] = field(default_factory=set)
    remarks: dict[str, int] = field(default_factory=dict)
    numbers: Numbers = field(default_factory=Numbers)
    # What follows the end of the ballots on its line.
    left: list[tuple[int, str]] = field(default_factory=list)

    def take_ballots(self, lines: Numbered) -> None:
        """Take ballots up to the weight 0 that ends them. A line with one ballot, as most are, is not taken apart."""
        cached: dict[str, Number] = {}
        texts, ballots, weights, meant = self.texts, self.ballots, self.weights, self.single.__getitem__
        number = 1
        for number, text in lines:
            head, _, rest = text.partition(" ")
            weight = cached.get(head)
            if weight is not None and rest.endswith(" 0") and " 0 " not in rest:
                # As `add` does it, without a call for each of a hundred thousand.
                place = texts.setdefault(rest, len(ballots))
                if place < len(ballots):
                    weights[place] += weight
                    continue
                try:
                    ranks = tuple(map(meant, rest[:-2].split()))
                except KeyError:
                    ranks = ()
                is_plain = ranks and len(set(ranks)) == len(ranks)
                ballots.append(Ballot(ranks if is_plain else self.ranks(rest[:-2], number)))
                weights.append(weight)
            elif text.startswith("("):
                self.identify(number, text)
            elif self.take_line(number, text):
                return
            elif head.isascii() and head.isdigit():
                cached[head] = int(head)
        fail("blt_no_end", number)

    def take_line(self, number: int, text: str) -> bool:
        """Take the ballots on a line; say whether it ends them all."""
        words: list[str] = []
        for found in WORD.finditer(text):
            word = found[0]
            if word != "0":
                words.append(word)
            elif words:
                self.add(" ".join([*words[1:], "0"]), self.weight(words[0], number), number)
                words = []
            else:
                self.left = [(number, text[found.end() :].lstrip())]
                return True
        if words:
            fail("blt_no_zero", number)
        return False

    def weight(self, word: str, number: int) -> Number:
        """Return the weight of a ballot, which is not 0: that ends them."""
        weight = self.numbers.weight(word, number)
        if not weight:
            fail("not_a_weight", number, value=word[:60])
        return weight

    def add(self, text: str, weight: Number, number: int) -> None:
        """Add a ballot, written without its weight but with the 0 at its end."""
        place = self.texts.setdefault(text, len(self.ballots))
        if place < len(self.ballots):
            self.weights[place] += weight
        else:
            self.ballots.append(Ballot(self.ranks(text[:-2], number)))
            self.weights.append(weight)

    def ranks(self, text: str, number: int) -> tuple[Rank, ...]:
        """Return ranks that may be equal (``1=2``, or as Hill writes ``(1 2)``) or left out (``-``)."""
        words = EQUALS.sub(lambda equal: "=".join(equal[1].split()), text).split()
        if len(words) > MOST_RANKS:
            fail("too_many_ranks", number, most=MOST_RANKS)
        ranks: list[Rank] = []
        seen: set[int] = set()
        for word in words:
            options = [] if word == "-" else [self.option(part, number) for part in word.split("=")]
            for option in options:
                if option in seen:
                    fail("option_twice", number, value=option + 1)
                seen.add(option)
            ranks.append(tuple(sorted(options)))
        return trimmed(ranks)

    def option(self, word: str, number: int) -> int:
        """Return the option of a number or nickname."""
        rank = self.single.get(word)
        if rank is None:
            fail("unknown_option", number, value=word[:60], options=self.size)
        return rank[0]

    def identify(self, number: int, text: str) -> None:
        """Keep a ballot with an id until it is known whether such ballots have weights here."""
        found = BALLOT_ID.fullmatch(text)
        if not found or not found[1]:
            fail("blt_ballot_id", number)
        if found[1] in self.identified:
            fail("ballot_id_twice", number, value=found[1][:60], other_line=self.identified[found[1]][0])
        words = found[2].split()
        if "0" not in words or words.index("0") != len(words) - 1:
            fail("blt_no_zero", number)
        self.identified[found[1]] = number, " ".join(words[:-1])

    def take_identified(self) -> None:
        """Add the ballots with ids: where one does not begin with the weight 1, none has a weight."""
        weighed = all(text.partition(" ")[0] == "1" for _number, text in self.identified.values())
        for number, text in self.identified.values():
            self.add(f"{text.partition(' ')[2] if weighed else text} 0", 1, number)

    def bracketed(self, number: int, text: str) -> str:
        """Take one option in brackets and return what follows it."""
        inside, end, after = text[1:].partition("]")
        words = inside.split()
        if not end or not words:
            fail("blt_bracket_open", number)
        if words[0] == "nick":
            if len(words) != self.size + 1:
                fail("blt_nicknames", number, found=len(words) - 1, wanted=self.size)
            self.single.update(zip(words[1:], [self.single[str(o + 1)] for o in range(self.size)], strict=True))
        elif words[0] == "withdrawn":
            self.withdrawn.update(self.option(word, number) for word in words[1:])
        else:
            self.remarks["ignored_line"] = self.remarks.get("ignored_line", 0) + 1
        return after.lstrip()


def _head(lines: Numbered) -> tuple[_Reading, Numbered]:
    number, text = next(lines, (1, ""))
    found = HEAD.fullmatch(text)
    if not found:
        fail("blt_no_head", number)
    size = read_count(found[1], number, "blt_no_head", MOST_OPTIONS)
    seats = read_count(found[2], number, "blt_no_head", MOST_SEATS)
    if not size:
        fail("blt_no_head", number)
    reading = _Reading(size, seats, {str(option + 1): (option,) for option in range(size)})
    return reading, put_back([(number, found[3])] if found[3] else [], lines)


def _before_ballots(reading: _Reading, lines: Numbered) -> Numbered:
    """Take what may stand before the ballots, numbers of the withdrawn and options in brackets; return the rest."""
    for number, line in lines:
        text = line
        while text:
            if text.startswith("["):
                text = reading.bracketed(number, text)
            elif text.startswith("-"):
                word = WORD.match(text)
                reading.withdrawn.add(reading.option(word[0][1:] if word else "", number))
                text = text[word.end() :].lstrip() if word else ""
            else:
                return put_back([(number, text)], lines)
    return lines


def _names(lines: Numbered, size: int) -> tuple[tuple[str, ...], str]:
    """Return the options' names and the title, if there is one; what follows the title is not read."""
    texts: list[tuple[int, str]] = []
    number = 1
    for number, line in lines:
        text = line
        while text and len(texts) <= size:
            found = QUOTED.match(text)
            alone = None if found else UNQUOTED.fullmatch(text)
            if not found and not alone:
                fail("blt_name_unquoted", number, value=text[:60])
            texts.append((number, ESCAPED.sub(r"\1\2", found[1]) if found else text))
            text = text[found.end() :] if found else ""
        if len(texts) > size:
            break
    if len(texts) < size:
        fail("blt_names_missing", number, found=len(texts), wanted=size)
    return checked_names(texts[:size]), cleaned(texts[size][1]) if len(texts) > size else ""


def _without_comments(lines: Iterable[str]) -> Numbered:
    """Yield each line that is not blank with its number, as `numbered` does, in one go with its comments left out."""
    inside = False
    for number, line in enumerate(lines, 1):
        text = line
        if inside:
            _comment, closed, text = text.partition("*/")
            inside = not closed
        if "#" in text or "/*" in text:
            text = text.strip()
            inside = any(found[2] for found in COMMENT.finditer(text))
            text = COMMENT.sub(lambda found: found[1] or " ", text)
        if text := text.strip():
            yield number, text
