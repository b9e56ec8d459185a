"""The evidence bundle of a counted decision: one zip that a stranger verifies with `recount` alone, offline."""

from __future__ import annotations

import hmac
from collections.abc import Iterator, Mapping, Sequence
from typing import IO

from django.db.models import Count
from django.http import Http404

from talkoot.ballotboxes import queries as ballotboxes
from talkoot.counting.rules import (
    Number,
    Position,
    Standing,
    as_ballot,
    consenting,
    counted_as,
    electing,
    kind_of,
    marks_of,
    places_of,
    profile_of,
    stand_on,
)
from talkoot.decisions.models import Ballot, Chamber, Decision, RollEntry, Tally
from talkoot.decisions.models import Strike as StrikeRow
from talkoot.decisions.queries import candidates_of, paper_of_chamber, unsealed, weight_of
from talkoot.kernel.refs import ref
from talkoot.objections.models import Objection
from talkoot.objections.queries import became_of, objections_of, reasons_of
from talkoot.objections.rules import State as Became
from talkoot.results.rules import BundleChamber, Elsewhere, Evidence, Said, Strike, Told, Voter, write_bundle

BATCH = 5_000


def bundle_of(decision: Decision, target: IO[bytes]) -> str:
    """Write the bundle of a counted decision to ``target``; return its hash. 404 before it is counted.

    Nothing in it depends on when it is written: the same decision gives the same bytes.
    """
    if not decision.is_counted:
        raise Http404
    chambers = list(Chamber.objects.filter(decision=decision).order_by("position"))
    tallies = {t.chamber_id: t for t in Tally.objects.filter(chamber__in=chambers, is_current=True)}
    canonical = decision.rulebook.canonical
    stand = candidates_of(decision) if electing(canonical) else []
    is_round = bool(consenting(canonical))
    became = became_of(decision.ref) if is_round else {}
    return write_bundle(
        target,
        Evidence(
            decision=_about(decision),
            rulebook=decision.rulebook.source,
            chambers=[
                _elsewhere(chamber, tallies[chamber.pk])
                if chamber.is_elsewhere
                else _chamber(decision, chamber, stand, became)
                for chamber in chambers
            ],
            strikes=[strike for chamber in chambers for strike in _strikes(chamber)],
            seed=decision.seed,
            result=decision.verdict,
            objections=[*_told(decision, chambers)] if is_round else (),
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


def _chamber(
    decision: Decision, chamber: Chamber, stand: Sequence[Standing], became: Mapping[str, str]
) -> BundleChamber:
    paper = paper_of_chamber(decision, chamber.key)
    listed = stand_on(paper, stand) if paper else ()
    return BundleChamber(
        key=chamber.key,
        is_secret=chamber.is_secret,
        roll=[
            Voter(name, salt_of(decision, name), is_named=True, weight=weight, is_recused=is_recused)
            for name, weight, is_recused in _roll(chamber)
        ],
        ballots=_ballots(decision, chamber, listed, became),
        paper=profile_of(paper, stand) if paper else None,
        sitting=[dict(each.about) for each in listed if each.is_sitting],
    )


def _strikes(chamber: Chamber) -> list[Strike]:
    """Return what was struck: open ballots, which still lie among the others, or sealed ones, which name a voter on
    the roll and no code: no paper was ever made of them.
    """
    if not chamber.is_secret:
        return [*_struck_openly(chamber)]
    box = ballotboxes.box_of(chamber.box_subject)
    found = ballotboxes.list_strikes(box) if box else []
    voters = _voters([each.slip.place for each in found])
    return [
        Strike(
            chamber.key,
            voters[each.slip.place],
            " ".join(each.reason.split()),
            _voter(each.person_id, None) if each.person_id is not None else "",
            each.at.isoformat(),
            is_sealed=True,
        )
        for each in found
    ]


def _struck_openly(chamber: Chamber) -> Iterator[Strike]:
    rows = StrikeRow.objects.filter(ballot__chamber=chamber, taken_back_at__isnull=True).order_by("pk")
    wanted = ("ballot__entry__person_id", "ballot__entry__body_id", "reason", "struck_by_id", "struck_at")
    for person, body, reason, by, at in rows.values_list(*wanted).iterator(chunk_size=BATCH):
        yield Strike(chamber.key, _voter(person, body), " ".join(reason.split()), _voter(by, None), at.isoformat())


def _roll(chamber: Chamber) -> Iterator[tuple[str, Number, bool]]:
    rows = RollEntry.objects.filter(chamber=chamber).order_by("pk")
    wanted = rows.values_list("person_id", "body_id", "recused_at", "weight_numerator", "weight_denominator")
    for person, body, recused_at, *weight in wanted.iterator(chunk_size=BATCH):
        yield _voter(person, body), weight_of(*weight), recused_at is not None


def _ballots(
    decision: Decision, chamber: Chamber, listed: Sequence[Standing], became: Mapping[str, str]
) -> Iterator[tuple[str, Said]]:
    paper = paper_of_chamber(decision, chamber.key)
    places = places_of(listed)
    if chamber.is_secret:
        for ballot in unsealed(decision, chamber):
            if ballot.choice is not None:
                yield ballot.code, ballot.choice
            elif paper is not None and ballot.marks is not None:
                yield ballot.code, as_ballot(paper, ballot.marks, places)
        return
    rows = Ballot.objects.filter(chamber=chamber, is_current=True).order_by("pk")
    wanted = rows.values_list("entry_id", "entry__person_id", "entry__body_id", "choice", "marks")
    for entry, person, body, choice, kept in wanted.iterator(chunk_size=BATCH):
        if paper is None:
            yield _voter(person, body), choice
        else:
            marks = tuple((one, n) for one, n in kept or ())
            settled = became.get(ref("place", entry), "")
            yield _voter(person, body), as_ballot(paper, counted_as(marks, settled) if settled else marks, places)


def _told(decision: Decision, chambers: Sequence[Chamber]) -> Iterator[Told]:
    """Yield the objections that ballots hold which count, each with what became of it and the words that settled it."""
    keys = {ref("chamber", chamber.pk): chamber.key for chamber in chambers}
    last = {each.place: each for each in objections_of(decision.ref)}
    reasons = reasons_of(decision.ref)
    rolls = _rolls(chambers)
    rows = Ballot.objects.counting().filter(chamber__in=chambers, marks=_OBJECTS).order_by("pk")
    for entry, person, body in rows.values_list("entry_id", "entry__person_id", "entry__body_id"):
        one = last[ref("place", entry)]
        became = "" if one.is_standing else one.state
        reason = reasons.get(one.pk, "") if became in {Became.RESOLVED, Became.WITHOUT_REASON} else ""
        figures = _weighed_by(one, rolls[one.chamber]) if became == Became.OVERRIDDEN else ()
        yield Told(keys[one.chamber], _voter(person, body), kind_of(became), one.text, reason, *figures)


def _weighed_by(one: Objection, roll: tuple[int, int]) -> tuple[int, int, int | None]:
    """Return how many of how many others overrode an objection, and how many stood back and are none of them.

    That is left out where the others were counted before those who stand back were not (``roll``: all, and those).
    """
    places, recused = roll
    return one.had, one.others, recused if one.others + recused + 1 == places else None


def _rolls(chambers: Sequence[Chamber]) -> dict[str, tuple[int, int]]:
    """Return how many places there are on the roll of each chamber (a ref), and how many of them stand back."""
    rows = RollEntry.objects.filter(chamber__in=chambers).order_by().values_list("chamber_id")
    counted = rows.annotate(places=Count("pk"), recused=Count("recused_at"))
    return {ref("chamber", key): (places, recused) for key, places, recused in counted}


def _voters(places: Sequence[int]) -> dict[int, str]:
    """Return who is in some places of a roll, by place."""
    rows = RollEntry.objects.filter(pk__in=places).values_list("pk", "person_id", "body_id") if places else ()
    return {place: _voter(person, body) for place, person, body in rows}


_OBJECTS = [list(mark) for mark in marks_of(Position.OBJECTION)]


def _voter(person: int | None, body: int | None) -> str:
    return f"person:{person}" if person is not None else f"body:{body}"
