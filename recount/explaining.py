"""A rulebook read back, rule by rule, as codes with figures that any program can put into words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from recount.rulebook import Chamber, Json, Kinds, Rulebook, canonical_json, plain


@dataclass(frozen=True, slots=True)
class Line:
    """One rule: a ``code`` for words, the chamber's key (empty for the whole) and the figures."""

    code: str
    chamber: str
    values: Mapping[str, Json]

    def data(self) -> dict[str, Json]:
        """Return the line as plain data."""
        return {"code": self.code, "chamber": self.chamber, "values": dict(self.values)}


def explain(rulebook: Rulebook) -> list[Line]:
    """Return every rule of the book, first how the chambers combine, then each chamber's rules."""
    combination = rulebook.combination
    kind = {"all": "all", "any": "any"}.get(combination.word, "some")
    kind = "single" if combination.of == 1 else kind
    lines = [Line(f"combination_{kind}", "", {"needed": combination.needed, "of": combination.of})]
    for chamber in rulebook.chambers:
        lines += (
            Line(code, chamber.key, {"chamber": chamber.name, **values}) for code, values in _chamber_lines(chamber)
        )
    return lines


def _chamber_lines(chamber: Chamber) -> Iterator[tuple[str, dict[str, Json]]]:
    yield "electorate", {"electorate": canonical_json(dict(chamber.electorate))}
    yield from _quorum_lines(chamber)
    rule = chamber.threshold
    base = {Kinds.YES_NO: "yes_no", Kinds.YES_NO_NEUTRAL: "all"}.get(rule.base, "eligible")
    yield f"threshold_{base}", {"strictness": rule.strictness.value, "share": plain(rule.share)}
    yield f"tie_{rule.tie.value}", {}
    yield f"empty_{rule.empty.value}", {}


def _quorum_lines(chamber: Chamber) -> Iterator[tuple[str, dict[str, Json]]]:
    quorum = chamber.quorum
    if quorum is None:
        yield "quorum_none", {}
        return
    if quorum.share is not None:
        yield "quorum_share", {"strictness": quorum.strictness.value, "share": plain(quorum.share)}
    else:
        yield "quorum_votes", {"strictness": quorum.strictness.value, "votes": quorum.votes}
    counts = {Kinds.YES_NO_NEUTRAL: "all", Kinds.YES_NO: "yes_no"}.get(quorum.counts, "yes")
    yield f"quorum_counts_{counts}", {}
