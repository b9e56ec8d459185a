"""Standing again: a slate for a further vote between some of those who stood in an earlier one."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from talkoot.directory.queries import hats_of
from talkoot.kernel.actors import Actor
from talkoot.kernel.refs import ref
from talkoot.kernel.verdicts import require
from talkoot.ledger.actions import writing
from talkoot.slates.actions.holding import locked
from talkoot.slates.actions.opening import require_matter
from talkoot.slates.events import SlateFrozen
from talkoot.slates.models import Candidate, Slate, Statement
from talkoot.slates.permissions import Permission, may
from talkoot.slates.rules import State

COPIED = ("person_id", "body_id", "name", "look", "strokes", "language", "attributes", "cost",
          "nominated_by_id", "nominated_at", "consented_at")  # fmt: skip


def carry_over(
    slate_id: int,
    *,
    matter: str,
    title: str,
    url: str = "",
    standing: Collection[int],
    sitting: Collection[int] = (),
    by: Actor,
    at: datetime,
) -> Slate:
    """Freeze a slate for ``matter`` with those of the frozen slate ``slate_id`` who stand again, as they stood.

    ``standing`` and ``sitting`` are keys of its candidates; those who sit are members already. The names keep the order
    that was drawn, and come with what they say. Refuses a second slate for one matter.
    """
    with writing(by=by, at=at) as announce:
        earlier = locked(slate_id)
        require(may(by, Permission.OPEN_SLATE, earlier.steward_body_id, at=at, hats=hats_of(by, at)))
        require_matter(matter, url)
        slate = Slate.objects.create(
            matter=matter, url=url, title=title, language=earlier.language, steward_body_id=earlier.steward_body_id,
            kind=earlier.kind, opened_at=at, opens_at=earlier.opens_at, closes_at=earlier.closes_at, asks=earlier.asks,
            seed_source=earlier.seed_source, frozen_at=at, seed=earlier.seed, seed_from=earlier.seed_from,
        )  # fmt: skip
        stood = {one.pk: one for one in Candidate.objects.filter(slate=earlier).in_order()}
        drawn = [_again(slate, one, State.STANDING) for key, one in stood.items() if key in standing]
        for place, candidate in enumerate(drawn, 1):
            candidate.position = place
        members = [_again(slate, one, State.SITTING) for key, one in stood.items() if key in sitting]
        Candidate.objects.bulk_create([*drawn, *members])
        _carry_statements([key for key in stood if key in standing], drawn)
        order = [candidate.ref for candidate in drawn]
        fact = SlateFrozen(subject=slate.ref, seed=slate.seed, seed_from=slate.seed_from, order=order)
        announce(fact, on_behalf=ref("body", slate.steward_body_id))
    return slate


def _again(slate: Slate, one: Candidate, state: State) -> Candidate:
    return Candidate(slate=slate, state=state, **{name: getattr(one, name) for name in COPIED})


def _carry_statements(keys: Sequence[int], drawn: Sequence[Candidate]) -> None:
    """Let what candidates say now stand beside them again, as a first version."""
    again = dict(zip(keys, drawn, strict=True))
    rows = Statement.objects.filter(candidate__in=keys, is_current=True).order_by("pk")
    Statement.objects.bulk_create(
        Statement(
            candidate=again[said.candidate_id], language=said.language, version=1, text=said.text, html=said.html,
            person_id=said.person_id, at=said.at,
        )
        for said in rows
    )  # fmt: skip
