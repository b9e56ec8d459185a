"""Facts about eligibility: refs, days and counts. No name, reason or value of anybody: those can be erased."""

from __future__ import annotations

from talkoot.kernel.events import Event


class ListMade(Event):
    """A body keeps a new list; ``holds`` is persons or bodies."""

    body: str
    holds: str
    is_open: bool


class EntryAdded(Event):
    """Somebody was put on a list (the subject); ``entry`` is the row, which says whom."""

    public = False
    entry: str


class EntryEnded(Event):
    """Somebody was taken off a list (the subject)."""

    public = False
    entry: str


class EntriesImported(Event):
    """A file was brought in into a list (the subject); the counts are of entries, ``sha256`` is the file's."""

    public = False
    source: str
    created: int
    updated: int
    ended: int
    unchanged: int
    set_aside: int
    sha256: str


class FactsImported(Event):
    """A file of facts about people was brought in; the counts are of values, ``sha256`` is the file's.

    ``key`` is the fact key (a ref) on which other software sent it; empty for a file that a person brought.
    """

    public = False
    source: str
    created: int
    updated: int
    ended: int
    unchanged: int
    set_aside: int
    sha256: str
    key: str = ""


class FactKeyMade(Event):
    """Other software got a key (the subject): on it, it may bring in these facts from this source."""

    public = False
    source: str
    facts: list[str]


class FactKeyRevoked(Event):
    """A key (the subject) opens nothing any more."""

    public = False


class PersonSuspended(Event):
    """A body suspended somebody (the subject, a row, says whom) from a day, until another or until it is lifted."""

    public = False
    body: str
    from_on: str
    until_on: str
    decision: str


class SuspensionLifted(Event):
    """A body ended a suspension before its time; ``lifted_on`` is the first day without it."""

    public = False
    lifted_on: str


class TracesErased(Event):
    """What was known about a person who had everything personal erased is gone; rows and days stay."""

    public = False
    facts: int
    entries: int
    suspensions: int
