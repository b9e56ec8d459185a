"""From refs to names and pages: the one list of which app answers for which kind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable

from talkoot.kernel.actors import Actor
from talkoot.kernel.refs import Label, split

# Ref kind -> the app's query that names its rows: ``labels(keys, *, viewer) -> {key: Label}``.
Resolver = Callable[..., dict[int, Label]]


def resolvers() -> dict[str, Resolver]:
    """Return, for each kind of ref, the query that names it."""
    return {}


def describe(refs: Iterable[str], *, viewer: Actor) -> dict[str, Label]:
    """Return a label for each ref that ``viewer`` may see: one query per kind, none for kinds nobody owns."""
    keys: dict[str, set[int]] = defaultdict(set)
    for ref in refs:
        kind, key = split(ref)
        if key.isdigit():
            keys[kind].add(int(key))
    known = resolvers()
    found: dict[str, Label] = {}
    for kind in sorted(keys.keys() & known.keys()):
        found |= {f"{kind}:{key}": label for key, label in _ask(known[kind], keys[kind], viewer).items()}
    return found


def url_of(ref: str, *, viewer: Actor) -> str:
    """Return the page of what ``ref`` names, or nothing when it has none that ``viewer`` may see."""
    label = describe([ref], viewer=viewer).get(ref)
    return label.url if label else ""


def _ask(resolver: Resolver, keys: Collection[int], viewer: Actor) -> dict[int, Label]:
    return resolver(keys, viewer=viewer)
