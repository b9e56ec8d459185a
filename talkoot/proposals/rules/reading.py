"""Reading a process from TOML. Whatever is wrong comes back as problems that name field and line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from talkoot.directory.rules import Power
from talkoot.proposals.rules.gates import OPEN, PREDICATES, All, AnyOf, Gate, Needs, Not
from talkoot.proposals.rules.lines import line_of
from talkoot.proposals.rules.process import FORMAT, Move, Process, Stage, When, Words, endless, unreachable
from talkoot.proposals.rules.states import ENDS, StageKind

LONGEST = 100_000
DEEPEST = 8
KEY = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
STAGE_FIELDS = {
    "key", "kind", "name", "clock_days", "reply_days", "moved_by", "takes_supports", "takes_edits", "move",
}  # fmt: skip
TAG = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong: a stable ``code``, the ``field`` (``stage[2].clock_days``), the ``line``, what was ``found``.

    ``wanted`` is what would be right, where that can be said in the file's own words.
    """

    code: str
    field: str = ""
    line: int | None = None
    found: str = ""
    wanted: str = ""


class NotAProcess(ValueError):
    """The file cannot be taken; ``problems`` says everything that is wrong with it."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("; ".join(f"{p.code} {p.field}" for p in problems))
        self.problems = problems


def parse(source: str) -> Process:
    """Return the process that the TOML ``source`` describes, or raise `NotAProcess`."""
    if len(source) > LONGEST:
        raise NotAProcess((Problem("too_long", found=str(len(source)), wanted=str(LONGEST)),))
    try:
        values = tomllib.loads(source)
    except (ValueError, RecursionError) as wrong:
        place = re.search(r"line (\d+)", str(wrong))
        raise NotAProcess(
            (Problem("not_toml", line=int(place[1]) if place else None, found=str(wrong)[:200]),)
        ) from None
    return read(values, source)


def read(values: Mapping[str, Any], source: str = "") -> Process:
    """Return the process that plain ``values`` describe, or raise `NotAProcess`; ``source`` gives the lines."""
    reader = _Reader(source)
    process = reader.process(values)
    if reader.problems:
        raise NotAProcess(tuple(reader.problems))
    return process


class _Reader:
    """Walks the values and collects problems instead of stopping at the first."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.problems: list[Problem] = []

    def wrong(self, code: str, field: str, found: object = "", wanted: object = "") -> None:
        self.problems.append(Problem(code, field, line_of(self.source, field), _short(found), _short(wanted)))

    def process(self, values: Mapping[str, Any]) -> Process:
        self.known(values, "", {"format", "slug", "version", "name", "about", "stage"})
        if values.get("format") != FORMAT or isinstance(values.get("format"), bool):
            self.wrong("format", "format", values.get("format", ""), FORMAT)
        process = Process(
            slug=self.key(values, "slug", ""),
            version=self.number(values, "version", "", 1, 1_000_000),
            name=self.words(values, "name", "", needed=True),
            about=self.words(values, "about", "", needed=False),
            stages=tuple(self.stage(stage, path) for stage, path in self.tables(values, "stage", "")),
        )
        self.whole(process)
        return process

    def stage(self, values: Mapping[str, Any], path: str) -> Stage:
        self.known(values, path, STAGE_FIELDS)
        reply = "reply_days" in values
        return Stage(
            key=self.key(values, "key", path),
            kind=StageKind(self.one_of(values, "kind", path, list(StageKind), StageKind.TRIAGE)),
            name=self.words(values, "name", path, needed=True),
            clock_days=self.number(values, "clock_days", path, 1, 3_650),
            reply_days=self.number(values, "reply_days", path, 1, 3_650) if reply else None,
            moved_by=self.one_of(values, "moved_by", path, list(Power), Power.MODERATE),
            takes_supports=self.flag(values, "takes_supports", path),
            takes_edits=self.flag(values, "takes_edits", path),
            moves=tuple(self.move(move, where) for move, where in self.tables(values, "move", path)),
        )

    def move(self, values: Mapping[str, Any], path: str) -> Move:
        self.known(values, path, {"to", "when", "gate"})
        return Move(
            to=self.key(values, "to", path),
            when=When(self.one_of(values, "when", path, list(When), When.MOVED, optional=True)),
            gate=self.gate(values["gate"], f"{path}.gate", 1) if "gate" in values else OPEN,
        )

    def gate(self, values: Any, path: str, depth: int) -> Gate:
        if not isinstance(values, Mapping) or depth > DEEPEST:
            self.wrong("too_deep" if depth > DEEPEST else "not_a_table", path, values, DEEPEST)
            return OPEN
        kinds = [kind for kind in ("needs", "all", "any", "not") if kind in values]
        if len(kinds) != 1:
            self.wrong("gate_kind", path, ", ".join(map(str, values)), "needs, all, any, not")
            return OPEN
        if kinds != ["needs"]:
            self.known(values, path, set(kinds))
        match kinds[0]:
            case "needs":
                return self.needs(values, path)
            case "not":
                return Not(self.gate(values["not"], f"{path}.not", depth + 1))
            case join:
                parts = self.parts(values[join], f"{path}.{join}", depth)
                return All(parts) if join == "all" else AnyOf(parts)

    def parts(self, values: Any, path: str, depth: int) -> tuple[Gate, ...]:
        if not isinstance(values, list) or (not values and path.endswith(".any")):
            self.wrong("not_a_list", path, values)
            return ()
        return tuple(self.gate(part, f"{path}[{n}]", depth + 1) for n, part in enumerate(values, 1))

    def needs(self, values: Mapping[str, Any], path: str) -> Gate:
        name = values["needs"]
        if not isinstance(name, str) or name not in PREDICATES:
            self.wrong("predicate", f"{path}.needs", name, ", ".join(sorted(PREDICATES)))
            return OPEN
        parameters = PREDICATES[name].parameters
        self.known(values, path, {"needs", *parameters})
        return Needs(
            name, tuple((p, self.number(values, p, path, *bounds)) for p, bounds in sorted(parameters.items()))
        )

    def whole(self, process: Process) -> None:
        stages = {stage.key: stage for stage in process.stages}
        if not process.stages:
            self.wrong("no_stage", "stage")
        elif process.first.kind != StageKind.TRIAGE:
            self.wrong("first_kind", "stage[1].kind", process.first.kind, StageKind.TRIAGE)
        for n, stage in enumerate(process.stages, 1):
            path = f"stage[{n}]"
            if [s.key for s in process.stages].index(stage.key) != n - 1:
                self.wrong("twice", f"{path}.key", stage.key)
            self.ways_out(stage, path, stages)
        if self.problems:
            return
        for key in unreachable(stages, process.first.key):
            self.wrong("unreachable", f"stage[{list(stages).index(key) + 1}].key", key)
        for key in endless(stages):
            self.wrong("endless", f"stage[{list(stages).index(key) + 1}].key", key)

    def ways_out(self, stage: Stage, path: str, stages: Mapping[str, Stage]) -> None:
        targets = {*stages, *(str(end) for end in ENDS)}
        if stage.key in {str(end) for end in ENDS}:
            self.wrong("key_is_an_end", f"{path}.key", stage.key)
        for n, move in enumerate(stage.moves, 1):
            where = f"{path}.move[{n}]"
            if move.to and move.to not in targets:
                self.wrong("no_such_stage", f"{where}.to", move.to, ", ".join(sorted(targets)))
            if move.to == stage.key:
                self.wrong("to_itself", f"{where}.to", move.to)
            if [(m.to, m.when) for m in stage.moves].index((move.to, move.when)) != n - 1:
                self.wrong("twice", f"{where}.to", move.to)
            if move.when != When.MOVED and stage.kind != StageKind.DECISION:
                self.wrong("no_verdict_here", f"{where}.when", move.when, StageKind.DECISION)
        if stage.kind == StageKind.DECISION:
            for when in (When.ADOPTED, When.REJECTED):
                if sum(move.when == when for move in stage.moves) != 1:
                    self.wrong("verdict_leads_nowhere", path, stage.key, when)

    def tables(self, values: Mapping[str, Any], name: str, path: str) -> list[tuple[Mapping[str, Any], str]]:
        field, found = _join(path, name), values.get(name, [])
        if not isinstance(found, list) or not all(isinstance(table, Mapping) for table in found):
            self.wrong("not_tables", field, found, f"[[{name}]]")
            return []
        if len(found) > 50:
            self.wrong("too_many", field, len(found), 50)
            return []
        return [(table, f"{field}[{n}]") for n, table in enumerate(found, 1)]

    def known(self, values: Mapping[str, Any], path: str, names: set[str]) -> None:
        for name in values:
            if name not in names:
                self.wrong("unknown", _join(path, name), name, ", ".join(sorted(names)))

    def key(self, values: Mapping[str, Any], name: str, path: str) -> str:
        found = values.get(name, "")
        if isinstance(found, str) and len(found) <= 40 and KEY.fullmatch(found):
            return found
        self.wrong("key", _join(path, name), found)
        return ""

    def number(self, values: Mapping[str, Any], name: str, path: str, least: int, most: int) -> int:
        found = values.get(name)
        if isinstance(found, int) and not isinstance(found, bool) and least <= found <= most:
            return found
        self.wrong("number", _join(path, name), "" if found is None else found, f"{least}–{most}")
        return least

    def flag(self, values: Mapping[str, Any], name: str, path: str) -> bool:
        found = values.get(name)
        if not isinstance(found, bool):
            self.wrong("flag", _join(path, name), "" if found is None else found, "true, false")
        return found is True

    def one_of(
        self, values: Mapping[str, Any], name: str, path: str, known: list[Any], default: str, *, optional: bool = False
    ) -> str:
        found = values.get(name, default if optional else "")
        if isinstance(found, str) and found in [str(k) for k in known]:
            return found
        self.wrong("one_of", _join(path, name), found, ", ".join(str(k) for k in known))
        return default

    def words(self, values: Mapping[str, Any], name: str, path: str, *, needed: bool) -> Words:
        field, found = _join(path, name), values.get(name, {})
        if not isinstance(found, Mapping) or (needed and not found):
            self.wrong("words", field, found)
            return ()
        for tag, text in found.items():
            if not TAG.fullmatch(tag):
                self.wrong("tag", f"{field}.{tag}", tag)
            elif not isinstance(text, str) or not text.strip() or len(text) > 1_000:
                self.wrong("text", f"{field}.{tag}", text)
        return tuple(sorted((tag, text) for tag, text in found.items() if isinstance(text, str)))


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else str(name)


def _short(value: object) -> str:
    text = str(value)
    return text if len(text) <= 300 else f"{text[:299]}…"
