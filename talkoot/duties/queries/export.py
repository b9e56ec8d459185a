"""The map as a table of plain rows, for a file."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import batched

from django.db.models import FETCH_RAISE

from talkoot.duties.queries.clauses import address_of
from talkoot.duties.queries.holders import holder_of
from talkoot.duties.queries.map import Filters, filtered_duties, matters_for
from talkoot.kernel.actors import Actor
from talkoot.scopes import queries as scopes

HEADER = (
    "duty", "matter", "matter_language", "letter", "body", "role", "scope", "scope_key", "source", "source_url",
    "from_on", "review_on", "clause",
)  # fmt: skip
BATCH = 1_000


def export_rows(filters: Filters, *, viewer: Actor) -> Iterator[tuple[str, ...]]:
    """Yield a header and then one row per current duty that fits the filters, by matter; a bounded number in memory."""
    yield HEADER
    duties = (
        filtered_duties(filters)
        .filter(matter__in=matters_for(filters).values("pk"))
        .select_related("matter", "body", "role__body", "scope", "clause__document")
        .order_by("matter__fold", "matter", "pk")
        .fetch_mode(FETCH_RAISE)
    )
    for batch in batched(duties.iterator(chunk_size=BATCH), BATCH):
        places = scopes.describe({d.scope_id for d in batch})
        for d in batch:
            yield (
                str(d.pk), d.matter.title, d.matter.language, d.letter, holder_of(d).body_name,
                d.role.name if d.role else "", places[d.scope_id], d.scope.key, d.source, d.source_url,
                d.from_on.isoformat(), d.review_on.isoformat() if d.review_on else "",
                address_of(d),
            )  # fmt: skip
