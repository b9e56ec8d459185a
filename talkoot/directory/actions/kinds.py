"""The kinds of body that come with Talkoot; a site may add its own and rename these."""

from __future__ import annotations

import csv
from pathlib import Path

from talkoot.directory.actions.bodies import keep_kind
from talkoot.directory.models import BodyKind

SHIPPED = Path(__file__).resolve().parent.parent / "seed" / "kinds.csv"
LANGUAGES = ("en", "es", "ar", "fr")


def keep_shipped_kinds() -> None:
    """Add the shipped kinds of body where they are missing; those there keep the words a site gave them."""
    there = set(BodyKind.objects.values_list("key", flat=True))
    with SHIPPED.open(newline="", encoding="utf-8") as file:
        for position, row in enumerate(csv.DictReader(file)):
            if row["key"] not in there:
                labels = {tag: (row[tag], row[f"{tag}_plural"]) for tag in LANGUAGES}
                keep_kind(row["key"], labels, position=position)
