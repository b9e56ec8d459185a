"""Lists that grow are paged by key: the next page starts after the last row seen, however long the list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

SIZE = 20


@dataclass(frozen=True, slots=True)
class Page[T]:
    """One page of rows; ``after`` is the key to ask the next page with, empty on the last."""

    rows: Sequence[T]
    after: str = ""

    def __iter__(self) -> Iterator[T]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


def after(text: str | None) -> int | None:
    """Return the row key in a page's ``after`` parameter, or None when it is absent or no number."""
    if text and text.isascii() and text.isdigit() and len(text) <= 18:
        return int(text)
    return None


def cut[T](rows: Sequence[T], key: str, size: int = SIZE) -> Page[T]:
    """Return a page from up to ``size + 1`` rows asked for, keyed by the attribute ``key``."""
    shown = rows[:size]
    return Page(shown, str(getattr(shown[-1], key)) if len(rows) > size else "")
