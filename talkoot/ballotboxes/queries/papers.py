"""What lies in an emptied box, and what is known of its slips: who has voted, never how."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import FETCH_RAISE

from talkoot.ballotboxes.models import BallotBox, Paper, Slip, Strike
from talkoot.ballotboxes.rules import BoxState, SlipState, canonical, papers_sha256

CHUNK = 2_000


def papers(subject: str, *, after: str = "") -> Iterator[tuple[str, Any]]:
    """Yield code and ballot of every paper of the emptied box that is not spoiled, in the order of the codes.

    With ``after`` those whose codes follow that one.

    As `recount`'s bundles take the ballots of a secret chamber, once the ballot is read by the chamber's rules.
    """
    for code, content in _valid(subject).filter(code__gt=after).iterator(CHUNK):
        yield code, json.loads(content)


@dataclass(frozen=True, slots=True)
class FoundPaper:
    """A ballot that somebody found by its code: the ref its box belongs to, the code, and what it says as it was cast.

    The box does not read it; the app whose box it is does, in the slot ``ballotboxes.paper.said``.
    """

    subject: str
    code: str
    content: str


def read_paper(subject: str, code: str) -> FoundPaper | None:
    """Return the ballot published under a receipt code, to be shown; None when there is none (one query)."""
    ballot = find_paper(subject, code)
    return None if ballot is None else FoundPaper(subject, code.strip().upper(), canonical(ballot).decode())


def find_paper(subject: str, code: str) -> Any | None:
    """Return the ballot published under a receipt code; None when there is none, or the box is not emptied."""
    wanted = code.strip().upper()
    row = _valid(subject).filter(code=wanted).first() if wanted else None
    return json.loads(row[1]) if row else None


def check_papers(box: BallotBox) -> bool:
    """Tell whether the papers are those whose hash the ledger has."""
    spoiled = Paper.objects.filter(box=box, is_spoiled=True).count()
    return box.papers_sha256 == papers_sha256(_valid(box.subject).iterator(CHUNK), spoiled)


def filled_places(subject: str) -> set[int]:
    """Return the places whose ballot lies in the box, or was taken out of it: who has voted and was not struck."""
    held = [SlipState.FILLED, SlipState.TAKEN_OUT]
    return set(Slip.objects.filter(box__subject=subject, state__in=held).values_list("place", flat=True))


def list_strikes(box: BallotBox) -> list[Strike]:
    """Return the strikes in a box that stand, with place and reason, in the order of the places."""
    rows = Strike.objects.standing().filter(slip__box=box).select_related("slip").defer("slip__sealed")
    return list(rows.order_by("slip__place").fetch_mode(FETCH_RAISE))


def struck_places(subject: str, places: Collection[int]) -> dict[int, Strike]:
    """Return the strikes that stand among some places of a box, each with who struck, by place (one query)."""
    rows = Strike.objects.standing().filter(slip__box__subject=subject, slip__place__in=places)
    rows = rows.select_related("slip", "person").defer("slip__sealed")
    return {row.slip.place: row for row in rows.fetch_mode(FETCH_RAISE)}


def struck_in(subjects: Collection[str]) -> int:
    """Return how many ballots of these boxes are struck (one query, none without boxes)."""
    return Strike.objects.standing().filter(slip__box__subject__in=subjects).count() if subjects else 0


def _valid(subject: str) -> Any:
    emptied = Paper.objects.filter(box__subject=subject, box__state=BoxState.EMPTIED, is_spoiled=False)
    return emptied.order_by("code").values_list("code", "content")
