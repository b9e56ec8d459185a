"""What clauses say in the versions in force: for those above who rest something on a clause."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import F, OuterRef, Subquery

from talkoot.documents.models import Placing, Version


def standing(clause_ids: Iterable[int], *, day: date) -> dict[int, Placing]:
    """Return by clause where each stands in what is in force on ``day``, with its words (one query).

    A clause that stands in no version in force is left out.
    """
    placings = Placing.objects.filter(clause__in=list(clause_ids)).annotate(binding=_binding("version__document", day))
    rows = placings.filter(version=F("binding")).select_related("wording", "version__document")
    return {each.clause_id: each for each in rows}


def wording_in_force(clause: str, day: date) -> Subquery:
    """Return, to annotate rows with, the id of what the clause they name in ``clause`` says on ``day``; null: gone."""
    here = Placing.objects.filter(clause=OuterRef(clause), version=_binding("version__document", day))
    return Subquery(here.values("wording")[:1])


def _binding(document: str, day: date) -> Subquery:
    versions = Version.objects.filter(document=OuterRef(document), in_force_on__lte=day)
    return Subquery(versions.order_by("-in_force_on", "-number").values("pk")[:1])
