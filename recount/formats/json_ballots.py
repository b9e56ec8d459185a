"""Ballots as JSON, recount's own form: everything a profile can hold, read ballot by ballot.

An object with ``format`` 1, ``options`` (names, or objects with ``name`` and ``about``, an object of texts) and
``ballots``; perhaps ``title``, ``seats``, ``withdrawn`` (names) and ``budget``. A ballot may have ``weight``, ``ranks``
(each a name or a list of names), ``scores`` (points by name), ``approvals`` (names, instead of ranks) and ``silent``
(names). Numbers are whole, or exact texts such as "2.5" and "1/3".
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NoReturn

from recount.formats.gathering import MOST_RANKS, Numbers, together, trimmed
from recount.formats.naming import MOST_OPTIONS, checked_names, cleaned, fail
from recount.outcomes import exact
from recount.profiles import Ballot, Number, Profile, Rank
from recount.reading import NotExact
from recount.rulebook import Json

FORMAT = 1
KEYS = ("format", "title", "seats", "options", "withdrawn", "budget", "ballots")
BALLOT_KEYS = ("weight", "ranks", "scores", "approvals", "silent")
# The longest text: it is held as a whole.
LONGEST_TEXT = 200_000_000
MOST_SEATS = 1_000_000
SPACE = re.compile(r"[ \t\r\n]*")


class _Twice(Exception):
    """A key stands in an object twice."""


def read_json(lines: Iterable[str]) -> Profile:
    """Return the profile in a JSON text; the options must come before the ballots."""
    text, size = [], 0
    for number, line in enumerate(lines, 1):
        size += len(line)
        if size > LONGEST_TEXT:
            fail("too_long", number, most=LONGEST_TEXT)
        text.append(line)
    return _Reading("".join(text)).read()


def write_json(profile: Profile) -> Iterator[str]:
    """Yield the lines of a JSON text with ``profile``, a ballot on each."""
    names = profile.options
    about = profile.about or ({},) * len(names)
    options = [{"name": name, "about": dict(said)} if said else name for name, said in zip(names, about, strict=True)]
    yield f'{{"format": {FORMAT},'
    yield f'"title": {_text(profile.title)}, "seats": {profile.seats}, "budget": {_text(_number(profile.budget))},'
    yield f'"options": {_text(options)},'
    yield f'"withdrawn": {_text([names[option] for option in sorted(profile.withdrawn)])},'
    yield '"ballots": ['
    last = len(profile.ballots) - 1
    for place, (ballot, weight) in enumerate(profile.ballots.items()):
        yield _text(_written(ballot, weight, names)) + ("" if place == last else ",")
    yield "]}"


def _written(ballot: Ballot, weight: Number, names: tuple[str, ...]) -> dict[str, Any]:
    data: dict[str, Any] = {} if weight == 1 else {"weight": _number(weight)}
    if ballot.ranks:
        data["ranks"] = [names[r[0]] if len(r) == 1 else [names[option] for option in r] for r in ballot.ranks]
    if ballot.scores:
        data["scores"] = {names[option]: _number(points) for option, points in ballot.scores}
    if ballot.silent:
        data["silent"] = [names[option] for option in ballot.silent]
    return data


def _number(number: Number) -> int | str:
    return number if isinstance(number, int) else exact(number)


def _text(data: object) -> str:
    return json.dumps(data, ensure_ascii=False)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _Twice(next(key for key, _value in pairs if sum(key == other for other, _v in pairs) > 1))
    return found


class _Reading:
    """Goes through one text, value by value, and knows the line it has come to."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.place = 0
        self.values: dict[str, Any] = {}
        self.numbers: dict[str, int] = {}
        self.single: dict[str, Rank] = {}
        self.exact: dict[int | str, Number] = {}
        self.read_numbers = Numbers()
        self.about: tuple[Mapping[str, str], ...] = ()
        self.decoder = json.JSONDecoder(parse_float=NotExact, parse_constant=NotExact, object_pairs_hook=_once)

    def read(self) -> Profile:
        """Return the profile."""
        ballots: dict[Ballot, Number] = {}
        self.expect("{")
        for key in self.items("}"):
            if key != "ballots":
                self.values[key] = self.value()
                continue
            if "options" not in self.values:
                self.fail("json_options_first")
            self.options()
            ballots = self.values[key] = together(self.ballots())
        self.space()
        if self.place != len(self.text):
            self.fail("not_json", detail="something follows the object")
        for key in ("format", "options", "ballots"):
            if key not in self.values:
                fail("missing", 1, key=key)
        return self.profile(ballots)

    def profile(self, ballots: Mapping[Ballot, Number]) -> Profile:
        """Return the profile of the values read."""
        if self.values["format"] != FORMAT or isinstance(self.values["format"], bool):
            self.wrong("unknown_format", "format", format=FORMAT)
        seats, title = self.values.get("seats", 0), self.values.get("title", "")
        if not isinstance(seats, int) or isinstance(seats, bool) or not 0 <= seats <= MOST_SEATS:
            self.wrong("not_a_number", "seats", key="seats")
        if not isinstance(title, str):
            self.wrong("not_a_text", "title", key="title")
        withdrawn = frozenset(self.listed("withdrawn", self.values.get("withdrawn", [])))
        budget = self.number("budget", self.values.get("budget", 0))
        about = self.about if any(self.about) else ()
        return Profile(tuple(self.numbers), ballots, seats, withdrawn, cleaned(title), about=about, budget=budget)

    def options(self) -> None:
        """Take the options: names, or objects with a name."""
        given = self.values["options"]
        if not isinstance(given, list):
            self.fail("not_a_list", key="options")
        if len(given) > MOST_OPTIONS:
            self.fail("too_many_options", most=MOST_OPTIONS)
        abouts: list[Mapping[str, str]] = []
        names: list[str] = []
        for option in given:
            data = {"name": option} if isinstance(option, str) else option
            if not isinstance(data, dict) or not data.keys() <= {"name", "about"}:
                self.fail("json_option")
            name, about = data.get("name"), data.get("about", {})
            if not isinstance(name, str) or not isinstance(about, dict):
                self.fail("json_option")
            if not all(isinstance(value, str) for value in about.values()):
                self.fail("json_option")
            names.append(name)
            abouts.append(about)
        line = self.line()
        self.numbers = {name: number for number, name in enumerate(checked_names((line, name) for name in names))}
        self.single = {name: (number,) for name, number in self.numbers.items()}
        self.about = tuple(abouts)

    def ballots(self) -> Iterator[tuple[Ballot, Number]]:
        """Yield each ballot with its weight."""
        self.expect("[")
        for _item in self.items("]"):
            data = self.value()
            if not isinstance(data, dict):
                self.fail("json_ballot")
            for key in data:
                if key not in BALLOT_KEYS:
                    self.fail("unknown_key", key=key[:60], known=", ".join(BALLOT_KEYS))
            weight = self.number("weight", data.get("weight", 1))
            if weight < 0:
                self.fail("not_a_weight", value=str(weight))
            if weight:
                yield self.ballot(data), weight

    def ballot(self, data: Mapping[str, Any]) -> Ballot:
        """Return one ballot."""
        ranks = data.get("ranks", [])
        if "approvals" in data:
            if "ranks" in data:
                self.fail("json_ballot")
            ranks = [data["approvals"]] if data["approvals"] else []
        scores = data.get("scores", {})
        if not isinstance(ranks, list) or not isinstance(scores, dict):
            self.fail("json_ballot")
        if len(ranks) > MOST_RANKS:
            self.fail("too_many_ranks", most=MOST_RANKS)
        points = sorted((self.option(name), self.number("scores", value)) for name, value in scores.items())
        silent = self.listed("silent", data["silent"]) if "silent" in data else ()
        return Ballot(trimmed([self.rank(rank) for rank in ranks]), tuple(points), silent)

    def rank(self, rank: object) -> Rank:
        """Return the options of one rank: a name, or a list of names."""
        return self.single.get(rank) or (self.option(rank),) if isinstance(rank, str) else self.listed("ranks", rank)

    def listed(self, key: str, names: object) -> Rank:
        """Return the options in a list of names, in their order; none may be there twice."""
        if not isinstance(names, list):
            self.fail("not_a_list", key=key)
        options = tuple(sorted({self.option(name) for name in names}))
        if len(options) != len(names):
            self.fail("json_twice", key=key)
        return options

    def option(self, name: object) -> int:
        """Return the number of a name."""
        option = self.numbers.get(name.strip()) if isinstance(name, str) else None
        if option is None:
            self.fail("unknown_name", value=str(name)[:60])
        return option

    def number(self, key: str, value: object) -> Number:
        """Return an exact number."""
        if isinstance(value, bool) or not isinstance(value, int | str) or isinstance(value, NotExact):
            self.fail("json_not_exact", key=key, value=str(value)[:60])
        known = self.exact.get(value)
        if known is None:
            known = self.exact[value] = self.read_numbers.get(str(value), self.line())
        return known

    def items(self, end: str) -> Iterator[str]:
        """Yield each key of an object, or nothing for each item of a list, up to its end; the value is to be taken."""
        self.space()
        if self.text.startswith(end, self.place):
            self.place += 1
            return
        while True:
            yield self.key() if end == "}" else ""
            self.space()
            sign = self.text[self.place : self.place + 1]
            if sign not in (",", end):
                self.fail("not_json", detail=f"expecting , or {end}")
            self.place += 1
            if sign == end:
                return

    def key(self) -> str:
        """Take a key and the colon after it."""
        key = self.value()
        if not isinstance(key, str) or key not in KEYS or key in self.values:
            self.fail("unknown_key", key=str(key)[:60], known=", ".join(KEYS))
        self.expect(":")
        return key

    def value(self) -> Any:
        """Take the value that follows."""
        self.space()
        try:
            value, self.place = self.decoder.raw_decode(self.text, self.place)
        except json.JSONDecodeError as wrong:
            fail("not_json", wrong.lineno, detail=wrong.msg)
        except _Twice as twice:
            self.fail("said_twice", key=str(twice)[:60])
        except RecursionError:
            self.fail("too_deep")
        except ValueError as wrong:
            self.fail("not_json", detail=str(wrong)[:80])
        return value

    def expect(self, sign: str) -> None:
        """Take one sign."""
        self.space()
        if not self.text.startswith(sign, self.place):
            self.fail("not_json", detail=f"expecting {sign}")
        self.place += 1

    def space(self) -> None:
        """Pass over white space."""
        found = SPACE.match(self.text, self.place)
        self.place = found.end() if found else self.place

    def line(self) -> int:
        """Return the line that has been come to."""
        return self.text.count("\n", 0, self.place) + 1

    def fail(self, code: str, **values: Json) -> NoReturn:
        """Stop with a problem on the line that has been come to."""
        fail(code, self.line(), **values)

    def wrong(self, code: str, where: str, **values: Json) -> NoReturn:
        """Stop with a problem on the line of a key of the text's object."""
        found = re.search(rf'"{where}"\s*:', self.text)
        self.place = found.start() if found else 0
        self.fail(code, **values)
