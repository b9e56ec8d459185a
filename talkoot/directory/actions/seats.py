"""Counting filled seats: kept on the role so that no page has to count."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from talkoot.directory.models import Mandate, Role


def count_seats(roles: QuerySet[Role], day: date) -> int:
    """Write on each of ``roles`` how many of its seats are held on ``day``; return how many roles changed."""
    held = (
        Mandate.objects.held_on(day)
        .filter(role=OuterRef("pk"))
        .order_by()
        .values("role")
        .annotate(count=Count("seat", distinct=True))
    )
    counted = Coalesce(Subquery(held.values("count")), 0)
    return roles.annotate(held=counted).exclude(filled=counted).update(filled=counted)


def count_all_seats(at: datetime) -> int:
    """Bring every role's count up to the day of ``at``; return how many changed. Mandates begin and end by date."""
    return count_seats(Role.objects.all(), at.date())
