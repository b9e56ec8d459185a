"""Writes the bundle of a decision from plain data: the same decision gives the same bytes."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import islice
from typing import IO, Any

from recount.bundles.ballots import ballot_lines
from recount.bundles.chain import LEDGER
from recount.bundles.chambers import RUNOFF
from recount.bundles.cover import README, cover_text
from recount.bundles.description import BUNDLE, ELSEWHERE, FIGURES, FORMAT, OPEN, SECRET, WORDS, Anchor
from recount.bundles.manifest import MANIFEST, manifest_text
from recount.bundles.objections import OBJECTIONS, Objection, objection_lines
from recount.bundles.rolls import Entry, commitment, roll_lines
from recount.bundles.ruling import Ballots, Rules, is_question, is_split, read_rules, rule
from recount.bundles.strikes import CODE, STRIKES, Strike, strike_lines
from recount.bundles.verifying import RESULT, RULEBOOK, SOURCE
from recount.counting import CHOICES
from recount.formats import FORMATS
from recount.formats.gathering import together
from recount.formats.holding import lost
from recount.outcomes import exact
from recount.profiles import Ballot, Number, Profile
from recount.rulebook import Json, canonical_json, roll_sha256
from recount.structure.votes import whole

# How many lines are handed to the zip file at a time.
MANY = 10_000

# A choice, a ballot of an election, or where votes are split the part that each choice has.
type Said = str | Ballot | Mapping[str, Fraction]


@dataclass(frozen=True, slots=True)
class Voter:
    """A place on the roll. ``name`` is one line of text, ``salt`` 32 or more hexadecimal digits that nobody else has.

    Name and salt are in the bundle only when ``is_named``; else they are the voter's own, to find the line again.
    """

    name: str
    salt: str
    is_named: bool = False
    weight: Number = 1
    is_recused: bool = False


@dataclass(frozen=True, slots=True)
class Chamber:
    """What one chamber cast: pairs of who and what.

    Who is the voter's name on the roll, or where ``is_secret`` the receipt. What is yes, no or neutral, or their parts;
    in an election it is a `Ballot` on the options of ``paper`` (a profile without ballots). Struck ballots are among
    them unless they were sealed. ``form`` is the format of an election's file; unsaid it is BLT, or JSON where BLT
    loses something.
    """

    key: str
    is_secret: bool
    roll: Sequence[Voter]
    ballots: Iterable[tuple[str, Said]]
    paper: Profile | None = None
    form: str = ""
    sitting: Sequence[Mapping[str, str]] = ()
    runoff: Iterable[tuple[str, Said]] | None = None
    left: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A chamber whose vote was held elsewhere: ``tally`` (eligible, yes, no, neutral), where, and a hash of that."""

    key: str
    tally: Mapping[str, int]
    source: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that a bundle holds. ``decision`` has texts: ``id`` and ``title``, perhaps ``question`` and others.

    ``rulebook`` is its source, in TOML or JSON. ``ledger`` are objects as ``talkoot ledger export`` writes them,
    without a gap. In strikes and objections of open chambers the voter's name stands for the ballot. A
    ``result`` that is not given is counted.
    """

    decision: Mapping[str, str]
    rulebook: str
    chambers: Sequence[Chamber | Elsewhere]
    strikes: Sequence[Strike] = ()
    ledger: Sequence[Mapping[str, Any]] = ()
    anchors: Sequence[Anchor] = ()
    seed: str = ""
    result: Mapping[str, Json] | None = None
    objections: Sequence[Objection] = ()


def write_bundle(target: IO[bytes], evidence: Evidence) -> str:
    """Write a bundle to a file that can be sought in; return its hash, which is that of its manifest.

    Nothing in it depends on the clock or on the order in which voters, ballots and strikes are given.
    """
    rules = read_rules(evidence.rulebook)
    chambers = [_Prepared(chamber, rules, evidence) for chamber in evidence.chambers if isinstance(chamber, Chamber)]
    cast = {chamber.key: chamber.counted() for chamber in chambers}
    cast |= {c.key: Ballots(c.tally["eligible"], 0, dict(c.tally)) for c in evidence.chambers
             if isinstance(c, Elsewhere)}  # fmt: skip
    result = evidence.result if evidence.result is not None else rule(rules, cast, evidence.seed)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        files = _Files(packed)
        files.add(README, [cover_text(evidence.decision, rules, result, [c.key for c in evidence.chambers
                                                                          if isinstance(c, Elsewhere)])])  # fmt: skip
        files.add(BUNDLE, [_pretty(_description(evidence, chambers))])
        files.add(RULEBOOK, [rules.canonical()], end="")
        if not evidence.rulebook.lstrip("\ufeff \t\r\n").startswith("{"):
            files.add(SOURCE, [evidence.rulebook], end="")
        files.add(RESULT, [_pretty(dict(result))])
        if strikes := [strike for chamber in chambers for strike in chamber.strikes]:
            files.add(STRIKES, strike_lines(strikes))
        if objections := [each for chamber in chambers for each in chamber.objections]:
            files.add(OBJECTIONS, objection_lines(objections))
        for chamber in chambers:
            chamber.write(files)
        if evidence.ledger:
            files.add(LEDGER, (canonical_json(dict(seal)) for seal in evidence.ledger))
        return files.close()


class _Files:
    """The files of a zip, each written line by line, with fixed times and rights; keeps their hashes."""

    def __init__(self, packed: zipfile.ZipFile) -> None:
        self._packed = packed
        self._hashes: dict[str, str] = {}

    def add(self, name: str, lines: Iterable[str], end: str = "\n") -> None:
        """Write one file."""
        entry = zipfile.ZipInfo(name)
        entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, 3, 0o100644 << 16
        digest = hashlib.sha256()
        with self._packed.open(entry, "w") as file:
            rest = iter(lines)
            while some := list(islice(rest, MANY)):
                raw = "".join(f"{line}{end}" for line in some).encode()
                digest.update(raw)
                file.write(raw)
        self._hashes[name] = digest.hexdigest()

    def close(self) -> str:
        """Write the manifest; return its hash."""
        self.add(MANIFEST, [manifest_text(self._hashes)], end="")
        return self._hashes[MANIFEST]


class _Prepared:
    """A chamber with its lines in order."""

    def __init__(self, chamber: Chamber, rules: Rules, evidence: Evidence) -> None:
        self.key = chamber.key
        self.chamber = chamber
        self.is_question = is_question(rules, chamber.key)
        self.is_split = is_split(rules, chamber.key)
        self.voting = SECRET if chamber.is_secret else OPEN
        self.places = {
            voter.name: commitment(evidence.decision["id"], chamber.key, voter.name, voter.salt)
            for voter in chamber.roll
        }
        self.strikes = [
            replace(strike, ballot=self.code(strike.ballot))
            for strike in evidence.strikes
            if strike.chamber in {self.key, self.key + RUNOFF}
        ]
        self.objections = [
            replace(each, ballot=self.code(each.ballot)) for each in evidence.objections if each.chamber == self.key
        ]
        self.rows = self.sorted(chamber.ballots)
        self.runoff = None if chamber.runoff is None else self.sorted(chamber.runoff)

    def code(self, who: str) -> str:
        """Return the code of a ballot: the receipt, or the voter's commitment."""
        return who if self.chamber.is_secret else self.places[who]

    def sorted(self, ballots: Iterable[tuple[str, Said]]) -> list[tuple[str, Said]]:
        """Return ballots by their codes, in order."""
        rows = sorted(((self.code(who), said) for who, said in ballots), key=lambda row: row[0])
        for before, (code, _said) in zip([("", ""), *rows], rows, strict=False):
            if code == before[0] or not CODE.fullmatch(code):
                raise ValueError(f"{self.key}: {code} is there twice, or is no code")
        return rows

    def form(self) -> str:
        """Return the format of the ballots' file."""
        if self.is_question:
            return "csv"
        rows = [*self.rows, *(self.runoff or ())]
        profile = replace(self.paper(), ballots={said: 1 for _code, said in rows if isinstance(said, Ballot)})
        return self.chamber.form or ("json" if lost(profile, FORMATS["blt"].holds) else "blt")

    def paper(self) -> Profile:
        """Return what an election is about."""
        return self.chamber.paper or Profile((), {})

    def description(self) -> dict[str, Json]:
        """Return what ``bundle.json`` says of it."""
        chamber, form = self.chamber, self.form()
        runoff: dict[str, Json] = {} if self.runoff is None else {
            "runoff": self._papers(RUNOFF, form, self.runoff)}  # fmt: skip
        return {
            "key": self.key,
            "voting": self.voting,
            "eligible": len(chamber.roll),
            "roll": f"rolls/{self.key}.csv",
            "roll_sha256": roll_sha256(self.places.values()),
            **self._papers("", form, self.rows),
            **({"sitting": [dict(member) for member in chamber.sitting]} if chamber.sitting else {}),
            **({"left": list(chamber.left)} if chamber.left else {}),
            **runoff,
        }

    def _papers(self, kind: str, form: str, rows: Sequence[object]) -> dict[str, Json]:
        sealed = sum(strike.is_sealed for strike in self.strikes if strike.chamber == self.key + kind)
        return {"cast": len(rows) + sealed, "ballots": f"ballots/{self.key}{kind}.{form}", "as": form}

    def counted(self) -> Ballots:
        """Return what this chamber cast, without what was struck."""
        weights = {self.places[voter.name]: voter.weight for voter in self.chamber.roll if voter.weight != 1}
        ballots = Ballots(
            sum(voter.weight for voter in self.chamber.roll),
            sum(voter.weight for voter in self.chamber.roll if voter.is_recused),
            sitting=tuple(self.chamber.sitting),
            left=tuple(self.chamber.left),
        )
        if self.is_question:
            said: dict[str, Number] = dict.fromkeys(CHOICES, 0)
            for code, choices in self._standing(self.rows, ""):
                for choice, part in _parts(choices):
                    said[choice] += weights.get(code, 1) * part
            ballots.said = {choice: whole(number) for choice, number in said.items()}
        else:
            ballots.profile = self._profile(self.rows, "", weights)
            ballots.runoff = None if self.runoff is None else self._profile(self.runoff, RUNOFF, weights)
        return ballots

    def _profile(self, rows: list[tuple[str, Said]], kind: str, weights: Mapping[str, Number]) -> Profile:
        standing = self._standing(rows, kind)
        pairs = ((said, weights.get(code, 1)) for code, said in standing if isinstance(said, Ballot))
        return replace(self.paper(), ballots=together(pairs))

    def _standing(self, rows: list[tuple[str, Said]], kind: str) -> Iterator[tuple[str, Said]]:
        struck = {strike.ballot for strike in self.strikes if strike.chamber == self.key + kind}
        return (row for row in rows if row[0] not in struck)

    def write(self, files: _Files) -> None:
        """Write the roll and the ballots."""
        entries = (
            Entry(self.places[v.name], *((v.name, v.salt) if v.is_named else ("", "")), v.weight, v.is_recused)
            for v in self.chamber.roll
        )
        files.add(f"rolls/{self.key}.csv", roll_lines(entries))
        form = self.form()
        for kind, rows in (("", self.rows), (RUNOFF, self.runoff)):
            if rows is not None:
                files.add(f"ballots/{self.key}{kind}.{form}", self._lines(form, rows))

    def _lines(self, form: str, rows: Sequence[tuple[str, Said]]) -> Iterator[str]:
        word = WORDS[self.voting]
        if self.is_question:
            yield f"{word},choice,part" if self.is_split else f"{word},choice"
            for code, said in rows:
                for choice, part in _parts(said):
                    yield f"{code},{choice},{exact(part)}" if self.is_split else f"{code},{choice}"
            return
        pairs = [(code, said) for code, said in rows if isinstance(said, Ballot)]
        yield from ballot_lines(form, word, self.paper(), pairs)


def _parts(said: Said) -> list[tuple[str, Number]]:
    """Return the choices of one ballot on a question with their parts."""
    return sorted(said.items()) if isinstance(said, Mapping) else [(str(said), 1)]


def _description(evidence: Evidence, chambers: Sequence[_Prepared]) -> dict[str, Json]:
    prepared = {chamber.key: chamber for chamber in chambers}
    rows: list[Json] = [
        prepared[chamber.key].description() if isinstance(chamber, Chamber) else {
            "key": chamber.key, "voting": ELSEWHERE, "tally": {name: chamber.tally[name] for name in FIGURES},
            "source": chamber.source, "sha256": chamber.sha256,
        }
        for chamber in evidence.chambers
    ]  # fmt: skip
    anchors: list[Json] = [
        {"seal": anchor.seal, "path": list(anchor.path), "of": anchor.of} for anchor in evidence.anchors
    ]
    return {
        "format": FORMAT, "decision": dict(evidence.decision), "seed": evidence.seed, "chambers": rows,
        "anchors": anchors,
    }  # fmt: skip


def _pretty(data: Json) -> str:
    return json.dumps(data, indent=1, ensure_ascii=False)
