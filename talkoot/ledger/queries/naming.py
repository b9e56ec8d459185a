"""How refs get names: each app says it for its kinds, and a page names things of all kinds in one query."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, repeat
from typing import Any

from django.db.models import CharField, QuerySet, Value
from django.db.models.expressions import BaseExpression

from talkoot.kernel.actors import Actor
from talkoot.kernel.refs import Label, ref


@dataclass(frozen=True, slots=True)
class Naming:
    """How things of one kind are named: called with keys it gives their labels, without those ``viewer`` may not see.

    ``rows`` takes (keys, viewer) and gives a queryset; ``columns`` are texts in it, by name or as expressions;
    ``label`` takes the key and these texts.
    """

    rows: Callable[[Collection[int], Actor], QuerySet[Any]]
    columns: Sequence[str | Callable[[], BaseExpression]]
    label: Callable[..., Label]

    def __call__(self, keys: Collection[int], *, viewer: Actor) -> dict[int, Label]:
        """Return the labels of ``keys`` in one query."""
        return {row[0]: self.label(*row) for row in self.rows(keys, viewer).values_list("pk", *self.texts())}

    def texts(self) -> list[Any]:
        """Return the columns as they are asked for now: words may depend on the language of the page."""
        return [column if isinstance(column, str) else column() for column in self.columns]


def named(wanted: Mapping[str, tuple[Naming, Collection[int]]], *, viewer: Actor) -> dict[str, Label]:
    """Return labels by ref of what is ``wanted`` of each kind, all in one query."""
    width = max((len(naming.columns) for naming, _keys in wanted.values()), default=0)
    parts = [_part(kind, naming.rows(keys, viewer), naming.texts(), width) for kind, (naming, keys) in wanted.items()]
    found: dict[str, Label] = {}
    for kind, key, *texts in parts[0].union(*parts[1:], all=True) if len(parts) > 1 else chain(*parts):
        naming = wanted[kind][0]
        found[ref(kind, key)] = naming.label(key, *texts[: len(naming.columns)])
    return found


def _part(kind: str, rows: QuerySet[Any], texts: list[Any], width: int) -> Any:
    empty = (Value("", CharField()) for _ in repeat(None, width - len(texts)))
    return rows.order_by().values_list(Value(kind, CharField()), "pk", *texts, *empty)
