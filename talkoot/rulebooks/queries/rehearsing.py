"""A rehearsal: what happens at every edge of a rulebook, what surprises, and what can never work."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from talkoot.rulebooks.queries.picturing import Picture, picture_of
from talkoot.rulebooks.queries.sentences import Name, ReadBack, finding_sentence, name_of, read_back
from talkoot.rulebooks.rules import Field, FindingKind, Rules, simulate


@dataclass(frozen=True, slots=True)
class Found:
    """One finding in words: the chamber it is about (None: the whole) and the clause that makes it."""

    chamber: Name | None
    sentence: str
    clause: str


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """All that a rehearsal found, the worst first."""

    dead_ends: Sequence[Found]
    surprises: Sequence[Found]
    boundaries: Sequence[Found]


@dataclass(frozen=True, slots=True)
class DraftView:
    """Rules that nobody published yet, read back, drawn and rehearsed, and where they are to be kept."""

    rules: Rules
    slug: str
    body_id: int | None
    name: Name
    back: ReadBack
    picture: Picture
    rehearsal: Rehearsal
    source: str


def rehearsal_of(rules: Rules, field: Field | None = None, eligible: Mapping[str, int] | None = None) -> Rehearsal:
    """Return what a rehearsal finds; ``field`` are the candidates, ``eligible`` how many may vote, by chamber."""
    names = {chamber.key: name_of(chamber, rules.language) for chamber in rules.chambers}
    texts = {key: name.text for key, name in names.items()}
    found: dict[FindingKind, list[Found]] = {kind: [] for kind in FindingKind}
    for finding in simulate(rules, field, eligible):
        told = Found(names.get(finding.chamber), finding_sentence(finding, texts), finding.clause)
        found[finding.kind].append(told)
    return Rehearsal(found[FindingKind.DEAD_END], found[FindingKind.SURPRISE], found[FindingKind.BOUNDARY])


def draft_view(
    rules: Rules,
    source: str,
    field: Field | None = None,
    eligible: Mapping[str, int] | None = None,
    *,
    slug: str = "",
    body_id: int | None = None,
) -> DraftView:
    """Return what a steward sees of rules before publishing them, in ``slug`` by the body ``body_id``."""
    return DraftView(
        rules=rules,
        slug=slug,
        body_id=body_id,
        name=name_of(rules, rules.language),
        back=read_back(rules),
        picture=picture_of(rules),
        rehearsal=rehearsal_of(rules, field, eligible),
        source=source,
    )
