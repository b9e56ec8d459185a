"""The evidence bundle of a counted decision: one zip that a stranger verifies with `recount` alone, offline."""

from __future__ import annotations

import hmac
from collections.abc import Iterator
from typing import IO

from django.http import Http404

from talkoot.decisions.models import Ballot, Chamber, Decision, RollEntry, Tally
from talkoot.decisions.queries.papers import candidates_of, paper_of_chamber
from talkoot.decisions.rules import (
    BundleChamber,
    Elsewhere,
    Evidence,
    Said,
    Standing,
    Voter,
    as_ballot,
    places_of,
    profile_of,
    write_bundle,
)

BATCH = 5_000


def bundle_of(decision: Decision, target: IO[bytes]) -> str:
    """Write the bundle of a counted decision to ``target``; return its hash. 404 before it is counted.

    Nothing in it depends on when it is written: the same decision gives the same bytes.
    """
    if not decision.is_final:
        raise Http404
    chambers = list(Chamber.objects.filter(decision=decision).order_by("position"))
    tallies = {t.chamber_id: t for t in Tally.objects.filter(chamber__in=chambers, is_current=True)}
    stand = candidates_of(decision) if any(chamber.is_election for chamber in chambers) else []
    return write_bundle(
        target,
        Evidence(
            decision=_about(decision),
            rulebook=decision.rulebook.source,
            chambers=[
                _elsewhere(chamber, tallies[chamber.pk]) if chamber.is_elsewhere else _chamber(decision, chamber, stand)
                for chamber in chambers
            ],
            seed=decision.seed,
            result=decision.verdict,
        ),
    )


def salt_of(decision: Decision, voter: str) -> str:
    """Return the salt of a place on the roll: another for each, made anew whenever it is asked for."""
    return hmac.new(decision.roll_secret.encode(), voter.encode(), "sha256").hexdigest()


def _about(decision: Decision) -> dict[str, str]:
    said = {
        "id": decision.public_id,
        "title": decision.title,
        "question": decision.question,
        "language": decision.language,
        "put_by": decision.steward_body.name,
        "rests_on": decision.rests_on,
        "exemption": decision.exemption,
    }
    return {key: text for key, text in said.items() if text}


def _elsewhere(chamber: Chamber, tally: Tally) -> Elsewhere:
    figures = {"eligible": tally.eligible, "yes": tally.yes, "no": tally.no, "neutral": tally.neutral}
    return Elsewhere(chamber.key, figures, tally.source_url, tally.evidence_sha256)


def _chamber(decision: Decision, chamber: Chamber, stand: list[Standing]) -> BundleChamber:
    paper = paper_of_chamber(decision, chamber.key)
    return BundleChamber(
        key=chamber.key,
        is_secret=False,
        roll=[Voter(name, salt_of(decision, name), is_named=True) for name in _roll(chamber)],
        ballots=_ballots(decision, chamber, stand),
        paper=profile_of(paper, stand) if paper else None,
        sitting=[dict(each.about) for each in stand if each.is_sitting] if paper else (),
    )


def _roll(chamber: Chamber) -> Iterator[str]:
    rows = RollEntry.objects.filter(chamber=chamber).order_by("pk").values_list("person_id", "body_id")
    for person, body in rows.iterator(chunk_size=BATCH):
        yield _voter(person, body)


def _ballots(decision: Decision, chamber: Chamber, stand: list[Standing]) -> Iterator[tuple[str, Said]]:
    paper = paper_of_chamber(decision, chamber.key)
    places = places_of(stand)
    rows = Ballot.objects.filter(chamber=chamber, is_current=True).order_by("pk")
    wanted = rows.values_list("entry__person_id", "entry__body_id", "choice", "marks")
    for person, body, choice, marks in wanted.iterator(chunk_size=BATCH):
        if paper is None:
            yield _voter(person, body), choice
        else:
            yield _voter(person, body), as_ballot(paper, tuple((one, n) for one, n in marks or ()), places)


def _voter(person: int | None, body: int | None) -> str:
    return f"person:{person}" if person is not None else f"body:{body}"
