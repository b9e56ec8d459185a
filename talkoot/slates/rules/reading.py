"""Which of several languages of one text a reader gets."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence


def wanted_languages(own: Iterable[str]) -> list[str]:
    """Return the tags to try for a reader of ``own`` languages: each with what it is a kind of, in their order.

    ``["pt-BR", "fr"]`` gives ``pt-BR``, ``pt``, ``fr``.
    """
    found: dict[str, None] = {}
    for tag in own:
        parts = tag.split("-")
        found |= dict.fromkeys("-".join(parts[:size]) for size in range(len(parts), 0, -1))
    return list(found)


def best_language(there: Collection[str], wanted: Sequence[str], original: str) -> str:
    """Return the language to show of those that are ``there`` (at least one).

    The first wanted one, or a kind of it; else the original, else English, else the first by name.
    """
    for tag in wanted:
        if tag in there:
            return tag
        if kind := next((one for one in sorted(there) if one.startswith(f"{tag}-")), ""):
            return kind
    return next((tag for tag in (original, "en") if tag in there), min(there))
