"""Facts about ballot boxes. They say how many and who kept the key, never which slip or what a ballot says."""

from __future__ import annotations

from talkoot.kernel.events import Event


class BoxPrepared(Event):
    """Somebody was asked to keep the key of the box that ``belongs_to`` (a ref), any ``needed`` of them together."""

    belongs_to: str
    custody: str
    needed: int
    custodians: list[str]


class KeyMade(Event):
    """A scrutineer wrote down a key of their own; ``made`` of ``custodians`` have one now.

    Its public half (hexadecimal) stands here for good, so that a share sealed to another key can be told.
    """

    public_key: str
    made: int
    custodians: int


class BoxOpened(Event):
    """The box takes ballots; ``public_key`` (hexadecimal) is what they are sealed with."""

    belongs_to: str
    custody: str
    needed: int
    public_key: str
    slips: int


class SlipsAmended(Event):
    """The roll that the box was made for has a place more or fewer; the box has so many ``slips`` now."""

    belongs_to: str
    slips: int


class ScrutinyBegun(Event):
    """The box takes no more ballots, and those who may strike one look at who voted before the keys are asked for."""

    belongs_to: str


class BoxClosed(Event):
    """The box takes no more ballots, and waits for its keys."""

    belongs_to: str


class SlipStruck(Event):
    """A sealed ballot was struck without being read; its reason is public on the box's page."""

    belongs_to: str
    strike: int


class StrikeTakenBack(Event):
    """Who struck a sealed ballot took that back before the box was opened; nobody has read it yet."""

    belongs_to: str
    strike: int


class KeyHandedIn(Event):
    """A scrutineer agreed that the box be emptied; ``handed_in`` of ``needed`` have."""

    handed_in: int
    needed: int


class BoxDiscarded(Event):
    """The vote does not stand: what lay in the box was erased, and nobody has read it or ever will."""

    belongs_to: str


class BoxEmptied(Event):
    """All ballots lie open, and nothing says whose they were; the hash is that of all papers."""

    belongs_to: str
    papers: int
    spoiled: int
    struck: int
    unused: int
    papers_sha256: str
