"""Facts about topics. A scope itself is a value, interned, and no news."""

from __future__ import annotations

from talkoot.kernel.events import Event


class TopicAdded(Event):
    """A topic came into the list; ``qid`` is its Wikidata id or empty."""

    slug: str
    qid: str = ""


class TopicLabelled(Event):
    """A topic got its name, or another name, in ``language``."""

    language: str


class TopicPlaced(Event):
    """A topic was put under the topic ``broader`` (a ref)."""

    broader: str


class TopicLifted(Event):
    """A topic lies no more directly under ``broader`` (a ref)."""

    broader: str


class TerritoryAdded(Event):
    """A country came in from an imported table; ``code`` is its ISO 3166 code."""

    public = False
    code: str


class TerritoryCompleted(Event):
    """A country got ids it did not have from an imported table."""

    public = False
    code: str
