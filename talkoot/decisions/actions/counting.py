"""Counting a closed decision: from its ballots and tallies to the verdict that stays."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from talkoot.decisions import rules
from talkoot.decisions.events import DecisionFinal
from talkoot.decisions.models import Ballot, Chamber, Decision, Tally
from talkoot.decisions.queries.papers import candidates_of
from talkoot.kernel.refusals import Refusal
from talkoot.rulebooks.rules import verdict_of, yes_no_rules_of

CHOICES = ("yes", "no", "neutral")
BATCH = 5_000

type Figures = Mapping[str, int]


def counted(decision: Decision, chambers: Sequence[Chamber], at: datetime, *, seed: str = "") -> DecisionFinal:
    """Count the decision and keep verdict, outcome and figures; the rows are the caller's, held.

    ``seed`` is what lots are drawn from, where the rulebook leaves that to the count. Refuses while it, or the tally of
    a chamber that votes elsewhere, is missing.
    """
    figures = _figures([chamber for chamber in chambers if not chamber.is_election])
    verdict = _verdict(decision, chambers, figures, seed)
    passed = {result["key"]: result["passed"] for result in verdict["chambers"]}
    for chamber in chambers:
        chamber.has_passed = passed[chamber.key]
        if chamber.key in figures:
            chamber.eligible = figures[chamber.key]["eligible"]
            chamber.yes, chamber.no, chamber.neutral = (figures[chamber.key][choice] for choice in CHOICES)
    Chamber.objects.bulk_update(chambers, ["eligible", "yes", "no", "neutral", "has_passed"])
    decision.verdict, decision.outcome, decision.final_at = verdict, str(verdict["outcome"]), at
    decision.eligible, decision.seed = sum(chamber.eligible or 0 for chamber in chambers), seed
    decision.save(update_fields=["verdict", "outcome", "final_at", "eligible", "seed"])
    return DecisionFinal(
        subject=decision.ref,
        outcome=decision.outcome,
        passed=sum(passed.values()),
        chambers=passed,
        verdict_sha256=rules.verdict_sha256(verdict),
    )


def awaits(decision: Decision, chambers: Sequence[Chamber]) -> bool:
    """Tell whether something the count needs comes only after the close: a vote held elsewhere, or a seed."""
    return any(chamber.is_elsewhere for chamber in chambers) or rules.awaits_seed(decision.rulebook.canonical)


def _verdict(
    decision: Decision, chambers: Sequence[Chamber], figures: Mapping[str, Figures], seed: str
) -> dict[str, Any]:
    book = rules.book_of(decision.rulebook.canonical)
    if book is None:
        return verdict_of(yes_no_rules_of(decision.rulebook.canonical), figures).data()
    if rules.awaits_seed(decision.rulebook.canonical) and not seed:
        sentence = _("Lots are drawn from a seed that is published now. Give it, and where it comes from.")
        raise Refusal("seed_missing", sentence, "seed")
    votes = {c.key: rules.Votes(c.eligible or 0, _marks(c)) for c in chambers if c.is_election}
    return rules.ruling_of(book, {**figures, **votes}, candidates_of(decision), seed)


def _marks(chamber: Chamber) -> Iterator[rules.Marks]:
    """Yield the marks of every ballot that counts."""
    rows = Ballot.objects.filter(chamber=chamber, is_current=True).order_by("pk").values_list("marks", flat=True)
    for marks in rows.iterator(chunk_size=BATCH):
        yield tuple((option, number) for option, number in marks or ())


def _figures(chambers: Sequence[Chamber]) -> dict[str, Figures]:
    """Return the figures of each chamber by its key: counted here, or recorded from elsewhere."""
    cast = _cast(chambers)
    tallies = {t.chamber_id: t for t in Tally.objects.filter(chamber__in=chambers, is_current=True)}
    counts: dict[str, Figures] = {}
    for chamber in chambers:
        if not chamber.is_elsewhere:
            counts[chamber.key] = {"eligible": chamber.eligible or 0, **cast[chamber.pk]}
        elif chamber.pk in tallies:
            tally = tallies[chamber.pk]
            counts[chamber.key] = {name: getattr(tally, name) for name in ("eligible", *CHOICES)}
        else:
            # Translators: %(chamber)s is the name of a chamber.
            sentence = _("The vote of “%(chamber)s” is held elsewhere. Record its result first.")
            raise Refusal("tally_missing", sentence % {"chamber": chamber.name})
    return counts


def _cast(chambers: Sequence[Chamber]) -> dict[int, dict[str, int]]:
    """Return how many current ballots of each chamber say what, counted from the ballots themselves."""
    found: dict[int, dict[str, int]] = defaultdict(lambda: dict.fromkeys(CHOICES, 0))
    rows = Ballot.objects.filter(chamber__in=chambers, is_current=True).order_by()
    for chamber_id, choice, number in rows.values_list("chamber_id", "choice").annotate(number=Count("pk")):
        found[chamber_id][choice] = number
    return found
