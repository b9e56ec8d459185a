"""How many have voted or stood back: counted from the roll while voting, kept with the chamber from the close on."""

from __future__ import annotations

from collections.abc import Iterable
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


def with_standing_back(chambers: QuerySet[Chamber]) -> QuerySet[Any]:
    """Return ``chambers``, each with how many are ``standing_back`` from the vote."""
    recused = RollEntry.objects.filter(chamber=OuterRef("pk"), recused_at__isnull=False)
    number = recused.order_by().values("chamber").annotate(number=Count("pk")).values("number")
    return chambers.annotate(standing_back=Coalesce("recused", Subquery(number), 0))


def have_all_spoken(chambers: Iterable[Any]) -> bool:
    """Tell whether every place on every roll here has voted or stands back, so that nobody is left to wait for.

    ``chambers`` come with their turnout and with how many stand back.
    """
    return all(each.is_elsewhere or each.turnout + each.standing_back == each.eligible for each in chambers)


def has_votes(decision: Decision) -> bool:
    """Tell whether anybody has voted."""
    return RollEntry.objects.filter(chamber__decision=decision, voted_at__isnull=False).exists()
