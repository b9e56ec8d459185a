"""ABIF, the Aggregated Ballot Information Format of electorama.

``{"title": "…"}`` lines are metadata, ``=Ann:[Ann Lee]`` lines declare options, ``12:Ann>Bo=Cy`` lines are ballots:
how many, then tokens with ``>`` before less preferred ones and ``=`` between equals, points after ``/``, names with
other signs in ``[…]`` or ``"…"``. ``#`` starts a comment.
Sources: electowiki's page "ABIF"; the test data of electorama/abiftool.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from recount.formats.gathering import MOST_RANKS, Numbers, read_count, together, trimmed
from recount.formats.lines import numbered
from recount.formats.naming import checked_names, cleaned, fail
from recount.outcomes import exact
from recount.profiles import Ballot, Number, Profile, Rank

MOST_SEATS = 1_000_000
WORD = r'\[[^\]]*+\]|"(?:[^"\\]|\\.)*+"|[^\s>=,/#:\[\]"]++(?:[ \t]++[^\s>=,/#:\[\]"]++)*+'
DECLARED = re.compile(rf"=\s*+({WORD})\s*+:\s*+(.*)")
LINE = re.compile(r"(\d[\d./]*+)\s*+[:*]\s*+(.*)")
# One token with its points, and the sign between it and the next; nothing or a comment at the end.
NEXT = re.compile(rf"\s*+({WORD})?\s*+(?:/\s*+(-?[\d.]++(?:/\d++)?))?\s*+(>|=|,|$|#.*)")
BARE = re.compile(r"[A-Za-z][A-Za-z0-9_.-]*")


def read_abif(lines: Iterable[str]) -> Profile:
    """Return the profile in the lines of an ABIF file.

    An option's name is what it is declared as, else its token; options declared come first, in that order. ``,`` is
    ``=``, but on a line of points with no ``>`` or ``=`` the points alone say who is preferred. ``>>`` leaves a rank
    out. ``{"seats": 3}`` is read as the number of seats.
    """
    reading = _Reading()
    for number, text in numbered(lines):
        if text.startswith("{"):
            reading.metadata(number, text)
        elif text.startswith("="):
            reading.declare(number, text)
        elif not text.startswith("#"):
            reading.take(number, text)
    return reading.profile()


def write_abif(profile: Profile) -> Iterator[str]:
    """Yield the lines of an ABIF file with ``profile``; a ballot's points stand beside its ranks."""
    if profile.title:
        yield json.dumps({"title": profile.title}, ensure_ascii=False)
    if profile.seats:
        yield json.dumps({"seats": profile.seats})
    tokens = _tokens(profile.options)
    for token, name in zip(tokens, profile.options, strict=True):
        yield f"={token}:{json.dumps(name, ensure_ascii=False) if ']' in name else f'[{name}]'}"
    for ballot, weight in profile.ballots.items():
        yield f"{exact(weight)}:{_written(ballot, tokens)}"


def _tokens(names: tuple[str, ...]) -> list[str]:
    """Return a token for each name: itself where it can be one."""
    taken = set(names)
    tokens = []
    for number, name in enumerate(names, 1):
        token = name if BARE.fullmatch(name) else f"o{number}"
        while token != name and token in taken:
            token += "_"
        taken.add(token)
        tokens.append(token)
    return tokens


def _written(ballot: Ballot, tokens: list[str]) -> str:
    points = {option: f"/{exact(number)}" for option, number in ballot.scores}
    if not ballot.ranks:
        return "".join(tokens[option] + points[option] + "," for option in points)
    return ">".join("=".join(tokens[option] + points.get(option, "") for option in rank) for rank in ballot.ranks)


@dataclass(slots=True)
class _Reading:
    """What has been read: ``places`` are options by token or name, ``texts`` ballots as written and as meant."""

    names: list[tuple[int, str]] = field(default_factory=list)
    places: dict[str, int] = field(default_factory=dict)
    # The rank that a bare token alone means, the same for an option's token and its name.
    single: dict[str, Rank] = field(default_factory=dict)
    ranks: dict[int, Rank] = field(default_factory=dict)
    declared: dict[int, str] = field(default_factory=dict)
    texts: dict[str, Ballot] = field(default_factory=dict)
    weights: dict[str, Number] = field(default_factory=dict)
    numbers: Numbers = field(default_factory=Numbers)
    title: str = ""
    seats: int = 0

    def profile(self) -> Profile:
        """Return the profile of all that was read."""
        names = checked_names(self.names)
        about: tuple[Mapping[str, str], ...] = ()
        if any(names[option] != token for option, token in self.declared.items()):
            about = tuple({"token": self.declared[o]} if o in self.declared else {} for o in range(len(names)))
        ballots = together((ballot, self.weights[text]) for text, ballot in self.texts.items())
        return Profile(names, ballots, self.seats, title=self.title, about=about)

    def metadata(self, number: int, text: str) -> None:
        """Take a line of metadata; all but the title and the seats is passed over."""
        key, colon, value = text[1:-1].partition(":")
        if not colon or not text.endswith("}"):
            fail("abif_metadata", number)
        if key.strip(' "') == "title":
            self.title = cleaned(_plain(value.strip(" ,")))
        elif key.strip(' "') == "seats":
            self.seats = read_count(_plain(value.strip(" ,")), number, "abif_seats", MOST_SEATS)

    def declare(self, number: int, text: str) -> None:
        """Take the declaration of an option."""
        found = DECLARED.fullmatch(text)
        if not found:
            fail("abif_declaration", number, value=text[:60])
        token, name = _plain(found[1]), _plain(found[2].strip()) or _plain(found[1])
        if token in self.places:
            fail("abif_declared_late", number, value=token[:60])
        self.places[token] = len(self.names)
        self.places.setdefault(name, len(self.names))
        self.declared[len(self.names)] = token
        self.add_name(number, name)

    def add_name(self, number: int, name: str) -> None:
        """Add an option; now and then the names are checked, so that a file of too many is soon refused."""
        self.names.append((number, name))
        if len(self.names) % 1000 == 1:
            checked_names(self.names)

    def take(self, number: int, line: str) -> None:
        """Take a line of ballots."""
        found = LINE.fullmatch(line)
        if not found:
            fail("abif_line", number, value=line[:60])
        weight, text = self.numbers.weight(found[1], number), found[2]
        if text in self.texts:
            self.weights[text] += weight
        elif weight:
            self.texts[text] = self.ballot(text, number)
            self.weights[text] = weight

    def ballot(self, text: str, number: int) -> Ballot:
        """Return the ballot that a line means. Tokens known already with nothing but ``>`` are not taken apart."""
        plain = [self.single.get(word) for word in text.split(">")]
        known = [rank for rank in plain if rank is not None]
        if len(known) == len(plain) == len(set(map(id, known))):
            return Ballot(tuple(known))
        ranks: list[list[int]] = [[]]
        points: dict[int, Number] = {}
        seen: set[int] = set()
        for token, score, sign in _parts(text, number):
            if token:
                option = self.option(_plain(token), number)
                if option in seen:
                    fail("abif_twice", number, value=_plain(token)[:60])
                seen.add(option)
                ranks[-1].append(option)
                if score:
                    points[option] = self.numbers.get(score, number)
            if sign == ">":
                ranks.append([])
                if len(ranks) > MOST_RANKS:
                    fail("too_many_ranks", number, most=MOST_RANKS)
        scores = tuple(sorted(points.items()))
        if points and len(ranks) == 1 and "=" not in text and "," in text:
            return Ballot(scores=scores)
        return Ballot(trimmed([tuple(sorted(rank)) for rank in ranks]), scores)

    def option(self, token: str, number: int) -> int:
        """Return the option of a token, a new one where it was not declared."""
        if token not in self.places:
            self.places[token] = len(self.names)
            self.add_name(number, token)
        option = self.places[token]
        if BARE.fullmatch(token):
            self.single[token] = self.ranks.setdefault(option, (option,))
        return option


def _parts(text: str, number: int) -> Iterator[tuple[str, str, str]]:
    """Yield each token with its points and the sign after it; nothing may be missing but a whole rank."""
    place, before = 0, ""
    while found := NEXT.match(text, place):
        token, score, sign = found[1] or "", found[2] or "", found[3]
        missing = not token and (score or sign in ("=", ",") or before == "=" or (before == "," and sign == ">"))
        if missing:
            break
        if not sign or sign.startswith("#"):
            yield token, score, ""
            return
        yield token, score, sign
        place, before = found.end(), sign
    fail("abif_ballot", number, value=text[:60])


def _plain(token: str) -> str:
    """Return a token without its brackets or quotes."""
    if token.startswith("[") and token.endswith("]"):
        return token[1:-1].strip()
    if len(token) > 1 and token.startswith('"') and token.endswith('"'):
        return re.sub(r"\\(.)", r"\1", token[1:-1]).strip()
    return token.strip()
