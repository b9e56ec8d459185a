"""Giving each thing an address of its own."""

from __future__ import annotations

from collections.abc import Collection
from itertools import count
from typing import Any

from django.db.models import QuerySet

from talkoot.directory.rules import numbered, slug_of

# Addresses that belong to pages of the directory itself.
RESERVED = frozenset({"import", "new", "vacancies", "me"})


def free_slug(rows: QuerySet[Any], name: str, otherwise: str, *, reserved: Collection[str] = RESERVED) -> str:
    """Return an address that none of ``rows`` has, made from ``name``, or from ``otherwise`` if it has no letters."""
    wanted = slug_of(name) or otherwise
    taken = {*reserved, *rows.filter(slug__startswith=wanted[:90]).values_list("slug", flat=True)}
    return next(slug for number in count(1) if (slug := numbered(wanted, number)) not in taken)
