"""How many have voted: counted from the roll while voting, kept with the chamber from the close on."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from talkoot.decisions.models import Chamber, Decision, RollEntry


def with_turnout(chambers: QuerySet[Chamber]) -> QuerySet[Any]:
    """Return ``chambers``, each with its ``turnout``."""
    marked = RollEntry.objects.filter(chamber=OuterRef("pk"), voted_at__isnull=False)
    number = marked.order_by().values("chamber").annotate(number=Count("pk")).values("number")
    # The database counts only where nothing was kept.
    return chambers.annotate(turnout=Coalesce("ballots_cast", Subquery(number), 0))


def has_votes(decision: Decision) -> bool:
    """Tell whether anybody has voted."""
    return RollEntry.objects.filter(chamber__decision=decision, voted_at__isnull=False).exists()
