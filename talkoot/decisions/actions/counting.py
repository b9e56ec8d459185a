"""Counting a closed decision: from its ballots and tallies to the verdict that stays."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from talkoot.counting import rules as counting
from talkoot.decisions import rules
from talkoot.decisions.events import DecisionCounted, DecisionFinal
from talkoot.decisions.models import Ballot, Chamber, Decision, Tally
from talkoot.decisions.queries.papers import candidates_of
from talkoot.decisions.queries.unsealing import sealed_boxes, unsealed
from talkoot.decisions.queries.weights import RollWeight, weigh_ballots, weigh_rolls, weighed_marks
from talkoot.kernel.refs import ref
from talkoot.kernel.refusals import Refusal
from talkoot.objections.queries import became_of
from talkoot.rulebooks.rules import yes_no_rules_of

CHOICES = ("yes", "no", "neutral")
COUNTED = ("verdict", "closeness", "outcome", "counted_at", "challenges_until", "final_at", "eligible", "seed",
           "runoff_seats")  # fmt: skip
BATCH = 5_000

type Figures = Mapping[str, int]
# The weights of a chamber whose votes weigh different amounts, by the same names.
type Weights = Mapping[str, counting.Number]


def counted(
    decision: Decision, chambers: Sequence[Chamber], at: datetime, *, seed: str = ""
) -> DecisionCounted | DecisionFinal:
    """Count the decision and keep verdict, outcome and figures; the rows are the caller's, held.

    The count is final at once, or once the time is over in which the rulebook lets it be challenged.

    ``seed`` is what lots are drawn from, where the rulebook leaves that to the count. Refuses while it, the tally of
    a chamber that votes elsewhere, or a key of a ballot box is missing, and while scrutineers look at the ballots.
    """
    _require_scrutinised(decision)
    _require_unsealed(chambers)
    questions = [chamber for chamber in chambers if not chamber.is_election]
    figures = _figures(decision, questions)
    verdict, decision.closeness = _ruled(decision, chambers, {**figures, **_weights(questions)}, seed)
    passed = {result["key"]: result["passed"] for result in verdict["chambers"]}
    for chamber in chambers:
        chamber.has_passed = passed[chamber.key]
        if chamber.key in figures:
            chamber.eligible = figures[chamber.key]["eligible"]
            chamber.yes, chamber.no, chamber.neutral = (figures[chamber.key][choice] for choice in CHOICES)
    Chamber.objects.bulk_update(chambers, ["eligible", "yes", "no", "neutral", "has_passed"])
    decision.verdict, decision.outcome, decision.counted_at = verdict, str(verdict["outcome"]), at
    due = counting.runoff_due(verdict)
    decision.runoff_seats = due.left.seats if due else None
    decision.eligible, decision.seed = sum(chamber.eligible or 0 for chamber in chambers), seed
    days = rules.course_of(decision.rulebook.canonical).challenge_days
    decision.challenges_until = at + timedelta(days=days) if days else None
    decision.final_at = None if days else at
    decision.save(update_fields=COUNTED)
    return told(decision)


def told(decision: Decision) -> DecisionCounted | DecisionFinal:
    """Return what is announced of the count of a decision: that it is final, or until when it may be challenged."""
    verdict: dict[str, Any] = decision.verdict or {}
    passed = {result["key"]: result["passed"] for result in verdict["chambers"]}
    said: dict[str, Any] = {
        "subject": decision.ref,
        "outcome": decision.outcome,
        "passed": sum(passed.values()),
        "chambers": passed,
        "verdict_sha256": counting.verdict_sha256(verdict),
    }
    if decision.final_at is None and decision.challenges_until is not None:
        return DecisionCounted(**said, challenges_until=decision.challenges_until.isoformat())
    return DecisionFinal(**said)


def awaits(decision: Decision, chambers: Sequence[Chamber]) -> bool:
    """Tell whether something the count needs comes only after the close: the word of scrutineers, a tally, the keys of
    a box, or a seed.
    """
    return (
        decision.is_in_scrutiny or awaits_steward(decision, chambers) or any(chamber.is_secret for chamber in chambers)
    )


def awaits_steward(decision: Decision, chambers: Sequence[Chamber]) -> bool:
    """Tell whether a steward has to bring something to the count: the result of a vote held elsewhere, or a seed."""
    return any(chamber.is_elsewhere for chamber in chambers) or counting.awaits_seed(decision.rulebook.canonical)


def _ruled(
    decision: Decision, chambers: Sequence[Chamber], figures: Mapping[str, Weights], seed: str
) -> counting.Ruled:
    book = counting.book_of(decision.rulebook.canonical)
    if book is None:
        known = {key: {name: int(row[name]) for name in ("eligible", *CHOICES)} for key, row in figures.items()}
        return counting.answer_of(yes_no_rules_of(decision.rulebook.canonical), known)
    if counting.awaits_seed(decision.rulebook.canonical) and not seed:
        sentence = _("Lots are drawn from a seed that is published now. Give it, and where it comes from.")
        raise Refusal("seed_missing", sentence, "seed")
    became = became_of(decision.ref) if counting.consenting(decision.rulebook.canonical) else {}
    elections = [chamber for chamber in chambers if chamber.is_election]
    rolls = weigh_rolls(elections)
    votes = {c.key: _votes(decision, c, rolls.get(c.pk), became) for c in elections}
    return counting.ruling_of(book, {**figures, **votes}, candidates_of(decision), seed)


def _votes(decision: Decision, chamber: Chamber, roll: RollWeight | None, became: Mapping[str, str]) -> counting.Votes:
    """Return what was cast in a chamber that elects, each ballot with its weight where votes weigh."""
    if roll is None:
        return counting.Votes(chamber.eligible or 0, _marks(decision, chamber, became), chamber.recused or 0)
    return counting.Votes(roll.total, recused=roll.recused, weighed=weighed_marks(chamber))


def _weights(chambers: Sequence[Chamber]) -> dict[str, Weights]:
    """Return what was cast by weight in the chambers whose votes weigh, by key (two queries; none without such)."""
    rolls = weigh_rolls(chambers)
    cast = weigh_ballots(Ballot.objects.counting().filter(chamber__in=rolls), "chamber_id", "choice") if rolls else {}
    return {
        c.key: {
            "eligible": rolls[c.pk].total,
            "recused": rolls[c.pk].recused,
            **{choice: cast.get((c.pk, choice), 0) for choice in CHOICES},
        }
        for c in chambers
        if c.pk in rolls
    }


def _marks(decision: Decision, chamber: Chamber, became: Mapping[str, str]) -> Iterator[counting.Marks]:
    """Yield the marks of every ballot that counts; an objection as what ``became`` of it, by place."""
    if chamber.is_secret:
        yield from (paper.marks for paper in unsealed(decision, chamber) if paper.marks is not None)
        return
    rows = Ballot.objects.counting().filter(chamber=chamber).order_by("pk").values_list("entry_id", "marks")
    for entry, kept in rows.iterator(chunk_size=BATCH):
        marks = tuple((option, number) for option, number in kept or ())
        settled = became.get(ref("place", entry), "")
        yield counting.counted_as(marks, settled) if settled else marks


def _figures(decision: Decision, chambers: Sequence[Chamber]) -> dict[str, Figures]:
    """Return the figures of each chamber by its key: counted here, or recorded from elsewhere."""
    cast = _cast(decision, chambers)
    tallies = {t.chamber_id: t for t in Tally.objects.filter(chamber__in=chambers, is_current=True)}
    counts: dict[str, Figures] = {}
    for chamber in chambers:
        if not chamber.is_elsewhere:
            known = {"eligible": chamber.eligible or 0, "recused": chamber.recused or 0}
            counts[chamber.key] = {**known, **cast[chamber.pk]}
        elif chamber.pk in tallies:
            tally = tallies[chamber.pk]
            counts[chamber.key] = {name: getattr(tally, name) for name in ("eligible", *CHOICES)}
        else:
            # Translators: %(chamber)s is the name of a chamber.
            sentence = _("The vote of “%(chamber)s” is held elsewhere. Record its result first.")
            raise Refusal("tally_missing", sentence % {"chamber": chamber.name})
    return counts


def _require_scrutinised(decision: Decision) -> None:
    if decision.is_in_scrutiny:
        raise Refusal("in_scrutiny", _("The scrutineers are looking at the ballots. They say when they are done."))


def _require_unsealed(chambers: Sequence[Chamber]) -> None:
    sealed = sealed_boxes(chambers)
    for chamber in (each for each in chambers if each.key in sealed):
        # Translators: %(chamber)s is the name of a chamber.
        sentence = _("The ballot box of “%(chamber)s” waits for the keys of its scrutineers.")
        raise Refusal("box_sealed", sentence % {"chamber": chamber.name})


def _cast(decision: Decision, chambers: Sequence[Chamber]) -> dict[int, dict[str, int]]:
    """Return how many ballots of each chamber that count say what, counted from the ballots themselves."""
    found: dict[int, dict[str, int]] = defaultdict(lambda: dict.fromkeys(CHOICES, 0))
    rows = Ballot.objects.counting().filter(chamber__in=chambers).order_by()
    for chamber_id, choice, number in rows.values_list("chamber_id", "choice").annotate(number=Count("pk")):
        found[chamber_id][choice] = number
    for chamber in chambers:
        for paper in unsealed(decision, chamber) if chamber.is_secret else ():
            if paper.choice is not None:
                found[chamber.pk][paper.choice] += 1
    return found
