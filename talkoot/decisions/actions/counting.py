"""Counting a closed decision: from its ballots and tallies to the verdict that stays."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from talkoot.decisions import rules
from talkoot.decisions.events import DecisionFinal
from talkoot.decisions.models import Ballot, Chamber, Decision, Tally
from talkoot.kernel.refusals import Refusal
from talkoot.rulebooks.rules import verdict_of, yes_no_rules_of

CHOICES = ("yes", "no", "neutral")


def counted(decision: Decision, chambers: Sequence[Chamber], at: datetime) -> DecisionFinal:
    """Count the decision and keep verdict, outcome and figures; the rows are the caller's, held.

    Refuses while a chamber that votes elsewhere has no recorded tally.
    """
    counts = _counts(chambers)
    verdict: dict[str, Any] = verdict_of(yes_no_rules_of(decision.rulebook.canonical), counts).data()
    passed = {result["key"]: result["passed"] for result in verdict["chambers"]}
    for chamber in chambers:
        figures = counts[chamber.key]
        chamber.eligible, chamber.has_passed = figures["eligible"], passed[chamber.key]
        chamber.yes, chamber.no, chamber.neutral = (figures[choice] for choice in CHOICES)
    Chamber.objects.bulk_update(chambers, ["eligible", "yes", "no", "neutral", "has_passed"])
    decision.verdict, decision.outcome, decision.final_at = verdict, str(verdict["outcome"]), at
    decision.eligible = sum(chamber.eligible or 0 for chamber in chambers)
    decision.save(update_fields=["verdict", "outcome", "final_at", "eligible"])
    return DecisionFinal(
        subject=decision.ref,
        outcome=decision.outcome,
        passed=sum(passed.values()),
        chambers=passed,
        verdict_sha256=rules.verdict_sha256(verdict),
    )


def _counts(chambers: Sequence[Chamber]) -> dict[str, Mapping[str, int]]:
    """Return the figures of each chamber by its key: counted here, or recorded from elsewhere."""
    cast = _cast(chambers)
    tallies = {t.chamber_id: t for t in Tally.objects.filter(chamber__in=chambers, is_current=True)}
    counts: dict[str, Mapping[str, int]] = {}
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
