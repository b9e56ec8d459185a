"""How many have voted or stood back: counted from the roll while voting, kept with the chamber from the close on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from talkoot.decisions.models import Chamber, Decision, RollEntry


def with_turnout(chambers: QuerySet[Chamber]) -> QuerySet[Any]:
    """Return ``chambers``, each with its ``turnout``."""
    return chambers.annotate(turnout=turnout())


def with_standing_back(chambers: QuerySet[Chamber]) -> QuerySet[Any]:
    """Return ``chambers``, each with how many are ``standing_back`` from the vote."""
    return chambers.annotate(standing_back=standing_back())


def turnout() -> Coalesce:
    """Return how many of a chamber have voted, as an annotation of chambers."""
    return _kept("ballots_cast", voted_at__isnull=False)


def standing_back() -> Coalesce:
    """Return how many of a chamber stand back, as an annotation of chambers."""
    return _kept("recused", recused_at__isnull=False)


def _kept(column: str, **marked: bool) -> Coalesce:
    """Return what a column of the chamber keeps; the database counts on the roll only where nothing was kept."""
    rows = RollEntry.objects.filter(chamber=OuterRef("pk"), **marked)
    number = rows.order_by().values("chamber").annotate(number=Count("pk")).values("number")
    return Coalesce(column, Subquery(number), 0)


def have_all_spoken(chambers: Iterable[Any]) -> bool:
    """Tell whether every place on every roll here has voted or stands back, so that nobody is left to wait for.

    ``chambers`` come with their turnout and with how many stand back.
    """
    return all(each.is_elsewhere or each.turnout + each.standing_back == each.eligible for each in chambers)


def has_votes(decision: Decision) -> bool:
    """Tell whether anybody has voted."""
    return RollEntry.objects.filter(chamber__decision=decision, voted_at__isnull=False).exists()
